package store

import (
	"strconv"
	"testing"
	"time"
)

func TestSpareTalksAreBounded(t *testing.T) {
	var s spare
	for i := range 3 * spareTalks {
		s.put(strconv.Itoa(i), spareTalk{talk: Talk{Misses: 1}})
	}
	if n := len(s.talks); n > spareTalks {
		t.Errorf("%d conversations in memory", n)
	}
	if _, ok := s.get(strconv.Itoa(3*spareTalks-1), time.Time{}); !ok {
		t.Error("the latest is not among them")
	}
}
