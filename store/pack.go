package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// packed is the stored form of Aggregates. Dates and sources repeat from area to area, so they stand once, in a table; an Oldest
// that equals AsOf is left out. That keeps a regency of some 360 areas under 100 KB, read with every /statistik.
type packed struct {
	N     int64                            `json:"n"`
	At    time.Time                        `json:"at"`
	Words words                            `json:"words"`
	Areas map[string]map[Count]packedShown `json:"areas"`
}

// packedFigure is a Figure with numbers of words for its texts.
type packedFigure struct {
	Value  int64 `json:"v"`
	AsOf   int   `json:"d,omitempty"`
	Change int64 `json:"n"`
	Source int   `json:"s,omitempty"`
}

// packedShown is a Shown in the same way.
type packedShown struct {
	packedFigure
	Oldest   int           `json:"o,omitempty"`
	Sum      bool          `json:"sum,omitempty"`
	Sample   bool          `json:"x,omitempty"`
	Reported int           `json:"r,omitempty"`
	Children int           `json:"c,omitempty"`
	Other    *packedFigure `json:"other,omitempty"`
}

// words is a table of texts, numbered from 1; 0 is the empty text.
type words []string

// at returns a text by its number.
func (w words) at(n int) string {
	if n < 1 || n > len(w) {
		return ""
	}
	return w[n-1]
}

// packer fills the table of words.
type packer struct {
	words  words
	number map[string]int
}

func (p *packer) word(text string) int {
	if text != "" && p.number[text] == 0 {
		p.words = append(p.words, text)
		p.number[text] = len(p.words)
	}
	return p.number[text]
}

func (p *packer) figure(f Figure) packedFigure {
	return packedFigure{Value: f.Value, AsOf: p.word(string(f.AsOf)), Change: f.Change, Source: p.word(f.Source)}
}

func (p *packer) shown(s Shown) packedShown {
	ps := packedShown{packedFigure: p.figure(s.Figure), Sum: s.Sum, Sample: s.Sample, Reported: s.Reported, Children: s.Children}
	if s.Oldest != s.AsOf {
		ps.Oldest = p.word(string(s.Oldest))
	}
	if s.Other != nil {
		other := p.figure(*s.Other)
		ps.Other = &other
	}
	return ps
}

// pack writes aggregates as they are stored, always in the same order.
func pack(a Aggregates) ([]byte, error) {
	p := packer{number: make(map[string]int)}
	areas := make(map[string]map[Count]packedShown, len(a.Areas))
	for _, code := range slices.Sorted(maps.Keys(a.Areas)) {
		areas[code] = make(map[Count]packedShown, len(a.Areas[code]))
		for _, count := range slices.Sorted(maps.Keys(a.Areas[code])) {
			areas[code][count] = p.shown(a.Areas[code][count])
		}
	}
	raw, err := json.Marshal(packed{N: a.N, At: a.At, Words: p.words, Areas: areas})
	if err != nil {
		return nil, fmt.Errorf("write aggregates: %w", err)
	}
	return raw, nil
}

// unpack reads them back.
func unpack(raw []byte) (Aggregates, error) {
	var p packed
	if err := json.Unmarshal(raw, &p); err != nil {
		return Aggregates{}, fmt.Errorf("read aggregates: %w", err)
	}
	a := Aggregates{N: p.N, At: p.At, Areas: make(map[string]Aggregate, len(p.Areas))}
	for code, counts := range p.Areas {
		a.Areas[code] = make(Aggregate, len(counts))
		for count, ps := range counts {
			a.Areas[code][count] = ps.unpack(p.Words)
		}
	}
	return a, nil
}

func (f packedFigure) unpack(w words) Figure {
	return Figure{Value: f.Value, AsOf: Date(w.at(f.AsOf)), Change: f.Change, Source: w.at(f.Source)}
}

func (s packedShown) unpack(w words) Shown {
	full := Shown{
		Figure: s.packedFigure.unpack(w), Oldest: Date(w.at(s.Oldest)),
		Sum: s.Sum, Sample: s.Sample, Reported: s.Reported, Children: s.Children,
	}
	if full.Oldest == "" {
		full.Oldest = full.AsOf
	}
	if s.Other != nil {
		other := s.Other.unpack(w)
		full.Other = &other
	}
	return full
}
