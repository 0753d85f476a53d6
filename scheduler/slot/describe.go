package slot

import (
	"math/bits"
	"time"
)

// Description is a schedule taken apart for a phrase: on which days, at which minute of the day.
type Description struct {
	Weekdays     []time.Weekday // Monday first; nil: any
	MonthDays    []int          // 1 to 31; nil: any
	Months       []time.Month   // nil: any
	Hour, Minute int            // in the schedule's zone
}

// Daily reports whether every day of every month is meant.
func (d Description) Daily() bool {
	return d.Weekdays == nil && d.MonthDays == nil && d.Months == nil
}

// Describe takes the schedule apart.
func (s Schedule) Describe() Description {
	if s.spec == nil {
		return Description{}
	}
	d := Description{Hour: bits.TrailingZeros64(s.spec.Hour), Minute: bits.TrailingZeros64(s.spec.Minute)}
	if days := values(s.spec.Dow, 7); len(days) < 7 {
		for _, n := range append(days, 7) {
			if n > 0 && s.spec.Dow&(1<<(n%7)) != 0 {
				d.Weekdays = append(d.Weekdays, time.Weekday(n%7))
			}
		}
	}
	if days := values(s.spec.Dom, 32); len(days) < 31 {
		d.MonthDays = days
	}
	if months := values(s.spec.Month, 13); len(months) < 12 {
		for _, n := range months {
			d.Months = append(d.Months, time.Month(n))
		}
	}
	return d
}

// values lists the values below limit that a cron field's bits hold.
func values(field uint64, limit int) []int {
	var list []int
	for n := range limit {
		if field&(1<<n) != 0 {
			list = append(list, n)
		}
	}
	return list
}
