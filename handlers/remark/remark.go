// Package remark holds what a check has to say about figures before it is put into words: checks are pure and know neither the
// language nor the names of areas, which the desk knows.
package remark

import "ikdbot/store"

// Remark is one thing to be told: the last part of a phrase's key, and what the phrase names: names and values in turn. Values are
// numbers, strings, counts, dates, the types below, and those that a check adds, each of which the desk says in its own way.
type Remark struct {
	Key   string
	Pairs []any
}

// New is a remark of that key about those names and values.
func New(key string, pairs ...any) Remark { return Remark{key, pairs} }

// Area is the code of an area, said as its name.
type Area string

// Word is what somebody typed, said no further than it may be repeated: a long number might be somebody's.
type Word string

// Share is a share of 1, said as "25 %".
type Share float64

// Part is so many of a whole, said in percent with two decimals.
type Part struct{ Part, Whole int64 }

// When is the day a figure is of, said with CONTOH where the figure is sample data.
type When struct {
	Date   store.Date
	Sample bool
}

// WhenShown is the day of what is shown.
func WhenShown(s store.Shown) When { return When{s.AsOf, s.Sample} }

// WhenFigure is the day of a figure.
func WhenFigure(f store.Figure) When { return When{f.AsOf, f.IsSample()} }
