package store

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/redis/go-redis/v9"
)

// LogTo sends what the Redis client says of its own accord (a connection that failed, a master that changed) to a log, at debug
// level: every failed call says so itself. The client has one log for the whole process, so main sets it once, before Open.
func LogTo(log *slog.Logger) { redis.SetLogger(clientLog{log}) }

// clientLog is a log as the Redis client wants it.
type clientLog struct{ log *slog.Logger }

// Printf logs a line of the client. Such lines hold addresses of servers, no keys and no values.
func (c clientLog) Printf(ctx context.Context, format string, args ...any) {
	c.log.DebugContext(ctx, "redis client", "detail", fmt.Sprintf(format, args...))
}
