package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
	"ikdbot/store"
)

// bookWeeks is how many weeks the workbook looks back.
const bookWeeks = 26

// title says what a sheet is about, and loudly where some of it is sample data.
func (w *binder) title(s *sheet) error {
	text := w.say("workbook.title", "area", w.v.r.Label(w.v.r.Root()), "moment", locales.Moment(w.v.l, w.book.At.In(w.v.r.Zone)))
	if w.sample() {
		return s.write(s.cell(lookWarning, w.say("picture.sample")+" "+text))
	}
	return s.write(s.cell(lookTitle, text))
}

// sample reports whether any figure shown is sample data.
func (w *binder) sample() bool {
	for _, shown := range w.book.Now.Areas {
		for _, f := range shown {
			if isSample(f) {
				return true
			}
		}
	}
	return false
}

// findings are what is missing, old, or told twice. Villages are looked at where any of their kecamatan reports.
func (w *binder) findings(s *sheet) error {
	if err := cmp.Or(s.widths(15, 34, 22, 110), s.freeze(2, 0), w.title(s),
		s.heads(w.say("workbook.code"), w.say("workbook.area"), w.say("workbook.finding"), w.say("workbook.detail"))); err != nil {
		return err
	}
	none := true
	for _, area := range w.v.r.Areas() {
		if area.Level == "desa" && !(Input{Regency: w.v.r, Now: w.book.Now}).anyReports(w.v.r.Children(area.Parent)) {
			continue
		}
		for _, f := range w.findingsOf(area.Code) {
			none = false
			if err := s.write(s.cell(lookPlain, area.Code), s.cell(lookPlain, w.v.r.Label(area.Code)), s.cell(lookPlain, f[0]), s.cell(lookPlain, f[1])); err != nil {
				return err
			}
		}
	}
	if none {
		return s.write(s.cell(lookPlain, w.say("workbook.no_findings")))
	}
	return nil
}

// findingsOf are the findings of one area, each as its kind and a sentence.
func (w *binder) findingsOf(area string) [][2]string {
	st := stand(w.v.r, w.book.Now, area, w.day)
	var all [][2]string
	add := func(key string, detail locales.Markup) { all = append(all, [2]string{w.say(key), bare(detail)}) }
	if len(st.Missing) > 0 {
		add("workbook.missing", w.v.headline(st))
	}
	if st.Stale {
		add("workbook.old", w.v.say("workbook.old_since", "date", w.v.when(st.Counts[store.Active]), "age", w.v.age(st.Days)))
	}
	if st.Parts {
		add("workbook.old", w.v.say("report.parts", "date", locales.Day(w.v.l, string(oldest(st.Counts[store.Active])))))
	}
	if st.Apart {
		add("workbook.apart", w.v.say("report.apart"))
	}
	if active, ok := st.Counts[store.Active]; ok {
		if cover := w.v.coverage(st, active); cover != "" {
			add("workbook.cover", cover)
		}
	} else if st.Reported > 0 {
		add("workbook.cover", w.v.say("report.cover_none", "reported", st.Reported, "children", st.Children, "unit", w.v.unit(area)))
	}
	return all
}

// weeks are the figures as they were known each week, the newest week first, with what changed since the week before.
func (w *binder) weeks(s *sheet) error {
	if err := cmp.Or(s.widths(13, 15, 34, 12, 12, 12, 12, 14, 12, 34), s.freeze(2, 3), w.title(s),
		s.heads(w.say("workbook.known_on"), w.say("workbook.code"), w.say("workbook.area"),
			bare(w.v.countName(store.Active)), w.say("workbook.date_of", "count", bare(w.v.countName(store.Active))),
			bare(w.v.countName(store.Obligated)), w.say("workbook.date_of", "count", bare(w.v.countName(store.Obligated))),
			w.say("workbook.active_share"), w.say("workbook.change"), w.say("workbook.remark"))); err != nil {
		return err
	}
	all := slots(w.book.At, bookWeeks+1)
	known := make([]store.Aggregates, len(all))
	for i, slot := range all {
		known[i] = store.AggregatesAt(w.v.r, w.known, slot)
	}
	for i := len(all) - 1; i > 0; i-- {
		for _, area := range w.v.r.Areas() {
			if err := w.week(s, all[i], area.Code, known[i], known[i-1]); err != nil {
				return err
			}
		}
	}
	return nil
}

// week is one area in one week; an area without a figure has no row.
func (w *binder) week(s *sheet, slot time.Time, area string, now, before store.Aggregates) error {
	active, ok := now.Areas[area][store.Active]
	if !ok {
		return nil
	}
	base, based := now.Areas[area][store.Obligated]
	was, known := before.Areas[area][store.Active]
	d := compareFigures(active, was, known)
	column := map[store.Count]string{store.Active: s.at(4), store.Obligated: s.at(6)}
	cells := []excelize.Cell{
		when(s, dayIn(w.v.r, slot)), s.cell(lookPlain, area), s.cell(lookPlain, w.v.r.Label(area)),
		w.people(s, area, active.Value, true), when(s, active.AsOf),
		w.people(s, area, base.Value, based), when(s, base.AsOf),
		w.share(s, area, now.Areas[area], store.Active, column),
	}
	by := s.cell(lookNumber, nil)
	if (d.News == Moved || d.News == Corrected) && !w.hides(area, active.Value) && !w.hides(area, was.Value) {
		by = w.people(s, area, d.By, true)
	}
	return s.write(append(cells, by, s.cell(lookPlain, w.remark(d, isSample(active))))...)
}

// remark says what kind of news a figure is, and that it is a sample where it is one.
func (w *binder) remark(d Delta, sample bool) string {
	text := w.say("workbook.news_" + string(d.News))
	if sample {
		return w.say("picture.sample_name", "area", text, "mark", w.say("picture.mark"))
	}
	return text
}

// notes tell what the sheets and columns mean.
func (w *binder) notes(s *sheet) error {
	if err := cmp.Or(s.widths(130), w.title(s)); err != nil {
		return err
	}
	lines := []string{
		w.say("workbook.note_figures"), w.say("workbook.note_share"), w.say("workbook.note_roll_up"), w.say("workbook.note_old"),
		w.say("workbook.note_weeks"), w.say("workbook.note_small"), w.say("workbook.note_send", "office", w.v.r.Office()),
	}
	if w.book.Exact {
		lines = slices.DeleteFunc(lines, func(line string) bool { return line == w.say("workbook.note_small") })
	}
	for _, line := range lines {
		if err := s.write(s.cell(lookPlain, line)); err != nil {
			return err
		}
	}
	return nil
}
