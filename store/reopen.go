package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// A backup is older than the moment it is restored. What it holds as owed may have been sent since, and so may reports that it does not
// know of yet; nothing may be sent twice. So what was due becomes unclear, and only slots after the restoration count.

// fromBackup is why an entry is unclear after a restoration.
const fromBackup = "restored from a backup"

// reopened returns the records as they are restored at an instant, and how many messages are unclear by that.
func (b *Backup) reopened(now time.Time) ([]record, int, error) {
	records := make(map[string]*record)
	var order []*record
	for _, r := range b.records {
		r.values = slices.Clone(r.values)
		records[r.key] = &r
		order = append(order, &r)
	}
	for _, needed := range []string{"entries:" + string(Unclear)} {
		if records[needed] == nil {
			records[needed] = &record{key: needed, kind: "zset"}
			order = append(order, records[needed])
		}
	}
	if err := rebind(records["bindings"], now); err != nil {
		return nil, 0, err
	}
	unclear, err := unsure(records, now)
	var list []record
	for _, r := range order {
		if len(r.values) > 0 {
			list = append(list, *r)
		}
	}
	return list, unclear, err
}

// rebind makes only the slots after an instant count, for every binding.
func rebind(bindings *record, now time.Time) error {
	if bindings == nil {
		return nil
	}
	for i := 1; i < len(bindings.values); i += 2 {
		var b Binding
		if err := json.Unmarshal([]byte(bindings.values[i]), &b); err != nil {
			return fmt.Errorf("%w: a binding: %w", ErrDamaged, err)
		}
		if b.Since.Before(now) {
			b.Since = now.UTC()
		}
		raw, err := json.Marshal(b)
		if err != nil {
			return fmt.Errorf("write binding: %w", err)
		}
		bindings.values[i] = string(raw)
	}
	return nil
}

// unsure makes unclear what was on its way, or was owed and due by an instant, and counts it.
func unsure(records map[string]*record, now time.Time) (count int, err error) {
	entries, states := records["entries"], records["states"]
	if entries == nil || states == nil {
		return 0, nil
	}
	place := make(map[string]int, len(entries.values)/2)
	for i := 0; i+1 < len(entries.values); i += 2 {
		place[entries.values[i]] = i + 1
	}
	for i := 0; i+1 < len(states.values); i += 2 {
		id, is := states.values[i], State(states.values[i+1])
		at, known := place[id]
		if is != Owed && is != Sending || !known {
			continue
		}
		var e Entry
		if err := json.Unmarshal([]byte(entries.values[at]), &e); err != nil {
			return 0, fmt.Errorf("%w: an entry: %w", ErrDamaged, err)
		}
		if is == Owed && e.Next.After(now) {
			continue // it has not been its turn yet
		}
		e.State, e.Why, e.At, e.Speaker = Unclear, fromBackup, now, ""
		raw, score, err := encode(e)
		if err != nil {
			return 0, err
		}
		entries.values[at], states.values[i+1] = string(raw), string(Unclear)
		if index := records["entries:"+string(is)]; index != nil {
			index.drop(id)
		}
		index := records["entries:"+string(Unclear)]
		index.values = append(index.values, id, strconv.FormatInt(score, 10))
		count++
	}
	return count, nil
}

// drop takes a member and its score out of a sorted set.
func (r *record) drop(member string) {
	for i := 0; i+1 < len(r.values); i += 2 {
		if r.values[i] == member {
			r.values = slices.Delete(r.values, i, i+2)
			return
		}
	}
}
