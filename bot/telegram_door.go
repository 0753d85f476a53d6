package bot

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"ikdbot/handlers"
)

const (
	// largestUpdate is far more than an update ever is: a text has 4,096 characters, and it may answer one as long.
	largestUpdate = 1 << 20
	// updateArrives is how long a delivery may take to arrive.
	updateArrives = 10 * time.Second
	// forgedTold is the least time between two lines in the log about forged deliveries.
	forgedTold   = time.Minute
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
)

// door is where updates are delivered. It is open while this process is the one that receives.
type door struct {
	mu     sync.Mutex
	inside *reception // nil: closed
	forged int        // deliveries without the secret since told
	told   time.Time
}

// reception is what stands behind the open door.
type reception struct {
	ctx  context.Context
	me   self
	take Take
	busy sync.WaitGroup
}

// open opens the door, unless it is open.
func (d *door) open(r *reception) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inside == nil {
		d.inside = r
	}
}

// enter gives what is behind the door, nil where it is closed; who enters must call busy.Done.
func (d *door) enter() *reception {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inside != nil {
		d.inside.busy.Add(1)
	}
	return d.inside
}

// close lets nobody in any more and waits for those inside.
func (d *door) close() {
	d.mu.Lock()
	r := d.inside
	d.inside = nil
	d.mu.Unlock()
	if r != nil {
		r.busy.Wait()
	}
}

// turnedAway counts a forged delivery and says how many there were since the log last said so; 0 to say nothing now.
func (d *door) turnedAway(now time.Time) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forged++
	if now.Sub(d.told) < forgedTold {
		return 0
	}
	n := d.forged
	d.told, d.forged = now, 0
	return n
}

// ServeHTTP takes in one update that Telegram delivers: 200 once it is answered or safely kept, 401 without the secret, before anything
// is read, 503 where another replica receives, so that Telegram delivers again.
func (t *Telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secret := t.o.Webhook.Secret
	if secret == "" || subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), []byte(secret)) != 1 {
		if n := t.door.turnedAway(t.o.Now()); n > 0 {
			t.o.Log.Warn("deliveries without the secret refused", "count", n)
		}
		http.Error(w, "this is for Telegram only", http.StatusUnauthorized)
		return
	}
	in := t.door.enter()
	if in == nil {
		w.Header().Set("Retry-After", "1")
		http.Error(w, "another replica receives updates", http.StatusServiceUnavailable)
		return
	}
	defer in.busy.Done()
	slow := http.NewResponseController(w)
	_ = slow.SetReadDeadline(time.Now().Add(updateArrives)) // of the connection, which keeps real time; not every server can
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestUpdate))
	_ = slow.SetReadDeadline(time.Time{})
	if err != nil {
		status := http.StatusBadRequest
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			status = http.StatusRequestEntityTooLarge
		}
		t.o.Log.Warn("delivery refused", "status", status)
		http.Error(w, "the update cannot be read", status)
		return
	}
	ctx, cancel := context.WithCancel(in.ctx)
	defer cancel()
	defer context.AfterFunc(r.Context(), cancel)()
	if err := t.takeIn(ctx, in, raw); err != nil {
		t.o.Log.Warn("delivered update not taken in", "error", err)
		http.Error(w, "not now", http.StatusServiceUnavailable)
	}
}

// takeIn has one delivered update answered or kept, unless it was before. What cannot be read is passed over, for it would come again
// and again.
func (t *Telegram) takeIn(ctx context.Context, in *reception, raw json.RawMessage) error {
	r, ok := t.request(in.me, readUpdate(raw))
	if !ok || t.delivered(ctx, r.ID) {
		return nil
	}
	settled, err := in.take(ctx, []handlers.Request{r})
	if err == nil {
		err = settled()
	}
	if err != nil {
		return fmt.Errorf("take in %s: %w", r.ID, err)
	}
	if t.o.Register != nil {
		if err := t.o.Register.NoteDelivered(context.WithoutCancel(ctx), r.ID); err != nil {
			t.o.Log.Warn("delivery not noted, a second one would be answered again", "request", r.ID, "error", err)
		}
	}
	return nil
}

// delivered reports whether an update is known to have been taken in. Where that cannot be asked it counts as new.
func (t *Telegram) delivered(ctx context.Context, id string) bool {
	return len(t.fresh(ctx, []handlers.Request{{ID: id}})) == 0
}

// fresh leaves out what is known to have been answered. Where that cannot be asked everything counts as new.
func (t *Telegram) fresh(ctx context.Context, requests []handlers.Request) []handlers.Request {
	if t.o.Register == nil || len(requests) == 0 {
		return requests
	}
	known, err := t.o.Register.Delivered(ctx, ids(requests)...)
	if err != nil {
		t.o.Log.Warn("deliveries not readable, taken for new", "count", len(requests), "error", err)
	}
	return slices.DeleteFunc(requests, func(r handlers.Request) bool { return slices.Contains(known, r.ID) })
}
