package report

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"ikdbot/store"
)

// trendBefore is how many days before the slot the axis begins at the latest, so that one point does not stand at its edge.
const trendBefore = 56

// trend draws how the figure went, with the pace that reaches the target.
func (b *brush) trend(y float64, p trendPanel) float64 {
	if len(p.Points) == 0 && len(p.Notes) == 0 {
		return y
	}
	y = b.panelTitle(y, p.Title, p.Mark)
	if p.drawn() {
		y = b.legend(y, p)
		if b.canvas != nil {
			b.watermark(y+chartHeight/2, p.Mark)
			b.paste(margin, y, b.chart(p))
		}
		y += chartHeight
	}
	for _, note := range p.Notes {
		y = b.paragraph(margin, y, inner, note, letters{25, false, ink}, 3)
	}
	return y + 4
}

// legend tells the lines apart above the chart, where they cannot run through its words.
func (b *brush) legend(y float64, p trendPanel) float64 {
	l := letters{25, false, ink}
	x := margin
	y += 34
	for _, item := range []struct {
		text string
		draw func(x, y float64)
	}{
		{p.LastText, func(x, y float64) { b.box(x, y-3, 36, 6, strong) }},
		{p.PaceText, func(x, y float64) { b.dashes(x, y-3, 36, 6, 9, goal) }},
		{p.FanText, func(x, y float64) { b.box(x, y-10, 36, 20, bar) }},
	} {
		if item.text == "" {
			continue
		}
		width := 48 + b.width(item.text, l)
		if x > margin && x+width > margin+inner {
			x, y = margin, y+34
		}
		item.draw(x, y-9)
		b.text(x+48, y, item.text, l)
		x += width + 30
	}
	return y + 14
}

// chart is the trend with its axes, on nothing.
func (b *brush) chart(p trendPanel) image.Image {
	c := plot.New()
	axes(c, p)
	if f := p.Forecast; f.By != "" {
		last := p.Points[len(p.Points)-1]
		fan, err := plotter.NewPolygon(plotter.XYs{p.xy(last), {X: seconds(f.By), Y: float64(f.Low)}, {X: seconds(f.By), Y: float64(f.High)}})
		if err == nil {
			fan.Color, fan.LineStyle.Width = bar, 0
			c.Add(fan)
		}
	}
	if p.Goal > 0 {
		pace := plotter.XYs{p.xy(p.Start), {X: seconds(p.End), Y: float64(p.Goal)}}
		c.Add(&plotter.Line{XYs: pace, LineStyle: draw.LineStyle{Color: goal, Width: 4, Dashes: []vg.Length{12, 8}}})
	}
	var points plotter.XYs
	for _, point := range p.Points {
		points = append(points, p.xy(point))
	}
	if len(points) > 0 {
		c.Add(&plotter.Line{XYs: points, LineStyle: draw.LineStyle{Color: strong, Width: 4}})
		c.Add(&plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: strong, Radius: 7, Shape: draw.CircleGlyph{}}})
	}
	canvas := vgimg.NewWith(vgimg.UseWH(inner, chartHeight), vgimg.UseDPI(b.dpi), vgimg.UseBackgroundColor(color.Transparent))
	c.Draw(draw.New(canvas))
	return canvas.Image()
}

// axes are time from some weeks before the slot to the end of the year, and people from none on.
func axes(c *plot.Plot, p trendPanel) {
	c.BackgroundColor = color.Transparent
	label := plotfont.Font{Typeface: "Liberation", Variant: "Sans", Size: minSize}
	for _, axis := range []*plot.Axis{&c.X, &c.Y} {
		axis.Tick.Label.Font, axis.Tick.Label.Color = label, soft
		axis.LineStyle = draw.LineStyle{Color: grey, Width: 2}
		axis.Tick.LineStyle, axis.Tick.Length = axis.LineStyle, 6
		axis.Padding = 0
	}
	c.X.Min, c.X.Max = seconds(p.Begin), seconds(p.End)
	c.Y.Min, c.Y.Max = 0, p.Top
	c.X.Tick.Marker, c.Y.Tick.Marker = plot.ConstantTicks(p.Dates), plot.ConstantTicks(p.Steps)
	for _, step := range p.Steps {
		if step.Value > 0 {
			c.Add(&plotter.Line{
				XYs:       plotter.XYs{{X: c.X.Min, Y: step.Value}, {X: c.X.Max, Y: step.Value}},
				LineStyle: draw.LineStyle{Color: panel, Width: 2},
			})
		}
	}
}

// step is a round distance between marks, so that about four of them lie below top.
func step(top float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(max(top, 4)/4)))
	for _, times := range []float64{1, 2, 2.5, 5} {
		if s := unit * times; top/s <= 5 && s == math.Trunc(s) {
			return s
		}
	}
	return unit * 10
}

func (p trendPanel) xy(at Point) plotter.XY {
	return plotter.XY{X: seconds(at.AsOf), Y: float64(at.Value)}
}

// seconds is where a date stands on the axis of time.
func seconds(d store.Date) float64 { return float64(dateOf(d).Unix()) }
