package handlers

import (
	"math"
	"slices"
	"strings"

	"ikdbot/locales"
)

// farKM is beyond which a shared location is taken to be outside the regency: the widest one, with its islands, is within it.
const farKM = 150

// location answers /lokasi [area].
func (t *turn) location() Reply {
	if t.args == "" {
		return t.where(nil)
	}
	found := t.mind.Find(t.args)
	if len(found) == 0 {
		r := t.where(nil)
		r.Text = t.say("location.unknown_area", "name", t.asked()) + "\n\n" + r.Text
		return r
	}
	return t.where(found)
}

// asked is what follows the command as it may be repeated: in one line, and not all of it.
func (t *turn) asked() string { return inert(clip(oneLine(t.args), 60)) }

// where answers where to activate, for the areas a person named: none asks, several ask back, one answers.
func (t *turn) where(areas []string) Reply {
	if areas = widest(areas); len(areas) > 1 {
		return t.whichArea(areas, "/lokasi ")
	}
	r := Reply{Text: t.locationText(areas), Buttons: t.afterLocation()}
	if len(areas) == 0 && t.Private && len(t.regency.Points) > 0 {
		r.AskLocation = t.say("location.share_button")
		r.Buttons = nil // a message carries one kind of keyboard; the location button is the useful one here
	}
	if len(areas) == 1 {
		r.Buttons = append(r.Buttons, []Button{{Label: t.say("location.figures_button"), Command: "/statistik " + areas[0]}})
	}
	return r
}

func (t *turn) afterLocation() [][]Button {
	return t.nextButtons([]string{"syarat", "jam", "jemput_bola", "hp_jadul"}, nil)
}

// widest is the first area alone where it holds all the others, as a kecamatan does the desa of the same name: whoever reads
// about it means the whole. Whoever changes figures is asked.
func widest(areas []string) []string {
	for _, code := range areas {
		if !strings.HasPrefix(code+".", areas[0]+".") {
			return areas
		}
	}
	return areas[:min(len(areas), 1)]
}

// whichArea asks which of several areas is meant.
func (t *turn) whichArea(areas []string, command string) Reply {
	var choices []choice
	for _, code := range areas[:min(len(areas), 9)] {
		choices = append(choices, choice{t.fullName(code), command + code})
	}
	return t.menu(t.say("location.which"), choices)
}

// fullName tells namesakes apart: "Desa Gayam, Kecamatan Gayam".
func (t *turn) fullName(code string) string {
	a, _ := t.regency.Area(code)
	if a.Level == "desa" {
		return t.regency.Label(code) + ", " + t.regency.Label(a.Parent)
	}
	return t.regency.Label(code)
}

// locationText lists the points for the first of the areas; without one, the points for everybody and the kinds of places.
func (t *turn) locationText(areas []string) string {
	if len(areas) == 0 || areas[0] == t.regency.Root() {
		return t.generalText()
	}
	area := areas[0]
	head := t.say("location.head", "area", t.fullName(area))
	return head + t.serviceList(servicesFor(t.regency, area, spotOf(t.regency, area))) + "\n\n" + t.say("location.before_leaving")
}

// generalText is for those who named no area: an address to go to comes first, if there is one, and what holds in general after it.
// Where no place is known nobody is asked for an area, which would bring none either.
func (t *turn) generalText() string {
	list := servicesFor(t.regency, "", nil)
	switch {
	case len(list) == 0:
		return t.topicText("lokasi") + t.serviceList(list)
	case !slices.ContainsFunc(list, func(s service) bool { return s.Address[t.lang] != "" }):
		return stacked(t.topicText("lokasi")+t.serviceList(list), t.say("location.invite"))
	}
	head := t.say("location.head", "area", t.regency.Label(t.regency.Root()))
	return stacked(head+t.serviceList(list), t.topicText("lokasi"), t.say("location.invite"))
}

// sharedLocation answers a point somebody shared; the point itself is used here and forgotten.
func (t *turn) sharedLocation() Reply {
	from := spot{lat: t.Location.Lat, lng: t.Location.Lng}
	code, km := nearestKecamatan(t.regency, from)
	if code == "" {
		return Reply{Text: t.locationText(nil), Buttons: t.afterLocation()}
	}
	if km > farKM {
		return Reply{Text: t.say("location.outside", "regency", t.regency.Label(t.regency.Root())), Buttons: t.afterLocation()}
	}
	head := t.say("location.shared_head", "area", t.regency.Label(code))
	list := t.serviceList(servicesFor(t.regency, code, &from))
	return Reply{Text: head + list + "\n\n" + t.say("location.before_leaving"), Buttons: t.afterLocation()}
}

func (t *turn) serviceList(list []service) string {
	if len(list) == 0 {
		return "\n\n" + t.say("location.none_known", "office", t.regency.Office())
	}
	var b strings.Builder
	for _, s := range list {
		b.WriteString("\n\n" + t.serviceText(s))
	}
	return b.String()
}

// serviceText is one point: name, address, how sure it is and since when, how far, hours and telephone where configured.
func (t *turn) serviceText(s service) string {
	lines := []string{"**" + locales.Escape(s.Name[t.lang]) + "**"}
	if address := s.Address[t.lang]; address != "" {
		lines = append(lines, locales.Escape(address))
	}
	sure := "location.unsure"
	if s.Certain {
		sure = "location.sure"
	}
	if !s.Since.IsZero() {
		lines = append(lines, t.say(sure, "date", locales.Day(t.lang, s.Since.Format("2006-01-02"))))
	}
	if s.km >= 0 {
		lines = append(lines, t.distance(s))
	}
	if hours := s.Hours[t.lang]; hours != "" {
		lines = append(lines, t.say("location.hours", "hours", hours))
	}
	if s.Phone != "" {
		lines = append(lines, t.say("location.phone", "phone", s.Phone))
	}
	if note := s.Note[t.lang]; note != "" {
		lines = append(lines, locales.Escape(note))
	}
	return strings.Join(lines, "\n")
}

func (t *turn) distance(s service) string {
	seat, _ := t.regency.Seat(kecamatanOf(t.regency, s.Area))
	if s.km < 1 {
		return t.say("location.near", "town", seat.Town)
	}
	return t.say("location.distance", "km", int(math.Round(s.km)), "town", seat.Town, "within", int(math.Ceil(s.within)))
}
