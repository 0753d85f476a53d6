package locales

import (
	"fmt"
	"time"
)

// office is regency.yaml, in the words of those who fill it in; docs/menambah-kabupaten.md explains each.
type office struct {
	Name   string `yaml:"kantor"`
	Target struct {
		Base    string          `yaml:"dasar"`
		Percent map[int]float64 `yaml:"persen"`
	} `yaml:"target"`
	Places []place `yaml:"tempat"`
}

// place is one entry under "tempat".
type place struct {
	ID      string              `yaml:"id"`
	Name    map[Language]string `yaml:"nama"`
	Address map[Language]string `yaml:"alamat"`
	Area    string              `yaml:"kecamatan"`
	Serves  []string            `yaml:"melayani"`
	Certain bool                `yaml:"pasti"`
	Since   string              `yaml:"sejak"`
	Note    map[Language]string `yaml:"catatan"`
	Hours   map[Language]string `yaml:"jam"`
	Phone   string              `yaml:"telepon"`
	Sources []int               `yaml:"sumber"`
}

// points turns the entries into points; an entry left empty is no entry.
func (o office) points(file string, line int) ([]Point, error) {
	var all []Point
	for _, p := range o.Places {
		var since time.Time
		if p.Since != "" {
			var err error
			if since, err = time.Parse(time.DateOnly, p.Since); err != nil {
				return nil, at(file, line, fmt.Errorf("tempat %s: sejak: %q is no date like 2024-02-12", p.ID, p.Since))
			}
		}
		all = append(all, Point{
			ID: p.ID, Name: filled(p.Name), Address: filled(p.Address), Area: p.Area, Serves: p.Serves, Certain: p.Certain,
			Since: since, Note: filled(p.Note), Hours: filled(p.Hours), Phone: p.Phone, Sources: p.Sources,
		})
	}
	return all, nil
}

// filled leaves out the languages in which nothing is written yet.
func filled(texts map[Language]string) map[Language]string {
	all := make(map[Language]string, len(texts))
	for l, text := range texts {
		if text != "" {
			all[l] = text
		}
	}
	return all
}
