package store

import (
	"context"
	"errors"
	"net"

	"github.com/redis/go-redis/v9"
)

// watch tells a function of every call that Redis did not serve. Answers of Redis, "nothing there" among them, are no such calls, nor
// are those that the caller gave up.
type watch struct{ failed func(error) }

// DialHook is part of a hook of the Redis client. A failed connection fails the call it was for, which tells it.
func (watch) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		return next(ctx, network, address)
	}
}

// ProcessHook sees single commands.
func (w watch) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, c redis.Cmder) error { return w.tell(next(ctx, c)) }
}

// ProcessPipelineHook sees several commands sent together: one call.
func (w watch) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, c []redis.Cmder) error { return w.tell(next(ctx, c)) }
}

func (w watch) tell(err error) error {
	var answer redis.Error
	if err != nil && !errors.Is(err, context.Canceled) && (!errors.As(err, &answer) || passing(err)) {
		w.failed(err)
	}
	return err
}
