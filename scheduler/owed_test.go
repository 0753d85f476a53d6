package scheduler

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/store"
)

// What a handler owes goes out at once, not when cron looks next: an admin who tapped sees it. So it does while a push waits for chats
// that do not answer.
func TestWhatIsOwedGoesAtOnce(t *testing.T) {
	for _, holes := range []int{0, 5} {
		synctest.Test(t, func(t *testing.T) {
			q := newSquare(t, 20)
			for i := range holes {
				q.phones.Fault(sandbox.Fault{Method: "sendMessage", Chat: q.groups[i], Do: sandbox.BlackHole})
			}
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- q.Run(ctx) }()
			time.Sleep(time.Until(q.slot) + 10*time.Second + 300*time.Millisecond)
			for i := range 3 { // far from the full minute
				chat := q.groups[10+i]
				before := len(q.phones.Messages(chat))
				e := store.Entry{ID: fmt.Sprint("notice/x/", i), Chat: fmt.Sprint("telegram:", chat), Due: time.Now(), Text: "kabar"}
				if _, err := q.store.Owe(t.Context(), e); err != nil {
					t.Fatal(err)
				}
				q.Owed()
				time.Sleep(time.Second)
				if n := len(q.phones.Messages(chat)) - before; n != 1 {
					t.Errorf("%d black holes, notice %d: %d messages a second later", holes, i, n)
				}
			}
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}
