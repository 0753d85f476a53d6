package pace

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// clock is moved by the test.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func start() *clock { return &clock{time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)} }

// chat is the address of the n-th of many groups.
func chat(n int) string { return fmt.Sprint("telegram:-", 1000+n) }

// burst sends unasked messages to one chat after the other until one is held back, and returns how many went.
func burst(m *Budget, first int) (n int) {
	for {
		turn, wait := m.Take(chat(first + n))
		if wait > 0 {
			return n
		}
		turn.Over(true)
		n++
	}
}

func TestUnaskedMessagesTakeWhatAnswersLeave(t *testing.T) {
	for _, c := range []struct{ answers, want int }{
		{0, 28}, // one is left for an answer that may come
		{1, 28},
		{2, 27},
		{10, 19},
		{28, 1},
		{29, 1}, // a flood of questions does not silence the bot
		{200, 1},
	} {
		k := start()
		m := New(k.Now)
		for i := range c.answers {
			m.Answer(fmt.Sprint("telegram:", i)).Over(true)
		}
		if got := burst(m, 0); got != c.want {
			t.Errorf("beside %d answers %d messages, want %d", c.answers, got, c.want)
		}
		k.now = k.now.Add(999 * time.Millisecond)
		if got := burst(m, 500); got != 0 {
			t.Errorf("beside %d answers %d more within the second", c.answers, got)
		}
		k.now = k.now.Add(time.Millisecond)
		if got := burst(m, 500); got != 28 {
			t.Errorf("after a second %d messages", got)
		}
	}
}

func TestAChatTakesOneASecondAndAGroupTwentyAMinute(t *testing.T) {
	for address, inAMinute := range map[string]int{"telegram:-5": 20, "telegram:-5/7": 20, "telegram:5": 60} {
		k := start()
		m := New(k.Now)
		n := 0
		for end := k.now.Add(time.Minute); k.now.Before(end); {
			turn, wait := m.Take(address)
			if wait != m.Wait(address) && turn == nil {
				t.Fatalf("%s: take says %s, wait says %s", address, wait, m.Wait(address))
			}
			if turn != nil {
				n++
				turn.Over(true)
				wait = m.Wait(address)
			}
			k.now = k.now.Add(wait)
		}
		if n != inAMinute {
			t.Errorf("%s: %d in a minute, want %d", address, n, inAMinute)
		}
	}
}

func TestTopicsShareTheLimitOfTheirGroup(t *testing.T) {
	k := start()
	m := New(k.Now)
	m.Answer("telegram:-5/7").Over(true)
	if wait := m.Wait("telegram:-5/8"); wait != time.Second {
		t.Errorf("another topic waits %s", wait)
	}
}

func TestWhatIsOnItsWayCounts(t *testing.T) {
	k := start()
	m := New(k.Now)
	turn, _ := m.Take("telegram:-5")
	k.now = k.now.Add(10 * time.Second) // a slow answer
	if wait := m.Wait("telegram:-5"); wait <= 0 {
		t.Error("a second message to the chat while the first is on its way")
	}
	if got := burst(m, 0); got != 27 {
		t.Errorf("%d messages beside the slow one", got)
	}
	turn.Over(false) // it never left
	if wait := m.Wait("telegram:-5"); wait != 0 {
		t.Errorf("what never left counts for %s", wait)
	}
}

func TestPauseIsOfOneChat(t *testing.T) {
	k := start()
	m := New(k.Now)
	m.Pause("telegram:-5", 40*time.Second)
	if a, b := m.Wait("telegram:-5/3"), m.Wait("telegram:-6"); a != 40*time.Second || b != 0 {
		t.Errorf("the chat waits %s, another %s", a, b)
	}
}

// A clock that is set back by hours, as by NTP after a wrong start, does not hold messages back for as long; one that is set forward
// forgets what was sent.
//
// Fault: the clock of the machine jumps by hours, forward or back, while messages are paced.
// Outcome: no message waits longer for it than its second, or its minute in a group.
func TestPacingSurvivesClockJumps(t *testing.T) {
	for _, jump := range []time.Duration{-5 * time.Hour, 5 * time.Hour, -time.Second, -400 * 24 * time.Hour} {
		k := start()
		m := New(k.Now)
		m.Pause("telegram:-7", 40*time.Second)
		m.Answer("telegram:-5").Over(true)
		flying := m.Answer("telegram:-6")
		burst(m, 0)
		k.now = k.now.Add(jump)
		flying.Over(true)
		if wait := m.Wait("telegram:-7"); wait > 40*time.Second {
			t.Errorf("%s: a pause of 40 s has become %s", jump, wait)
		}
		if wait := m.Wait("telegram:-5"); wait > time.Second {
			t.Errorf("%s: the chat waits %s", jump, wait)
		}
		k.now = k.now.Add(time.Second)
		if got := burst(m, 500); got != 28 {
			t.Errorf("%s: a second later %d messages", jump, got)
		}
	}
}

// Chats that rest are forgotten: a million citizens take no more room than those of the last minute.
func TestMemoryFollowsTheChatsOfTheLastMinute(t *testing.T) {
	k := start()
	m := New(k.Now)
	for i := range 100_000 {
		m.Answer(fmt.Sprint("telegram:", i+1)).Over(true)
		k.now = k.now.Add(100 * time.Millisecond)
	}
	if n := len(m.chats); n > 3000 {
		t.Errorf("%d chats are remembered, 600 were active in the last minute", n)
	}
}

// call is a message on its way: when it reaches the server, and when the answer is back.
type call struct {
	at       time.Duration
	back     bool
	chat     string
	turn     *Turn
	duration time.Duration // of the way back
}

type calls []call

func (c calls) Len() int           { return len(c) }
func (c calls) Less(i, j int) bool { return c[i].at < c[j].at }
func (c calls) Swap(i, j int)      { c[i], c[j] = c[j], c[i] }
func (c *calls) Push(x any)        { *c = append(*c, x.(call)) }
func (c *calls) Pop() any          { x := (*c)[len(*c)-1]; *c = (*c)[:len(*c)-1]; return x }

// What the budget lets go a server that counts exactly accepts, however long each message is under way there and back: 8,000
// messages to 300 groups, with ways of 20 ms and up to 300 ms on top, each way by lot.
func TestWhatFitsHereFitsThere(t *testing.T) {
	for seed := range uint64(3) {
		lot := rand.New(rand.NewPCG(seed, 5))
		k := start()
		began := k.now
		m := New(k.Now)
		way := func() time.Duration {
			return 20*time.Millisecond + time.Duration(lot.ExpFloat64()*float64(30*time.Millisecond))
		}
		var open calls
		var all []time.Duration
		in := map[string][]time.Duration{}
		for sent := 0; sent < 8_000; {
			to := fmt.Sprint("telegram:-", 1+lot.IntN(300))
			turn, wait := m.Take(to)
			if turn != nil {
				sent++
				heap.Push(&open, call{at: k.now.Sub(began) + way(), chat: to, turn: turn, duration: way()})
				continue
			}
			next := k.now.Sub(began) + min(wait, 5*time.Millisecond)
			for len(open) > 0 && open[0].at <= next {
				c := heap.Pop(&open).(call)
				k.now = began.Add(c.at)
				if c.back {
					c.turn.Over(true)
					continue
				}
				all, in[c.chat] = append(all, c.at), append(in[c.chat], c.at)
				heap.Push(&open, call{at: c.at + c.duration, back: true, turn: c.turn})
			}
			k.now = began.Add(next)
		}
		crowded(t, "all chats", all, inAll, time.Second)
		for to, at := range in {
			crowded(t, to, at, 1, time.Second)
			crowded(t, to, at, inGroup, time.Minute)
		}
	}
}

// crowded fails where more than most instants lie within a window.
func crowded(t *testing.T, what string, at []time.Duration, most int, window time.Duration) {
	t.Helper()
	for i := most; i < len(at); i++ {
		if at[i]-at[i-most] < window {
			t.Fatalf("%s: %d messages within %s", what, most+1, at[i]-at[i-most])
		}
	}
}

func BenchmarkAnswer(b *testing.B) {
	m := New(time.Now)
	for i := range 50_000 {
		m.Answer(fmt.Sprint("telegram:", i+1)).Over(true)
	}
	b.ReportAllocs()
	for b.Loop() {
		m.Answer("telegram:7").Over(true)
	}
}
