package scheduler_test

import (
	"strings"
	"testing"
	"time"
)

// An operator's slip is said at once, in a line that says how it is written.
func TestServeSaysWhatIsUnreadable(t *testing.T) {
	w := newWorld(t)
	set := []string{"TELEGRAM_TOKEN=" + token, "TELEGRAM_API_URL=" + w.url, "REDIS_URL=" + w.redis}
	for wrong, want := range map[string]string{
		"TELEGRAM_API_URL=127.0.0.1:8081": "TELEGRAM_API_URL is no address",
		"REDIS_URL=127.0.0.1:6379":        "it looks like redis://",
		"REPORT_SCHEDULE=0 8 * * MONTAG":  `looks like "0 8 * * MON"`,
		"REPORT_SCHEDULE=0 8 * * MON WIT": "the regency's, whose clock it goes by",
		"ADMIN_IDS=siti":                  "ADMIN_IDS",
		"REGENCY=99.99":                   "such as 62.02",
		"BACKUP_KEY=rahasia":              "age-keygen",
		"PUBLIC_URL=https://ikd.go.id":    "WEBHOOK_SECRET is missing",
	} {
		p := w.run("serve", append(set, wrong)...)
		if err := w.end(p, 10*time.Second); err == nil {
			t.Errorf("started with %s", wrong)
		}
		if said := p.output.String(); !strings.Contains(said, want) || strings.Count(said, "\n") > 4 {
			t.Errorf("%s: want %q in a line or two:\n%s", wrong, want, said)
		}
	}
}
