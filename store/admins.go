package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// Admin is somebody who may change figures because another admin added them.
type Admin struct {
	User string    `json:"user"` // address, "telegram:99"
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// Noted is what became of a change of who is an admin.
type Noted struct {
	Changed  bool // it was otherwise before
	Uncopied bool // fewer replicas have it than Options.MinReplicas asks for
}

// addAdminScript makes a user an admin. KEYS: admins. ARGV: user, Admin as JSON. Result: 1, 0 if they are one already.
var addAdminScript = redis.NewScript(`return redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])`)

// removeAdminScript takes that right away. KEYS: admins. ARGV: user. Result: 1, 0 if they had none.
var removeAdminScript = redis.NewScript(`return redis.call('HDEL', KEYS[1], ARGV[1])`)

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

// AddAdmin makes a user an admin; nothing changes where they are one already.
func (s *Store) AddAdmin(ctx context.Context, user, by string) (Noted, error) {
	raw, err := json.Marshal(Admin{User: user, By: by, At: s.now().UTC()})
	if err != nil {
		return Noted{}, fmt.Errorf("write admin: %w", err)
	}
	return s.changeAdmin(ctx, "add admin", addAdminScript, user, raw)
}

// RemoveAdmin takes that right away; nothing changes where the user has none.
func (s *Store) RemoveAdmin(ctx context.Context, user string) (Noted, error) {
	s.lastAdmins.drop(user) // right away: an answer that is lost may have been a yes
	return s.changeAdmin(ctx, "remove admin", removeAdminScript, user)
}

// changeAdmin runs a script that changes who is an admin. It waits for replicas where they are asked for.
func (s *Store) changeAdmin(ctx context.Context, what string, script *redis.Script, args ...any) (n Noted, err error) {
	err = s.ask(ctx, what, func(ctx context.Context) (err error) {
		result, copied := s.run(ctx, script, []string{s.adminsKey()}, args...)
		n.Uncopied = !copied
		n.Changed, err = result.Bool()
		return err
	})
	if err != nil {
		return Noted{}, err
	}
	return n, nil
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
