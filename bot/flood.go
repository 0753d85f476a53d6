package bot

import "time"

// A chat may write so much: more than people do, less than programs can. What is dropped counts as well, so that silence lasts as long as
// the flood, and a few seconds longer.
const (
	floodBurst  = 30  // messages at once
	floodRate   = 3.0 // a second, for long
	floodDebt   = 15
	floodsKnown = 1024 // chats measured before those at rest are forgotten
)

// flow is how much a chat may still write.
type flow struct {
	left float64
	at   time.Time
	told bool // that it writes too fast
}

// flows measures how fast chats write. A chat at rest takes no memory.
type flows struct {
	chats map[string]*flow
	most  int // when to look for chats at rest
}

func newFlows() *flows { return &flows{chats: map[string]*flow{}, most: floodsKnown} }

// count counts a message and reports whether it is one too many.
func (f *flows) count(chat string, now time.Time) (tooMany bool) {
	x := f.chats[chat]
	if x == nil {
		f.sweep(now)
		x = &flow{left: floodBurst, at: now}
		f.chats[chat] = x
	}
	x.left, x.at = x.after(now), now
	if x.left >= floodBurst/2 {
		x.told = false
	}
	x.left = max(x.left-1, -floodDebt)
	return x.left < 0
}

// drain takes what a chat may still write, because too much of it waits.
func (f *flows) drain(chat string) {
	if x := f.chats[chat]; x != nil {
		x.left = min(x.left, 0)
	}
}

// tell reports whether the chat is to be told that it writes too fast: once, until it has calmed down.
func (f *flows) tell(chat string) bool {
	x := f.chats[chat]
	if x == nil || x.told {
		return false
	}
	x.told = true
	return true
}

// after is what is left at an instant. A clock that was set back gives nothing.
func (x *flow) after(now time.Time) float64 {
	return min(x.left+max(now.Sub(x.at), 0).Seconds()*floodRate, floodBurst)
}

// sweep forgets the chats at rest, now and then.
func (f *flows) sweep(now time.Time) {
	if len(f.chats) < f.most {
		return
	}
	for chat, x := range f.chats {
		if x.after(now) >= floodBurst {
			delete(f.chats, chat)
		}
	}
	f.most = max(2*len(f.chats), floodsKnown)
}
