package docs

import (
	"context"
	"encoding/json"
	"io"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"ikdbot/bot/metrics"
	"ikdbot/store"
)

// panel is what the test needs of a panel of the dashboard.
type panel struct {
	Title, Description string
	Targets            []struct{ Expr string }
}

// rule is an alert rule.
type rule struct {
	Alert, Expr string
	For         string
	Labels      map[string]string
	Annotations map[string]string
}

// expressions are those of the dashboard and of the alert rules, by where they stand.
func expressions(t *testing.T) (dashboard, rules map[string]string) {
	t.Helper()
	var board struct{ Panels []panel }
	raw, err := os.ReadFile("monitoring/dashboard.json")
	if err == nil {
		err = json.Unmarshal(raw, &board)
	}
	if err != nil {
		t.Fatal(err)
	}
	dashboard, rules = map[string]string{}, map[string]string{}
	for _, p := range board.Panels {
		if p.Description == "" || len(p.Targets) == 0 {
			t.Errorf("panel %q says or shows nothing", p.Title)
		}
		for _, target := range p.Targets {
			dashboard[p.Title] += target.Expr + "\n"
		}
	}
	var file struct{ Groups []struct{ Rules []rule } }
	raw, err = os.ReadFile("monitoring/rules.yaml")
	if err == nil {
		err = yaml.Unmarshal(raw, &file)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range file.Groups[0].Rules {
		if _, err := time.ParseDuration(r.For); err != nil || r.Labels["severity"] == "" || r.Annotations["summary"] == "" || r.Annotations["action"] == "" {
			t.Errorf("alert %q lacks its time, severity, summary or action", r.Alert)
		}
		rules[r.Alert] = r.Expr
	}
	return dashboard, rules
}

// exposed is what a bot at work shows to Prometheus.
func exposed(t *testing.T) string {
	t.Helper()
	m := metrics.New("v1", []string{"topic/cara", "command/statistik", "other/asked_back"})
	m.Show(metrics.State{
		Speaking: func() bool { return true }, Now: time.Now,
		Ledger: func(context.Context) (store.LedgerSum, error) {
			return store.LedgerSum{States: map[store.State]int64{store.Unclear: 1}}, nil
		},
	})
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	page, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// selector is a metric of ours in an expression, with its labels.
var selector = regexp.MustCompile(`\b(ikdbot_[a-z_]+)(\{[^}]*\})?`)

// What the dashboard and the alert rules ask for exists, and everything of ours that exists is on the dashboard.
func TestDashboardAndAlertsAskForMetricsThatExist(t *testing.T) {
	page := exposed(t)
	dashboard, rules := expressions(t)
	shown := map[string]bool{}
	for where, asked := range map[string]map[string]string{"dashboard": dashboard, "rules": rules} {
		for title, expr := range asked {
			if strings.Count(expr, "(") != strings.Count(expr, ")") || strings.Count(expr, "{") != strings.Count(expr, "}") || strings.Count(expr, `"`)%2 != 0 {
				t.Errorf("%s, %s: brackets or quotes do not pair: %s", where, title, expr)
			}
			found := selector.FindAllStringSubmatch(expr, -1)
			if len(found) == 0 && title != "Process" {
				t.Errorf("%s, %s asks for nothing of ours", where, title)
			}
			for _, f := range found {
				for _, fault := range missing(page, f[1], f[2]) {
					t.Errorf("%s, %s: %s", where, title, fault)
				}
				if where == "dashboard" {
					shown[family(f[1])] = true
				}
			}
		}
	}
	for line := range strings.Lines(page) {
		if name, ok := strings.CutPrefix(line, "# TYPE ikdbot_"); ok {
			if name = "ikdbot_" + strings.Fields(name)[0]; !shown[name] {
				t.Errorf("%s is not on the dashboard", name)
			}
		}
	}
}

// family is the metric that a series of a histogram belongs to.
func family(name string) string {
	for _, end := range []string{"_bucket", "_sum", "_count"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}

// label is one condition of a selector.
var label = regexp.MustCompile(`([a-z_]+)(=|!=|=~)"([^"]*)"`)

// missing says what a selector asks for that no series has: the metric, a label, or the value of one.
func missing(page, name, labels string) (faults []string) {
	var series []string
	for line := range strings.Lines(page) {
		if rest, ok := strings.CutPrefix(line, name); ok && (rest[0] == '{' || rest[0] == ' ') {
			series = append(series, line)
		}
	}
	if len(series) == 0 {
		return []string{"there is no " + name}
	}
	for _, l := range label.FindAllStringSubmatch(labels, -1) {
		if l[1] != "job" && !slices.ContainsFunc(series, func(s string) bool { return strings.Contains(s, l[1]+`="`+l[3]+`"`) }) {
			faults = append(faults, name+" has no "+l[0])
		}
	}
	return faults
}

func TestASelectorOfNothingIsFound(t *testing.T) {
	page := "a{kind=\"x\"} 1\nb 2\n"
	for _, c := range []struct {
		name, labels string
		faults       int
	}{{"a", `{kind="x"}`, 0}, {"a", `{job="$job",kind!="x"}`, 0}, {"a", `{kind="y"}`, 1}, {"a", `{state="x"}`, 1}, {"b", "", 0}, {"c", "", 1}} {
		if got := missing(page, c.name, c.labels); len(got) != c.faults {
			t.Errorf("%s%s: %q", c.name, c.labels, got)
		}
	}
}
