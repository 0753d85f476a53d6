package handlers_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// A year of a regency in a real Redis: every week one change with figures of all kecamatan, and a report to each group as it is issued,
// claimed and sent. It reports what that takes in Redis, what a backup takes as a file, and how long Redis is busy making one.
func BenchmarkYearInRedis(b *testing.B) {
	for _, groups := range []int{17, 200} {
		b.Run(fmt.Sprint(groups, " groups"), func(b *testing.B) {
			for b.Loop() {
				y := newYear(b, groups)
				empty := y.used()
				for week := range 52 {
					y.week(week)
				}
				b.ReportMetric(float64(y.used()-empty)/1e6, "MB/year")
				b.ReportMetric(float64(y.used()-empty)/52/float64(groups), "B/report")
				y.backup()
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// year is an office whose store is a real Redis.
type year struct {
	*testing.B
	*stage
	server   *storetest.Server
	bindings []store.Binding
	figures  map[string]int64
}

func newYear(b *testing.B, groups int) *year {
	b.Helper()
	h := newHouse(b, "")
	y := &year{B: b, stage: h.stage(b, "62.02"), server: storetest.Start(b), figures: map[string]int64{}}
	y.store = storetest.Open(b, y.server.URL, store.Options{Regency: "62.02", Tree: y.regency, Now: y.clock})
	if _, err := y.store.Found(b.Context(), firstRows(y.regency)); err != nil {
		b.Fatal(err)
	}
	o := y.options(h)
	o.Draw = func(*locales.Content, locales.Language, *locales.Regency, report.Facts, report.Points) ([]byte, error) {
		return []byte{1}, nil // pictures are not kept
	}
	y.desk = handlers.New(o)
	areas := y.regency.Areas()
	for i := range groups {
		bound, err := y.store.Bind(b.Context(), store.Binding{
			Chat: fmt.Sprintf("telegram:-%d", 1000+i), Area: areas[1+i%(len(areas)-1)].Code, Schedule: "0 8 * * MON", By: "telegram:1",
		})
		if err != nil {
			b.Fatal(err)
		}
		y.bindings = append(y.bindings, bound)
	}
	return y
}

// week stores the figures of a week and sends its reports.
func (y *year) week(n int) {
	y.Helper()
	due := time.Date(2026, 11, 23, 8, 0, 0, 0, y.regency.Zone).AddDate(0, 0, 7*n)
	y.mu.Lock()
	y.now = due
	y.mu.Unlock()
	c := store.Change{Author: "telegram:1", AsOf: store.Date(due.Format(time.DateOnly)), Source: "Rekap pekanan Disdukcapil"}
	for i, area := range y.regency.Children("62.02") {
		now := y.figures[area] + int64(20+i)
		row := store.Row{Area: area, Count: store.Active, New: &now}
		if old, ok := y.figures[area]; ok {
			row.Old = &old
		}
		c.Rows = append(c.Rows, row)
		y.figures[area] = now
	}
	_, err := y.store.Commit(y.Context(), c)
	for _, bound := range y.bindings {
		if err != nil {
			break
		}
		e := store.Entry{ID: store.ReportID(bound.ID, due), Chat: bound.Chat, Binding: bound.ID, Area: bound.Area, Due: due}
		if _, err = y.store.Owe(y.Context(), e); err == nil {
			e, _, err = y.desk.Issue(y.Context(), e, due.AddDate(0, 0, -7))
		}
		if err == nil {
			_, err = y.store.Claim(y.Context(), "me", e)
		}
		e.State, e.Message = store.Sent, fmt.Sprint(n)
		if err == nil {
			err = y.store.Settle(y.Context(), "me", e)
		}
	}
	if err != nil {
		y.Fatal(err)
	}
}

// used is the memory Redis uses.
func (y *year) used() int64 {
	for line := range strings.Lines(y.server.Ask("INFO", "memory")) {
		if text, ok := strings.CutPrefix(strings.TrimSpace(line), "used_memory:"); ok {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				y.Fatal(err)
			}
			return n
		}
	}
	y.Fatal("redis does not tell its memory")
	return 0
}

// backup measures a backup.
func (y *year) backup() {
	y.Helper()
	started := time.Now()
	backup, err := y.store.Backup(y.Context())
	if err != nil {
		y.Fatal(err)
	}
	y.ReportMetric(float64(time.Since(started).Milliseconds()), "ms/backup")
	var file bytes.Buffer
	if err := backup.Write(&file, nil); err != nil {
		y.Fatal(err)
	}
	y.ReportMetric(float64(file.Len())/1e6, "MB-file")
	slow := y.server.Ask("--csv", "SLOWLOG", "GET", "1")
	fields := strings.Split(slow, ",")
	if len(fields) > 2 {
		if us, err := strconv.ParseFloat(fields[2], 64); err == nil {
			y.ReportMetric(us/1000, "ms-blocked")
		}
	}
}
