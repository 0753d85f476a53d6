package storetest

import (
	"bufio"
	"fmt"
	"net"
	"time"
)

// Back makes a killed or frozen server answer again.
func (s *Server) Back() {
	s.t.Helper()
	if s.cmd == nil {
		s.Again()
		return
	}
	s.Thaw()
}

// Tell has the server carry out a command, as somebody would at its prompt: "FLUSHALL", "CONFIG SET appendonly no".
func (s *Server) Tell(command string) {
	s.t.Helper()
	conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", s.port), time.Second)
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		s.t.Fatal(err)
	}
	if _, err := conn.Write([]byte(command + "\r\n")); err != nil {
		s.t.Fatal(err)
	}
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || line != "+OK\r\n" {
		s.t.Fatalf("%s: %q, %v", command, line, err)
	}
}
