package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Admin is somebody who may change figures because another admin added them.
type Admin struct {
	User string    `json:"user"` // address, "telegram:99"
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// adminsKey holds a HASH: user -> Admin as JSON.
func (s *Store) adminsKey() string { return s.key("admins") }

// startedKey holds a SET of the admins who pressed Start, so that the bot may write to them.
func (s *Store) startedKey() string { return s.key("started") }

// Admins lists the added admins, the oldest first. Those of the configuration are not among them.
func (s *Store) Admins(ctx context.Context) ([]Admin, error) {
	admins, err := values[Admin](ctx, s, "read admins", s.adminsKey())
	if err != nil {
		return nil, err
	}
	s.lastAdmins.all(admins, func(a Admin) string { return a.User }, s.now())
	slices.SortFunc(admins, func(a, b Admin) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.User, b.User)) })
	return admins, nil
}

// IsAdmin reports whether a user is an added admin.
func (s *Store) IsAdmin(ctx context.Context, user string) (is bool, err error) {
	err = s.ask(ctx, "look up admin", func(ctx context.Context) (err error) {
		is, err = s.redis.HExists(ctx, s.adminsKey(), user).Result()
		return err
	})
	return is, err
}

// AddAdmin makes a user an admin and reports whether they were none before.
func (s *Store) AddAdmin(ctx context.Context, user, by string) (added bool, err error) {
	raw, err := json.Marshal(Admin{User: user, By: by, At: s.now().UTC()})
	if err != nil {
		return false, fmt.Errorf("write admin: %w", err)
	}
	err = s.ask(ctx, "add admin", func(ctx context.Context) (err error) {
		added, err = s.redis.HSetNX(ctx, s.adminsKey(), user, raw).Result()
		return err
	})
	return added, err
}

// RemoveAdmin takes that right away and reports whether the user had it.
func (s *Store) RemoveAdmin(ctx context.Context, user string) (bool, error) {
	s.lastAdmins.drop(user) // right away: an answer that is lost may have been a yes
	var gone int64
	err := s.ask(ctx, "remove admin", func(ctx context.Context) (err error) {
		gone, err = s.redis.HDel(ctx, s.adminsKey(), user).Result()
		return err
	})
	return gone > 0, err
}

// Started notes that an admin has pressed Start. Of citizens nothing of the kind is kept: the caller asks for admins only.
func (s *Store) Started(ctx context.Context, user string) error {
	return s.ask(ctx, "note start", func(ctx context.Context) error {
		return s.redis.SAdd(ctx, s.startedKey(), user).Err()
	})
}

// HasStarted reports whether the bot may write to an admin.
func (s *Store) HasStarted(ctx context.Context, user string) (has bool, err error) {
	err = s.ask(ctx, "look up start", func(ctx context.Context) (err error) {
		has, err = s.redis.SIsMember(ctx, s.startedKey(), user).Result()
		return err
	})
	return has, err
}
