package report

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"regexp"
	"strings"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// letters is how text looks: its size in pixels, its weight and colour.
type letters struct {
	size  float64
	bold  bool
	color color.RGBA
}

// fullSize is the dots per inch at which a place of the layout is a pixel.
const fullSize = 72

// brush draws in pixels from the top left corner, as people read. Without a canvas it only measures. Letters stand on whole
// pixels and are hinted: they are sharper so, and a picture of them takes half the bytes.
type brush struct {
	dpi           int // of 72, which is full size
	canvas        *image.RGBA
	regular, bold *truetype.Font
	faces         map[letters]font.Face // by size and weight
}

func newBrush(dpi int) (*brush, error) {
	regular, err := truetype.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	bold, err := truetype.Parse(liberationsansbold.TTF)
	if err != nil {
		return nil, fmt.Errorf("read bold font: %w", err)
	}
	return &brush{dpi: dpi, regular: regular, bold: bold, faces: map[letters]font.Face{}}, nil
}

// open gives the brush a canvas of some size to draw on.
func (b *brush) open(width, height float64) {
	b.canvas = image.NewRGBA(image.Rect(0, 0, b.pixel(width), b.pixel(height)))
	draw.Draw(b.canvas, b.canvas.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
}

func (b *brush) face(l letters) font.Face {
	key := letters{size: l.size, bold: l.bold}
	face, ok := b.faces[key]
	if !ok {
		f := b.regular
		if l.bold {
			f = b.bold
		}
		face = truetype.NewFace(f, &truetype.Options{Size: l.size, DPI: float64(b.dpi), Hinting: font.HintingFull, SubPixelsX: 1, SubPixelsY: 1})
		b.faces[key] = face
	}
	return face
}

func (b *brush) width(s string, l letters) float64 {
	return float64(font.MeasureString(b.face(l), s)) / 64 * fullSize / float64(b.dpi)
}

// text writes one line whose letters stand on y.
func (b *brush) text(x, y float64, s string, l letters) {
	if b.canvas == nil {
		return
	}
	pen := font.Drawer{Dst: b.canvas, Src: image.NewUniform(l.color), Face: b.face(l), Dot: fixed.P(b.pixel(x), b.pixel(y))}
	pen.DrawString(s)
}

// right writes one line that ends at x.
func (b *brush) right(x, y float64, s string, l letters) { b.text(x-b.width(s, l), y, s, l) }

// fit writes one line, in smaller letters where it is too wide, and cut off where even those are.
func (b *brush) fit(x, y, width float64, s string, l letters) {
	l, s = b.fitting(s, l, width)
	b.text(x, y, s, l)
}

// fitting is how a line is written to fit.
func (b *brush) fitting(s string, l letters, width float64) (letters, string) {
	for l.size > minSize && b.width(s, l) > width {
		l.size--
	}
	return l, b.cut(s, l, width)
}

// cut shortens a line to a width.
func (b *brush) cut(s string, l letters, width float64) string {
	if b.width(s, l) <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && b.width(string(runes)+"…", l) > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// wrap breaks a text into lines at its spaces, but not behind a number: it stays with what it counts. A word that is wider
// than a line is cut.
func (b *brush) wrap(s string, l letters, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(behindNumber.ReplaceAllString(s, "$1\u00a0$2"), " ") {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if b.width(longer, l) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = b.cut(word, l, width)
	}
	return append(lines, line)
}

var behindNumber = regexp.MustCompile(`(\d) (\pL)`)

// paragraph writes a text over as many lines as it takes, at most so many, and returns where the next may begin.
func (b *brush) paragraph(x, y, width float64, s string, l letters, most int) float64 {
	if s == "" {
		return y
	}
	lines := b.wrap(s, l, width)
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], b.cut(lines[most-1]+" "+lines[most], l, width))
	}
	for _, line := range lines {
		y += math.Round(l.size * 1.3)
		b.text(x, y-math.Round(l.size*0.3), line, l)
	}
	return y
}

// box fills a rectangle.
func (b *brush) box(x, y, width, height float64, c color.RGBA) {
	if b.canvas == nil {
		return
	}
	area := image.Rect(b.pixel(x), b.pixel(y), b.pixel(x+width), b.pixel(y+height))
	draw.Draw(b.canvas, area, image.NewUniform(c), image.Point{}, draw.Src)
}

// dashes draws a broken line downward or to the right.
func (b *brush) dashes(x, y, width, height, length float64, c color.RGBA) {
	for at := 0.0; at < max(width, height); at += 2 * length {
		if width > height {
			b.box(x+at, y, min(length, width-at), height, c)
		} else {
			b.box(x, y+at, width, min(length, height-at), c)
		}
	}
}

// paste lays an image over what is there.
func (b *brush) paste(x, y float64, img image.Image) {
	at := image.Pt(b.pixel(x), b.pixel(y))
	draw.Draw(b.canvas, image.Rectangle{Min: at, Max: at.Add(img.Bounds().Size())}, img, img.Bounds().Min, draw.Over)
}

// pixel is where a place of the layout lies on the canvas.
func (b *brush) pixel(x float64) int { return int(math.Round(x * float64(b.dpi) / fullSize)) }
