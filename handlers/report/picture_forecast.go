package report

import (
	"math"

	"ikdbot/store"
)

// What a forecast is made from: points of so many days before the newest one, so many days apart, so many of them.
const (
	forecastDays   = 56
	forecastApart  = 4
	forecastPoints = 4
)

// Forecast is the range of people with IKD on 31 December. Low is reached if every week from the newest point on goes like the
// slowest of the last eight weeks, High if every week goes like the fastest. It is a range of what has been, not a promise;
// the numbers are rounded outward to two digits so that they do not look like more than they are.
type Forecast struct {
	By     store.Date
	Low    int64
	High   int64
	Points int // it is made from
}

// ForecastOf looks ahead to the end of the year of a standing. There is none without four weekly points of the area's own
// figure in eight weeks, from a figure older than 35 days, or for numbers too small to show.
func ForecastOf(p Points, s Standing) (Forecast, bool) {
	used := recent(p)
	if len(used) < forecastPoints || daysBetween(used[len(used)-1].AsOf, s.Day) > staleDays {
		return Forecast{}, false
	}
	slowest, fastest := math.Inf(1), math.Inf(-1)
	for i := 1; i < len(used); i++ {
		speed := float64(used[i].Value-used[i-1].Value) / float64(daysBetween(used[i-1].AsOf, used[i].AsOf))
		slowest, fastest = min(slowest, speed), max(fastest, speed)
	}
	last := used[len(used)-1]
	f := Forecast{By: yearEnd(s.Day), Points: len(used)}
	days := float64(max(0, daysBetween(last.AsOf, f.By)))
	most := math.Inf(1)
	if base := s.Counts[store.Obligated]; base.Value > 0 {
		most = float64(base.Value)
	}
	value := float64(last.Value)
	f.Low = int64(outward(min(most, max(0, value+days*slowest)), math.Floor))
	f.High = int64(min(most, outward(max(0, value+days*fastest), math.Ceil)))
	return f, f.High >= f.Low
}

// recent are the points a forecast may use: of the last eight weeks, and far enough apart that a day's chance is no speed.
func recent(p Points) []Point {
	if p.Of != 0 || len(p.Trend) == 0 {
		return nil
	}
	last := p.Trend[len(p.Trend)-1]
	used := []Point{last}
	for i := len(p.Trend) - 2; i >= 0 && daysBetween(p.Trend[i].AsOf, last.AsOf) <= forecastDays; i-- {
		if daysBetween(p.Trend[i].AsOf, used[0].AsOf) >= forecastApart {
			used = append([]Point{p.Trend[i]}, used...)
		}
	}
	return used
}

// outward rounds to two digits, in the direction given.
func outward(x float64, round func(float64) float64) float64 {
	if x < 100 {
		return round(x)
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-1)
	return round(x/unit) * unit
}
