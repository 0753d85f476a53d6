package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/handlers"
)

const (
	longPoll  = 30 * time.Second // how long Telegram holds a poll without news
	pollSlack = 10 * time.Second // what the network may add
	lastPoll  = time.Second      // the one that confirms, while the program is ending

	mostUpdates = 100 // that Telegram gives at once
	atATime     = 25  // of them that are handed in together
	enough      = 50  // in hand, while the next are fetched

	unkept       = 500 * time.Millisecond // before updates are fetched again that could be neither answered nor kept
	conflictGap  = 3 * time.Second
	conflictEnds = time.Minute
)

// poller is one Receive of a Telegram channel.
type poller struct {
	outage
	me        self
	next      int // the first update that is neither answered nor kept
	confirmed int // what Telegram was last told of next
	begun     bool
	hands     []handed // what is not settled yet, oldest first

	conflictFirst, conflictLast time.Time
}

// Receive polls, or lets Telegram deliver where there is a Webhook, until ctx ends. A refused token ends it with ErrToken, another
// poller for a minute with ErrConflict.
//
// The library's loop would confirm updates before they are handled and knows neither contexts nor a reason to stop.
func (t *Telegram) Receive(ctx context.Context, take Take) error {
	if t.o.Webhook.URL != "" {
		return t.deliver(ctx, take)
	}
	p := &poller{outage: outage{Telegram: t}}
	defer p.confirm(ctx)
	for ctx.Err() == nil {
		if p.me.ID == 0 {
			me, err := t.identity(ctx)
			if err != nil {
				if err := p.failed(ctx, err); err != nil {
					return err
				}
				continue
			}
			p.me = me
		}
		updates, err := p.poll(ctx, longPoll)
		if err != nil {
			if err := p.failed(ctx, err); err != nil {
				return err
			}
			continue
		}
		p.recovered()
		if err := p.handIn(ctx, take, updates); err != nil {
			t.o.Log.Warn("updates not confirmed", "count", len(updates), "error", err)
			_ = t.o.Sleep(ctx, unkept)
		}
	}
	_ = p.settle(0) // what is not will be delivered again
	return nil
}

// handed are updates in the hands of take.
type handed struct {
	updates int
	next    int // the first update after them
	settled func() error
}

// handIn hands updates to take, and waits until they are settled. Where more are waiting it leaves out the last of them, so that the
// next are fetched while those are being answered: a poll brings what comes after the last one settled.
func (p *poller) handIn(ctx context.Context, take Take, updates []update) error {
	left := 0
	if len(updates) == mostUpdates {
		left = enough
	}
	for part := range slices.Chunk(p.unseen(updates), atATime) {
		requests, next := p.read(part)
		if !p.begun {
			// The first updates are those an earlier speaker had in hand when it died; it may have answered some.
			requests = p.fresh(ctx, requests)
		}
		settled, err := take(ctx, requests)
		if err != nil {
			return p.again(err)
		}
		p.hands = append(p.hands, handed{len(part), next, settled})
	}
	p.begun = true
	return p.settle(left)
}

// settle waits for what is in hand but the youngest, so many at the most.
func (p *poller) settle(left int) error {
	for p.inHand() > left {
		if err := p.hands[0].settled(); err != nil {
			return p.again(err)
		}
		p.next, p.hands = p.hands[0].next, p.hands[1:]
	}
	return nil
}

// inHand is how many updates are not settled.
func (p *poller) inHand() (n int) {
	for _, h := range p.hands {
		n += h.updates
	}
	return n
}

// again has all that is not settled fetched once more.
func (p *poller) again(err error) error {
	p.hands = nil
	return err
}

// unseen leaves out the updates that are in hand already.
func (p *poller) unseen(updates []update) []update {
	if len(p.hands) == 0 {
		return updates
	}
	from := p.hands[len(p.hands)-1].next
	return slices.DeleteFunc(updates, func(u update) bool { return u.ID < from })
}

func (p *poller) poll(ctx context.Context, wait time.Duration) ([]update, error) {
	params := tgbotapi.Params{"timeout": strconv.Itoa(int(wait.Seconds())), "allowed_updates": wanted}
	params.AddNonZero("offset", p.next)
	answer, err := p.call(ctx, p.polls, wait+pollSlack, "getUpdates", params)
	if err != nil {
		return nil, err
	}
	p.confirmed = p.next
	updates, err := readUpdates(answer)
	if err != nil {
		return nil, fmt.Errorf("getUpdates: %w", err)
	}
	return updates, nil
}

// read turns updates into requests, and says which update comes after them.
func (p *poller) read(updates []update) (requests []handlers.Request, next int) {
	next = p.next
	if n := len(p.hands); n > 0 {
		next = p.hands[n-1].next
	}
	requests = make([]handlers.Request, 0, len(updates))
	for _, u := range updates {
		if u.ID != 0 {
			next = max(next, u.ID+1)
		}
		if r, ok := p.request(p.me, u); ok {
			requests = append(requests, r)
		}
	}
	return requests, next
}

// request turns an update into a request. One that cannot be read is passed over, for it would come again and again.
func (t *Telegram) request(me self, u update) (r handlers.Request, ok bool) {
	switch {
	case u.ID == 0:
		t.o.Log.Error("update without an id passed over")
		return r, false
	case u.unreadable:
		t.o.Log.Error("unreadable update passed over", "update", u.ID)
		return r, false
	}
	return me.convert(u, t.o.Now())
}

// failed says whether polling ends for good, and otherwise waits as long as the failure asks for.
func (p *poller) failed(ctx context.Context, err error) error {
	var f *failure
	if errors.As(err, &f) && f.answered && f.code == http.StatusConflict && ctx.Err() == nil {
		return p.conflict(ctx, f)
	}
	return p.outage.failed(ctx, err)
}

// conflict bears with another poller for a minute: a speaker that has just died may still have a poll open. Two pollers
// end each other's polls in turns, so polls that succeed in between are no sign of peace, only a minute without conflict is.
func (p *poller) conflict(ctx context.Context, f *failure) error {
	now := p.o.Now()
	if f.says("webhook") {
		p.o.Log.Warn("a webhook is set for this bot, removing it to poll")
		if _, err := p.call(ctx, p.rest, shortCall, "deleteWebhook", nil); err != nil {
			p.o.Log.Warn("webhook not removed", "error", err)
		}
	}
	if p.conflictLast.IsZero() || now.Sub(p.conflictLast) >= conflictEnds {
		p.conflictFirst = now
		p.o.Log.Warn("another program polls with the same token", "error", f)
	}
	p.conflictLast = now
	if now.Sub(p.conflictFirst) >= conflictEnds {
		return ErrConflict
	}
	_ = p.o.Sleep(ctx, conflictGap)
	return nil
}

// confirm tells Telegram what is done before the program ends, so that nothing is answered twice after a restart.
func (p *poller) confirm(ctx context.Context) {
	if p.next == p.confirmed {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastPoll)
	defer cancel()
	params := tgbotapi.Params{"offset": strconv.Itoa(p.next), "limit": "1", "timeout": "0"}
	if _, err := p.call(ctx, p.polls, lastPoll, "getUpdates", params); err != nil {
		p.o.Log.Warn("last updates not confirmed, they may be answered again", "error", fmt.Errorf("confirm: %w", err))
	}
}
