package report

import "ikdbot/store"

// News says how an area's IKD figure relates to what was known at the previous slot.
type News string

// The kinds of news. Only Moved and Corrected have a difference that means something.
const (
	Unchanged News = "unchanged" // nothing new was reported
	First     News = "first"     // there was no figure before
	Moved     News = "moved"     // a newer figure of the same kind; By is 0 when the same number was reported again
	Corrected News = "corrected" // another number for the same date or an earlier one: no movement of the week
	Switched  News = "switched"  // own figure against children's sum, or sample against real: not comparable
)

// Delta is the difference of an IKD figure to what was known at the previous slot.
type Delta struct {
	News News         `json:"news"`
	By   int64        `json:"by,omitempty"`
	From *store.Shown `json:"from,omitempty"`
}

// compareFigures tells a report that says the same number again from no report at all, and a movement from a correction.
func compareFigures(now, before store.Shown, known bool) Delta {
	switch {
	case !known:
		return Delta{News: First}
	case now.Sum != before.Sum || isSample(now) != isSample(before):
		return Delta{News: Switched, From: &before}
	case now.Value == before.Value && now.AsOf == before.AsOf && oldest(now) == oldest(before) && now.Change == before.Change:
		return Delta{News: Unchanged, From: &before}
	case !now.Sum && now.AsOf <= before.AsOf && now.Value != before.Value:
		return Delta{News: Corrected, By: now.Value - before.Value, From: &before}
	case !now.Sum && now.AsOf <= before.AsOf:
		return Delta{News: Unchanged, From: &before}
	}
	return Delta{News: Moved, By: now.Value - before.Value, From: &before}
}
