package store

import "sync"

// rounds read conversations many at a time: those asked for while Redis is being asked wait for the next question to it, which is
// then about all of them. A flood of messages so costs it little, and a message alone waits for nobody.
type rounds struct {
	turn chan struct{} // held by who asks

	mu   sync.Mutex
	next *round
}

// round is what one question to Redis is about.
type round struct {
	chats []string
	talks []Talk // in the order of chats
	asked bool
	done  chan struct{}
}

func newRounds() *rounds { return &rounds{turn: make(chan struct{}, 1), next: newRound()} }

func newRound() *round { return &round{done: make(chan struct{})} }

// of is what ask knows of a chat's conversation. ask returns one for each chat it is given.
func (g *rounds) of(chat string, ask func(chats []string) []Talk) Talk {
	g.mu.Lock()
	r, place := g.next, len(g.next.chats)
	r.chats = append(r.chats, chat)
	g.mu.Unlock()
	select {
	case <-r.done:
	case g.turn <- struct{}{}:
		if !r.asked {
			g.close(r)
			r.talks = ask(r.chats)
			close(r.done)
		}
		<-g.turn
	}
	return r.talks[place]
}

// close has whoever comes from now on wait for another round.
func (g *rounds) close(r *round) {
	g.mu.Lock()
	defer g.mu.Unlock()
	r.asked = true
	g.next = newRound()
}
