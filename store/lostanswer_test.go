package store_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// thief loses the answer of the next script, after Redis has run it.
type thief struct{ awake atomic.Bool }

func (*thief) DialHook(next redis.DialHook) redis.DialHook { return next }
func (*thief) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func (h *thief) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		err := next(ctx, cmd)
		script := strings.HasPrefix(cmd.Name(), "eval") && !redis.HasErrorPrefix(err, "NOSCRIPT")
		if script && h.awake.CompareAndSwap(true, false) {
			err = &net.OpError{Op: "read", Err: io.ErrUnexpectedEOF}
			cmd.SetErr(err)
		}
		return err
	}
}

// robbed is a store one of whose answers gets lost whenever the thief is awake.
func robbed(t *testing.T) (*store.Store, *thief) {
	t.Helper()
	o, err := redis.ParseURL(storetest.Redis(t))
	if err != nil {
		t.Fatal(err)
	}
	o.MaxRetries = -1
	client, h := redis.NewClient(o), new(thief)
	client.AddHook(h)
	s := store.New(client, options(&clock{now: monday()}))
	t.Cleanup(func() { _ = s.Close() }) // the server may be gone already
	return s, h
}

// The answer to a confirmation is lost although the change was stored: tapped again it says so, and nothing is stored twice.
func TestALostAnswerToAConfirmation(t *testing.T) {
	s, h := robbed(t)
	p := ask(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
	h.awake.Store(true)
	if _, err := s.Confirm(t.Context(), "telegram:1", p.ID, ""); !errors.Is(err, store.ErrAway) {
		t.Fatalf("got %v", err)
	}
	var already *store.Already
	if _, err := s.Confirm(t.Context(), "telegram:1", p.ID, ""); !errors.As(err, &already) || already.N != 1 {
		t.Errorf("again: %v", err)
	}
	if changes := must[[]store.Change](t)(s.History(t.Context())); len(changes) != 1 {
		t.Errorf("stored %d times", len(changes))
	}
}

// The answer to a claim is lost: nothing was sent, so the speaker gives the entry back and claims it anew.
func TestALostAnswerToAClaim(t *testing.T) {
	s, h := robbed(t)
	e := owe(t, s, "report/b1/x", "telegram:-1")
	h.awake.Store(true)
	if ok, err := s.Claim(t.Context(), "me", e); ok || !errors.Is(err, store.ErrAway) {
		t.Fatalf("got %v, %v", ok, err)
	}
	e.State = store.Owed
	if err := s.Settle(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
	claim(t, s, "me", e)
}

// The answer to a settlement is lost: told again, it is the same.
func TestALostAnswerToASettlement(t *testing.T) {
	s, h := robbed(t)
	e := owe(t, s, "report/b1/x", "telegram:-1")
	claim(t, s, "me", e)
	e.State, e.Message = store.Sent, "55"
	h.awake.Store(true)
	if err := s.Settle(t.Context(), "me", e); !errors.Is(err, store.ErrAway) {
		t.Fatalf("got %v", err)
	}
	if err := s.Settle(t.Context(), "me", e); err != nil {
		t.Error(err)
	}
}
