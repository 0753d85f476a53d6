package bot

import (
	"context"
	"errors"
	"time"
)

// outage is the time in which no updates can be received; the log hears of its beginning and of its end.
type outage struct {
	*Telegram
	failures int // in a row
	since    time.Time
}

// failed says whether receiving ends for good, and otherwise waits as long as the failure asks for.
func (x *outage) failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	var f *failure
	known := errors.As(err, &f)
	if errors.Is(err, ErrToken) || known && f.refusesToken() {
		return ErrToken
	}
	if x.failures == 0 {
		x.since = x.o.Now()
		x.o.Log.Warn("updates cannot be received, trying on", "error", err)
	}
	pause := backoff(x.failures)
	if known && f.after > 0 {
		pause = f.after
	}
	x.failures++
	_ = x.o.Sleep(ctx, pause)
	return nil
}

func (x *outage) recovered() {
	if x.failures > 0 {
		x.o.Log.Info("updates are received again", "after", x.o.Now().Sub(x.since).Round(time.Second).String())
		x.failures = 0
	}
}
