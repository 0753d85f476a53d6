package simulate

import (
	"fmt"
	"strings"
	"time"

	"ikdbot/bot/sandbox"
)

// group is an official group.
type group struct {
	*sandbox.Group
	area    string
	upset   bool // it removed the bot, or a topic, at least once: what fails may fail for that
	members bool
	thread  int
}

// found has an admin add the bot to a group and link it to its area, as often as it takes.
func (w *world) found(g *group) {
	admin := w.people.admins[0]
	if !g.members {
		g.Join(admin, "administrator")
		g.members = true
	}
	g.AddBot(admin)
	w.link(g, 3)
}

// link has the admin type /daftarkan until the bot has said yes.
func (w *world) link(g *group, times int) {
	area, _ := w.house.Place.Area(g.area)
	w.note("group %d: /daftarkan %s", g.ID(), area.Name)
	w.phoneIn(g).Say("/daftarkan " + area.Code)
	if times == 0 {
		return
	}
	w.in(5*time.Minute, "", func() {
		for _, m := range w.phones.Messages(g.ID()) {
			if strings.Contains(m.Text, "sekarang terhubung") {
				return
			}
		}
		w.link(g, times-1)
	})
}

func (w *world) phoneIn(g *group) *sandbox.Phone {
	phone := g.Phone(w.people.admins[0])
	if g.thread != 0 {
		phone = phone.In(g.thread)
	}
	return phone
}

// groupLife is one of the things that happen to a group.
func (w *world) groupLife() {
	g := w.people.groups[w.dice.IntN(len(w.people.groups))]
	admin := w.people.admins[0]
	switch w.dice.IntN(7) {
	case 0:
		w.note("group %d removes the bot", g.ID())
		g.upset = true
		g.RemoveBot(admin)
		w.in(w.between(time.Minute, 48*time.Hour), "", func() {
			w.note("group %d takes the bot back", g.ID())
			g.AddBot(admin)
		})
	case 1:
		first := w.origin(g.ID())
		w.note("group %d becomes %d", first, g.Upgrade())
		w.diary.moved[g.ID()] = first
	case 2, 3:
		when := []string{"Senin 08.00", "Jumat 14.00", "Rabu 16.30", "setiap hari 07.00"}[w.dice.IntN(4)]
		w.note("group %d: /jadwal %s", g.ID(), when)
		w.phoneIn(g).Say("/jadwal " + when)
	case 4:
		until := w.now.Add(w.between(24*time.Hour, 10*24*time.Hour)).In(w.house.Place.Zone)
		w.note("group %d pauses until %s", g.ID(), until.Format(time.DateOnly))
		w.phoneIn(g).Say("/jadwal jeda " + until.Format(time.DateOnly))
	case 5:
		w.note("group %d: /laporan", g.ID())
		w.phoneIn(g).Say("/laporan")
	case 6:
		w.note("group %d stops and begins anew", g.ID())
		w.phoneIn(g).Say("/berhenti")
		areas := w.house.Place.Children(w.house.Place.Root())
		g.area = areas[w.dice.IntN(len(areas))]
		w.in(w.between(time.Minute, 10*time.Hour), "", func() { w.link(g, 0) })
	}
}

// slots are the instants at which reports may be due this week, an hour before which the admins see what is coming, and at which
// cron has work.
func (w *world) slots(from time.Time) (list []time.Time) {
	zone := w.house.Place.Zone
	for day := range 8 { // a week that begins in the middle of a day ends in the middle of another
		d := from.In(zone).AddDate(0, 0, day)
		for _, at := range []string{"07:00", "08:00", "14:00", "16:30"} {
			t, err := time.ParseInLocation(time.DateOnly+" 15:04", fmt.Sprint(d.Format(time.DateOnly), " ", at), zone)
			if err == nil && t.After(from) && !t.After(from.AddDate(0, 0, 7)) {
				list = append(list, t)
			}
		}
	}
	return list
}
