package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"ikdbot/store"
)

// The reports of one push, drawn and coded, without sending them: a group for every kecamatan, and one for nearly every area.
func BenchmarkWeeklyReports(b *testing.B) {
	for _, groups := range []int{17, 200} {
		b.Run(fmt.Sprint(groups), func(b *testing.B) {
			s := newHouse(b, "").stage(b, "62.02")
			areas := s.regency.Children("62.02")
			if groups > len(areas) {
				areas = nil
				for _, a := range s.regency.Areas() {
					areas = append(areas, a.Code)
				}
			}
			due := time.Date(2026, 11, 23, 8, 0, 0, 0, s.regency.Zone)
			for b.Loop() {
				due = due.AddDate(0, 0, 7)
				for i := range groups {
					id := fmt.Sprint("b", i)
					e := store.Entry{ID: store.ReportID(id, due), Chat: "telegram:-1", Binding: id, Area: areas[i%len(areas)], Due: due}
					if _, r, err := s.desk.Issue(b.Context(), e, due.AddDate(0, 0, -7)); err != nil || r.File == nil {
						b.Fatal(e.Area, err)
					}
				}
			}
		})
	}
}
