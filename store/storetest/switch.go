package storetest

import (
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
)

// Switch relays to a Redis, and to another one once it is turned there, as an address that moves to the new primary does. It returns the
// address to use instead. Connections made before the turn end with their server.
func Switch(t testing.TB, url string) (through string, turn func(url string)) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	var to atomic.Value
	turn = func(url string) {
		address, _, _ := strings.Cut(strings.TrimPrefix(url, "redis://"), "/")
		to.Store(address)
	}
	turn(url)
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // closed: the test has ended
			}
			server, err := net.Dial("tcp", to.Load().(string))
			if err != nil {
				_ = client.Close()
				continue
			}
			go pass(server, client)
			go pass(client, server)
		}
	}()
	return "redis://" + listener.Addr().String() + "/0", turn
}

// pass hands on what one side says until it ends, and then ends the other.
func pass(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	_ = to.Close()
	_ = from.Close()
}
