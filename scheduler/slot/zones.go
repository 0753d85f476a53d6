package slot

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the bot runs in images without a zone database
)

// place is where the time of one of Zones is kept, by its name in the zone database.
func place(zone string) string {
	switch zone {
	case "WIB":
		return "Asia/Jakarta"
	case "WITA":
		return "Asia/Makassar"
	case "WIT":
		return "Asia/Jayapura"
	}
	return ""
}

// Zones are the time zones of Indonesia as people write them, from west to east.
func Zones() []string { return []string{"WIB", "WITA", "WIT"} }

// ReadZone reads a text that names one of Zones and says nothing else: "WITA", "zona wita", "waktu Indonesia Tengah".
func ReadZone(text string) (zone string, ok bool) {
	var w words
	for _, word := range strings.Fields(plain(strings.ToLower(text))) {
		named := zoneNamed(word) != ""
		if !named && !aboutZones(word) || w.read(word) != "" {
			return "", false
		}
	}
	return w.zone, w.zone != "" && !w.wantZone
}

// zoneNamed is which of Zones a word is.
func zoneNamed(word string) string {
	zone := strings.ToUpper(strings.Trim(word, "."))
	if slices.Contains(Zones(), zone) {
		return zone
	}
	for _, zone := range Zones() {
		if strings.EqualFold(word, place(zone)) {
			return zone
		}
	}
	return ""
}

// plain is a text with the marks between its words taken out, and zones called by their short names.
func plain(text string) string {
	text = strings.NewReplacer(",", " ", ";", " ", "&", " ", "(", " ", ")", " ", "–", "-", "’", "", "'", "").Replace(text)
	return strings.NewReplacer(
		"waktu indonesia barat", "wib", "waktu indonesia tengah", "wita", "waktu indonesia timur", "wit",
		"western indonesia time", "wib", "western indonesian time", "wib", "central indonesia time", "wita",
		"central indonesian time", "wita", "eastern indonesia time", "wit", "eastern indonesian time", "wit",
		"waktu setempat", "", "local time", "",
	).Replace(strings.Join(strings.Fields(text), " "))
}

// aboutZones reports whether a word only announces a zone.
func aboutZones(word string) bool {
	return word == "zona" || word == "zone" || word == "waktu" || word == "time"
}

// likeZone reports whether a word must be meant as a time zone although it is none of ours: "UTC+8", "Asia/Singapore", "SGT", "JST", "wibb".
func likeZone(word string) bool {
	for _, start := range []string{"utc", "gmt", "wi", "asia/", "australia/", "etc/", "europe/", "pacific/"} {
		if strings.HasPrefix(word, start) {
			return true
		}
	}
	if len(word) > 1 && word[0] == '+' && word[1] >= '0' && word[1] <= '9' {
		return true
	}
	if n := len(word); n == 3 || n == 4 {
		return strings.HasSuffix(word, "st") || strings.HasSuffix(word, "dt") || slices.Contains([]string{"bnt", "myt", "pgt", "pht", "sgt", "tlt"}, word)
	}
	return false
}

// nameZone takes in the name of a zone; only one can be meant.
func (w *words) nameZone(zone string) Reason {
	if w.zone != "" && w.zone != zone {
		return Zone
	}
	w.zone, w.wantZone = zone, false
	return ""
}

// trailing takes a zone off a cron line, where it stands behind the five fields.
func trailing(fields []string) (rest []string, zone string, reason Reason) {
	if len(fields) != 6 {
		return fields, "", ""
	}
	last := strings.ToLower(fields[5])
	switch zone = zoneNamed(last); {
	case zone != "":
		return fields[:5], zone, ""
	case likeZone(last):
		return nil, "", Zone
	}
	return fields, "", ""
}

// Location is one of Zones; home where that is the same, or the zone is none of them.
func Location(zone string, home *time.Location) *time.Location {
	if name := place(zone); name != "" && zone != ZoneName(home) {
		if there, err := time.LoadLocation(name); err == nil {
			return there
		}
	}
	return home
}

// In is the schedule on the same days, at the same hours of another of Zones.
func (s Schedule) In(zone string) Schedule {
	if s.spec == nil {
		return s
	}
	s.zone, s.named = Location(zone, s.home), true
	spec := *s.spec
	spec.Location = s.zone
	s.spec = &spec
	return s
}

// Zone is the zone the schedule's hours are meant in.
func (s Schedule) Zone() *time.Location { return s.zone }

// Zoned reports whether the line said the zone itself.
func (s Schedule) Zoned() bool { return s.named }

// Elsewhere is the zone's name in the zone database where it is another than that of home; empty at home.
func (s Schedule) Elsewhere() string {
	if ZoneName(s.zone) == ZoneName(s.home) {
		return ""
	}
	return s.zone.String()
}

// ZoneName is a zone as people write it: one of Zones, where it is in Indonesia, whose zones do not change with the season.
func ZoneName(zone *time.Location) string {
	if zone == nil {
		return ""
	}
	name, _ := time.Date(2024, 1, 1, 0, 0, 0, 0, zone).Zone()
	return name
}
