package locales

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// folder is what a regency's own folder of content says, beside points and targets.
type folder struct {
	founded bool
	dir     string
	office  string
	aliases []Alias
	seats   map[string]Seat
	figures []FirstFigure
	samples []sample
	visits  []Visit
	notes   map[Language]map[string]string
	lines   map[string]int // of each top key of regency.yaml
}

// Regency gives any of the 514 kabupaten and kota by its code, with what its folder says where it has one.
func (c *Content) Regency(code string) (*Regency, error) {
	all, err := c.areas(code)
	if err != nil {
		return nil, err
	}
	zone, err := c.files.zone(all[0].Code)
	if err != nil {
		return nil, err
	}
	r := newRegency(code, all, zone)
	if r.Targets, err = c.files.nationalTargets(); err != nil {
		return nil, err
	}
	r.dir = path.Join("places", code)
	if !c.files.holds(r.dir) {
		return r, nil
	}
	r.founded = true
	if err := c.files.found(r); err != nil {
		return nil, fmt.Errorf("read folder of %s: %w", code, err)
	}
	return r, nil
}

// newRegency builds the tree from the rows of a regency, its province first.
func newRegency(code string, all []Area, zone *time.Location) *Regency {
	r := &Regency{
		Code: code, Zone: zone, TargetBase: "wajib", province: all[0], areas: all[1:],
		place: make(map[string]int, len(all)), children: make(map[string][]string, 64),
	}
	for i, a := range r.areas {
		r.place[a.Code] = i
		if a.Code != code {
			r.children[a.Parent] = append(r.children[a.Parent], a.Code)
		}
	}
	return r
}

// found reads the folder of a regency.
func (f *files) found(r *Regency) (err error) {
	if err = f.office(r); err != nil {
		return err
	}
	if r.aliases, err = f.aliases(path.Join(r.dir, "aliases.csv")); err != nil {
		return err
	}
	if r.seats, err = f.seats(path.Join(r.dir, "seats.csv")); err != nil {
		return err
	}
	if r.figures, err = f.firstFigures(path.Join(r.dir, "figures.csv")); err != nil {
		return err
	}
	if r.samples, err = f.sampleFigures(path.Join(r.dir, "contoh.csv")); err != nil {
		return err
	}
	if err = f.findVisits(r); err != nil {
		return err
	}
	r.notes = map[Language]map[string]string{}
	for _, l := range Languages() {
		r.notes[l] = map[string]string{}
		for _, name := range f.list(path.Join(r.dir, string(l)), ".md") {
			text, err := f.read(name)
			if err != nil {
				return err
			}
			r.notes[l][strings.TrimSuffix(path.Base(name), ".md")] = strings.TrimSpace(string(text))
		}
	}
	return nil
}

// zone is the time zone of a province: the law puts whole provinces into one of three.
func (f *files) zone(province string) (*time.Location, error) {
	rows, err := f.rows("places/zones.csv", "provinsi", "zona")
	if err != nil {
		return nil, err
	}
	for _, w := range rows {
		if w.cells["provinsi"] == province {
			zone, err := time.LoadLocation(w.cells["zona"])
			if err != nil {
				return nil, w.fault("zona: %w", err)
			}
			return zone, nil
		}
	}
	return nil, at("places/zones.csv", 0, fmt.Errorf("province %s has no time zone", province))
}

// nationalTargets reads the shares that hold where a folder says nothing else.
func (f *files) nationalTargets() ([]Target, error) {
	rows, err := f.rows("places/targets.csv", "tahun", "persen", "sumber")
	if err != nil {
		return nil, err
	}
	var all []Target
	for _, w := range rows {
		year, err := strconv.Atoi(w.cells["tahun"])
		if err != nil {
			return nil, w.fault("tahun: %q is no year", w.cells["tahun"])
		}
		percent, err := strconv.ParseFloat(w.cells["persen"], 64)
		if err != nil || percent <= 0 || percent > 100 {
			return nil, w.fault("persen: %q is no percentage such as 30", w.cells["persen"])
		}
		all = append(all, Target{year, percent / 100})
	}
	return all, nil
}

// aliases reads other names of areas.
func (f *files) aliases(file string) ([]Alias, error) {
	rows, err := f.rows(file, "code", "alias")
	var all []Alias
	for _, w := range rows {
		all = append(all, Alias{w.cells["code"], w.cells["alias"]})
	}
	return all, err
}

// seats reads the towns that kecamatan are run from.
func (f *files) seats(file string) (map[string]Seat, error) {
	rows, err := f.rows(file, "code", "seat", "lat", "lng", "precision_km", "source")
	all := make(map[string]Seat, len(rows))
	for _, w := range rows {
		s := Seat{Town: w.cells["seat"]}
		if s.Lat, s.Lng, err = coordinates(w.cells["lat"], w.cells["lng"]); err != nil {
			return nil, w.fault("%w", err)
		}
		if s.PrecisionKM, err = strconv.ParseFloat(w.cells["precision_km"], 64); err != nil {
			return nil, w.fault("precision_km: %q is no number", w.cells["precision_km"])
		}
		all[w.cells["code"]] = s
	}
	return all, err
}

// office reads regency.yaml: the office, its targets and the places where it serves.
func (f *files) office(r *Regency) error {
	file := path.Join(r.dir, "regency.yaml")
	text, err := f.read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	d, err := parse(file, text)
	if err != nil {
		return err
	}
	var o office
	if err := d.into(file, &o); err != nil {
		return err
	}
	r.lines = d.lines()
	r.office = o.Name
	if o.Target.Base != "" {
		r.TargetBase = o.Target.Base
	}
	for year, percent := range o.Target.Percent {
		r.Targets = slices.DeleteFunc(r.Targets, func(t Target) bool { return t.Year == year })
		r.Targets = append(r.Targets, Target{year, percent / 100})
	}
	slices.SortFunc(r.Targets, func(a, b Target) int { return a.Year - b.Year })
	r.Points, err = o.points(file, r.lines["tempat"])
	return err
}
