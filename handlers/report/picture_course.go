package report

import (
	"strconv"
	"strings"
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
	Dates      []plot.Tick // on the axis of time
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
	if len(out.Points) == 0 && s.Has(store.Active) && !few {
		out.Notes = []string{a.say("picture.no_trend")}
	}
	a.axes(&out, s.Day)
	return out
}

// drawn reports whether there is something to draw: a pace from a single old figure, or one point alone, tells nothing.
func (p trendPanel) drawn() bool { return len(p.Points) > 1 || len(p.Points) == 1 && p.Goal > 0 }

// axes fits the axes to what is drawn.
func (a artist) axes(p *trendPanel, day store.Date) {
	p.Begin = store.Date(dateOf(day).AddDate(0, 0, -trendBefore).Format(time.DateOnly))
	if a.p.Of > 0 {
		p.Begin = p.Points[0].AsOf
	}
	most := max(p.Goal, p.Forecast.High)
	for _, point := range p.Points {
		p.Begin = min(p.Begin, point.AsOf)
		most = max(most, point.Value)
	}
	p.Top = max(float64(most)*1.06, 1)
	for value, by := 0.0, step(p.Top); value <= p.Top; value += by {
		p.Steps = append(p.Steps, plot.Tick{Value: value, Label: locales.Number(a.v.l, int64(value))})
	}
	p.Dates = a.dates(dateOf(p.Begin), dateOf(p.End))
}

// dates marks an axis of time: each month, or every second week where that would be fewer than three marks.
func (a artist) dates(begin, end time.Time) []plot.Tick {
	var days []time.Time
	for month := firstOfNext(begin); month.Before(end); month = firstOfNext(month) {
		days = append(days, month)
	}
	label := a.month
	if len(days) < 3 {
		days, label = nil, a.dayOfMonth
		for day := begin; !day.After(end); day = day.AddDate(0, 0, 14) {
			days = append(days, day)
		}
	}
	var ticks []plot.Tick
	for i, day := range days {
		tick := plot.Tick{Value: float64(day.Unix())}
		if len(days) <= mostMonths || i%2 == 0 {
			tick.Label = label(day)
		}
		ticks = append(ticks, tick)
	}
	return ticks
}

// mostMonths is how many names of months fit on the axis of time.
const mostMonths = 11

// firstOfNext is the first day of the month after a day's.
func firstOfNext(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
}

// month is the name of a month in three letters, with the year where it begins.
func (a artist) month(t time.Time) string {
	if t.Month() == time.January {
		return a.shortMonth(t) + " " + year(t.Year())
	}
	return a.shortMonth(t)
}

func (a artist) dayOfMonth(t time.Time) string { return strconv.Itoa(t.Day()) + " " + a.shortMonth(t) }

func (a artist) shortMonth(t time.Time) string {
	_, name, _ := strings.Cut(a.day(store.Date(t.Format(time.DateOnly))), " ")
	return string([]rune(name)[:3])
}
