package terminal

import (
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// Odd figures need a yes and a reason; the end of the input is neither.
func TestConsent(t *testing.T) {
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	regency, err := content.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	st := storetest.Memory(t, store.Options{Regency: "62.02", Tree: regency})
	if _, err := st.Found(t.Context(), handlers.FirstRows(regency)); err != nil {
		t.Fatal(err)
	}
	desk := handlers.New(handlers.Options{
		Content: content, Regency: regency, Store: st, Mind: understand.New(regency, nil), Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	read := func(people string) handlers.Import {
		file := "kode,ikd,tanggal\n62.02," + people + ",2023-12-01\n"
		found, err := desk.ReadImport(t.Context(), "x.csv", strings.NewReader(file), int64(len(file)), nil)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	even, odd := read("1200"), read("900")
	for _, c := range []struct {
		found  handlers.Import
		typed  string
		want   bool
		reason string
	}{
		{even, "y\n", true, ""}, {even, "Ya", true, ""}, {even, "\n", false, ""}, {even, "", false, ""}, {even, "n\n", false, ""},
		{odd, "y\ndata ganda\n", true, "data ganda"}, {odd, "y\n", false, ""}, {odd, "y\n\n", false, ""}, {odd, "n\nx\n", false, ""},
	} {
		f := Figures{Say: func(key string, _ ...any) string { return key }, In: strings.NewReader(c.typed), Out: io.Discard}
		if reason, got := f.agreed(c.found, ""); got != c.want || reason != c.reason {
			t.Errorf("typed %q: %v with %q, want %v", c.typed, got, reason, c.want)
		}
	}
}
