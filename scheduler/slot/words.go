package slot

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// words are what a schedule in words has told so far.
type words struct {
	days       []time.Weekday
	monthDay   int
	daily      bool
	rangeFrom  bool // "sampai" was read: the next weekday ends a range
	wantDate   bool // "tanggal" was read: the next number is a day of the month
	timed      bool
	hour, mins int
	half       string // "pagi", "siang", "sore", "malam", "am", "pm"
	zone       string // one of Zones
	wantZone   bool   // "zona" was read: the next word is one
}

// fromWords turns words into the five fields of a cron line and the zone they name, or says why it cannot.
func fromWords(text string) (fields []string, zone string, reason Reason) {
	var w words
	list := strings.Fields(plain(text))
	for i, word := range list {
		if word == "minggu" && i > 0 && (list[i-1] == "setiap" || list[i-1] == "tiap") {
			continue // "every week"; the day is "hari minggu"
		}
		if (word == "jam" || word == "menit" || word == "hour" || word == "minute") && often(list[:i], list[i+1:]) {
			return nil, "", TooOften
		}
		if reason := w.read(word); reason != "" {
			return nil, "", reason
		}
	}
	fields, reason = w.fields()
	return fields, w.zone, reason
}

// often reports whether a word for an hour or a minute, by what stands before and after it, says "every hour" and not "at eight".
func often(before, after []string) bool {
	if len(before) == 0 || len(after) > 0 && after[0][0] >= '0' && after[0][0] <= '9' {
		return false
	}
	last := before[len(before)-1]
	_, err := strconv.Atoi(last)
	return err == nil && len(before) > 1 && every(before[len(before)-2]) || every(last)
}

func every(word string) bool {
	return word == "setiap" || word == "tiap" || word == "every" || word == "per"
}

// read takes in one word.
func (w *words) read(word string) Reason {
	zone := zoneNamed(word)
	switch {
	case zone != "":
		return w.nameZone(zone)
	case aboutZones(word):
		w.wantZone = w.wantZone || word == "zona" || word == "zone"
		return ""
	case w.wantZone || likeZone(word):
		return Zone
	}
	if first, last, ok := strings.Cut(word, "-"); ok {
		return firstOf(w.read(first), w.read("sampai"), w.read(last))
	}
	if day, ok := weekday(word); ok {
		return w.addDay(day)
	}
	switch word {
	case "setiap", "tiap", "hari", "pada", "pukul", "jam", "pkl", "dan", "on", "at", "and", "day", "days", "oclock", "week", "weekly":
		w.daily = w.daily || word == "hari" || word == "day"
		return ""
	case "harian", "daily", "everyday", "every":
		w.daily = w.daily || word != "every"
		return ""
	case "sampai", "s/d", "sd", "hingga", "to", "until":
		w.rangeFrom = len(w.days) > 0
		return ""
	case "tanggal", "tgl", "date":
		w.wantDate = true
		return ""
	case "pagi", "siang", "sore", "malam", "am", "pm":
		w.half = word
		return ""
	}
	for _, zone := range Zones() {
		if rest, ok := strings.CutSuffix(word, strings.ToLower(zone)); ok { // "08.00wita"
			return firstOf(w.number(rest), w.nameZone(zone))
		}
	}
	return w.number(word)
}

// firstOf is the first reason there is.
func firstOf(reasons ...Reason) Reason {
	for _, reason := range reasons {
		if reason != "" {
			return reason
		}
	}
	return ""
}

// addDay adds a weekday, or all weekdays up to it when a range was opened.
func (w *words) addDay(day time.Weekday) Reason {
	if w.rangeFrom {
		for d := w.days[len(w.days)-1]; d != day; {
			d = (d + 1) % 7
			w.days = append(w.days, d)
		}
		w.rangeFrom = false
		return ""
	}
	w.days = append(w.days, day)
	return ""
}

// number reads a day of the month where one is due, else a time of day: "8", "08.00", "8:30", "8am".
func (w *words) number(word string) Reason {
	for _, half := range []string{"am", "pm"} {
		if rest, ok := strings.CutSuffix(word, half); ok {
			w.half, word = half, rest
		}
	}
	if w.wantDate {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > 31 || w.monthDay != 0 {
			return Unreadable
		}
		w.monthDay, w.wantDate = n, false
		return ""
	}
	hour, mins, hasMins := strings.Cut(strings.Replace(word, ".", ":", 1), ":")
	if !hasMins {
		mins = "00"
	}
	h, errHour := strconv.ParseUint(hour, 10, 8)
	m, errMins := strconv.ParseUint(mins, 10, 8)
	if errHour != nil || errMins != nil || len(hour) > 2 || len(mins) != 2 || h > 23 || m > 59 {
		return Unreadable
	}
	if w.timed {
		return TooOften
	}
	w.timed, w.hour, w.mins = true, int(h), int(m)
	return ""
}

// fields is the cron line the words mean.
func (w *words) fields() ([]string, Reason) {
	dated := len(w.days) > 0 || w.monthDay > 0
	switch {
	case w.wantZone:
		return nil, Zone
	case w.wantDate || w.rangeFrom:
		return nil, Unreadable
	case len(w.days) > 0 && w.monthDay > 0:
		return nil, BothDays
	case !w.timed && (dated || w.daily):
		return nil, NoTime
	case !w.timed:
		return nil, Unreadable
	case !dated && !w.daily:
		return nil, NoDay
	}
	hour, ok := w.hour24()
	if !ok {
		return nil, Unreadable
	}
	monthDay, weekdays := "*", "*"
	if w.monthDay > 0 {
		monthDay = strconv.Itoa(w.monthDay)
	}
	if len(w.days) > 0 {
		weekdays = dayField(w.days)
	}
	return []string{strconv.Itoa(w.mins), strconv.Itoa(hour), monthDay, "*", weekdays}, ""
}

// hour24 applies the half of the day: 2 siang is 14, 7 malam is 19, 12 malam and 12 am are 0, 8 pagi is 8. Hours that the
// half of the day contradicts ("14 pagi") are not guessed at.
func (w *words) hour24() (int, bool) {
	hour := w.hour
	switch w.half {
	case "":
		return hour, true
	case "am", "pagi":
		if w.half == "am" && hour == 12 {
			return 0, true
		}
		return hour, hour < 12
	case "malam":
		if hour == 12 || hour == 0 {
			return 0, true
		}
	case "siang":
		if hour >= 10 && hour <= 12 {
			return hour, true
		}
	}
	if hour > 0 && hour < 12 {
		hour += 12
	}
	return hour, hour >= 12
}

// dayField writes weekdays as cron wants them, sorted from Monday, each once.
func dayField(days []time.Weekday) string {
	names := []string{"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"}
	var list []string
	for i, name := range names {
		if slices.Contains(days, time.Weekday((i+1)%7)) {
			list = append(list, name)
		}
	}
	return strings.Join(list, ",")
}

// weekday knows the days in Indonesian and English, whole or short.
func weekday(word string) (time.Weekday, bool) {
	switch word {
	case "senin", "sen", "snn", "monday", "mondays", "mon":
		return time.Monday, true
	case "selasa", "sel", "slasa", "tuesday", "tuesdays", "tue":
		return time.Tuesday, true
	case "rabu", "rab", "rebo", "wednesday", "wednesdays", "wed":
		return time.Wednesday, true
	case "kamis", "kam", "kms", "thursday", "thursdays", "thu":
		return time.Thursday, true
	case "jumat", "jum", "jumaat", "jmt", "friday", "fridays", "fri":
		return time.Friday, true
	case "sabtu", "sab", "sbt", "saturday", "saturdays", "sat":
		return time.Saturday, true
	case "minggu", "ahad", "mgg", "sunday", "sundays", "sun":
		return time.Sunday, true
	}
	return 0, false
}
