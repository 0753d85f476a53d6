package report

import (
	"cmp"
	"slices"

	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
	"ikdbot/store"
)

// figures are the areas' own figures in the columns of an import: one row for each date and source of an area, and an empty one
// where nothing was told, to be filled in. Sums are not here: sent back, they would become figures of their own.
func (w *binder) figures(s *sheet) error {
	if err := cmp.Or(s.widths(15, 28, 12, 12, 12, 12, 12, 12, 48), s.freeze(1, 2)); err != nil {
		return err
	}
	names := []string{"kode", "nama"}
	for _, count := range store.Counts() {
		names = append(names, string(count))
	}
	if err := s.heads(append(names, "tanggal", "sumber")...); err != nil {
		return err
	}
	own := store.Choose(w.known)
	for _, area := range w.v.r.Areas() {
		for _, told := range w.told(own, area) {
			if err := s.write(w.row(s, area, told)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// telling is what one source told about an area on one date.
type telling struct {
	asOf   store.Date
	source string
	counts map[store.Count]int64
}

// told groups an area's own figures by date and source. Without any there is one empty telling.
func (w *binder) told(own map[store.Key]store.Figure, area locales.Area) []telling {
	var all []telling
	for _, count := range store.Counts() {
		figure, ok := own[store.Key{Area: area.Code, Count: count}]
		if !ok {
			continue
		}
		i := slices.IndexFunc(all, func(r telling) bool { return r.asOf == figure.AsOf && r.source == figure.Source })
		if i < 0 {
			i = len(all)
			all = append(all, telling{asOf: figure.AsOf, source: figure.Source, counts: map[store.Count]int64{}})
		}
		all[i].counts[count] = figure.Value
	}
	slices.SortFunc(all, func(x, y telling) int {
		return cmp.Or(cmp.Compare(x.asOf, y.asOf), cmp.Compare(x.source, y.source))
	})
	if len(all) == 0 {
		return []telling{{}}
	}
	return all
}

func (w *binder) row(s *sheet, area locales.Area, told telling) []excelize.Cell {
	cells := []excelize.Cell{s.cell(lookPlain, area.Code), s.cell(lookPlain, area.Name)}
	for _, count := range store.Counts() {
		value, ok := told.counts[count]
		cells = append(cells, w.people(s, area.Code, value, ok))
	}
	return append(cells, when(s, told.asOf), s.cell(lookPlain, told.source))
}

// people is a number of people, nothing where there is none, or "< 5" where it is hidden.
func (w *binder) people(s *sheet, area string, value int64, known bool) excelize.Cell {
	switch {
	case !known:
		return s.cell(lookNumber, nil)
	case w.hides(area, value):
		return s.cell(lookNumber, Count(w.v.l, w.v.r, area, value))
	}
	return s.cell(lookNumber, value)
}

// hides reports whether a village's number is too small to be told.
func (w *binder) hides(area string, value int64) bool {
	return !w.book.Exact && hidden(w.v.r, area, value)
}

// when is a date as spreadsheets keep it.
func when(s *sheet, d store.Date) excelize.Cell {
	if t := dateOf(d); !t.IsZero() {
		return s.cell(lookDate, t)
	}
	return s.cell(lookPlain, string(d))
}

// areas are all areas with all they show, percentages with their denominators named.
func (w *binder) areas(s *sheet) error {
	widths := []float64{15, 34}
	for range store.Counts() {
		widths = append(widths, 12, 12, 26)
	}
	if err := cmp.Or(s.widths(append(widths, 14, 14, 16, 14, 14, 12)...), s.freeze(2, 2)); err != nil {
		return err
	}
	if err := w.title(s); err != nil {
		return err
	}
	names := []string{w.say("workbook.code"), w.say("workbook.area")}
	for _, count := range store.Counts() {
		name := bare(w.v.countName(count))
		names = append(names, name, w.say("workbook.date_of", "count", name), w.say("workbook.source_of", "count", name))
	}
	if err := s.heads(append(names, w.say("workbook.active_share"), w.say("workbook.recorded_share"), w.targetHead(),
		w.say("workbook.target_share"), w.say("workbook.needed"), w.say("workbook.rank"))...); err != nil {
		return err
	}
	ranks := w.ranks()
	for _, area := range w.v.r.Areas() {
		if err := s.write(w.area(s, area.Code, ranks[area.Code])...); err != nil {
			return err
		}
	}
	return nil
}

// targetHead names the target and the year it was set for.
func (w *binder) targetHead() string {
	for _, area := range w.v.r.Areas() {
		if t := target(w.v.r, w.book.Now.Areas[area.Code], w.day); t != nil {
			return w.say("workbook.target", "year", year(t.Set), "share", string(w.v.share(t.Share)), "base", string(w.v.shortBase(t.Base)))
		}
	}
	return w.say("workbook.target_none")
}

// ranks are the ranks of all areas among their siblings.
func (w *binder) ranks() map[string]int {
	ranks := map[string]int{}
	for _, area := range w.v.r.Areas() {
		for _, place := range Ranking(w.v.r, w.book.Now, area.Code, w.book.At) {
			if !w.hides(place.Area, activeOf(place)) {
				ranks[place.Area] = place.Rank
			}
		}
	}
	return ranks
}

func activeOf(p Place) int64 {
	if p.Active == nil {
		return 0
	}
	return p.Active.Value
}

// area is one row of the sheet of areas.
func (w *binder) area(s *sheet, code string, rank int) []excelize.Cell {
	shown := w.book.Now.Areas[code]
	cells := []excelize.Cell{s.cell(lookPlain, code), s.cell(lookPlain, w.v.r.Label(code))}
	column := map[store.Count]string{}
	for _, count := range store.Counts() {
		f, ok := shown[count]
		column[count] = s.at(len(cells) + 1)
		cells = append(cells, w.people(s, code, f.Value, ok), when(s, f.AsOf), s.cell(lookPlain, w.source(f)))
	}
	cells = append(cells,
		w.share(s, code, shown, store.Active, column),
		w.share(s, code, shown, store.Recorded, column))
	t := target(w.v.r, shown, w.day)
	active, ok := shown[store.Active]
	if t == nil || w.hides(code, t.People) {
		return cells
	}
	goal := s.at(len(cells) + 1)
	cells = append(cells, s.cell(lookNumber, t.People))
	if !ok || w.hides(code, active.Value) {
		return cells
	}
	cells = append(cells,
		s.formula(lookPercent, float64(active.Value)/float64(t.People), "%s/%s", column[store.Active], goal),
		s.formula(lookNumber, max(0, t.People-active.Value), "MAX(0,%s-%s)", goal, column[store.Active]))
	if rank > 0 {
		cells = append(cells, s.cell(lookNumber, rank))
	}
	return cells
}

// share is a count in percent of wajib KTP; empty where either is missing or hidden.
func (w *binder) share(s *sheet, code string, shown store.Aggregate, count store.Count, column map[store.Count]string) excelize.Cell {
	part, ok := shown[count]
	base := shown[store.Obligated].Value
	if !ok || base <= 0 || w.hides(code, part.Value) || w.hides(code, base) {
		return s.cell(lookPercent, nil)
	}
	return s.formula(lookPercent, float64(part.Value)/float64(base), "%s/%s", column[count], column[store.Obligated])
}

// source tells where a figure comes from, and of a sum of what it is made.
func (w *binder) source(f store.Shown) string {
	if !f.Sum {
		return f.Source
	}
	if f.Source == "" {
		return w.say("workbook.sum", "n", f.Children)
	}
	return w.say("workbook.sum_from", "n", f.Children, "source", f.Source)
}
