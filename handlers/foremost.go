package handlers

import (
	"slices"
	"strings"
)

// foremost puts the paragraph of an answer first whose heading, "**Belum punya e-mail?** ...", is what the person asks: help comes before
// all the rest.
func (t *turn) foremost(text string) string {
	if t.read == nil {
		return text
	}
	blocks := strings.Split(text, "\n\n")
	for i, b := range blocks[1:] {
		heading, ok := headingOf(b)
		if ok && t.memory.covers(t.mind, t.Text, heading) {
			return strings.Join(slices.Insert(slices.Delete(blocks, i+1, i+2), 0, b), "\n\n")
		}
	}
	return text
}

// headingOf is the question in bold that a paragraph begins with.
func headingOf(block string) (string, bool) {
	rest, ok := strings.CutPrefix(block, "**")
	heading, _, asks := strings.Cut(rest, "?")
	return heading, ok && asks && !strings.ContainsAny(heading, "*\n")
}
