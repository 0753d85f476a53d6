package sandbox

import (
	"sync/atomic"
	"time"
)

// Clock runs like the wall clock, ahead of it or behind by as much as it was moved. The zero Clock shows the wall clock's time.
type Clock struct{ ahead atomic.Int64 }

// Now is the time on this clock.
func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// Set moves the clock to an instant; it goes on running from there.
func (c *Clock) Set(to time.Time) { c.ahead.Store(int64(time.Until(to))) }
