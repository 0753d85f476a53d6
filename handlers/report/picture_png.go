package report

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// MaxPicture is the most bytes a picture may have: it has to come through where the signal is weak.
const MaxPicture = 60_000

// The colours of a picture, few and calm. They tell things apart by lightness too, for eyes that see no colours.
var (
	paper  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink    = color.RGBA{0x1b, 0x25, 0x30, 0xff}
	soft   = color.RGBA{0x55, 0x60, 0x6b, 0xff}
	panel  = color.RGBA{0xf0, 0xf3, 0xf6, 0xff}
	bar    = color.RGBA{0xb4, 0xd2, 0xee, 0xff}
	strong = color.RGBA{0x1f, 0x5f, 0xa8, 0xff}
	grey   = color.RGBA{0xcf, 0xd4, 0xd9, 0xff}
	goal   = color.RGBA{0xc2, 0x5a, 0x00, 0xff}
	alarm  = color.RGBA{0xa0, 0x2c, 0x1c, 0xff}
	yellow = color.RGBA{0xff, 0xd5, 0x4a, 0xff}
	ghost  = color.RGBA{0xfb, 0xef, 0xc8, 0xff}
)

// encode writes a picture in these colours, fewer than sixteen, so that a pixel takes four bits.
func encode(img *image.RGBA) ([]byte, error) {
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.DefaultCompression}
	err := enc.Encode(&out, reduce(img, color.Palette{paper, panel, ink, soft, bar, strong, grey, goal, alarm, yellow, ghost}))
	return out.Bytes(), err
}

// reduce redraws a picture in the colours of a palette, each pixel in the nearest one.
func reduce(img *image.RGBA, p color.Palette) *image.Paletted {
	out := image.NewPaletted(img.Bounds(), p)
	nearest := map[color.RGBA]uint8{}
	last, index := paper, uint8(p.Index(paper))
	for i := range out.Pix {
		c := color.RGBA{img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], 0xff}
		if c != last {
			found, known := nearest[c]
			if !known {
				found = uint8(p.Index(c))
				nearest[c] = found
			}
			last, index = c, found
		}
		out.Pix[i] = index
	}
	return out
}
