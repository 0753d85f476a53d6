package bot

import lru "github.com/hashicorp/golang-lru/v2"

// mostRendered bounds the texts whose HTML is remembered: the answers to all topics are fewer.
const mostRendered = 512

// rendered remembers the HTML of texts sent of late, for most answers are given again and again.
type rendered struct{ texts *lru.Cache[string, string] }

func newRendered() rendered {
	texts, _ := lru.New[string, string](mostRendered) // fails only without room
	return rendered{texts}
}

// html is HTML(md).
func (r rendered) html(md string) string {
	if html, ok := r.texts.Get(md); ok {
		return html
	}
	html := HTML(md)
	r.texts.Add(md, html)
	return html
}
