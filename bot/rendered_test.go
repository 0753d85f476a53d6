package bot

import (
	"fmt"
	"testing"
)

// Answers given again are rendered once, and what is remembered of them is bounded.
func TestRenderedTextsAreRemembered(t *testing.T) {
	r := newRendered()
	for range 2 {
		for i := range 3 * mostRendered {
			md := fmt.Sprintf("**%d** & _x_", i)
			if got := r.html(md); got != HTML(md) {
				t.Fatalf("%q is rendered as %q", md, got)
			}
		}
	}
	if n := r.texts.Len(); n > mostRendered {
		t.Errorf("%d texts are remembered", n)
	}
}
