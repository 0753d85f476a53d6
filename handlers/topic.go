package handlers

import (
	"strings"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
)

// topicText is the answer to one topic with the regency's own note.
func (t *turn) topicText(id string) string {
	topic, _ := t.content.Topic(t.lang, id)
	text := t.foremost(t.regency.Fill(strings.TrimSpace(topic.Answer)))
	if note := t.regency.Note(t.lang, id); note != "" {
		text += "\n\n" + strings.TrimSpace(note)
	}
	return text
}

// topics answers one topic or two, for the areas the person named, with buttons to what people ask next.
func (t *turn) topics(ids, areas []string) Reply {
	var texts []string
	var next []string
	for _, id := range ids {
		texts = append(texts, t.topicWithFacts(id, areas))
		if topic, ok := t.content.Topic(t.lang, id); ok {
			next = append(next, topic.Next...)
		}
	}
	r := Reply{Text: strings.Join(texts, "\n\n")}
	r.Buttons = t.nextButtons(next, ids)
	if topic, _ := t.content.Topic(t.lang, ids[0]); topic.SMS != "" && t.Private {
		r.Buttons = append(r.Buttons, []Button{
			{Label: t.say("topic.sms_button"), Command: "/sms " + ids[0]},
			{Label: t.say("topic.menu_button"), Command: "/menu"},
		})
	}
	return r
}

// topicWithFacts is a topic's answer, with what the bot computes for it.
func (t *turn) topicWithFacts(id string, areas []string) string {
	switch id {
	case "lokasi":
		return t.locationText(areas)
	case "jemput_bola":
		return stacked(t.topicText(id), t.visitsText(t.areasAsked(areas)))
	case "statistik":
		return t.figuresAsked(areas)
	case "target":
		areas = t.areasAsked(areas)
		return t.noted(t.targetText(areas), id, areas)
	}
	return t.topicText(id)
}

// shownVisits is how many days of jemput bola an answer lists.
const shownVisits = 3

// visitsText lists the next days of jemput bola that are known for an area.
func (t *turn) visitsText(areas []string) string {
	var lines []string
	for _, v := range report.Visits(t.regency, t.firstOrRoot(areas), store.Day(t.today())) {
		if len(lines) < shownVisits {
			lines = append(lines, "- "+locales.Escape(v.When(t.lang, t.regency)))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return stacked(t.say("topic.visits"), strings.Join(lines, "\n"))
}

// noted adds to the figures of the regency what its folder says about others that were published.
func (t *turn) noted(text, id string, areas []string) string {
	if t.firstOrRoot(areas) != t.regency.Root() {
		return text
	}
	return stacked(text, strings.TrimSpace(t.regency.Note(t.lang, id)))
}

// nextButtons offers at most four topics not answered just now, two a row.
func (t *turn) nextButtons(next, answered []string) [][]Button {
	seen := map[string]bool{}
	for _, id := range answered {
		seen[id] = true
	}
	var rows [][]Button
	count := 0
	for _, id := range next {
		id = strings.TrimPrefix(id, "/")
		topic, ok := t.content.Topic(t.lang, id)
		if !ok || seen[id] || count == 4 {
			continue
		}
		seen[id] = true
		b := Button{Label: topic.Title, Command: "/" + id}
		if count%2 == 0 {
			rows = append(rows, []Button{b})
		} else {
			rows[len(rows)-1] = append(rows[len(rows)-1], b)
		}
		count++
	}
	return rows
}

// sms gives a topic as one text message that a village officer can pass on: /sms cara.
func (t *turn) sms() Reply {
	topic, ok := t.content.Topic(t.lang, t.args)
	if !ok || topic.SMS == "" {
		return t.mainMenu(t.say("topic.no_sms"))
	}
	return Reply{Text: t.say("topic.sms", "title", topic.Title) + "\n\n`" + t.regency.Fill(topic.SMS) + "`"}
}
