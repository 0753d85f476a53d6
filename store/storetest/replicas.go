package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Replica starts a replica of the server and returns once it has caught up.
func (s *Server) Replica() *Server {
	s.t.Helper()
	r := Start(s.t, "--replicaof", fmt.Sprintf("127.0.0.1 %d", s.port))
	r.until("it has caught up with its primary", r.linked)
	return r
}

// linked reports whether a replica follows its primary.
func (s *Server) linked() bool {
	return strings.Contains(s.Ask("INFO", "replication"), "master_link_status:up")
}

// Watched is a primary with two replicas, and three Sentinels that put a replica in its place when it is gone for a second. There are
// two replicas so that one is left to copy to after that.
type Watched struct {
	URL string

	servers []*Server
}

// Sentinel starts servers watched by Sentinels. Sentinel is the server by another name, so no other package is needed.
func Sentinel(t testing.TB) *Watched {
	t.Helper()
	primary := Start(t)
	w := &Watched{servers: []*Server{primary, primary.Replica(), primary.Replica()}}
	var addresses []string
	var sentinels []*Server
	for range 3 {
		s := prepare(t, freePort(t), "--sentinel")
		conf := fmt.Sprintf("sentinel monitor ikd 127.0.0.1 %d 2\nsentinel down-after-milliseconds ikd 1000\nsentinel failover-timeout ikd 4000\n", primary.port)
		if err := os.WriteFile(filepath.Join(s.dir, "redis.conf"), []byte(conf), 0o600); err != nil {
			t.Fatal(err)
		}
		s.Again()
		addresses, sentinels = append(addresses, fmt.Sprintf("127.0.0.1:%d", s.port)), append(sentinels, s)
	}
	for _, s := range sentinels {
		s.until("it knows the other Sentinels and the replicas", func() bool {
			state := s.Ask("INFO", "sentinel")
			return strings.Contains(state, "slaves=2,sentinels=3")
		})
	}
	w.URL = "redis://" + addresses[0] + "/0?master_name=ikd&addr=" + strings.Join(addresses[1:], "&addr=")
	return w
}

// KillPrimary ends the server that takes the writes, and returns it.
func (w *Watched) KillPrimary() *Server {
	for _, s := range w.servers {
		if s.cmd != nil && strings.HasPrefix(s.Ask("ROLE"), "master") {
			s.Kill()
			return s
		}
	}
	return nil
}
