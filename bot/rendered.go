package bot

import "sync"

// mostRendered bounds the texts whose HTML is remembered: the answers to all topics are fewer.
const mostRendered = 512

// rendered remembers the HTML of texts, for most answers are given again and again. It holds what was sent lately, in two
// generations, the elder of which is dropped when the younger is full.
type rendered struct {
	mu             sync.Mutex
	younger, elder map[string]string
}

// html is HTML(md).
func (r *rendered) html(md string) string {
	r.mu.Lock()
	html, ok := r.younger[md]
	if !ok {
		html, ok = r.elder[md]
	}
	r.mu.Unlock()
	if !ok {
		html = HTML(md)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.younger == nil || len(r.younger) >= mostRendered {
		r.elder, r.younger = r.younger, make(map[string]string)
	}
	r.younger[md] = html
	return html
}
