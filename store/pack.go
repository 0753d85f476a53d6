package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// packed is the stored form of Aggregates. Sources repeat from area to area, so they stand once, in a table; an Oldest that
// equals AsOf is left out. That keeps a regency of some 360 areas under 100 KB, read with every /statistik.
type packed struct {
	N       int64                            `json:"n"`
	At      time.Time                        `json:"at"`
	Sources []string                         `json:"sources"`
	Areas   map[string]map[Count]packedShown `json:"areas"`
}

// packedFigure is a Figure whose source is a number in the table, counted from 1; 0 is none.
type packedFigure struct {
	Value  int64 `json:"v"`
	AsOf   Date  `json:"d"`
	Change int64 `json:"n"`
	Source int   `json:"s,omitempty"`
}

// packedShown is a Shown in the same way.
type packedShown struct {
	packedFigure
	Oldest   Date          `json:"o,omitempty"`
	Sum      bool          `json:"sum,omitempty"`
	Sample   bool          `json:"x,omitempty"`
	Reported int           `json:"r,omitempty"`
	Children int           `json:"c,omitempty"`
	Other    *packedFigure `json:"other,omitempty"`
}

// pack writes aggregates as they are stored.
func pack(a Aggregates) ([]byte, error) {
	p := packed{N: a.N, At: a.At, Areas: make(map[string]map[Count]packedShown, len(a.Areas))}
	number := make(map[string]int)
	figure := func(f Figure) packedFigure {
		if f.Source != "" && number[f.Source] == 0 {
			p.Sources = append(p.Sources, f.Source)
			number[f.Source] = len(p.Sources)
		}
		return packedFigure{f.Value, f.AsOf, f.Change, number[f.Source]}
	}
	for _, code := range slices.Sorted(maps.Keys(a.Areas)) {
		counts := a.Areas[code]
		p.Areas[code] = make(map[Count]packedShown, len(counts))
		for _, count := range slices.Sorted(maps.Keys(counts)) {
			s := counts[count]
			ps := packedShown{packedFigure: figure(s.Figure), Sum: s.Sum, Sample: s.Sample, Reported: s.Reported, Children: s.Children}
			if s.Oldest != s.AsOf {
				ps.Oldest = s.Oldest
			}
			if s.Other != nil {
				other := figure(*s.Other)
				ps.Other = &other
			}
			p.Areas[code][count] = ps
		}
	}
	raw, err := json.Marshal(p)
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
	figure := func(f packedFigure) Figure {
		full := Figure{Value: f.Value, AsOf: f.AsOf, Change: f.Change}
		if f.Source > 0 && f.Source <= len(p.Sources) {
			full.Source = p.Sources[f.Source-1]
		}
		return full
	}
	for code, counts := range p.Areas {
		a.Areas[code] = make(Aggregate, len(counts))
		for count, ps := range counts {
			s := Shown{Figure: figure(ps.packedFigure), Oldest: ps.Oldest, Sum: ps.Sum, Sample: ps.Sample, Reported: ps.Reported, Children: ps.Children}
			if s.Oldest == "" {
				s.Oldest = s.AsOf
			}
			if ps.Other != nil {
				other := figure(*ps.Other)
				s.Other = &other
			}
			a.Areas[code][count] = s
		}
	}
	return a, nil
}
