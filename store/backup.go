package store

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// volatile lists the keys that no backup holds, by their names or, with a colon at the end, by what they begin with: what lives for
// minutes, what belongs to a running process, what may hold a citizen's words, and what is made from the rest.
func volatile() []string {
	return []string{
		"kept", "menu:", "pending:", "allowed:", "scam-seen:", // minutes or a day
		"speaker", "delivered", "alarms", "uncopied", "probe", // of the bot at work
		"aggregates", "form", "answered", "loss", "tally", // written anew, or of this Redis alone
		staging,
	}
}

// lasting reports whether a key, named without its prefix, belongs into a backup.
func lasting(name string) bool {
	return !slices.ContainsFunc(volatile(), func(v string) bool {
		return name == v || strings.HasSuffix(v, ":") && strings.HasPrefix(name, v)
	})
}

// record is one key as a backup holds it: a string has one value, a list, a set its members, a hash field and value in turn, a sorted
// set member and score in turn.
type record struct {
	key    string // without prefix
	kind   string // as Redis calls it
	until  time.Time
	values []string
}

// Backup is everything the bot remembers at one moment.
type Backup struct {
	Regency string
	At      time.Time
	form    int
	records []record
}

// Contents count what there is in a store or a backup, for the people who decide about it.
type Contents struct{ Changes, Groups, Admins, Reports, Lessons int }

// Empty reports whether there is nothing anybody would miss.
func (c Contents) Empty() bool { return c == Contents{} }

// String is for the operator.
func (c Contents) String() string {
	return fmt.Sprintf("%d changes of figures, %d groups, %d admins, %d reports, %d lessons",
		c.Changes, c.Groups, c.Admins, c.Reports, c.Lessons)
}

// gatherScript reads keys of any type.
// KEYS: the keys. Result: for each its type, the time left to it in ms (below 0: for ever) and its values; see record.
// One script rather than a transaction: it is one command however many keys there are, and nothing comes in between.
var gatherScript = redis.NewScript(`
local all = {}
for i, key in ipairs(KEYS) do
  local kind, values = redis.call('TYPE', key).ok, {}
  if kind == 'string' then values = {redis.call('GET', key)}
  elseif kind == 'list' then values = redis.call('LRANGE', key, 0, -1)
  elseif kind == 'hash' then values = redis.call('HGETALL', key)
  elseif kind == 'set' then values = redis.call('SMEMBERS', key)
  elseif kind == 'zset' then values = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') end
  all[i] = {kind, redis.call('PTTL', key), values}
end
return all`)

// gathering bounds the reading of everything in one step. Other questions to Redis wait so long: docs/scale.md has measured it.
const gathering = time.Minute

// Backup reads everything as it is at one moment, while the bot goes on.
func (s *Store) Backup(ctx context.Context) (*Backup, error) {
	ctx, cancel := context.WithTimeout(ctx, gathering)
	defer cancel()
	node, err := s.patientPrimary(ctx)
	if err != nil {
		return nil, explain(ctx, "back up", err)
	}
	names, err := s.names(ctx, node)
	for range attempts {
		b := &Backup{Regency: s.regency, At: s.now().UTC().Truncate(time.Millisecond), form: form}
		if err == nil {
			b.records, err = s.gather(ctx, node, names)
		}
		if err != nil {
			return nil, explain(ctx, "back up", err)
		}
		// Whatever was there when it was read is found by looking again: then nothing is missing.
		var now []string
		now, err = s.names(ctx, node)
		if err == nil && !slices.ContainsFunc(now, func(n string) bool { _, known := slices.BinarySearch(names, n); return !known }) {
			return b, nil
		}
		names = now
	}
	return nil, fmt.Errorf("back up: %w", ErrBusy)
}

// patientPrimary is the server that has this regency's keys, with time for long answers.
func (s *Store) patientPrimary(ctx context.Context) (*redis.Client, error) {
	node, err := s.primary(ctx)
	if err != nil {
		return nil, err
	}
	return node.WithTimeout(gathering), nil
}

// names are the lasting keys without their prefix, sorted.
func (s *Store) names(ctx context.Context, node *redis.Client) ([]string, error) {
	found, prefix := map[string]bool{}, s.key("")
	for cursor := uint64(0); ; {
		keys, next, err := node.Scan(ctx, cursor, prefix+"*", 1000).Result()
		if err != nil {
			return nil, err
		}
		for _, key := range keys {
			if name := strings.TrimPrefix(key, prefix); lasting(name) {
				found[name] = true
			}
		}
		if cursor = next; cursor == 0 {
			return slices.Sorted(maps.Keys(found)), nil
		}
	}
}

// gather reads keys in one step. One that ran out meanwhile is left out.
func (s *Store) gather(ctx context.Context, node *redis.Client, names []string) ([]record, error) {
	if len(names) == 0 {
		return nil, nil
	}
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = s.key(name)
	}
	all, err := gatherScript.Run(ctx, node, keys).Slice()
	if err != nil {
		return nil, err
	}
	var records []record
	for i, one := range all {
		r, err := readRecord(names[i], one, s.now())
		if err != nil {
			return nil, err
		}
		if r.kind != "none" {
			records = append(records, r)
		}
	}
	return records, nil
}

// readRecord reads one part of the result of gatherScript.
func readRecord(name string, one any, now time.Time) (record, error) {
	parts, _ := one.([]any)
	if len(parts) != 3 {
		return record{}, fmt.Errorf("read %s: answer of %d parts", name, len(parts))
	}
	r := record{key: name}
	r.kind, _ = parts[0].(string)
	if left, _ := parts[1].(int64); left > 0 {
		r.until = now.Add(time.Duration(left) * time.Millisecond).UTC().Truncate(time.Millisecond)
	}
	values, _ := parts[2].([]any)
	for _, v := range values {
		text, ok := v.(string)
		if !ok {
			return record{}, fmt.Errorf("read %s: a value of type %T", name, v)
		}
		r.values = append(r.values, text)
	}
	return r, nil
}

// find is the record of a key, empty if there is none.
func (b *Backup) find(key string) record {
	i := slices.IndexFunc(b.records, func(r record) bool { return r.key == key })
	if i < 0 {
		return record{key: key}
	}
	return b.records[i]
}

// Contents count what a backup holds.
func (b *Backup) Contents() Contents {
	return Contents{
		Changes: len(b.find("history").values), Groups: len(b.find("bindings").values) / 2, Admins: len(b.find("admins").values) / 2,
		Reports: len(b.find("issued").values) / 2, Lessons: len(b.find("lessons").values) / 2,
	}
}

// Write writes the backup to w, compressed, and locked if there is a key.
func (b *Backup) Write(w io.Writer, key *BackupKey) error {
	if key == nil {
		return b.write(w)
	}
	locked, err := key.lock(w)
	if err != nil {
		return err
	}
	if err := b.write(locked); err != nil {
		return err
	}
	if err := locked.Close(); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	return nil
}
