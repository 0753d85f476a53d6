package locales

import (
	"testing"
	"time"
)

// What stands in the repository must be fit to be said to a citizen.
func TestEmbeddedContent(t *testing.T) {
	c, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Faults() {
		t.Error("locales/" + f.String())
	}
}

func TestTopicsComeInMenuOrder(t *testing.T) {
	c := overlaid(t, map[string]string{
		"id/topics/zakat.md": topic("menu: lain\norder: 1"),
		"id/topics/batik.md": topic("menu: mulai\norder: 0"),
		"id/topics/akar.md":  topic(""),
	})
	all := c.Topics(Indonesian)
	if all[0].ID != "batik" {
		t.Errorf("first is %s, want the one with order 0 of the first group", all[0].ID)
	}
	rank := map[string]int{"mulai": 1, "masalah": 2, "aman": 3, "lain": 4, "": 5}
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if rank[a.Menu] > rank[b.Menu] || a.Menu == b.Menu && a.Order > b.Order {
			t.Errorf("%s comes before %s", a.ID, b.ID)
		}
	}
	if _, ok := c.Topic("xx", "zakat"); !ok {
		t.Error("a language there is not must be answered in Indonesian")
	}
	if _, ok := c.Topic(Indonesian, "tidak_ada"); ok {
		t.Error("there is a topic nobody wrote")
	}
}

func TestOverdue(t *testing.T) {
	c := overlaid(t, map[string]string{"id/topics/akar.md": topic("")}) // reviewed on 2026-01-31
	for day, want := range map[string]string{
		"2026-01-30": "id/topics/akar.md:5: reviewed on 2026-01-31, which is still to come",
		"2026-01-31": "",
		"2027-01-31": "",
		"2027-02-01": "id/topics/akar.md:5: last reviewed on 2026-01-31, more than a year ago",
	} {
		today, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range c.Overdue(today) {
			if f.File == "id/topics/akar.md" {
				got = f.String()
			}
		}
		if got != want {
			t.Errorf("on %s: %q, want %q", day, got, want)
		}
	}
}
