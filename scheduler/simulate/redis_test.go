package simulate

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"
)

// wire is a replica's connection to Redis, without sockets. Every command on it waits for its turn.
type wire struct {
	net.Conn
	replica *replica
	greeted bool // the client's HELLO has passed: it is no step of the bot's
	asked   bool // a command was sent whose answer has not begun
	what    string
	fate    fate
}

func (r *replica) dial(context.Context) (net.Conn, error) {
	return &wire{Conn: lay(r.world.redis), replica: r}, nil
}

// Write sends a command, or a part of one.
func (c *wire) Write(b []byte) (int, error) {
	switch {
	case !c.replica.alive():
		return 0, syscall.ECONNRESET
	case !c.greeted:
		c.greeted = true
		if !c.replica.reachesRedis() {
			return 0, syscall.ECONNREFUSED
		}
		return c.Conn.Write(b)
	case c.asked: // the rest of a long command
		return c.Conn.Write(b)
	}
	c.asked, c.what = true, command(b)
	c.fate = c.replica.wait(context.Background(), toRedis, c.what, time.Time{}).do
	if c.fate == cut || c.fate == refuse {
		_ = c.Close()
		return 0, syscall.ECONNRESET
	}
	return c.Conn.Write(b)
}

// reachesRedis is false while Redis is down, and for a replica that is cut off from it.
func (r *replica) reachesRedis() bool {
	r.world.mu.Lock()
	defer r.world.mu.Unlock()
	return !r.cut && !r.world.weather.redisDown
}

// reach says what a replica reaches from now on; see reachesRedis.
func (w *world) reach(what *bool, cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*what, w.trouble = cut, w.now
}

// Read gets an answer, or learns that it is lost.
func (c *wire) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if !c.asked {
		return n, err
	}
	c.asked = false
	if c.fate == hold {
		c.fate = c.replica.wait(context.Background(), answer, "answer to "+c.what, time.Time{}).do
	}
	if c.fate == lose || c.fate == cut {
		_ = c.Close()
		return 0, syscall.ECONNRESET
	}
	return n, err
}

// command names a command as it stands in the trace: its words, shortened.
func command(b []byte) string {
	var words []string
	for i, line := range strings.Split(string(bytes.ToValidUTF8(b, []byte("?"))), "\r\n") {
		if i%2 == 0 && i > 0 && line != "" {
			words = append(words, brief(line))
		}
	}
	if len(words) > 2 && strings.HasPrefix(strings.ToLower(words[0]), "eval") {
		words = append([]string{"script"}, words[3:]...)
	}
	return "redis " + strings.Join(words, " ")
}

// brief shortens a word of a command. Of keys it drops what they all begin with.
func brief(word string) string {
	if _, name, ok := strings.Cut(word, "}:"); ok && strings.HasPrefix(word, "{ikd:") {
		word = name
	}
	if len(word) > 60 {
		return fmt.Sprintf("%.40s…%d", word, len(word))
	}
	return word
}
