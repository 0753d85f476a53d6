package handlers

import (
	"cmp"
	"maps"
	"slices"

	"ikdbot/handlers/understand"
	"ikdbot/store"
)

// alike is a group of missed questions that ask the same, the one asked most first.
type alike struct {
	wordings []store.Wording
	asked    int            // how often, all together
	chosen   map[string]int // topic -> how many said that they meant it
}

// id is that of the first wording: whatever is asked later, the group is the one that holds it.
func (g alike) id() string { return g.wordings[0].ID }

func (g alike) texts() []string {
	texts := make([]string, len(g.wordings))
	for i, w := range g.wordings {
		texts[i] = w.Text
	}
	return texts
}

// groupsOf puts missed questions together, the largest group first. What the mind has learned to answer since is left out.
func groupsOf(mind *understand.Mind, missed []store.Wording) []alike {
	missed = slices.DeleteFunc(slices.Clone(missed), func(w store.Wording) bool { return len(mind.Read(w.Text).Answer) > 0 })
	slices.SortFunc(missed, func(a, b store.Wording) int { return cmp.Or(cmp.Compare(b.Asked, a.Asked), cmp.Compare(a.ID, b.ID)) })
	texts := alike{wordings: missed}.texts()
	var groups []alike
	for _, members := range mind.Groups(texts) {
		g := alike{chosen: map[string]int{}}
		for _, i := range members {
			w := missed[i]
			g.wordings = append(g.wordings, w)
			g.asked += w.Asked
			for topic, n := range w.Chosen {
				g.chosen[topic] += n
			}
		}
		groups = append(groups, g)
	}
	slices.SortStableFunc(groups, func(a, b alike) int {
		return cmp.Or(cmp.Compare(b.asked, a.asked), cmp.Compare(len(b.wordings), len(a.wordings)), cmp.Compare(a.id(), b.id()))
	})
	return groups
}

// likeliest are the topics a group is probably about: what people said they meant counts whole, what the mind guesses by its
// confidence.
func (g alike) likeliest(mind *understand.Mind, most int) []string {
	score := map[string]float64{}
	for topic, n := range g.chosen {
		score[topic] += float64(n)
	}
	for _, w := range g.wordings {
		for _, guess := range mind.Read(w.Text).Guesses {
			score[guess.Topic] += guess.Confidence * float64(w.Asked)
		}
	}
	topics := byCount(score)
	return topics[:min(most, len(topics))]
}

// byCount are the keys of a map, those with the highest number first.
func byCount[N cmp.Ordered](of map[string]N) []string {
	return slices.SortedFunc(maps.Keys(of), func(a, b string) int { return cmp.Or(cmp.Compare(of[b], of[a]), cmp.Compare(a, b)) })
}

// holding finds the group that holds a wording.
func holding(groups []alike, id string) (alike, bool) {
	for _, g := range groups {
		if slices.ContainsFunc(g.wordings, func(w store.Wording) bool { return w.ID == id }) {
			return g, true
		}
	}
	return alike{}, false
}
