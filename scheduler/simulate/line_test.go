package simulate

import (
	"io"
	"net"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// lay lays a line to the embedded Redis. Unlike its own, which hands every byte from one goroutine to the other, it holds what was not
// read yet: Redis writes long answers while it holds its lock, and would hold up everybody.
func lay(redis *miniredis.Miniredis) net.Conn {
	there, back := newStream(), newStream()
	redis.Server().ServeConn(line{there, back})
	return line{back, there}
}

// line is one end of a connection within this program.
type line struct{ in, out *stream }

// Read waits for bytes.
func (l line) Read(b []byte) (int, error) { return l.in.read(b) }

// Write never waits.
func (l line) Write(b []byte) (int, error) { return l.out.write(b) }

// Close closes both directions; what was written before can still be read.
func (l line) Close() error {
	l.in.close()
	l.out.close()
	return nil
}

// LocalAddr and RemoteAddr are nowhere; deadlines never come, since the world answers or breaks the line.
func (line) LocalAddr() net.Addr { return &net.UnixAddr{Name: "world", Net: "memory"} }

// RemoteAddr is where LocalAddr is.
func (l line) RemoteAddr() net.Addr { return l.LocalAddr() }

// SetDeadline does nothing.
func (line) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (line) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing.
func (line) SetWriteDeadline(time.Time) error { return nil }

// stream is one direction of a line.
type stream struct {
	mu     sync.Mutex
	news   sync.Cond
	bytes  []byte
	closed bool
}

func newStream() *stream {
	s := &stream{}
	s.news.L = &s.mu
	return s
}

func (s *stream) read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.bytes) == 0 && !s.closed {
		s.news.Wait()
	}
	if len(s.bytes) == 0 {
		return 0, io.EOF
	}
	n := copy(b, s.bytes)
	if s.bytes = s.bytes[n:]; len(s.bytes) == 0 {
		s.bytes = s.bytes[:0:0]
	}
	return n, nil
}

func (s *stream) write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return 0, io.ErrClosedPipe
	}
	s.bytes = append(s.bytes, b...)
	s.news.Signal()
	return len(b), nil
}

func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.news.Broadcast()
}
