package locales

import (
	"strings"
	"time"
)

// Regency is one of the 514 kabupaten and kota: its areas, and what its folder says about offices and figures.
type Regency struct {
	Code       string
	Zone       *time.Location
	Points     []Point  // empty without a folder: no office is known
	Targets    []Target // by year, oldest first
	TargetBase string   // the count the share is taken of: "wajib", or "rekam" where the folder says so

	province Area
	areas    []Area
	place    map[string]int // code -> index in areas
	children map[string][]string
	folder
}

// ZoneOf is the zone of that name in the zone database; the regency's own where there is no name, or none of that name.
func (r *Regency) ZoneOf(name string) *time.Location {
	if name == "" {
		return r.Zone
	}
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return r.Zone
}

// Root is the code of the regency itself.
func (r *Regency) Root() string { return r.Code }

// Children lists the codes one level below, in code order; none for the lowest level.
func (r *Regency) Children(code string) []string { return r.children[code] }

// Parent is the code one level above, and empty above the regency.
func (r *Regency) Parent(code string) string {
	if code == r.Code {
		return ""
	}
	a, ok := r.Area(code)
	if !ok || a.Level == "provinsi" {
		return ""
	}
	return a.Parent
}

// Area gives the province, the regency, or a kecamatan or desa of the regency by its code.
func (r *Regency) Area(code string) (Area, bool) {
	if code == r.province.Code {
		return r.province, true
	}
	i, ok := r.place[code]
	if !ok {
		return Area{}, false
	}
	return r.areas[i], true
}

// Areas lists the regency, then each kecamatan followed by its desa. The caller must not change it.
func (r *Regency) Areas() []Area { return r.areas }

// Province is the province the regency lies in.
func (r *Regency) Province() Area { return r.province }

// Label is the area's name with its kind, "Kelurahan Baamang Hilir"; a code that is not of this regency is given back.
func (r *Regency) Label(code string) string {
	a, ok := r.Area(code)
	if !ok {
		return code
	}
	return a.Kind + " " + a.Name
}

// Office is the name of the office the bot speaks for, "Disdukcapil Kabupaten Kotawaringin Timur".
func (r *Regency) Office() string {
	if r.office != "" {
		return r.office
	}
	return "Disdukcapil " + r.Label(r.Code)
}

// Fill puts the regency's own words for {kantor} and {wilayah} into a topic's answer, its SMS text or a note.
func (r *Regency) Fill(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "{kantor}", r.Office()), "{wilayah}", r.Label(r.Code))
}

// Aliases lists other names people use for areas of this regency.
func (r *Regency) Aliases() []Alias { return r.aliases }

// Seat gives the town a kecamatan is run from.
func (r *Regency) Seat(code string) (Seat, bool) {
	s, ok := r.seats[code]
	return s, ok
}

// FirstFigures are the figures an empty store begins with: figures.csv of the folder.
func (r *Regency) FirstFigures() []FirstFigure { return r.figures }

// Samples are made-up figures for trying the bot out, dated relative to today. Every Source begins with "CONTOH".
func (r *Regency) Samples(today time.Time) []FirstFigure {
	all := make([]FirstFigure, len(r.samples))
	for i, s := range r.samples {
		all[i] = s.FirstFigure
		all[i].AsOf = today.In(r.Zone).AddDate(0, 0, s.days).Format(time.DateOnly)
	}
	return all
}

// Note is what the folder adds to a topic's answer, filled in; empty if it adds nothing.
func (r *Regency) Note(l Language, topic string) string {
	return r.Fill(r.notes[known(l)][topic])
}

// Founded reports whether the regency has a folder of its own.
func (r *Regency) Founded() bool { return r.founded }
