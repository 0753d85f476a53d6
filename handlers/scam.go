package handlers

import (
	"slices"
	"strings"

	"ikdbot/handlers/understand"
	"ikdbot/store"
)

const (
	scamTopic = "penipuan"
	// mostMarks is how many marks of fraud are told, so that the answer stays short; fewer where there is more to do.
	mostMarks, mostMarksHappened = 6, 3
	apkType                      = "application/vnd.android.package-archive"
)

// scamReply is the answer to a message that somebody passed on, or tells of, where it looks like fraud; ok is false where the question
// is to be answered like any other. It never calls anything safe: what shows no mark of fraud simply gets no verdict.
// The reading then says what was answered.
func (t *turn) scamReply(read *understand.Reading, s understand.Suspicion) (reply Reply, ok bool) {
	if t.Forwarded {
		s = s.PassedOn()
	}
	understood := len(read.Answer) > 0 && !outside(*read)
	asked := slices.Contains(read.Answer, scamTopic) || !understood && len(read.Guesses) > 0 && read.Guesses[0].Topic == scamTopic
	switch {
	case asked && s.Any():
	case !s.Alarm(), understood && !s.Pasted && (s.Mild() || s.Vague()):
		// One sign alone ("atas nama saya", "kepencet") gives way to a question that was surely understood.
		return Reply{}, false
	}
	t.countScam()
	r := t.scamButtons(t.scamText(s))
	other := t.besides(*read, s)
	read.Settle(scamTopic)
	if other != "" {
		read.Answer = append(read.Answer, other)
		r.Text += "\n\n" + t.topicWithFacts(other, read.Areas)
	}
	return r, true
}

// besides is what a person asks apart from telling of a fraud. A message that was passed on asks nothing, whom it has happened to needs
// the steps alone, and what the story itself is about ("pasang apk") is answered by its end.
func (t *turn) besides(read understand.Reading, s understand.Suspicion) string {
	topic, _ := t.content.Topic(t.lang, scamTopic)
	if s.Pasted || len(s.Harms) > 0 || len(read.Answer) != 2 || !slices.Contains(read.Answer, scamTopic) {
		return ""
	}
	other := read.Answer[0]
	if other == scamTopic {
		other = read.Answer[1]
	}
	if slices.Contains(topic.Next, other) {
		return ""
	}
	return other
}

// scamPackage reports whether the request is an app to install, passed on by chat.
func (t *turn) scamPackage() bool { return t.File != nil && t.File.MIME == apkType }

// scamFile answers an APK file that somebody sends: it is never opened, only its kind is known.
func (t *turn) scamFile() Reply {
	t.countScam()
	return t.scamButtons(strings.Join([]string{
		t.say("scam.package"), t.say("scam.now", "office", t.regency.Office()), t.say("scam.later"), t.say("scam.official"),
	}, "\n\n"))
}

// scamText is the verdict with the marks seen, what to do, and what is official.
func (t *turn) scamText(s understand.Suspicion) string {
	office := t.regency.Office()
	parts := []string{t.scamVerdict(s, office)}
	most := mostMarks
	if len(s.Harms) > 0 {
		most = mostMarksHappened
	}
	if len(s.Reasons) > 0 {
		lines := []string{t.say("scam.reasons")}
		for _, r := range s.Reasons[:min(most, len(s.Reasons))] {
			lines = append(lines, "- "+t.say("scam.reason_"+string(r)))
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	if len(s.Harms) > 0 {
		parts = append(parts, t.scamSteps(s.Harms, office))
	} else {
		parts = append(parts, t.say("scam.now", "office", office), t.say("scam.later"))
	}
	return strings.Join(append(parts, t.say("scam.official")), "\n\n")
}

// scamVerdict says what can be said of it: that it bears the marks of fraud, or that nobody can tell from here.
func (t *turn) scamVerdict(s understand.Suspicion, office string) string {
	switch {
	case s.Firm() && s.Pasted:
		return t.say("scam.firm_pasted")
	case s.Firm(), len(s.Harms) > 0:
		return t.say("scam.firm_told")
	case s.Pasted:
		return t.say("scam.unsure_pasted", "office", office)
	}
	return t.say("scam.unsure_told", "office", office)
}

// scamSteps are what a person must do after it has happened, in the order in which it limits the damage.
func (t *turn) scamSteps(harms []understand.Harm, office string) string {
	onPhone := slices.ContainsFunc(harms, func(h understand.Harm) bool {
		return h == understand.Installed || h == understand.Clicked || h == understand.Deceived
	})
	var steps []string
	if onPhone {
		steps = append(steps, t.say("scam.step_offline"), t.say("scam.step_uninstall"))
	}
	steps = append(steps, t.say("scam.step_bank"))
	if !slices.Equal(harms, []understand.Harm{understand.Paid}) {
		steps = append(steps, t.say("scam.step_passwords"))
	}
	steps = append(steps, t.say("scam.step_police"), t.say("scam.step_office", "office", office))
	lines := []string{t.say("scam.happened")}
	for i, step := range steps {
		lines = append(lines, string(rune('1'+i))+". "+step)
	}
	return strings.Join(lines, "\n")
}

// scamButtons offers what helps further: all about fraud, an officer, and the warning as a text message to pass on.
func (t *turn) scamButtons(text string) Reply {
	r := Reply{Text: text}
	var row []Button
	for _, c := range t.titles([]string{scamTopic, "petugas"}) {
		row = append(row, Button{Label: c.label, Command: c.command})
	}
	r.Buttons = append(r.Buttons, row)
	if t.Private {
		r.Buttons = append(r.Buttons, []Button{
			{Label: t.say("topic.sms_button"), Command: "/sms " + scamTopic},
			{Label: t.say("topic.menu_button"), Command: "/menu"},
		})
	}
	return r
}

// countScam counts the report for the weekly summary: that there was one, and nothing of what it said. That it could not be counted is
// no reason to keep the person waiting for the answer.
func (t *turn) countScam() {
	if err := t.store.AddScam(t.ctx, store.WeekOf(t.today()), t.ID); err != nil {
		t.log.Error("scam report not counted", "error", err)
	}
}
