package locales

import (
	"path"
	"slices"
	"strings"
)

// placeFaults looks at every regency's folder.
func (c *Content) placeFaults(r *report) {
	for _, code := range c.files.folders("places") {
		c.folderFaults(r, code)
	}
}

// folderFaults looks at the folder of one regency.
func (c *Content) folderFaults(r *report, code string) {
	g, err := c.Regency(code)
	if err != nil {
		r.add(path.Join("places", code), 0, "%s", err)
		return
	}
	file := path.Join(g.dir, "regency.yaml")
	if Escape(g.office) != g.office {
		r.add(file, g.lines["kantor"], "kantor: the name may not hold signs such as * or _")
	}
	if !slices.Contains(counts[:], g.TargetBase) {
		r.add(file, g.lines["target"], "target: dasar must be wajib or rekam, not %q", g.TargetBase)
	}
	g.pointFaults(r, file, c.sources())
	g.tableFaults(r, c.files)
	c.noteFaults(r, g)
}

// pointFaults looks at the places where the office serves.
func (g *Regency) pointFaults(r *report, file string, sources map[int]bool) {
	ids := map[string]bool{}
	for _, p := range g.Points {
		fault := func(format string, args ...any) {
			r.add(file, g.lines["tempat"], "tempat %s: "+format, append([]any{p.ID}, args...)...)
		}
		if !topicID.MatchString(p.ID) || ids[p.ID] {
			fault("id must be small letters, and used once")
		}
		ids[p.ID] = true
		for key, texts := range map[string]map[Language]string{"nama": p.Name, "alamat": p.Address, "catatan": p.Note, "jam": p.Hours} {
			if len(texts) != 0 && (texts[Indonesian] == "" || texts[English] == "") || len(texts) > 2 {
				fault("%s must be written in both languages, id and en", key)
			}
		}
		if len(p.Name) == 0 {
			fault("nama is missing")
		}
		if p.Certain && p.Since.IsZero() {
			fault("pasti needs a date in sejak")
		}
		for _, code := range append(slices.Clone(p.Serves), p.Area) {
			if _, ok := g.Area(code); !ok && code != "" {
				fault("%q is no area of this regency", code)
			}
		}
		for _, n := range p.Sources {
			if !sources[n] {
				fault("sumber: sources.md has no number %d", n)
			}
		}
	}
}

// tableFaults looks at the tables of a folder, row by row.
func (g *Regency) tableFaults(r *report, f *files) {
	tables := map[string][]string{
		"aliases.csv": {"code", "alias"},
		"seats.csv":   {"code", "seat", "lat", "lng", "precision_km", "source"},
		"figures.csv": figureColumns,
		"contoh.csv":  figureColumns,
	}
	for name, columns := range tables {
		rows, _ := f.rows(path.Join(g.dir, name), columns...) // what cannot be read was refused when the regency was loaded
		for _, w := range rows {
			a, ok := g.Area(w.cells[columns[0]])
			if !ok {
				r.add(w.file, w.line, "%q is no area of this regency", w.cells[columns[0]])
			}
			if name == "seats.csv" && a.Level != "kecamatan" {
				r.add(w.file, w.line, "only a kecamatan has a seat")
			}
			if said := w.cells["nama"]; said != "" && said != a.Name {
				r.add(w.file, w.line, "%s is called %s, not %s", a.Code, a.Name, said)
			}
			if source, figures := w.cells["sumber"]; figures && source == "" {
				r.add(w.file, w.line, "sumber is missing")
			}
			if name == "contoh.csv" && !strings.HasPrefix(w.cells["sumber"], "CONTOH") {
				r.add(w.file, w.line, "sumber of a sample must begin with CONTOH")
			}
		}
	}
}

// noteFaults looks at what a folder adds to the topics.
func (c *Content) noteFaults(r *report, g *Regency) {
	for _, l := range Languages() {
		for topic, text := range g.notes[l] {
			file := path.Join(g.dir, string(l), topic+".md")
			if _, ok := c.topics[l][topic]; !ok {
				r.add(file, 0, "there is no topic %q", topic)
			}
			if len(text) == 0 || len(text) > noteBytes {
				r.add(file, 1, "the note has %d bytes instead of 1 to %d", len(text), noteBytes)
			}
			if g.notes[Indonesian][topic] == "" || g.notes[English][topic] == "" {
				r.add(file, 0, "is missing in the other language")
			}
			markdownFaults(r, file, 1, text)
		}
	}
}
