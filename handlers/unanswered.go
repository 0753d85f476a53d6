package handlers

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

const (
	groupsPerPage    = 4
	wordingsPerGroup = 3
	likelyTopics     = 2
	shownWording     = 120 // characters of a wording in a list
)

// unanswered shows admins what the bot did not understand and lets them teach it:
//
//	/takterjawab [n]             the largest groups, from the n-th on
//	/takterjawab lain id         all topics, for the group that holds a wording
//	/takterjawab beri id topic   the group's wordings become examples of a topic
//	/takterjawab abaikan id      the group is dropped
//	/takterjawab contoh [n]      what was learned, before number n
//	/takterjawab batal n         takes what was learned back
//	/takterjawab ekspor          what was learned, as lines for the topic files
func (t *turn) unanswered() Reply {
	words := strings.Fields(strings.ToLower(t.args))
	words = append(words, "", "", "")
	n, err := strconv.ParseInt(strings.TrimPrefix(words[1], "#"), 10, 64)
	isNumber := err == nil && n > 0
	switch words[0] {
	case "lain", "other":
		return t.allTopics(words[1])
	case "beri", "give":
		return t.give(words[1], words[2])
	case "abaikan", "ignore":
		return t.ignore(words[1])
	case "contoh", "examples":
		return t.lessonList(n)
	case "batal", "undo":
		if isNumber {
			return t.takeBack(n)
		}
	case "ekspor", "export":
		return t.exportLessons()
	}
	from, err := strconv.Atoi(words[0])
	if words[0] != "" && (err != nil || from < 1) {
		return t.plain("unanswered.usage")
	}
	return t.missedList(max(from, 1))
}

// untaught is the reply when the store failed. Questions are answered all the same, with what was learned until then.
func (t *turn) untaught(doing string, err error) Reply {
	if errors.Is(err, store.ErrAway) {
		t.log.Error("redis away", "doing", doing)
		return t.plain("unanswered.away")
	}
	return t.trouble(doing, err)
}

// missedGroups are the groups of what was missed and still would be.
func (t *turn) missedGroups() ([]alike, error) {
	missed, err := t.store.Missed(t.ctx)
	if err != nil {
		return nil, err
	}
	return groupsOf(t.mind, missed), nil
}

// missedList shows a page of groups, from the one of that number on.
func (t *turn) missedList(from int) Reply {
	groups, err := t.missedGroups()
	if err != nil {
		return t.untaught("read missed questions", err)
	}
	if from > len(groups) {
		from = 1 // the list has grown shorter since
	}
	r := Reply{Text: t.say("unanswered.none")}
	if len(groups) > 0 {
		wordings := 0
		for _, g := range groups {
			wordings += len(g.wordings)
		}
		r.Text = t.say("unanswered.title", "wordings", wordings, "groups", len(groups))
	}
	last := min(len(groups), from-1+groupsPerPage)
	for i := from - 1; i < last; i++ {
		r.Text += "\n\n" + t.groupText(i+1, groups[i])
		r.Buttons = append(r.Buttons, t.groupButtons(i+1, groups[i])...)
	}
	var more []Button
	if last < len(groups) {
		more = append(more, Button{Label: t.say("unanswered.next_button"), Command: fmt.Sprint("/takterjawab ", last+1)})
	}
	r.Buttons = append(r.Buttons, append(more, Button{Label: t.say("unanswered.learned_button"), Command: "/takterjawab contoh"}))
	return r
}

// groupText is one group: how often it was asked, some wordings, what people said they meant.
func (t *turn) groupText(n int, g alike) string {
	lines := []string{t.say("unanswered.group", "n", n, "asked", g.asked)}
	lines = append(lines, t.wordingLines(g.wordings)...)
	if len(g.chosen) > 0 {
		var topics []string
		for _, topic := range byCount(g.chosen) {
			topics = append(topics, t.say("unanswered.chosen_topic", "topic", t.topicName(topic), "n", g.chosen[topic]))
		}
		lines = append(lines, t.say("unanswered.chosen", "topics", locales.Markup(strings.Join(topics, ", "))))
	}
	return strings.Join(lines, "\n")
}

// wordingLines are the first wordings of a group, and how many more there are.
func (t *turn) wordingLines(wordings []store.Wording) (lines []string) {
	for _, w := range wordings[:min(len(wordings), wordingsPerGroup)] {
		lines = append(lines, "- "+t.say("unanswered.wording", "text", inert(clip(w.Text, shownWording)), "asked", w.Asked))
	}
	if more := len(wordings) - wordingsPerGroup; more > 0 {
		lines = append(lines, "- "+t.say("unanswered.more", "n", more))
	}
	return lines
}

// groupButtons give a group to one of the likeliest topics or to another, or drop it.
func (t *turn) groupButtons(n int, g alike) [][]Button {
	var likely []Button
	for _, topic := range g.likeliest(t.mind, likelyTopics) {
		label := t.say("unanswered.give_button", "n", n, "topic", locales.Markup(t.topicName(topic)))
		likely = append(likely, Button{Label: label, Command: "/takterjawab beri " + g.id() + " " + topic})
	}
	others := []Button{
		{Label: t.say("unanswered.other_button", "n", n), Command: "/takterjawab lain " + g.id()},
		{Label: t.say("unanswered.ignore_button", "n", n), Command: "/takterjawab abaikan " + g.id()},
	}
	if len(likely) == 0 {
		return [][]Button{others}
	}
	return [][]Button{likely, others}
}

// topicName is what a topic is called; its id where the content has it no more.
func (t *turn) topicName(id string) string {
	if topic, ok := t.content.Topic(t.lang, id); ok {
		return topic.Title
	}
	return id
}

// allTopics offers every topic for the group that holds a wording.
func (t *turn) allTopics(id string) Reply {
	groups, err := t.missedGroups()
	if err != nil {
		return t.untaught("read missed questions", err)
	}
	g, ok := holding(groups, id)
	if !ok {
		return t.noSuchGroup(id)
	}
	r := Reply{Text: t.say("unanswered.which_topic") + "\n\n" + strings.Join(t.wordingLines(g.wordings), "\n")}
	for i, topic := range t.content.Topics(t.lang) {
		b := Button{Label: topic.Title, Command: "/takterjawab beri " + id + " " + topic.ID}
		if i%2 == 0 {
			r.Buttons = append(r.Buttons, []Button{b})
		} else {
			last := len(r.Buttons) - 1
			r.Buttons[last] = append(r.Buttons[last], b)
		}
	}
	return r
}
