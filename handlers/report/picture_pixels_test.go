package report

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"reflect"
	"testing"

	"ikdbot/locales"
)

// The pictures of a regency, a kecamatan and a village are what the product draws, pixel for pixel; -update draws them anew, to be
// looked at. The README shows the kecamatan's, of sample figures.
func TestPicturePixels(t *testing.T) {
	c, all := views(t)
	for file, name := range map[string]string{
		"testdata/picture-regency-sample.png": "picture-regency-sample",
		"../../docs/report.png":               "picture-kecamatan-sample",
		"testdata/picture-desa.png":           "picture-desa",
	} {
		v := all[name]
		got, err := Picture(c, locales.Indonesian, v.r, v.f, v.p)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(pixels(t, got), pixels(t, want)) {
			t.Errorf("%s is not what is drawn now", file)
		}
	}
}

func pixels(t *testing.T, picture []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	return img
}
