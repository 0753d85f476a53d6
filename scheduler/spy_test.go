package scheduler_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"ikdbot/bot/sandbox"
	"ikdbot/store/storetest"
)

// What must show nowhere: secrets, and what a citizen says and is called.
const (
	redisPassword = "Sandi-Redis_8842xyz"
	citizenNIK    = "6202061503990007" // no one's: it only has the form
	citizenPhone  = "081253214477"
	citizenName   = "Zulaikhah Contohwati"
	citizenWords  = "zzkalimatunikzz"
)

// spy collects everything that comes out of the program.
type spy struct {
	*world
	secrets map[string]string // what it is -> what must not show
	server  *storetest.Server
	env     []string
}

func newSpy(t *testing.T) *spy {
	s := &spy{world: newHookedWorld(t), server: storetest.Start(t)}
	if answer := s.server.Ask("CONFIG", "SET", "requirepass", redisPassword); !strings.Contains(answer, "OK") {
		t.Fatalf("no password set: %s", answer)
	}
	s.redis = strings.Replace(s.server.URL, "redis://", "redis://:"+redisPassword+"@", 1)
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	_, secretPart, _ := strings.Cut(token, ":")
	s.secrets = map[string]string{
		"the token": token, "the token's secret part": secretPart, "WEBHOOK_SECRET": webhookSecret, "the password of Redis": redisPassword,
		"BACKUP_KEY": key.String(), "a NIK": citizenNIK, "a telephone number": citizenPhone, "a name": citizenName,
		"what a citizen said": citizenWords,
	}
	s.env = []string{
		"TELEGRAM_TOKEN=" + token, "TELEGRAM_API_URL=" + s.url, "REDIS_URL=" + s.redis, "BACKUP_KEY=" + key.String(), "LOG_LEVEL=debug",
	}
	return s
}

// start starts a command with the secrets and what is set besides; the last of two settings counts.
func (s *spy) start(command string, env ...string) *process {
	s.Helper()
	return s.run(command, append(s.env, env...)...)
}

// look searches a text.
func (s *spy) look(where, text string, except ...string) {
	s.Helper()
	for what, secret := range s.secrets {
		for _, form := range []string{secret, strings.ReplaceAll(secret, ":", "%3A"), fmt.Sprintf("%q", secret)[1 : len(secret)+1]} {
			if strings.Contains(text, form) && !strings.Contains(strings.Join(except, ","), what) {
				s.Errorf("%s shows %s:\n%s", where, what, around(text, form))
				break
			}
		}
	}
}

// around is where a text holds something.
func around(text, found string) string {
	i := strings.Index(text, found)
	return text[max(0, i-300):min(len(text), i+300)]
}

// outside looks at what anybody on the machine or the network can see of a running process.
func (s *spy) outside(p *process, address string) {
	s.Helper()
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/telegram", "/", "/debug/pprof/"} {
		answer, err := http.Get("http://" + address + path)
		if err != nil {
			s.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		s.look(path, string(body)+fmt.Sprint(answer.Header))
	}
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", p.cmd.Process.Pid))
	if err != nil {
		s.Fatal(err)
	}
	s.look("the process list", string(line))
}

// read ends a process and looks at all it said.
func (s *spy) read(name string, p *process) {
	s.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(15 * time.Second):
		p.kill()
		s.Errorf("%s: does not end", name)
	}
	s.look("the output of "+name, p.output.String())
	if p.output.String() == "" {
		s.Errorf("%s says nothing at all: the test looks at nothing", name)
	}
}

// conversations are what people do while the line is bad: a citizen who tells too much, an admin at work, a group with its report.
func (s *spy) conversations() {
	citizen := s.phones.User(50, citizenName).Private()
	citizen.Start()
	s.answered(50, 1)
	for i, f := range []sandbox.Fault{
		{}, {Do: sandbox.TooMany, RetryAfter: 1, Times: 1}, {Do: sandbox.BadGateway, Times: 1}, {Do: sandbox.HalfBody, Times: 1},
		{Do: sandbox.Unauthorized, Times: 1}, {Do: sandbox.LoseAnswer, Times: 1},
	} {
		if f.Do != "" {
			f.Method = "sendMessage"
			s.phones.Fault(f)
		}
		citizen.Say("cara aktivasi ikd " + citizenWords + ", NIK saya " + citizenNIK + " hp " + citizenPhone)
		s.answered(50, i+2)
	}
	citizen.SendDocument(citizenName+".pdf", []byte(citizenWords), "ini nik "+citizenNIK)
	citizen.Contact(citizenName, citizenPhone)
	s.phones.Fault(sandbox.Fault{Method: "sendMessage", Do: sandbox.Refuse, Times: 1})
	citizen.Say(citizenWords)
	citizen.Say("/update " + citizenWords + " 5")

	admin := s.phones.User(1, "Admin").Private()
	admin.Start()
	for _, text := range []string{"/update Baamang 1250", "simpan", "/status", "/admin tambah 77", "/update Baamang " + citizenWords, "/urungkan"} {
		admin.Say(text)
	}
	group := s.phones.Group("Baamang", false)
	group.AddBot(s.phones.User(1, "Admin"))
	inGroup := group.Phone(s.phones.User(1, "Admin"))
	inGroup.Say("/daftarkan Baamang")
	inGroup.Say("/laporan")
	s.phones.Fault(sandbox.Fault{Method: "getUpdates", Do: sandbox.BadGateway, Times: 2})
	s.until("all is taken in", func() bool {
		return s.phones.Pending() == 0 && len(s.phones.Messages(1)) >= 6 && s.reportsTo(group.ID()) > 0
	})
}

func (s *spy) answered(chat int64, n int) {
	s.Helper()
	if _, err := s.phones.WaitFor(s.soon(), chat, n); err != nil {
		s.Fatal(err)
	}
}

// forge posts what nobody but Telegram may, and what cannot be read.
func (s *spy) forge(url string) {
	s.Helper()
	update := fmt.Sprintf(`{"update_id":9,"message":{"text":%q}}`, citizenWords+citizenNIK)
	for secret, body := range map[string]string{"": update, "x": update, webhookSecret: update[:40], webhookSecret[1:]: update} {
		r, _ := http.NewRequestWithContext(s.Context(), http.MethodPost, url, bytes.NewReader([]byte(body)))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			s.Fatal(err)
		}
		said, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		s.look("the answer to a forged update", string(said))
	}
}
