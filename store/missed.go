package store

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// MissedFor is how long a question that was not understood is kept at most, counted from the first time it was asked.
	MissedFor = 90 * 24 * time.Hour
	// MostMissed bounds how many of them are kept; then the oldest go.
	MostMissed = 5000
)

// Wording is a question that was not understood. Nobody knows who asked it, nor at what time of the day.
type Wording struct {
	ID     string         `json:"id"`               // of the wording: who writes the same, spaces and capitals aside, asks the same
	Text   string         `json:"text"`             // with personal data masked
	Since  Date           `json:"since"`            // UTC day on which it was first asked
	Asked  int            `json:"asked"`            // how often
	Chosen map[string]int `json:"chosen,omitempty"` // topic -> how many, asked back, said that they meant it
}

// MissedID is the id of a wording. It fits into a button beside a command and a topic.
func MissedID(text string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.Join(strings.Fields(text), " "))))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// missedSinceKey holds a ZSET: id of a wording -> day since 1970 on which it was first asked.
func (s *Store) missedSinceKey() string { return s.key("missed") }

// chosen begins the fields of a wording that count what people meant.
const chosen = "chosen "

// missedKey holds a HASH, a wording: "text", "asked", and "chosen <topic>" with counts. Redis drops it after MissedFor, whether the
// bot runs or not; the day in the ZSET is judged by the store's clock.
func (s *Store) missedKey(id string) string { return s.key("missed:" + id) }

// dayNumber is a day since 1970. A time of day is not kept: with it, a log might tell who asked.
func dayNumber(t time.Time) int64 { return t.Unix() / (24 * 60 * 60) }

// dateOfDay is the day of that number.
func dateOfDay(n int64) Date { return Date(time.Unix(n*24*60*60, 0).UTC().Format(time.DateOnly)) }

// lastMissedDay is the newest day whose wordings are no longer kept.
func (s *Store) lastMissedDay() int64 { return dayNumber(s.now().Add(-MissedFor)) }

// missScript counts a wording, and makes room.
// KEYS: days, the wording. ARGV: id, text, today, last day no longer kept, time limit in s, the most wordings.
// Result: the ids that had to make room; their wordings are to be deleted.
var missScript = redis.NewScript(`
local since = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not since or tonumber(since) <= tonumber(ARGV[4]) then
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[2], 'text', ARGV[2])
  redis.call('EXPIRE', KEYS[2], ARGV[5])
  redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
end
redis.call('HINCRBY', KEYS[2], 'asked', 1)
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[4])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[4])
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[6])
if over > 0 then
  for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, over - 1)) do table.insert(gone, id) end
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, over - 1)
end
return gone`)

// Miss keeps a question that was not understood, personal data masked, and returns its id.
func (s *Store) Miss(ctx context.Context, text string) (id string, err error) {
	return s.miss(ctx, text, MostMissed)
}

func (s *Store) miss(ctx context.Context, text string, most int) (id string, err error) {
	id = MissedID(text)
	return id, s.ask(ctx, "keep missed question", func(ctx context.Context) error {
		keys := []string{s.missedSinceKey(), s.missedKey(id)}
		gone, err := missScript.Run(ctx, s.redis, keys, id, text, dayNumber(s.now()), s.lastMissedDay(),
			int(MissedFor.Seconds()), most).StringSlice()
		if err != nil || len(gone) == 0 {
			return err
		}
		return s.redis.Del(ctx, s.missedKeys(gone)...).Err()
	})
}

func (s *Store) missedKeys(ids []string) []string {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = s.missedKey(id)
	}
	return keys
}

// choseScript counts a choice, if the wording is still kept. KEYS: the wording. ARGV: field of the topic.
var choseScript = redis.NewScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HINCRBY', KEYS[1], ARGV[1], 1) end
return 0`)

// Chose counts that somebody who was asked back after a wording said that they meant a topic.
func (s *Store) Chose(ctx context.Context, id, topic string) error {
	return s.ask(ctx, "count choice", func(ctx context.Context) error {
		return choseScript.Run(ctx, s.redis, []string{s.missedKey(id)}, chosen+topic).Err()
	})
}

// readWordingsScript reads wordings. It is a script because the embedded Redis, reached without sockets, takes no pipeline longer than its
// buffer. KEYS: the wordings. Result: fields and values of each.
var readWordingsScript = redis.NewScript(`
local all = {}
for i, key in ipairs(KEYS) do all[i] = redis.call('HGETALL', key) end
return all`)

// readAtOnce is how many wordings are read in one round trip.
const readAtOnce = 500

// Missed lists the questions that were not understood, the oldest first.
func (s *Store) Missed(ctx context.Context) ([]Wording, error) {
	var days []redis.Z
	kept := &redis.ZRangeBy{Min: fmt.Sprintf("(%d", s.lastMissedDay()), Max: "+inf"}
	err := s.ask(ctx, "list missed questions", func(ctx context.Context) (err error) {
		days, err = s.redis.ZRangeByScoreWithScores(ctx, s.missedSinceKey(), kept).Result()
		return err
	})
	var list []Wording
	for some := range slices.Chunk(days, readAtOnce) {
		if err == nil {
			list, err = s.readMissed(ctx, list, some)
		}
	}
	return list, err
}

// readMissed adds wordings to a list.
func (s *Store) readMissed(ctx context.Context, list []Wording, days []redis.Z) ([]Wording, error) {
	ids := make([]string, len(days))
	for i, d := range days {
		ids[i], _ = d.Member.(string)
	}
	var all []any
	err := s.ask(ctx, "read missed questions", func(ctx context.Context) (err error) {
		all, err = readWordingsScript.Run(ctx, s.redis, s.missedKeys(ids)).Slice()
		return err
	})
	for i, one := range all {
		fields, _ := one.([]any)
		if w := wording(fields); w.Text != "" { // else Redis dropped it a moment ago
			w.ID, w.Since = ids[i], dateOfDay(int64(days[i].Score))
			list = append(list, w)
		}
	}
	return list, err
}

// wording reads the fields and values of a HASH.
func wording(fields []any) (w Wording) {
	for i := 0; i+1 < len(fields); i += 2 {
		field, _ := fields[i].(string)
		value, _ := fields[i+1].(string)
		n, _ := strconv.Atoi(value)
		switch topic, isTopic := strings.CutPrefix(field, chosen); {
		case isTopic && w.Chosen == nil:
			w.Chosen = map[string]int{topic: n}
		case isTopic:
			w.Chosen[topic] = n
		case field == "text":
			w.Text = value
		case field == "asked":
			w.Asked = n
		}
	}
	return w
}

// ignoreScript drops wordings. KEYS: days, the wordings. ARGV: their ids. Result: how many there were.
var ignoreScript = redis.NewScript(`
local n = 0
for i, id in ipairs(ARGV) do
  n = n + redis.call('ZREM', KEYS[1], id)
  redis.call('DEL', KEYS[i + 1])
end
return n`)

// Ignore drops wordings, and returns how many there were to drop.
func (s *Store) Ignore(ctx context.Context, ids ...string) (n int, err error) {
	if len(ids) == 0 {
		return 0, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	err = s.ask(ctx, "drop missed questions", func(ctx context.Context) (err error) {
		keys := append([]string{s.missedSinceKey()}, s.missedKeys(ids)...)
		n, err = ignoreScript.Run(ctx, s.redis, keys, args...).Int()
		return err
	})
	return n, err
}
