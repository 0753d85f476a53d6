package store

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// MissWithRoom is Miss with room for fewer wordings, so that a test need not ask thousands of questions.
func (s *Store) MissWithRoom(ctx context.Context, text string, most int) (string, error) {
	return s.miss(ctx, text, most)
}

// Step is a migration for tests: it sets key to what it held, with more added.
func Step(to int, key, more string) migration {
	return migration{
		to: to, does: "adds " + more,
		watch: func(s *Store) []string { return []string{s.key(key)} },
		read: func(ctx context.Context, s *Store, tx *redis.Tx) (func(redis.Pipeliner), error) {
			old, err := optional(tx.Get(ctx, s.key(key)).Bytes())
			return func(p redis.Pipeliner) { p.Set(ctx, s.key(key), string(old)+more, 0) }, err
		},
	}
}

// UpgradeTo is Upgrade with another form and other steps.
func (s *Store) UpgradeTo(ctx context.Context, to int, steps ...migration) error {
	return s.upgrade(ctx, to, steps)
}

// Lasting reports whether a key, without its prefix, belongs into a backup.
func Lasting(name string) bool { return lasting(name) }

// RecentTalks is how many conversations are known without asking Redis.
func (s *Store) RecentTalks() int { return s.recent.talks.Len() }

// Learned is what a reading of a chat's binding does.
func (s *Store) Learned(chat string, b Binding) { s.learned(chat, b, true) }

// LastBindings is how many bindings are remembered.
func (s *Store) LastBindings() int { return len(s.lastBindings.things) }
