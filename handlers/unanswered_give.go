package handlers

import (
	"errors"
	"slices"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

const (
	// mostLoss is the share of examples that further ones may cost.
	mostLoss = 0.005
	// mostGiven is how many wordings of a group are learned at once; the rest is then understood too, or stays.
	mostGiven = 100
	// worthNaming is how many examples a topic must lose to be named.
	worthNaming = 3
)

// give makes the wordings of a group examples of a topic, if that does no harm to the others.
func (t *turn) give(id, topic string) Reply {
	if _, ok := t.content.Topic(t.lang, topic); !ok {
		return t.plain("unanswered.usage")
	}
	groups, err := t.missedGroups()
	if err != nil {
		return t.untaught("read missed questions", err)
	}
	g, ok := holding(groups, id)
	if !ok {
		return t.noSuchGroup(id)
	}
	g.wordings = g.wordings[:min(len(g.wordings), mostGiven)]
	if full, err := t.learnedEnough(len(g.wordings)); full || err != nil {
		if err != nil {
			return t.untaught("read lessons", err)
		}
		return t.plain("unanswered.full", "most", store.MostLearned)
	}
	result, err := t.learner.try(t.ctx, topic, g.texts(), t.testing)
	if err != nil {
		return t.untaught("test group", err)
	}
	if result.harmful() {
		t.log.Info("lesson refused", "topic", topic, "wordings", len(g.wordings), "user", t.User)
		return t.refused(g, topic, result)
	}
	lesson, err := t.store.Teach(t.ctx, store.Lesson{Topic: topic, Wordings: g.wordings, By: t.User})
	switch {
	case errors.Is(err, store.ErrNothing):
		return t.plain("unanswered.changed")
	case err != nil:
		return t.untaught("store lesson", err)
	}
	t.log.Info("lesson given", "lesson", lesson.N, "topic", topic, "wordings", len(g.wordings), "user", t.User)
	t.learner.passed(result, lesson)
	t.learner.refresh(t.ctx)
	return t.given(lesson, result)
}

// learnedEnough reports that there is no room for so many more wordings.
func (t *turn) learnedEnough(more int) (bool, error) {
	lessons, _, err := t.store.Lessons(t.ctx)
	for _, l := range lessons {
		more += len(l.Wordings)
	}
	return more > store.MostLearned, err
}

// testing shows how far the test of a group is.
func (t *turn) testing(n, of int) {
	if t.Progress != nil {
		t.Progress(t.plain("unanswered.testing", "n", n, "of", of))
	}
}

// given tells what was learned, how many of the wordings are now answered at once, and what it does to the rest.
func (t *turn) given(l store.Lesson, result trial) Reply {
	mind := t.learner.current(t.ctx)
	understood := 0
	for _, w := range l.Wordings {
		if slices.Contains(mind.Read(w.Text).Answer, l.Topic) {
			understood++
		}
	}
	text := t.say("unanswered.given", "n", numberOf(l.N), "topic", t.topicName(l.Topic), "wordings", len(l.Wordings), "understood", understood)
	return Reply{Text: text + "\n\n" + t.accuracyLine(result), Buttons: [][]Button{{
		{Label: t.say("unanswered.back_button", "n", numberOf(l.N)), Command: "/takterjawab batal " + plainNumber(l.N)},
		{Label: t.say("unanswered.go_on_button"), Command: "/takterjawab"},
	}}}
}

// refused tells why a group may not be examples of a topic.
func (t *turn) refused(g alike, topic string, result trial) Reply {
	lines := []string{t.say("unanswered.refused", "topic", t.topicName(topic)), t.accuracyLine(result)}
	if hurt := t.hurt(result); hurt != "" {
		lines = append(lines, t.say("unanswered.hurt", "topics", locales.Markup(hurt)))
	}
	lines = append(lines, t.say("unanswered.refused_hint"))
	return Reply{Text: strings.Join(lines, "\n\n"), Buttons: [][]Button{{
		{Label: t.say("unanswered.which_button"), Command: "/takterjawab lain " + g.id()},
		{Label: t.say("unanswered.drop_button"), Command: "/takterjawab abaikan " + g.id()},
	}}}
}

func (t *turn) accuracyLine(r trial) string {
	return t.say("unanswered.accuracy", "all", r.before.All,
		"before", locales.Percent(t.lang, int64(r.before.Right), int64(r.before.All)),
		"after", locales.Percent(t.lang, int64(r.after.Right), int64(r.after.All)))
}

// hurt names the topics that lose the most examples to others.
func (t *turn) hurt(r trial) string {
	lost := map[string]int{}
	for topic, wrong := range r.after.Wrong {
		if more := wrong - r.before.Wrong[topic]; more >= worthNaming {
			lost[topic] = more
		}
	}
	var names []string
	for _, topic := range byCount(lost)[:min(len(lost), 3)] {
		names = append(names, t.say("unanswered.hurt_topic", "topic", t.topicName(topic), "n", lost[topic]))
	}
	return strings.Join(names, ", ")
}

// ignore drops a group.
func (t *turn) ignore(id string) Reply {
	groups, err := t.missedGroups()
	if err != nil {
		return t.untaught("read missed questions", err)
	}
	g, ok := holding(groups, id)
	if !ok {
		return t.noSuchGroup(id)
	}
	ids := make([]string, len(g.wordings))
	for i, w := range g.wordings {
		ids[i] = w.ID
	}
	n, err := t.store.Ignore(t.ctx, ids...)
	if err != nil {
		return t.untaught("drop missed questions", err)
	}
	t.log.Info("missed questions dropped", "wordings", n, "user", t.User)
	r := t.plain("unanswered.ignored", "n", n)
	r.Buttons = [][]Button{{{Label: t.say("unanswered.go_on_button"), Command: "/takterjawab"}}}
	return r
}

// noSuchGroup tells what became of a wording: it was learned, by this admin or another, or it is gone.
func (t *turn) noSuchGroup(id string) Reply {
	lessons, _, err := t.store.Lessons(t.ctx)
	if err != nil {
		return t.untaught("read lessons", err)
	}
	r := t.plain("unanswered.gone")
	for _, l := range lessons {
		if slices.ContainsFunc(l.Wordings, func(w store.Wording) bool { return w.ID == id }) {
			r = t.plain("unanswered.already", "n", numberOf(l.N), "topic", t.topicName(l.Topic))
		}
	}
	r.Buttons = [][]Button{{{Label: t.say("unanswered.go_on_button"), Command: "/takterjawab"}}}
	return r
}
