package report

import (
	"time"

	"gonum.org/v1/plot"

	"ikdbot/locales"
	"ikdbot/store"
)

// trendPanel is how the figure went, and how it has to go.
type trendPanel struct {
	Title      string
	Mark       string // the warning over and under sample data
	LastText   string // what the line is
	PaceText   string // what the dashed line is
	FanText    string // what the spread is
	Points     []Point
	Start      Point // where the pace begins: today's figure
	Goal       int64 // people at the end of the year; 0: no pace is drawn
	Forecast   Forecast
	Begin, End store.Date
	Top        float64     // of the axis of people
	Months     []plot.Tick // on the axis of time
	Steps      []plot.Tick // on the axis of people
	Notes      []string
}

// trendPanel puts the trend into words.
func (a artist) trendPanel() trendPanel {
	s := a.f.Standing
	out := trendPanel{Points: a.p.Trend, End: yearEnd(s.Day), Title: a.say("picture.trend", "area", a.v.r.Label(a.f.Area))}
	if a.p.sampleTrend() {
		out.Mark = a.say("picture.mark")
	}
	if a.p.Of > 0 {
		out.End = s.Day // no target, no pace: the rest of the year would be empty
		out.Title = a.say("picture.trend_shared", "n", a.p.Of, "unit", string(a.v.unit(a.f.Area)))
	}
	if n := len(out.Points); n > 0 {
		last := out.Points[n-1]
		out.LastText = a.say("picture.point", "people", a.v.count(a.f.Area, last.Value), "date", a.day(last.AsOf))
	}
	few := a.v.few(a.f.Area, s.Counts[store.Active].Value)
	if a.f.Pace != nil && a.p.Of == 0 && !few {
		out.Start, out.Goal = Point{AsOf: s.Day, Value: s.Counts[store.Active].Value}, s.Target.People
		out.PaceText = a.say("picture.trend_pace", "n", a.v.count(a.f.Area, a.f.Pace.PerWeek), "people", a.v.count(a.f.Area, s.Target.People))
	}
	forecast, ok := ForecastOf(a.p, s)
	switch {
	case ok:
		out.Forecast, out.FanText = forecast, a.say("picture.fan")
		out.Notes = append(out.Notes, a.say("picture.forecast", "low", a.v.count(a.f.Area, forecast.Low),
			"high", a.v.count(a.f.Area, forecast.High), "date", a.day(forecast.By)))
	case a.p.Of > 0:
		out.Notes = append(out.Notes, a.say("picture.shared_note", "area", a.v.r.Label(a.f.Area)))
	case s.Has(store.Active) && !few:
		out.Notes = append(out.Notes, a.say("picture.no_forecast"))
	}
	if len(out.Points) == 0 {
		out.Notes = append([]string{a.say("picture.no_trend")}, out.Notes...)
	}
	a.axes(&out, s.Day)
	return out
}

// axes fits the axes to what is drawn.
func (a artist) axes(p *trendPanel, day store.Date) {
	p.Begin = store.Date(dateOf(day).AddDate(0, 0, -trendBefore).Format(time.DateOnly))
	most := max(p.Goal, p.Forecast.High)
	for _, point := range p.Points {
		p.Begin = min(p.Begin, point.AsOf)
		most = max(most, point.Value)
	}
	p.Top = max(float64(most)*1.06, 1)
	for value, by := 0.0, step(p.Top); value <= p.Top; value += by {
		p.Steps = append(p.Steps, plot.Tick{Value: value, Label: locales.Number(a.v.l, int64(value))})
	}
	begin, end := dateOf(p.Begin), dateOf(p.End)
	months := 0
	for month := firstOfNext(begin); month.Before(end); month = firstOfNext(month) {
		months++
	}
	i := 0
	for month := firstOfNext(begin); month.Before(end); month = firstOfNext(month) {
		tick := plot.Tick{Value: float64(month.Unix())}
		if months <= mostMonths || i%2 == 0 {
			tick.Label = a.month(month)
		}
		p.Months = append(p.Months, tick)
		i++
	}
}

// mostMonths is how many names of months fit on the axis of time.
const mostMonths = 11

// firstOfNext is the first day of the month after a day's.
func firstOfNext(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
}

// month is the name of a month in three letters, with the year where it begins.
func (a artist) month(t time.Time) string {
	name := []rune(a.day(store.Date(t.Format("2006-01") + "-01")))[2:5]
	if t.Month() == time.January {
		return string(name) + " " + year(t.Year())
	}
	return string(name)
}
