package simulate

import (
	"slices"
	"strings"
)

// keyWith finds a key of Redis whose name or content holds some words; "" where none does.
func (w *world) keyWith(words string) string {
	has := func(s string) bool { return strings.Contains(s, words) }
	for _, key := range w.redis.Keys() {
		if has(key) || slices.ContainsFunc(w.content(key), has) {
			return key
		}
	}
	return ""
}

// content is all that stands under a key of Redis.
func (w *world) content(key string) (all []string) {
	switch w.redis.Type(key) {
	case "string":
		text, _ := w.redis.Get(key)
		return []string{text}
	case "list":
		all, _ = w.redis.List(key)
	case "set":
		all, _ = w.redis.Members(key)
	case "hash":
		fields, _ := w.redis.HKeys(key)
		for _, field := range fields {
			all = append(all, field, w.redis.HGet(key, field))
		}
	case "zset":
		members, _ := w.redis.SortedSet(key)
		for member := range members {
			all = append(all, member)
		}
	default:
		w.fault("a key of an unknown type: %s", key)
	}
	return all
}
