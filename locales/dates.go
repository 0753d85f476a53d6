package locales

import (
	"fmt"
	"time"
	_ "time/tzdata" // the bot runs in images without a zone database
)

// calendar is how a language writes dates.
type calendar struct {
	days   [7]string // from Sunday
	months [12]string
	clock  string
}

// written in one place for both languages; the months are those of the civil calendar.
func calendarOf(l Language) calendar {
	if known(l) == English {
		return calendar{
			[7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
			[12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
			"15:04 MST",
		}
	}
	return calendar{
		[7]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
		[12]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
		"15.04 MST",
	}
}

// Day writes a date "2023-03-20" as "20 Maret 2023"; anything that is no such date is given back as it is.
func Day(l Language, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return day(calendarOf(l), t)
}

// Moment writes an instant in its own zone: "Senin, 6 April 2026 08.00 WIB".
func Moment(l Language, t time.Time) string {
	c := calendarOf(l)
	return c.days[t.Weekday()] + ", " + day(c, t) + " " + t.Format(c.clock)
}

// Clock writes the time of day of an instant in its own zone: "08.00 WIB".
func Clock(l Language, t time.Time) string { return t.Format(calendarOf(l).clock) }

func day(c calendar, t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), c.months[t.Month()-1], t.Year())
}
