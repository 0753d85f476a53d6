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

// The picture in the README is what the product draws from the sample figures, pixel for pixel; -update draws it anew.
func TestReadmePicture(t *testing.T) {
	const file = "../../docs/report.png"
	c, all := views(t)
	v := all["picture-kecamatan-sample"]
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
	var pixels [2]image.Image
	for i, picture := range [][]byte{got, want} {
		if pixels[i], err = png.Decode(bytes.NewReader(picture)); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(pixels[0], pixels[1]) {
		t.Errorf("%s is not what is drawn now", file)
	}
}
