package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// MostLearned bounds how many wordings may be learned: beyond it training at start would take too long, and the topic files are
// the better place.
const MostLearned = 1000

// Lesson is a group of missed wordings that an admin gave to a topic: examples from then on, until it is taken back.
type Lesson struct {
	N        int64     `json:"-"` // its number, never given twice
	Topic    string    `json:"topic"`
	Wordings []Wording `json:"wordings"`
	By       string    `json:"by"` // address of the admin
	At       time.Time `json:"at"`
}

// lessonsKey holds a HASH: number -> Lesson as JSON.
func (s *Store) lessonsKey() string { return s.key("lessons") }

// lessonsVersionKey holds a STRING, a number that grows with every lesson given or taken back; a new lesson is numbered by it.
func (s *Store) lessonsVersionKey() string { return s.key("lessons:version") }

// teachScript turns missed wordings into a lesson, if all of them are still there.
// KEYS: lessons, version, days of the missed, then the wordings. ARGV: the lesson, then the wordings' ids.
// Result: its number, or 0 if a wording was no longer there.
var teachScript = redis.NewScript(`
for i = 2, #ARGV do
  if not redis.call('ZSCORE', KEYS[3], ARGV[i]) then return 0 end
end
local n = redis.call('INCR', KEYS[2])
redis.call('HSET', KEYS[1], n, ARGV[1])
for i = 2, #ARGV do
  redis.call('ZREM', KEYS[3], ARGV[i])
  redis.call('DEL', KEYS[i + 2])
end
return n`)

// Teach stores a lesson and takes its wordings out of the missed, in one step. It fills N and At. ErrNothing where one of the
// wordings is not there any more, because another admin was faster or it has grown too old: nothing was stored then.
func (s *Store) Teach(ctx context.Context, l Lesson) (Lesson, error) {
	if len(l.Wordings) == 0 {
		return Lesson{}, fmt.Errorf("teach: no wordings: %w", ErrNothing)
	}
	l.At = s.now().UTC()
	raw, err := json.Marshal(l)
	if err != nil {
		return Lesson{}, fmt.Errorf("write lesson: %w", err)
	}
	keys, args := []string{s.lessonsKey(), s.lessonsVersionKey(), s.missedSinceKey()}, []any{raw}
	for _, w := range l.Wordings {
		keys, args = append(keys, s.missedKey(w.ID)), append(args, w.ID)
	}
	err = s.ask(ctx, "store lesson", func(ctx context.Context) (err error) {
		l.N, err = teachScript.Run(ctx, s.redis, keys, args...).Int64()
		return err
	})
	if err == nil && l.N == 0 {
		err = fmt.Errorf("store lesson: %w", ErrNothing)
	}
	if err != nil {
		return Lesson{}, err
	}
	return l, nil
}

// LessonsVersion is a number that changes whenever the lessons do; 0 before the first.
func (s *Store) LessonsVersion(ctx context.Context) (n int64, err error) {
	err = s.ask(ctx, "read version of lessons", func(ctx context.Context) (err error) {
		n, err = s.redis.Get(ctx, s.lessonsVersionKey()).Int64()
		if errors.Is(err, redis.Nil) {
			return nil
		}
		return err
	})
	return n, err
}

// Lessons lists what was taught, the oldest first, and the version it is of.
func (s *Store) Lessons(ctx context.Context) ([]Lesson, int64, error) {
	var raws *redis.MapStringStringCmd
	var version *redis.StringCmd
	err := s.ask(ctx, "read lessons", func(ctx context.Context) error {
		_, err := s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
			raws, version = p.HGetAll(ctx, s.lessonsKey()), p.Get(ctx, s.lessonsVersionKey())
			return nil
		})
		if errors.Is(err, redis.Nil) {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	var list []Lesson
	for n, raw := range raws.Val() {
		var l Lesson
		if err := json.Unmarshal([]byte(raw), &l); err != nil {
			return nil, 0, fmt.Errorf("read lesson %s: %w", n, err)
		}
		l.N, _ = strconv.ParseInt(n, 10, 64)
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b Lesson) int { return cmp.Compare(a.N, b.N) })
	v, _ := version.Int64() // absent before the first lesson
	return list, v, nil
}

// unteachScript takes a lesson back. KEYS: lessons, version. ARGV: its number. Result: 1, or 0 if there is none.
var unteachScript = redis.NewScript(`
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('INCR', KEYS[2])
return 1`)

// Unteach takes a lesson back and returns it; ErrNothing where there is none of that number. Its wordings are missed again, unless
// they were first asked too long ago to be kept.
func (s *Store) Unteach(ctx context.Context, n int64) (Lesson, error) {
	lessons, _, err := s.Lessons(ctx)
	if err != nil {
		return Lesson{}, err
	}
	i := slices.IndexFunc(lessons, func(l Lesson) bool { return l.N == n })
	if i < 0 {
		return Lesson{}, fmt.Errorf("take lesson back: %w", ErrNothing)
	}
	var gone bool
	err = s.ask(ctx, "take lesson back", func(ctx context.Context) (err error) {
		gone, err = unteachScript.Run(ctx, s.redis, []string{s.lessonsKey(), s.lessonsVersionKey()}, n).Bool()
		return err
	})
	if err == nil && !gone {
		err = fmt.Errorf("take lesson back: %w", ErrNothing)
	}
	if err != nil {
		return Lesson{}, err
	}
	return lessons[i], s.missAgain(ctx, lessons[i].Wordings)
}

// missAgainScript puts wordings back. KEYS: days, the wordings. ARGV, for each: id, day, seconds left, text, asked, and how many
// pairs of field and count follow.
var missAgainScript = redis.NewScript(`
local a = 1
for i = 2, #KEYS do
  redis.call('HSET', KEYS[i], 'text', ARGV[a + 3])
  redis.call('HINCRBY', KEYS[i], 'asked', ARGV[a + 4])
  local last = a + 5 + 2 * tonumber(ARGV[a + 5])
  for p = a + 6, last, 2 do redis.call('HINCRBY', KEYS[i], ARGV[p], ARGV[p + 1]) end
  redis.call('EXPIRE', KEYS[i], ARGV[a + 2])
  redis.call('ZADD', KEYS[1], ARGV[a + 1], ARGV[a])
  a = last + 1
end
return 0`)

// missAgain puts wordings back among the missed, with the time that is left to each.
func (s *Store) missAgain(ctx context.Context, wordings []Wording) error {
	keys, args := []string{s.missedSinceKey()}, []any(nil)
	for _, w := range wordings {
		since, err := time.Parse(time.DateOnly, string(w.Since))
		if err != nil || dayNumber(since) <= s.lastMissedDay() {
			continue
		}
		left := since.Add(MissedFor).Sub(s.now())
		keys = append(keys, s.missedKey(w.ID))
		args = append(args, w.ID, dayNumber(since), int(left.Seconds())+1, w.Text, w.Asked, len(w.Chosen))
		for topic, n := range w.Chosen {
			args = append(args, chosen+topic, n)
		}
	}
	if len(keys) == 1 {
		return nil
	}
	return s.ask(ctx, "put wordings back", func(ctx context.Context) error {
		return missAgainScript.Run(ctx, s.redis, keys, args...).Err()
	})
}
