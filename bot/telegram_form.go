package bot

import (
	"maps"
	"slices"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// bodies are the bodies of calls that are over. Texts and keyboards would be most of what answering allocates.
var bodies = sync.Pool{New: func() any { return new([]byte) }}

// urlencoded writes the body of a call with these parameters over an old one: sorted by name, the very bytes of url.Values.Encode.
func urlencoded(body []byte, params tgbotapi.Params) []byte {
	body = body[:0]
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if len(body) > 0 {
			body = append(body, '&')
		}
		body = appendEscaped(body, name)
		body = append(body, '=')
		body = appendEscaped(body, params[name])
	}
	return body
}

// unescaped are the bytes that stand for themselves in a form; see RFC 3986, 2.3.
var unescaped = func() (is [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~" {
		is[c] = true
	}
	return is
}()

func appendEscaped(to []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case unescaped[c]:
			to = append(to, c)
		case c == ' ':
			to = append(to, '+')
		default:
			to = append(to, '%', digits[c>>4], digits[c&15])
		}
	}
	return to
}
