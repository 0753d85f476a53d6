package store

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Open connects to the Redis an address names, and makes sure that it answers and is of this program's form: redis:// or rediss:// for
// TLS, with master_name= in it a Sentinel, with addr= in it a Cluster. Of the address host, user, password, database and TLS count; the
// time limits are ours.
func Open(ctx context.Context, redisURL string, o Options) (*Store, error) {
	options, err := parse(redisURL)
	if err != nil {
		return nil, err
	}
	s := New(redis.NewUniversalClient(limit(options)), o)
	if err := s.Upgrade(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Memory returns a memory that lasts until it is closed, for the demo and for tests: an embedded Redis, reached without sockets.
func Memory(o Options) (*Store, func(), error) {
	server := miniredis.NewMiniRedis()
	server.ClockTTL(true) // else nothing ever runs out, and a lease would be held for ever
	s := Through(func(context.Context) (net.Conn, error) { return server.Dial() }, o)
	stop := func() {
		_ = s.Close() // nothing is left to lose
		server.Close()
	}
	if err := s.Upgrade(context.Background()); err != nil {
		stop()
		return nil, nil, fmt.Errorf("start embedded redis: %w", err)
	}
	return s, stop, nil
}

// Through is a store whose connections to Redis come from dial, which needs no sockets. It asks nothing yet.
func Through(dial func(context.Context) (net.Conn, error), o Options) *Store {
	options := &redis.UniversalOptions{
		Addrs:  []string{"memory:0"},
		Dialer: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) },
	}
	limit(options)
	options.ReadTimeout, options.WriteTimeout, options.PoolTimeout = ownPatience, ownPatience, ownPatience
	s := New(redis.NewUniversalClient(options), o)
	s.patience = ownPatience
	return s
}

// ownPatience is that with a Redis within this very program: when it is slow the whole machine is, and that is no outage.
const ownPatience = time.Minute

// errAddress hides an address that net/url cannot read: its own error would repeat it, with the password.
var errAddress = errors.New("not a Redis address; it looks like redis://user:password@host:6379/0")

// parse reads the address of a Redis. go-redis has a parser for each kind, and each refuses the others' parameters.
func parse(redisURL string) (*redis.UniversalOptions, error) {
	u, err := url.Parse(redisURL)
	if err != nil || (u.Scheme != "redis" && u.Scheme != "rediss") {
		return nil, errAddress
	}
	switch query := u.Query(); {
	case query.Has("master_name"):
		o, err := redis.ParseFailoverURL(redisURL)
		if err != nil {
			return nil, fmt.Errorf("read address of Redis Sentinel: %w", err)
		}
		return &redis.UniversalOptions{
			MasterName: o.MasterName, Addrs: o.SentinelAddrs, SentinelUsername: o.SentinelUsername, SentinelPassword: o.SentinelPassword,
			Username: o.Username, Password: o.Password, DB: o.DB, TLSConfig: o.TLSConfig,
		}, nil
	case query.Has("addr"):
		o, err := redis.ParseClusterURL(redisURL)
		if err != nil {
			return nil, fmt.Errorf("read address of Redis Cluster: %w", err)
		}
		return &redis.UniversalOptions{
			IsClusterMode: true, Addrs: o.Addrs, Username: o.Username, Password: o.Password, TLSConfig: o.TLSConfig,
		}, nil
	}
	o, err := redis.ParseURL(redisURL)
	if err != nil {
		return nil, fmt.Errorf("read address of Redis: %w", err)
	}
	return &redis.UniversalOptions{Addrs: []string{o.Addr}, Username: o.Username, Password: o.Password, DB: o.DB, TLSConfig: o.TLSConfig}, nil
}

// connectionBuffer is what each connection keeps for reading and as much for writing. The library's 32 KiB would take megabytes of a
// small machine for commands of some hundred bytes.
const connectionBuffer = 4 << 10

// limit sets what keeps a slow or absent Redis from holding up the bot.
func limit(o *redis.UniversalOptions) *redis.UniversalOptions {
	o.MaxRetries = -1 // 0 would mean three, after a lost answer too
	o.DialerRetries = 1
	o.DialTimeout = time.Second
	o.ReadTimeout = patience
	o.WriteTimeout = patience
	o.PoolTimeout = time.Second
	o.ReadBufferSize, o.WriteBufferSize = connectionBuffer, connectionBuffer
	o.PipelinePoolSize = -1        // else pipelines have up to ten connections of their own, each with 256 KiB
	o.ContextTimeoutEnabled = true // else a context does not cut a command in flight
	o.DisableIdentity = true
	// Servers that know nothing of these notices answer each connection's question about them with an error.
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return o
}
