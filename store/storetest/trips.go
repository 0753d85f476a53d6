package storetest

import (
	"net"
	"strings"
	"sync"
	"testing"
)

// Trips relays to a Redis and counts the round trips: how often something is asked after something was answered. It returns the address
// to use instead, and what has been counted since the last call.
func Trips(t testing.TB, url string) (through string, count func() int) {
	t.Helper()
	address, rest, _ := strings.Cut(strings.TrimPrefix(url, "redis://"), "/")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{to: address}
	go r.serve(listener)
	t.Cleanup(func() { _ = listener.Close() })
	return "redis://" + listener.Addr().String() + "/" + rest, r.count
}

// relay counts for all its connections together: what it measures is asked by one after the other.
type relay struct {
	to string

	mu    sync.Mutex
	asked bool // the last word was a question
	trips int
}

func (r *relay) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.trips
	r.trips = 0
	return n
}

func (r *relay) serve(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return // closed: the test has ended
		}
		server, err := net.Dial("tcp", r.to)
		if err != nil {
			_ = client.Close()
			continue
		}
		go r.copy(server, client, true)
		go r.copy(client, server, false)
	}
}

// copy passes on what one side says.
func (r *relay) copy(to, from net.Conn, asks bool) {
	defer func() { _ = to.Close() }()
	buffer := make([]byte, 1<<16)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			r.said(asks)
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (r *relay) said(asks bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if asks && !r.asked {
		r.trips++
	}
	r.asked = asks
}
