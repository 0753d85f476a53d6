package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// files runs `report` and returns what it wrote.
func files(t *testing.T, w weekly, s *settings) map[string]string {
	t.Helper()
	w.Out = t.TempDir()
	if err := w.Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, name := range []string{"report.txt", "caption.txt", "report.png", "report.xlsx"} {
		content, err := os.ReadFile(filepath.Join(w.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		got[name] = string(content)
	}
	return got
}

func TestReportOfTheFolderIsAPreview(t *testing.T) {
	t.Setenv("REDIS_URL", "")
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	for _, area := range []string{"62.02", "62.02.05"} {
		got := files(t, weekly{Area: area, At: "2026-11-23T08:00"}, s)
		if !strings.HasPrefix(got["report.png"], "\x89PNG") || !strings.HasPrefix(got["report.xlsx"], "PK") {
			t.Errorf("%s: not a picture and a workbook", area)
		}
		if strings.Contains(got["report.txt"]+got["caption.txt"], "/cek") {
			t.Errorf("%s: a preview with a code:\n%s", area, got["report.txt"])
		}
	}
	if err := (&weekly{Area: "35.29", Out: t.TempDir()}).Run(t.Context(), s); err == nil {
		t.Error("an area of another regency is reported")
	}
}

func TestReportAtGivesBackWhatWasIssued(t *testing.T) {
	url := storetest.Redis(t)
	t.Setenv("REDIS_URL", url)
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	h, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 11, 23, 8, 0, 0, 0, h.regency.Zone)
	st := storetest.Open(t, url, h.storeOptions(func() time.Time { return monday }))
	if _, err := st.Found(t.Context(), handlers.FirstRows(h.regency)); err != nil {
		t.Fatal(err)
	}
	desk := h.desk(st, func() time.Time { return monday }, s.logger())
	e := store.Entry{ID: store.ReportID("b1", monday), Chat: "telegram:-1", Binding: "b1", Area: "62.02.05", Due: monday}
	if _, err := st.Owe(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	e, reply, err := desk.Issue(t.Context(), e, monday.AddDate(0, 0, -7))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Claim(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
	e.State = store.Sent
	if err := st.Settle(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
	// A figure that comes afterwards changes nothing in what was issued.
	n, base := int64(1250), int64(50000)
	if _, err := st.Commit(t.Context(), store.Change{Author: "telegram:1", AsOf: "2026-11-23", Source: "Disdukcapil", Rows: []store.Row{
		{Area: "62.02.05", Count: store.Active, New: &n}, {Area: "62.02.05", Count: store.Obligated, New: &base},
	}}); err != nil {
		t.Fatal(err)
	}
	got := files(t, weekly{Area: "62.02.05", At: "2026-11-23T08:00"}, s)
	shown := "/cek " + e.Code[:4] + "-" + e.Code[4:]
	if !strings.Contains(got["caption.txt"], shown) || !strings.Contains(got["report.txt"], shown) || strings.Contains(got["report.txt"], "1.250") {
		t.Errorf("want what was issued with %s:\n%s", shown, got["report.txt"])
	}
	if got["report.png"] != string(reply.File.Content) {
		t.Error("the picture is another than the one issued")
	}
	later := files(t, weekly{Area: "62.02.05", At: "2026-11-30T08:00"}, s)
	if strings.Contains(later["report.txt"], "/cek") || !strings.Contains(later["report.txt"], "1.250") {
		t.Errorf("want a preview:\n%s", later["report.txt"])
	}
}
