// Package slot answers when a schedule is due: it reads a line an admin wrote and computes due instants, from nothing but its arguments.
// The zone is part of the line, "0 8 * * MON WITA", where it is another than at home, so that nobody who reads a stored line can forget it.
package slot

import (
	"math/bits"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule is a checked schedule: a cron line in a zone that fires at most once a day. The zero Schedule is never due.
type Schedule struct {
	line  string // five fields
	home  *time.Location
	zone  *time.Location
	named bool // the zone was said, not taken from home
	spec  *cron.SpecSchedule
}

// Reason says why a line is no schedule; each has a sentence of its own in the caller's phrases.
type Reason string

// The reasons for refusing a line.
const (
	Empty      Reason = "empty"      // nothing was written
	Zone       Reason = "zone"       // a time zone that is none of Zones, or two of them, or one before the line as cron has it
	Descriptor Reason = "descriptor" // "@weekly" and its kin
	Every      Reason = "every"      // "@every 24h" counts from the start of the program, not by the clock
	Seconds    Reason = "seconds"    // six fields: the first would be read as seconds
	BothDays   Reason = "both_days"  // day of month and day of week: cron would take either, people mean both
	TooOften   Reason = "too_often"  // more than once a day
	Never      Reason = "never"      // no such day, as 31 February
	NoDay      Reason = "no_day"     // an hour without a day
	NoTime     Reason = "no_time"    // a day without an hour
	Unreadable Reason = "unreadable" // anything else
)

// Error is why a line is no schedule. It does not repeat the line, which may be anything a person typed.
type Error struct{ Reason Reason }

// Error names the reason for the operator; people read the caller's phrase for it.
func (e *Error) Error() string { return "no schedule: " + string(e.Reason) }

// starBit is how cron marks a field that holds every value; bits of values lie below it.
const starBit = 1 << 63

// Parse reads a cron line of five fields or words as people type them ("Senin 08.00", "setiap hari jam 7") as a
// schedule in the zone at home, or in one of Zones that the line names ("Senin 08.00 WITA"). An error is always an *Error.
func Parse(line string, home *time.Location) (Schedule, error) {
	line = strings.TrimSpace(line)
	if line == "" {
		return Schedule{}, &Error{Empty}
	}
	lower := strings.ToLower(line)
	switch {
	case strings.Contains(lower, "tz="):
		return Schedule{}, &Error{Zone}
	case strings.HasPrefix(lower, "@every"):
		return Schedule{}, &Error{Every}
	case strings.HasPrefix(lower, "@"):
		return Schedule{}, &Error{Descriptor}
	}
	fields, zone, reason := split(line)
	switch {
	case reason != "":
		return Schedule{}, &Error{reason}
	case len(fields) > 5:
		return Schedule{}, &Error{Seconds}
	case len(fields) < 5:
		return Schedule{}, &Error{Unreadable}
	}
	line = strings.Join(fields, " ")
	spec := parseCron(line)
	if spec == nil {
		return Schedule{}, &Error{Unreadable}
	}
	spec.Location = home
	s := Schedule{line: line, home: home, zone: home, spec: spec}
	if zone != "" {
		s = s.In(zone)
	}
	return s, s.check()
}

// split takes a line apart: the fields of cron, and the zone where one is named.
func split(line string) (fields []string, zone string, reason Reason) {
	fields = strings.Fields(line)
	if len(fields) == 6 && zoneNamed(strings.ToLower(fields[0])) != "" && looksLikeCron(fields[1:]) {
		fields = append(fields[1:], fields[0])
	}
	if looksLikeCron(fields) {
		return trailing(fields)
	}
	return fromWords(strings.ToLower(line))
}

// looksLikeCron reports whether the first two fields are those of a cron line, so that the whole is read as one.
func looksLikeCron(fields []string) bool {
	if len(fields) < 2 {
		return false
	}
	return strings.Trim(fields[0], "0123456789*/,?-") == "" && strings.Trim(fields[1], "0123456789*/,?-") == ""
}

// parseCron returns nil for a line that robfig/cron cannot read. The library panics on some (robfig/cron#554), so it is
// kept behind a recover although the known ones are refused before.
func parseCron(line string) (spec *cron.SpecSchedule) {
	defer func() {
		if recover() != nil {
			spec = nil
		}
	}()
	read, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(line)
	if err != nil {
		return nil
	}
	spec, _ = read.(*cron.SpecSchedule)
	return spec
}

// check refuses what cron reads in another way than people mean it.
func (s Schedule) check() error {
	switch {
	case s.spec.Dom&starBit == 0 && s.spec.Dow&starBit == 0:
		return &Error{BothDays}
	case bits.OnesCount64(s.spec.Minute&^starBit) > 1 || bits.OnesCount64(s.spec.Hour&^starBit) > 1:
		return &Error{TooOften}
	case s.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero():
		return &Error{Never}
	}
	return nil
}

// Line is the schedule as a cron line of five fields, and the zone behind them where it is not that of home: the form to store.
func (s Schedule) Line() string {
	if s.Elsewhere() == "" {
		return s.line
	}
	return s.line + " " + ZoneName(s.zone)
}

// Next is the first due instant after the given one, in UTC; zero if there is none within five years.
func (s Schedule) Next(after time.Time) time.Time {
	if s.spec == nil {
		return time.Time{}
	}
	next := s.spec.Next(after.In(s.zone))
	if next.IsZero() {
		return time.Time{}
	}
	return next.UTC()
}

// Last is the latest due instant after one instant and not after another.
func (s Schedule) Last(after, until time.Time) (time.Time, bool) {
	for days := 8; ; days *= 4 {
		from := until.AddDate(0, 0, -days)
		if from.Before(after) {
			from = after
		}
		if due := s.Between(from, until); len(due) > 0 {
			return due[len(due)-1], true
		}
		if from.Equal(after) {
			return time.Time{}, false
		}
	}
}

// Between lists the due instants after one instant and not after another, oldest first, in UTC.
func (s Schedule) Between(after, until time.Time) []time.Time {
	var due []time.Time
	for next := s.Next(after); !next.IsZero() && !next.After(until); next = s.Next(next) {
		due = append(due, next)
	}
	return due
}
