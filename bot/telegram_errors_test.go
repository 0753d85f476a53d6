package bot

import (
	"errors"
	"testing"
)

// Telegram's words for a chat that may not be written to, and for one that takes texts but not pictures: the first pauses the chat's
// reports, after the second the text is sent.
func TestVerdictsOfWhatAChatTakes(t *testing.T) {
	for what, want := range map[string]Verdict{
		"Bad Request: not enough rights to send text messages to the chat":  Gone,
		"Bad Request: not enough rights to send photos to the chat":         Refused,
		"Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN":                           Refused,
		"Forbidden: CHAT_SEND_MEDIA_FORBIDDEN":                              Refused,
		"Bad Request: IMAGE_PROCESS_FAILED":                                 Refused,
		"Forbidden: bot was kicked from the supergroup chat":                Gone,
		"Bad Request: have no rights to send a message":                     Gone,
		"Bad Request: PHOTO_INVALID_DIMENSIONS":                             Refused,
		"Bad Request: not enough rights to send documents to the chat":      Refused,
		"Bad Request: need administrator rights in the channel chat":        Gone,
		"Request Entity Too Large":                                          Refused,
		"Bad Request: group chat was upgraded to a supergroup chat":         Gone,
		"Bad Request: message caption is too long":                          Refused,
		"Bad Request: wrong file identifier/HTTP URL specified":             Refused,
		"Forbidden: bot is not a member of the supergroup chat":             Gone,
		"Bad Request: message thread not found":                             Gone,
		"Bad Request: TOPIC_CLOSED":                                         Gone,
		"Bad Request: not enough rights to send media messages to the chat": Refused,
	} {
		code := 400
		if what[:6] == "Forbid" {
			code = 403
		}
		var e *SendError
		if err := verdict(&failure{method: "sendPhoto", code: code, what: what, left: true, answered: true}); !errors.As(err, &e) || e.Do != want {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
}
