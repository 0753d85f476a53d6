package storetest

import (
	"bytes"
	"net"
	"strings"
	"sync/atomic"
	"testing"
)

// Without relays to a Redis, and while it is told to, breaks every connection on which a word is said, such as the name of a key: for one
// thing Redis is away, and for the next it is there again. It returns the address to use instead.
func Without(t testing.TB, url, word string) (through string, away func(bool)) {
	t.Helper()
	address, rest, _ := strings.Cut(strings.TrimPrefix(url, "redis://"), "/")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	var breaks atomic.Bool
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // closed: the test has ended
			}
			server, err := net.Dial("tcp", address)
			if err != nil {
				_ = client.Close()
				continue
			}
			go pass(client, server)
			go pass(server, &listening{client, func(said []byte) bool { return breaks.Load() && bytes.Contains(said, []byte(word)) }})
		}
	}()
	return "redis://" + listener.Addr().String() + "/" + rest, breaks.Store
}

// listening is a connection that ends where what is read on it is not to be passed on.
type listening struct {
	net.Conn
	ends func(said []byte) bool
}

// Read ends the connection in the place of a command that is not to be passed on.
func (l *listening) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p)
	if l.ends(p[:n]) {
		return 0, net.ErrClosed
	}
	return n, err
}
