package report

import (
	"fmt"

	"ikdbot/locales"
)

// How a picture is laid out, in pixels. Telegram scales longer sides than 1,280 down, and a phone shows the width in about
// 360 points: nothing is written smaller than minSize.
const (
	pictureWidth = 1080
	margin       = 40.0
	inner        = pictureWidth - 2*margin
	minSize      = 24.0
	tileHeight   = 114.0
	tileGap      = 14.0
	chartHeight  = 250.0
)

// Picture draws the weekly summary: where the area and its sub-areas stand against the target, and how the figure went. It is a
// PNG of at most MaxPicture bytes: what does not fit in full size is drawn smaller as a whole.
func Picture(c *locales.Content, l locales.Language, r *locales.Regency, f Facts, p Points) ([]byte, error) {
	what := posterOf(c, l, r, f, p)
	for dpi := fullSize; dpi > 0; dpi -= 6 {
		b, err := newBrush(dpi)
		if err != nil {
			return nil, err
		}
		b.open(pictureWidth, b.poster(what))
		b.poster(what)
		out, err := encode(b.canvas)
		if err != nil {
			return nil, fmt.Errorf("encode picture of %s: %w", f.Area, err)
		}
		if len(out) <= MaxPicture {
			return out, nil
		}
	}
	return nil, fmt.Errorf("picture of %s does not fit into %d bytes", f.Area, MaxPicture)
}

// poster draws everything from top to bottom and returns where it ends.
func (b *brush) poster(p poster) float64 {
	y := b.banner(p.Sample)
	y = b.head(y, p)
	y = b.tiles(y, p.Tiles)
	y = b.bars(y+12, p.Bars)
	y = b.trend(y+12, p.Trend)
	y = b.paragraph(margin, y+4, inner, p.Visit, letters{27, true, ink}, 2)
	y = b.paragraph(margin, y, inner, p.Foot, letters{minSize, false, soft}, 3)
	return y + 16
}

// banner warns across the whole width.
func (b *brush) banner(warning string) float64 {
	if warning == "" {
		return 14
	}
	l := letters{32, true, ink}
	height := 18 + float64(len(b.wrap(warning, l, inner)))*42
	b.box(0, 0, pictureWidth, height, yellow)
	b.paragraph(margin, 8, inner, warning, l, 2)
	return height + 8
}

// head is the title and the number to remember.
func (b *brush) head(y float64, p poster) float64 {
	b.fit(margin, y+52, inner, p.Title, letters{54, true, ink})
	b.fit(margin, y+90, inner, p.Under, letters{27, false, soft})
	y += 108
	switch {
	case p.Big == "":
		for _, line := range p.Beside {
			y = b.paragraph(margin, y, inner, line, letters{33, true, ink}, 3)
		}
	default:
		l := letters{96, true, strong}
		b.text(margin, y+78, p.Big, l)
		x := margin + b.width(p.Big, l) + 32
		for i, line := range p.Beside {
			b.fit(x, y+36+float64(i)*42, pictureWidth-margin-x, line, letters{33, i == 0, ink})
		}
		y += 100
	}
	for _, note := range p.Notes {
		l := letters{27, false, soft}
		if note.Loud {
			l = letters{32, true, alarm}
		}
		y = b.paragraph(margin, y, inner, note.Text, l, 3)
	}
	return y + 12
}

// tiles are drawn in two columns; one that is left over takes both.
func (b *brush) tiles(y float64, tiles []tile) float64 {
	half := (inner - tileGap) / 2
	for i, t := range tiles {
		x, top, width := margin+float64(i%2)*(half+tileGap), y+float64(i/2)*(tileHeight+tileGap), half
		if i%2 == 0 && i == len(tiles)-1 {
			width = inner
		}
		b.box(x, top, width, tileHeight, panel)
		b.fit(x+16, top+32, width-26, t.Label, letters{25, false, soft})
		b.fit(x+16, top+72, width-26, t.Value, letters{38, true, ink})
		b.fit(x+16, top+104, width-26, t.Note, letters{25, false, soft})
	}
	return y + float64((len(tiles)+1)/2)*(tileHeight+tileGap)
}
