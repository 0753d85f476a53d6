package store_test

import (
	"errors"
	"strings"
	"testing"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

func TestAddressesOfRedis(t *testing.T) {
	const secret = "rahasia"
	for _, address := range []string{
		"", "127.0.0.1:6379", "http://127.0.0.1:6379", "redis://user:" + secret + "@127.0.0.1:port/0", "redis://:" + secret + "/x@host",
		"redis://:" + secret + "@127.0.0.1:6379/zero", "redis://:" + secret + "%zz@127.0.0.1", "redis://127.0.0.1/0?nonsense=1",
	} {
		_, err := store.Open(t.Context(), address, store.Options{})
		if err == nil || errors.Is(err, store.ErrAway) || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{
		"redis://:" + secret + "@127.0.0.1:1/0",
		"redis://:" + secret + "@127.0.0.1:1?master_name=ikd&addr=127.0.0.1:2",
		"redis://:" + secret + "@127.0.0.1:1?addr=127.0.0.1:2",
	} {
		_, err := store.Open(t.Context(), address, store.Options{})
		if !errors.Is(err, store.ErrAway) || strings.Contains(err.Error(), secret) {
			t.Errorf("nobody is at %q: %v", address, err)
		}
	}
}

func TestDurability(t *testing.T) {
	real := storetest.Open(t, storetest.Redis(t), store.Options{})
	want := store.Durability{Known: true, AppendOnly: true, Eviction: "noeviction"}
	got := must[store.Durability](t)(real.Durability(t.Context()))
	if got.Bytes < 100_000 {
		t.Errorf("a Redis of %d bytes", got.Bytes)
	}
	if got.Bytes = 0; got != want {
		t.Errorf("a real Redis says %+v", got)
	}
	embedded := storetest.Memory(t, store.Options{})
	if got := must[store.Durability](t)(embedded.Durability(t.Context())); got.Known {
		t.Errorf("the embedded one says %+v", got)
	}
}

// Two regencies in one Redis know nothing of each other.
func TestRegenciesAreApart(t *testing.T) {
	c := clock{now: monday()}
	url := storetest.Redis(t)
	one, other := options(&c), options(&c)
	one.Regency, other.Regency = "62.02", "35.29"
	here, there := storetest.Open(t, url, one), storetest.Open(t, url, other)
	must[store.Change](t)(here.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
	if a := must[store.Aggregates](t)(there.Aggregates(t.Context())); a.N != 0 {
		t.Errorf("the other regency has %+v", a)
	}
}
