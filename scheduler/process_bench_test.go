package scheduler_test

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"ikdbot/bot/sandbox/load"
	"ikdbot/store/storetest"
)

// BenchmarkStart is the time from the start of the shipped binary to its first getUpdates, with Redis near (bar: 500 ms), and the
// size of the binary (bar: 45 MB).
func BenchmarkStart(b *testing.B) {
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	redis := storetest.Redis(b)
	for b.Loop() {
		s := load.New(func(int) string { return "" }, func(load.Answer) {})
		server := httptest.NewServer(s)
		cmd := startFor(b, path, server.URL, redis)
		<-s.Polled()
		b.StopTimer()
		end(b, cmd)
		server.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(info.Size())/1e6, "binary-MB")
}

// BenchmarkResident asks the shipped binary 100,000 questions from 50,000 chats and reports what it has in memory half way and at
// the end (bar: 64 MB, and flat).
func BenchmarkResident(b *testing.B) {
	const questions, chats, atOnce = 100_000, 50_000, 100
	asked := [...]string{"gmn cara aktivasi ikd", "syaratnya apa aja ya min", "kode tidak masuk ke email", "di mana aktivasi di baamang", "kok gitu"}
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	redis := storetest.Redis(b)
	for b.Loop() {
		half, over := make(chan struct{}), make(chan struct{})
		var s *load.Server
		answered := 0
		s = load.New(func(n int) string { return asked[n%len(asked)] }, func(load.Answer) {
			switch answered++; answered {
			case questions / 2:
				close(half)
			case questions:
				close(over)
			}
			if next := answered + atOnce; next <= questions {
				go s.Ask(int64(1 + next%chats))
			}
		})
		server := httptest.NewServer(s)
		cmd := startFor(b, path, server.URL, redis)
		<-s.Polled()
		for n := range atOnce {
			s.Ask(int64(1 + n))
		}
		<-half
		b.ReportMetric(resident(b, cmd.Process.Pid), "half-MB")
		<-over
		b.ReportMetric(resident(b, cmd.Process.Pid), "end-MB")
		end(b, cmd)
		server.Close()
	}
	b.ReportMetric(0, "ns/op")
}

// serving is `ikdbot serve`.
func serving(path, api, redis string) *exec.Cmd {
	cmd := exec.Command(path, "serve")
	cmd.Env = []string{"LISTEN_ADDR=127.0.0.1:0", "TELEGRAM_TOKEN=" + token, "TELEGRAM_API_URL=" + api, "REDIS_URL=" + redis}
	cmd.Stderr = &bytes.Buffer{}
	return cmd
}

// startFor starts `ikdbot serve`.
func startFor(b *testing.B, path, api, redis string) *exec.Cmd {
	b.Helper()
	cmd := serving(path, api, redis)
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	return cmd
}

func end(b *testing.B, cmd *exec.Cmd) {
	b.Helper()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		b.Fatalf("%v: %s", err, cmd.Stderr)
	}
}

// resident is what a process has in memory, in MB.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	return kb * 1024 / 1e6
}
