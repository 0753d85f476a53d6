// Package store is what the bot remembers: figures and their history, chats, groups, and the ledger of what it said unasked.
// All of it lives in Redis, under keys that begin with {ikd:<regency>}: so that one regency stays in one cluster slot.
package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// Options say whose memory it is and by which clock it lives.
type Options struct {
	// MinReplicas is how many replicas must have a change before it counts as stored (REDIS_MIN_REPLICAS); 0 asks for none.
	MinReplicas int
	Log         *slog.Logger // nil logs nothing

	Regency string           // code of the regency, part of every key
	Tree    Tree             // its areas, for the roll-up
	Now     func() time.Time // the clock; time.Now if nil
	Failed  func(error)      // told of every call that Redis did not serve; may be nil
	Random  io.Reader        // what ids and codes are drawn from, never fails; crypto/rand if nil, another only where all has to come out the same again
}

// patience bounds one round trip to Redis, so that a call fails within two seconds and a citizen is not kept waiting.
const patience = 1200 * time.Millisecond

// Store is the bot's memory. It is safe for concurrent use, by several processes too.
type Store struct {
	redis   redis.UniversalClient
	regency string
	tree    Tree
	now     func() time.Time
	random  io.Reader
	log     *slog.Logger

	replicas int           // Options.MinReplicas
	lacking  atomic.Int64  // until when the ledger does not wait for them, in ms; see runLedger
	patience time.Duration // with one round trip
	commits  chan struct{} // see Store.queue
	past     past
	last     last
	spare    spare
	rounds   *rounds
	recent   recent

	lastBindings lastKnown[Binding] // by chat
	lastAdmins   lastKnown[Admin]   // by user
}

// New returns the memory kept behind a client. The caller has set its timeouts; Open does both.
func New(c redis.UniversalClient, o Options) *Store {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	if o.Failed != nil {
		c.AddHook(watch{o.Failed})
	}
	random := o.Random
	if random == nil {
		random = rand.Reader
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Store{
		rounds: newRounds(), recent: newRecent(),
		redis: c, regency: o.Regency, tree: o.Tree, now: now, random: random, log: log,
		replicas: o.MinReplicas, patience: patience, commits: make(chan struct{}, 1),
	}
}

// Close gives back the connections.
func (s *Store) Close() error { return s.redis.Close() }

// Ping reports whether Redis answers.
func (s *Store) Ping(ctx context.Context) error {
	return s.ask(ctx, "ping", func(ctx context.Context) error { return s.redis.Ping(ctx).Err() })
}

// key builds the name of a key; each noun's file has the builders of its own keys with their types.
func (s *Store) key(name string) string { return "{ikd:" + s.regency + "}:" + name }

// ask makes one round trip to Redis within the store's patience and names an error by what was being done.
func (s *Store) ask(ctx context.Context, what string, trip func(context.Context) error) error {
	limited, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	err := explain(ctx, what, trip(limited))
	if c, ok := s.redis.(*redis.ClusterClient); ok && errors.Is(err, ErrAway) {
		// Of itself the client looks for a new primary only once a minute.
		c.ReloadState(context.WithoutCancel(ctx))
	}
	return err
}

// values reads a whole HASH whose values are JSON of one type, in no order; what names the reading in errors.
func values[T any](ctx context.Context, s *Store, what, key string) ([]T, error) {
	var raws []string
	err := s.ask(ctx, what, func(ctx context.Context) (err error) {
		raws, err = s.redis.HVals(ctx, key).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	list := make([]T, len(raws))
	for i, raw := range raws {
		if err := json.Unmarshal([]byte(raw), &list[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
	}
	return list, nil
}
