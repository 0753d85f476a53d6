package bot

import (
	"maps"
	"slices"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// urlencoded is the body of a call with these parameters, sorted by name: the bytes of url.Values.Encode, which takes four times the memory.
// Texts and keyboards are most of what answering allocates.
func urlencoded(params tgbotapi.Params) []byte {
	size := 0
	for name, value := range params {
		size += len(name) + 2*len(value) // a third of what we send is to be escaped
	}
	body := make([]byte, 0, size)
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
