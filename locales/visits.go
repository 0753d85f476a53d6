package locales

import (
	"cmp"
	"path"
	"slices"
	"time"
)

// Visit is a day on which officers come to an area (jemput bola), as the office has announced it. Hours and Place may be empty.
type Visit struct {
	Area  string
	Day   string
	Hours string
	Place string
}

// Visits are the days of jemput bola that are known, the earliest first.
func (r *Regency) Visits() []Visit { return r.visits }

// findVisits reads jemput_bola.csv of a regency's folder.
func (f *files) findVisits(r *Regency) error {
	rows, err := f.rows(path.Join(r.dir, "jemput_bola.csv"), "kode", "tanggal", "jam", "tempat")
	if err != nil {
		return err
	}
	for _, w := range rows {
		v := Visit{Area: w.cells["kode"], Day: w.cells["tanggal"], Hours: w.cells["jam"], Place: w.cells["tempat"]}
		if _, ok := r.place[v.Area]; !ok {
			return w.fault("kode: %q is no area of %s", v.Area, r.Code)
		}
		if _, err := time.Parse(time.DateOnly, v.Day); err != nil {
			return w.fault("tanggal: %q is no date such as 2026-01-31", v.Day)
		}
		r.visits = append(r.visits, v)
	}
	slices.SortStableFunc(r.visits, func(a, b Visit) int { return cmp.Compare(a.Day, b.Day) })
	return nil
}
