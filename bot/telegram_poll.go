package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/handlers"
)

const (
	longPoll  = 30 * time.Second // how long Telegram holds a poll without news
	pollSlack = 10 * time.Second // what the network may add
	lastPoll  = time.Second      // the one that confirms, while the program is ending

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

	conflictFirst, conflictLast time.Time
}

// Receive polls, or lets Telegram deliver where there is a Webhook, until ctx ends. A refused token ends it with ErrToken, another
// poller for a minute with ErrConflict.
//
// The library's loop would confirm updates before they are handled and knows neither contexts nor a reason to stop.
func (t *Telegram) Receive(ctx context.Context, take func(context.Context, []handlers.Request) error) error {
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
		requests, next := p.read(updates)
		if len(requests) > 0 && !p.begun {
			// The first updates are those an earlier speaker had in hand when it died; it may have answered some.
			p.begun, requests = true, p.fresh(ctx, requests)
		}
		if len(requests) > 0 {
			if err := take(ctx, requests); err != nil {
				t.o.Log.Warn("updates not confirmed", "count", len(requests), "error", err)
				_ = t.o.Sleep(ctx, unkept)
				continue
			}
		}
		p.next = next
	}
	return nil
}

func (p *poller) poll(ctx context.Context, wait time.Duration) ([]json.RawMessage, error) {
	params := tgbotapi.Params{"timeout": strconv.Itoa(int(wait.Seconds())), "allowed_updates": wanted}
	params.AddNonZero("offset", p.next)
	result, err := p.call(ctx, p.polls, wait+pollSlack, "getUpdates", params)
	if err != nil {
		return nil, err
	}
	p.confirmed = p.next
	var updates []json.RawMessage
	if err := json.Unmarshal(result, &updates); err != nil {
		return nil, errors.New("getUpdates: the answer is not a list of updates")
	}
	return updates, nil
}

// read turns updates into requests, and says where the next poll begins.
func (p *poller) read(updates []json.RawMessage) (requests []handlers.Request, next int) {
	next = p.next
	for _, raw := range updates {
		id, r, ok := p.parse(p.me, raw)
		if id != 0 {
			next = max(next, id+1)
		}
		if ok {
			requests = append(requests, r)
		}
	}
	return requests, next
}

// parse turns an update into a request. One that cannot be read is passed over, for it would come again and again.
func (t *Telegram) parse(me self, raw json.RawMessage) (id int, r handlers.Request, ok bool) {
	var head struct {
		ID int `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == 0 {
		t.o.Log.Error("update without an id passed over")
		return 0, r, false
	}
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		t.o.Log.Error("unreadable update passed over", "update", head.ID)
		return head.ID, r, false
	}
	r, ok = me.convert(u, t.o.Now())
	return head.ID, r, ok
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
