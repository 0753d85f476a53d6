package sandbox

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"
)

// Action is what a fault does to a call.
type Action string

// The faults one can inject.
const (
	TooMany      Action = "too many"     // 429 with Fault.RetryAfter; nothing is done
	BadGateway   Action = "bad gateway"  // 502 with an HTML page; nothing is done
	Refuse       Action = "refuse"       // the connection closes before anything is done
	LoseAnswer   Action = "lose answer"  // the call takes effect, then the connection closes
	HalfBody     Action = "half body"    // the call takes effect, then half of the answer arrives
	Slow         Action = "slow"         // Fault.Delay passes, then the call goes its normal way
	Unauthorized Action = "unauthorized" // 401, as for a revoked token
	Conflict     Action = "conflict"     // 409, as when another process polls
	BlackHole    Action = "black hole"   // nothing is done and no answer comes until the caller gives up
)

// Fault is something to go wrong.
type Fault struct {
	Method     string // of which method, "" for all
	Chat       int64  // in which chat, 0 for all
	Do         Action
	RetryAfter int           // seconds, for TooMany
	Delay      time.Duration // for Slow
	Times      int           // how often; 0 until cleared
}

type fault struct {
	Fault
	left int
}

// Fault injects a fault; calling the returned function takes it out again. Of several that match, the oldest acts.
func (s *Server) Fault(f Fault) (clear func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := &fault{Fault: f, left: f.Times}
	s.faults = append(s.faults, x)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.dropFault(x)
	}
}

// ClearFaults takes all faults out.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// matchFault finds the fault that hits this call and counts it down.
func (s *Server) matchFault(name string, chat int64) (Fault, bool) {
	for _, x := range s.faults {
		if (x.Method != "" && !strings.EqualFold(x.Method, name)) || (x.Chat != 0 && x.Chat != chat) {
			continue
		}
		if x.Times > 0 {
			if x.left--; x.left == 0 {
				s.dropFault(x)
			}
		}
		return x.Fault, true
	}
	return Fault{}, false
}

// dropFault builds a new slice: the caller may be ranging over the old one.
func (s *Server) dropFault(x *fault) {
	kept := make([]*fault, 0, len(s.faults))
	for _, y := range s.faults {
		if y != x {
			kept = append(kept, y)
		}
	}
	s.faults = kept
}

// before acts on a call that has not been carried out yet. It says whether the call may go on; an error is the answer.
func (s *Server) before(ctx context.Context, w http.ResponseWriter, f Fault) (bool, *apiError) {
	switch f.Do {
	case TooMany:
		return false, tooMany(f.RetryAfter)
	case Unauthorized:
		return false, &apiError{Code: 401, Description: "Unauthorized"}
	case Conflict:
		return false, errConflict()
	case BadGateway:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n")
		return false, nil
	case Refuse:
		panic(http.ErrAbortHandler)
	case BlackHole:
		select {
		case <-ctx.Done():
		case <-s.done:
		}
		panic(http.ErrAbortHandler)
	case Slow:
		if s.conf.Sleep(ctx, f.Delay) != nil {
			panic(http.ErrAbortHandler)
		}
	}
	return true, nil
}

// after spoils the answer of a call that has been carried out.
func after(w http.ResponseWriter, body []byte, f Fault) {
	if f.Do == HalfBody {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", itoa(len(body)))
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler)
}
