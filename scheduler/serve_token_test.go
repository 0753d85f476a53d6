package scheduler_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// A refused token is said once: the log has no warning and no error besides.
func TestServeSaysOnceThatTheTokenIsRefused(t *testing.T) {
	w := newWorld(t)
	for _, refused := range []string{"999:" + strings.Repeat("A", 35), "no-token"} {
		p := w.run("serve", "TELEGRAM_TOKEN="+refused, "TELEGRAM_API_URL="+w.url, "REDIS_URL="+w.redis, "ADMIN_IDS=1,2")
		if err := w.end(p, 10*time.Second); err == nil {
			t.Error("goes on with a refused token")
		}
		said := p.output.String()
		if n := strings.Count(said, "Telegram refuses TELEGRAM_TOKEN"); n != 1 {
			t.Errorf("said %d times:\n%s", n, said)
		}
		if more := regexp.MustCompile(`(?m)^.*level=(WARN|ERROR).*$`).FindAllString(said, -1); len(more) != 0 {
			t.Errorf("besides:\n%s", strings.Join(more, "\n"))
		}
	}
}
