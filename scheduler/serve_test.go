package scheduler_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/locales"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

const token = "123:abcDEFsecret"

// binary is the program as it is shipped, built once for those tests that run it.
var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(os.Getenv(buildIn), "ikdbot")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "ikdbot")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

// buildIn names the folder that the binary is built in.
const buildIn = "IKDBOT_TEST_BINARY_IN"

func TestMain(m *testing.M) {
	if base := os.Getenv(bareBase); base != "" {
		bare(base)
		return
	}
	store.LogTo(slog.New(slog.DiscardHandler)) // some tests take Redis away from its client
	dir, err := os.MkdirTemp("", "ikdbot")
	if err != nil {
		panic(err)
	}
	if err := os.Setenv(buildIn, dir); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// world is what a running bot meets: a Telegram and a Redis, both real servers.
type world struct {
	*testing.T
	phones *sandbox.Server
	url    string
	redis  string
	last   *process // started last
}

func newWorld(t *testing.T) *world {
	t.Helper()
	phones := sandbox.New(sandbox.Config{Token: token, Bot: sandbox.BotUser{ID: 123, Username: "ikd_uji_bot", Name: "IKD"}})
	server := httptest.NewServer(phones)
	t.Cleanup(func() { phones.Close(); server.Close() })
	return &world{T: t, phones: phones, url: server.URL, redis: storetest.Redis(t)}
}

// process is one `ikdbot serve`.
type process struct {
	cmd    *exec.Cmd
	output *output
	ended  chan error
}

// output is what a process has said so far.
type output struct {
	mu   sync.Mutex
	said bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.said.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.said.String()
}

// run starts the binary with a command and an environment of its own.
func (w *world) run(command string, env ...string) *process {
	w.Helper()
	path, err := binary()
	if err != nil {
		w.Fatal(err)
	}
	p := &process{cmd: exec.Command(path, command), output: &output{}, ended: make(chan error, 1)}
	p.cmd.Env = append([]string{"LISTEN_ADDR=127.0.0.1:0", "ADMIN_IDS=1"}, env...)
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	if err := p.cmd.Start(); err != nil {
		w.Fatal(err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	w.Cleanup(func() { _ = p.cmd.Process.Kill() })
	w.last = p
	return p
}

func (w *world) serve() *process {
	w.Helper()
	return w.run("serve", "TELEGRAM_TOKEN="+token, "TELEGRAM_API_URL="+w.url, "REDIS_URL="+w.redis)
}

// kill is kill -9.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// end waits for the process to end by itself.
func (w *world) end(p *process, within time.Duration) error {
	w.Helper()
	select {
	case err := <-p.ended:
		return err
	case <-time.After(within):
		w.Fatalf("still running after %s:\n%s", within, p.output)
		return nil
	}
}

// soon bounds a wait; a speaker that died without a word is replaced within 15 seconds, then there is work to do.
func (w *world) soon() context.Context {
	ctx, cancel := context.WithTimeout(w.Context(), 75*time.Second)
	w.Cleanup(cancel)
	return ctx
}

// until waits for a condition that nobody announces.
func (w *world) until(what string, ok func() bool) {
	w.Helper()
	ctx, look := w.soon(), time.NewTicker(10*time.Millisecond)
	defer look.Stop()
	for !ok() {
		select {
		case <-look.C:
		case <-ctx.Done():
			w.last.kill()
			w.Fatalf("waited in vain until %s:\n%s", what, w.last.output)
		}
	}
}

func TestServeSaysWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	p := w.run("serve")
	if err := w.end(p, 10*time.Second); err == nil {
		t.Error("started with nothing configured")
	}
	for _, want := range []string{"TELEGRAM_TOKEN is missing", "@BotFather", "REDIS_URL is missing", "redis-server"} {
		if !strings.Contains(p.output.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, p.output)
		}
	}
}

// Nobody can be told in chat that the token is refused.
//
// Fault: Telegram refuses the token.
// Outcome: the program ends at once with exit code 1 and one line that says what to do; the line does not hold the token.
func TestServeStopsAtARefusedToken(t *testing.T) {
	w := newWorld(t)
	p := w.run("serve", "TELEGRAM_TOKEN=999:wrongSECRETtoken", "TELEGRAM_API_URL="+w.url, "REDIS_URL="+w.redis)
	if err := w.end(p, 10*time.Second); err == nil || p.cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("a refused token: %v", err)
	}
	if !strings.Contains(p.output.String(), "TELEGRAM_TOKEN") || strings.Contains(p.output.String(), "wrongSECRET") {
		t.Errorf("unfit output:\n%s", p.output)
	}
}

func TestServeEndsInTenSecondsOnSIGTERM(t *testing.T) {
	w := newWorld(t)
	p := w.serve()
	ani := w.phones.User(50, "Warga").Private()
	ani.Start()
	if _, err := w.phones.WaitFor(w.soon(), 50, 1); err != nil {
		t.Fatal(err, p.output)
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := w.end(p, 10*time.Second); err != nil {
		t.Errorf("ended with %v:\n%s", err, p.output)
	}
	if strings.Contains(p.output.String(), token) {
		t.Errorf("the token stands in the log:\n%s", p.output)
	}
}

// TestKillBetweenQuestionAndAnswer kills the bot while its answer hangs: once right away, when Telegram still has the
// update, and once after the offset has moved, when only the kept request is left.
func TestKillBetweenQuestionAndAnswer(t *testing.T) {
	for name, confirmed := range map[string]bool{"before the offset moved": false, "after the offset moved": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			first := w.serve()
			warga := w.phones.User(50, "Warga").Private()
			warga.Start()
			if _, err := w.phones.WaitFor(w.soon(), 50, 1); err != nil {
				t.Fatal(err, first.output)
			}
			w.phones.Fault(sandbox.Fault{Method: "sendMessage", Do: sandbox.BlackHole})
			warga.Say("cara aktivasi gimana?")
			w.until("the answer hangs", func() bool { return w.phones.Calls("sendMessage") >= 2 })
			if confirmed {
				w.until("the offset has moved", func() bool { return w.phones.Pending() == 0 })
			}
			first.kill()
			w.phones.ClearFaults()
			second := w.serve()
			if _, err := w.phones.WaitFor(w.soon(), 50, 2); err != nil {
				t.Fatal(err, second.output)
			}
		})
	}
}

// TestKillDuringThePush kills the bot while it sends the weekly report to 50 groups.
func TestKillDuringThePush(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	st, groups := w.fiftyGroups()
	clear := w.phones.Fault(sandbox.Fault{Method: "sendPhoto", Do: sandbox.Slow, Delay: 100 * time.Millisecond})
	first := w.serve()
	w.until("the push is under way", func() bool { return w.reports(groups) >= 10 })
	first.kill()
	clear()
	second := w.serve()
	w.until("nothing is owed any more", func() bool {
		owed, err := st.InState(t.Context(), store.Owed, 100)
		sending, err2 := st.InState(t.Context(), store.Sending, 100)
		return err == nil && err2 == nil && len(owed)+len(sending) == 0
	})
	unclear, err := st.InState(t.Context(), store.Unclear, 100)
	if err != nil {
		t.Fatal(err)
	}
	if len(unclear) > 8 {
		t.Errorf("%d deliveries are unclear, want at most 8", len(unclear))
	}
	maybe := map[string]bool{}
	for _, e := range unclear {
		maybe[e.Chat] = true
	}
	for _, g := range groups {
		n, chat := w.reportsTo(g), fmt.Sprintf("telegram:%d", g)
		if n > 1 || n == 0 && !maybe[chat] {
			t.Errorf("group %d has %d reports (unclear: %v)\n%s", g, n, maybe[chat], second.output)
		}
	}
}

// fiftyGroups binds 50 groups to a schedule whose slot was half an hour ago.
func (w *world) fiftyGroups() (*store.Store, []int64) {
	w.Helper()
	content, err := locales.Load("")
	if err != nil {
		w.Fatal(err)
	}
	regency, err := content.Regency("62.02")
	if err != nil {
		w.Fatal(err)
	}
	st := storetest.Open(w.T, w.redis, store.Options{Regency: "62.02", Tree: regency})
	slot := time.Now().Add(-30 * time.Minute).In(regency.Zone)
	kecamatan := regency.Children("62.02")
	admin := w.phones.User(1, "Admin")
	var groups []int64
	for i := range 50 {
		g := w.phones.Group(fmt.Sprintf("Grup %d", i), false)
		g.AddBot(admin)
		groups = append(groups, g.ID())
		if _, err := st.Bind(w.Context(), store.Binding{
			Chat: fmt.Sprintf("telegram:%d", g.ID()), Area: kecamatan[i%len(kecamatan)],
			Schedule: fmt.Sprintf("%d %d * * *", slot.Minute(), slot.Hour()), Since: slot.Add(-time.Minute), By: "telegram:1",
		}); err != nil {
			w.Fatal(err)
		}
	}
	return st, groups
}

func (w *world) reports(groups []int64) (n int) {
	for _, g := range groups {
		n += w.reportsTo(g)
	}
	return n
}

// reportsTo counts the reports in a group; the bot's greeting is none.
func (w *world) reportsTo(group int64) (n int) {
	for _, m := range w.phones.Messages(group) {
		if strings.Contains(m.Caption, "wajib KTP") {
			n++
		}
	}
	return n
}
