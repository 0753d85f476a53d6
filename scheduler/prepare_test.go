package scheduler

import (
	"testing"

	"ikdbot/store"
)

// Groups that get the same report share its picture, which is drawn in the minute before, so that none of them waits for it.
func TestPicturesAreDrawnBeforeThePush(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.bind("telegram:-101")
	o.at("2026-11-23 07:58").got("telegram:1") // the preview
	if o.drawn != 0 {
		t.Fatalf("%d pictures two minutes before", o.drawn)
	}
	o.at("2026-11-23 07:59").got()
	if o.drawn != 1 {
		t.Fatalf("%d pictures in the minute before, want that of both groups", o.drawn)
	}
	o.at("2026-11-23 08:00").got("telegram:-100", "telegram:-101")
	if o.drawn != 1 {
		t.Errorf("%d pictures for two groups that get the same", o.drawn)
	}
}

// A figure that changes in the last minute is in the picture.
func TestAChangedFigureIsDrawnAgain(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.at("2026-11-23 07:59")
	if _, err := o.store.Commit(t.Context(), store.Change{
		Author: "telegram:1", Source: "uji", AsOf: "2026-11-22", Rows: []store.Row{{Area: "62.02.05", Count: store.Active, New: new(int64)}},
	}); err != nil {
		t.Fatal(err)
	}
	o.got("telegram:1")
	o.at("2026-11-23 08:00").got("telegram:-100")
	if o.drawn != 2 {
		t.Errorf("%d pictures, want one for each state of the figures", o.drawn)
	}
}
