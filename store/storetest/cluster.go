package storetest

import (
	"fmt"
	"strings"
	"testing"
)

// Clustered is a Redis Cluster of three primaries with a replica each.
type Clustered struct {
	URL string

	servers []*Server // first the primaries, as they began, then the replicas
}

// Cluster starts a cluster that replaces a primary gone for a second.
func Cluster(t testing.TB) *Clustered {
	t.Helper()
	c := new(Clustered)
	var addresses []string
	for range 6 {
		s := Start(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--cluster-allow-replica-migration", "no")
		c.servers, addresses = append(c.servers, s), append(addresses, fmt.Sprintf("127.0.0.1:%d", s.port))
	}
	c.join()
	c.URL = "redis://" + addresses[0] + "?addr=" + strings.Join(addresses[1:], "&addr=")
	return c
}

// join makes a cluster of servers that know nothing of each other.
func (c *Clustered) join() {
	first := c.servers[0]
	first.t.Helper()
	for i, s := range c.servers {
		if i < 3 {
			s.Ask("CLUSTER", "ADDSLOTSRANGE", fmt.Sprint(i*5461), fmt.Sprint([]int{5460, 10921, 16383}[i]))
		}
		s.Ask("CLUSTER", "SET-CONFIG-EPOCH", fmt.Sprint(i+1))
		if i > 0 {
			first.Ask("CLUSTER", "MEET", "127.0.0.1", fmt.Sprint(s.port))
		}
	}
	for _, s := range c.servers {
		s.until("it knows all servers", func() bool {
			nodes := s.Ask("CLUSTER", "NODES")
			return strings.Count(nodes, " connected") == 6 && !strings.Contains(nodes, "handshake")
		})
	}
	for i, s := range c.servers[3:] {
		s.Ask("CLUSTER", "REPLICATE", c.servers[i].Ask("CLUSTER", "MYID"))
	}
	for i, s := range c.servers {
		s.until("the cluster is well", func() bool {
			return strings.Contains(s.Ask("CLUSTER", "INFO"), "cluster_state:ok") && (i < 3 || s.linked()) &&
				strings.Count(s.Ask("CLUSTER", "NODES"), "slave") == 3
		})
	}
}

// KillPrimary ends the server that takes the writes of a regency, and returns it.
func (c *Clustered) KillPrimary(regency string) *Server {
	slot := c.running()[0].Ask("CLUSTER", "KEYSLOT", "{ikd:"+regency+"}:")
	var n int
	_, _ = fmt.Sscan(slot, &n)
	for _, s := range c.running() {
		if strings.HasPrefix(s.Ask("ROLE"), "master") && s.serves(n) {
			s.Kill()
			return s
		}
	}
	return nil
}

// running are the servers of the cluster that run.
func (c *Clustered) running() (running []*Server) {
	for _, s := range c.servers {
		if s.cmd != nil {
			running = append(running, s)
		}
	}
	return running
}

// serves reports whether a slot is among the server's own.
func (s *Server) serves(slot int) bool {
	for line := range strings.Lines(s.Ask("CLUSTER", "NODES")) {
		fields := strings.Fields(line)
		if len(fields) < 9 || !strings.Contains(fields[2], "myself") {
			continue
		}
		for _, span := range fields[8:] {
			from, to := 0, 0
			if n, _ := fmt.Sscanf(span, "%d-%d", &from, &to); n == 2 && from <= slot && slot <= to {
				return true
			}
		}
	}
	return false
}
