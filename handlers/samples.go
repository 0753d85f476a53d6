package handlers

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// FirstRows are the folder's figures as the rows of change #1.
func FirstRows(r *locales.Regency) []store.Row { return toldRows(r.FirstFigures()) }

func toldRows(figures []locales.FirstFigure) []store.Row {
	var list []store.Row
	for _, f := range figures {
		for _, count := range store.Counts() {
			if n, ok := f.Counts[string(count)]; ok {
				list = append(list, store.Row{Area: f.Area, Count: count, New: &n, AsOf: store.Date(f.AsOf), Source: f.Source})
			}
		}
	}
	return list
}

// Clock can be moved, as that of the demo.
type Clock interface{ Set(to time.Time) }

// FillSamples stores the folder's first figures and its samples, each as if it had been told on its day, so that a demo has
// weeks behind it. The store must run on the clock, which shows the present again afterwards.
func FillSamples(ctx context.Context, st *store.Store, r *locales.Regency, clock Clock) error {
	today := time.Now()
	defer clock.Set(today)
	clock.Set(today.AddDate(0, 0, -60))
	if _, err := st.Found(ctx, FirstRows(r)); err != nil {
		return fmt.Errorf("store first figures: %w", err)
	}
	samples := map[store.Date][]store.Row{}
	for _, row := range toldRows(r.Samples(today)) {
		samples[row.AsOf] = append(samples[row.AsOf], row)
	}
	last := map[store.Key]*int64{}
	for _, date := range slices.Sorted(maps.Keys(samples)) {
		day, err := time.ParseInLocation(time.DateOnly, string(date), r.Zone)
		if err != nil {
			return fmt.Errorf("store samples: %w", err)
		}
		clock.Set(day.Add(7 * time.Hour)) // before the report of that day
		for i, row := range samples[date] {
			key := store.Key{Area: row.Area, Count: row.Count}
			samples[date][i].Old, last[key] = last[key], row.New
		}
		if _, err := st.Commit(ctx, store.Change{Author: "contoh", Rows: samples[date]}); err != nil {
			return fmt.Errorf("store samples: %w", err)
		}
	}
	return st.AnswerBeginning(ctx)
}
