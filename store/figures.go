package store

import (
	"strings"
	"time"
)

// Count names one of the five numbers kept about an area, by the word used in commands, columns and Redis.
type Count string

// The counts, in the order tables show them. All are numbers of persons.
const (
	Population Count = "penduduk" // residents
	Obligated  Count = "wajib"    // must hold an identity card (wajib KTP): 17 or older, or ever married
	Recorded   Count = "rekam"    // biometrics recorded
	ChildCards Count = "kia"      // child identity cards issued
	Active     Count = "ikd"      // IKD activated
)

// Counts lists all counts in table order.
func Counts() []Count { return []Count{Population, Obligated, Recorded, ChildCards, Active} }

// Date is a civil date "2006-01-02" in the regency's zone; dates compare as strings. Empty means none.
type Date string

// Day is the civil date of an instant in the instant's own zone.
func Day(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Figure is one number as it is known: how many persons, as of when, told by whom, stored by which change.
type Figure struct {
	Value  int64  `json:"v"`
	AsOf   Date   `json:"d"`
	Source string `json:"s,omitempty"`
	Change int64  `json:"n"`
}

// IsSample reports whether a figure's source says of itself that it is made up for demonstration.
func (f Figure) IsSample() bool { return strings.HasPrefix(f.Source, sampleMark) }

// Key is the place of a figure: an area code and a count.
type Key struct {
	Area  string
	Count Count
}

// Row is one figure of a change. Old is the current figure that was shown before confirming, New the value to store; nil is
// "no figure". AsOf and Source override those of the change where a file gave them row by row.
type Row struct {
	Area   string `json:"area"`
	Count  Count  `json:"count"`
	Old    *int64 `json:"old,omitempty"`
	New    *int64 `json:"new,omitempty"`
	AsOf   Date   `json:"asOf,omitempty"`
	Source string `json:"source,omitempty"`
}

// Change is one entry of a regency's append-only history. N counts from 1. Hash binds it to the entry before.
type Change struct {
	N        int64     `json:"n"`
	At       time.Time `json:"at"`
	Author   string    `json:"author"` // "telegram:99", "awal" (the folder's first figures) or "cli"
	Source   string    `json:"source,omitempty"`
	AsOf     Date      `json:"asOf,omitempty"`
	Reason   string    `json:"reason,omitempty"`   // why an odd value was kept all the same
	Undoes   int64     `json:"undoes,omitempty"`   // the change whose rows no longer count; Rows then tell what that did
	Approver string    `json:"approver,omitempty"` // the second admin, where one had to agree
	Op       string    `json:"op,omitempty"`       // id of the attempt: the same attempt made again is not stored again
	Rows     []Row     `json:"rows,omitempty"`
	Hash     string    `json:"hash,omitempty"`

	Uncopied bool `json:"-"` // of a change just stored: fewer replicas than asked for have it, so it may still be lost; see Copies
}

// DateOf is the day that a row of the change is of.
func (c Change) DateOf(r Row) Date {
	if r.AsOf != "" {
		return r.AsOf
	}
	return c.AsOf
}

// Shown is the figure to show for (area, count) by the roll-up rule, and the other candidate where the two differ.
// Own: the area's own figure, newest as-of date. Sum: the sum of what its children show.
type Shown struct {
	Figure
	Oldest   Date    `json:"o,omitempty"` // of a sum: as-of date of its oldest part; else the same as AsOf
	Sum      bool    `json:"sum,omitempty"`
	Sample   bool    `json:"sample,omitempty"` // the figure, or any part of the sum, is sample data (CONTOH)
	Reported int     `json:"r,omitempty"`      // children that have this count (whether or not the sum is shown)
	Children int     `json:"c,omitempty"`      // children there are
	Other    *Figure `json:"other,omitempty"`  // the candidate not shown (own, or sum of the children that report), where it differs
}

// Aggregate is what is shown for one area: per count, where there is any.
type Aggregate map[Count]Shown

// Aggregates are the roll-up of a whole regency as of change N (0: nothing stored yet).
type Aggregates struct {
	N     int64                `json:"n"`
	At    time.Time            `json:"at"` // when change N was stored
	Areas map[string]Aggregate `json:"areas"`
}

// Tree is the part of the area tree the roll-up needs.
type Tree interface {
	// Root is the regency's code.
	Root() string
	// Children lists the codes one level below, in code order; none for the lowest level.
	Children(code string) []string
}
