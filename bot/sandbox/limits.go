package sandbox

import "time"

// Telegram's limits on what a bot sends.
const (
	perBot   = 30 // a second, all chats together
	perChat  = 1  // a second
	perGroup = 20 // a minute
)

// limiter enforces the limits when it is switched on; a nil limiter allows everything.
type limiter struct {
	bot     stamps
	refused int
}

// stamps are the times of the last sends, oldest first.
type stamps []time.Time

// Limit switches Telegram's sending limits on or off. They are off at first.
func (s *Server) Limit(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits = nil
	if on {
		s.limits = &limiter{}
	}
}

// Refused says how many messages and edits were over the limits since they were switched on.
func (s *Server) Refused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.limits == nil {
		return 0
	}
	return s.limits.refused
}

// allow counts a send or refuses it with the seconds to wait.
func (l *limiter) allow(to *chat, now time.Time) *apiError {
	if l == nil {
		return nil
	}
	window := time.Second
	if !to.private() {
		window = time.Minute
	}
	to.stamps = to.stamps.since(now.Add(-window))
	l.bot = l.bot.since(now.Add(-time.Second))
	wait := max(l.bot.wait(perBot, time.Second, now), to.stamps.since(now.Add(-time.Second)).wait(perChat, time.Second, now))
	if !to.private() {
		wait = max(wait, to.stamps.wait(perGroup, time.Minute, now))
	}
	if wait > 0 {
		l.refused++
		return tooMany(int((wait + time.Second - 1) / time.Second))
	}
	to.stamps = append(to.stamps, now)
	l.bot = append(l.bot, now)
	return nil
}

// since drops the stamps up to a time.
func (x stamps) since(t time.Time) stamps {
	for len(x) > 0 && !x[0].After(t) {
		x = x[1:]
	}
	return x
}

// wait is how long until another send fits into the window; zero if it fits now.
func (x stamps) wait(most int, window time.Duration, now time.Time) time.Duration {
	if len(x) < most {
		return 0
	}
	return x[len(x)-most].Add(window).Sub(now)
}
