package simulate

import (
	"slices"
	"strings"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/scheduler/slot"
)

// people are those who write to the bot, and the groups it writes to.
type people struct {
	citizens []*sandbox.Person
	admins   []*sandbox.Person
	groups   []*group
	proposed int    // changes of figures that admins have asked for
	area     string // of the last of them
}

// The numbers of the admins; ADMIN_IDS names them.
const firstAdmin, secondAdmin = 1001, 1002

// settle has everybody arrive in the first hour.
func (w *world) settle() {
	for i := range 4 {
		w.people.citizens = append(w.people.citizens, w.phones.User(int64(2001+i), "Warga"))
	}
	for _, id := range []int64{firstAdmin, secondAdmin} {
		admin := w.phones.User(id, "Admin")
		w.people.admins = append(w.people.admins, admin)
		w.in(w.between(time.Second, time.Minute), "", func() { admin.Private().Start() })
	}
	areas := w.house.Place.Children(w.house.Place.Root())
	for i := range 4 {
		g := &group{Group: w.phones.Group("Kecamatan", i == 0), area: areas[w.dice.IntN(len(areas))]}
		w.people.groups = append(w.people.groups, g)
		w.in(w.between(2*time.Minute, 20*time.Minute), "", func() { w.found(g) })
	}
}

// live plans what people do in a week that begins now. Nothing is planned for the hours of the audit.
func (w *world) live() {
	week := func(what string, do func()) {
		at := w.now.Add(w.between(0, 7*24*time.Hour))
		if into := at.Sub(w.now) % (7 * 24 * time.Hour); into > quietFrom && into < quietFrom+quietFor {
			at = at.Add(quietFor)
		}
		w.at(at, what, func() { w.maybeTrouble(); do() })
	}
	for range 2 + w.dice.IntN(4) {
		week("", w.ask)
	}
	for range w.dice.IntN(4) {
		week("", w.change)
	}
	for range w.dice.IntN(3) {
		week("", w.groupLife)
	}
	if w.roll(0.3) {
		week("", w.importFile)
	}
	if w.roll(0.3) {
		week("", w.undo)
	}
	if w.roll(0.2) {
		week("", w.holdReports)
	}
	for range 2 {
		week("", w.settleUnclear)
	}
	w.planTrouble()
	w.planLoss()
}

// ask has a citizen write, sometimes several messages in a row.
func (w *world) ask() {
	phone := w.people.citizens[w.dice.IntN(len(w.people.citizens))].Private()
	for range 1 + w.dice.IntN(2)*w.dice.IntN(3) {
		q := questions[w.dice.IntN(len(questions))]
		w.note("citizen %d asks %q", phone.Say(q).Chat.ID, q)
	}
}

// questions are what the citizens ask. The number in one of them is made up: no such day of birth exists.
var questions = []string{
	"syarat aktivasi ikd apa saja", "cara aktivasi gimana", "lupa pin ikd", "/bantuan", "di mana aktivasi di baamang?", "hp jadul bisa?",
	"halo", "resep rendang", "1", "2", "terima kasih", "/start", "/hapus", "/statistik baamang", "/peringkat", "kode tidak masuk ke email",
	"NIK saya " + secret + " kok tidak bisa aktivasi", "is it free?", "/lokasi seranau", "ktp",
}

// secret must be found nowhere in Redis.
const secret = "6202069912990001"

// lastButtons is the newest message of the bot in a chat that has buttons; not ok where there is none.
func (w *world) lastButtons(chat int64) (m sandbox.Message, ok bool) {
	all := w.phones.Messages(chat)
	for _, m := range slices.Backward(all) {
		if m.Keyboard != nil {
			return m, true
		}
	}
	return m, false
}

// press taps the first of these buttons under the newest message with buttons.
func (w *world) press(p *sandbox.Phone, chat int64, labels ...string) bool {
	m, ok := w.lastButtons(chat)
	if !ok {
		return false
	}
	for _, wanted := range labels {
		for _, label := range m.Labels() {
			if strings.HasPrefix(label, wanted) {
				w.note("chat %d taps %q", chat, label)
				_, err := p.TapButton(m.ID, label)
				if err == nil && w.roll(0.15) {
					_, err = p.TapButton(m.ID, label) // an impatient finger
				}
				return err == nil
			}
		}
	}
	return false
}

// maybeTrouble lets something go wrong just as somebody does something.
func (w *world) maybeTrouble() {
	switch {
	case w.roll(0.25):
		w.storm()
	case w.roll(0.15):
		w.outage()
	}
}

// planTrouble lets things go wrong about the times when reports are sent, and at any other.
func (w *world) planTrouble() {
	begin := w.now
	for _, at := range w.slots(begin) {
		if into := at.Sub(begin); into > quietFrom-time.Hour && into < quietFrom+quietFor {
			continue
		}
		before := w.between(0, 10*time.Minute)
		w.at(at.Add(-time.Hour+time.Minute), "", func() { w.ifDue(at, w.wakeAll) })
		w.at(at.Add(-before), "", func() {
			if w.roll(0.3) {
				w.ifDue(at, w.storm)
			}
		})
		w.at(at, "", func() { w.ifDue(at, w.wakeAll) })
	}
	for range w.dice.IntN(3) {
		at := begin.Add(w.between(0, 7*24*time.Hour))
		if into := at.Sub(begin); into < quietFrom-2*time.Hour || into > quietFrom+quietFor {
			w.at(at, "", w.outage)
		}
	}
}

// ifDue does something if a report is due at an instant.
func (w *world) ifDue(at time.Time, do func()) {
	bindings, err := w.ledger.Bindings(w.ctx)
	if err != nil {
		w.fault("bindings: %v", err)
	}
	for _, b := range bindings {
		schedule, err := slot.Parse(b.Schedule, w.house.Place.Zone)
		if err == nil && schedule.Next(at.Add(-time.Second)).Equal(at) {
			do()
			return
		}
	}
}
