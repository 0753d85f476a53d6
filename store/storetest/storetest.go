// Package storetest gives tests a memory to work on: the embedded Redis, and a real one that the test starts and stops itself.
package storetest

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ikdbot/store"
)

// Each runs a test twice, as the subtests "miniredis" and "redis", each time on an empty memory.
func Each(t *testing.T, o store.Options, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("miniredis", func(t *testing.T) { test(t, Memory(t, o)) })
	t.Run("redis", func(t *testing.T) { test(t, Open(t, Redis(t), o)) })
}

// Memory returns an empty memory on the embedded Redis, closed when the test ends.
func Memory(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, stop, err := store.Memory(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return s
}

// Open returns the memory kept at an address, closed when the test ends.
func Open(t testing.TB, url string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // the server may be gone already
	return s
}

// Redis starts a real Redis for the time of the test and returns its address.
func Redis(t testing.TB) string {
	t.Helper()
	return Start(t).URL
}

// Server is a real Redis with an append-only file in the test's own directory.
type Server struct {
	URL string

	t    testing.TB
	port int
	dir  string
	args []string
	cmd  *exec.Cmd
}

// Start starts a Redis on a free port, with further options as on its command line; it is stopped when the test ends.
func Start(t testing.TB, options ...string) *Server {
	t.Helper()
	s := prepare(t, freePort(t), append([]string{
		"--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction",
		// Replicas catch up at once and miss their primary at once, rather than after seconds.
		"--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1",
	}, options...)...)
	s.Again()
	return s
}

// clusterPorts bounds the ports of servers: those of a cluster talk to each other on a port 10,000 above, which must be one.
const clusterPorts = 55535

// prepare is a server that Again will start. It is killed when the test ends, before its directory goes.
func prepare(t testing.TB, port int, args ...string) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is missing: apt-get install -y --no-install-recommends redis-server")
	}
	s := &Server{URL: fmt.Sprintf("redis://127.0.0.1:%d/0", port), t: t, port: port, dir: t.TempDir(), args: args}
	t.Cleanup(s.Kill)
	return s
}

// freePort is a port below clusterPorts that nobody listens on.
func freePort(t testing.TB) int {
	t.Helper()
	for range 1000 {
		free, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := free.Addr().(*net.TCPAddr).Port
		if err := free.Close(); err != nil {
			t.Fatal(err)
		}
		if port < clusterPorts {
			return port
		}
	}
	t.Fatalf("no free port below %d", clusterPorts)
	return 0
}

// Kill ends the server as a power cut would, once what it acknowledged is on its way to the disk.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGCONT) // in case it was frozen
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait() // says that it was killed
	s.cmd = nil
}

// Freeze makes the server take connections without ever answering.
func (s *Server) Freeze() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		s.t.Fatal(err)
	}
}

// Thaw lets a frozen server go on.
func (s *Server) Thaw() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		s.t.Fatal(err)
	}
}

// Again starts the server on its port, with what it had on disk.
func (s *Server) Again() {
	s.t.Helper()
	conf, err := os.OpenFile(filepath.Join(s.dir, "redis.conf"), os.O_CREATE, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = conf.Close() // nothing was written
	s.cmd = exec.Command("redis-server", append([]string{
		filepath.Join(s.dir, "redis.conf"), // Sentinel and Cluster write theirs
		"--bind", "127.0.0.1", "--port", fmt.Sprint(s.port), "--dir", s.dir, "--logfile", "redis.log", "--daemonize", "no",
	}, s.args...)...)
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.until("it answers", s.answers)
}

// until waits for what a server tells nobody. It looks every 20 ms.
func (s *Server) until(what string, ok func() bool) {
	s.t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for range 1000 {
		if ok() {
			return
		}
		<-look.C
	}
	log, _ := os.ReadFile(filepath.Join(s.dir, "redis.log"))
	s.t.Fatalf("redis-server on port %d: waited in vain until %s\n%s", s.port, what, log)
}

// Ask asks the server as one would on its command line.
func (s *Server) Ask(words ...string) string {
	out, err := exec.Command("redis-cli", append([]string{"-p", fmt.Sprint(s.port)}, words...)...).CombinedOutput()
	if err != nil {
		s.t.Logf("redis-cli %q: %v", words, err)
	}
	return strings.TrimSpace(string(out))
}

// answers asks as one would by hand: while a server loads its file, it says so instead of PONG.
func (s *Server) answers() bool {
	conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", s.port), time.Second)
	if err != nil {
		return false
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return false
	}
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return false
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	return err == nil && line == "+PONG\r\n"
}
