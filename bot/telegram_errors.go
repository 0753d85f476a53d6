package bot

import (
	"errors"
	"net/http"
	"strings"
	"time"
)

// ErrToken: Telegram does not know the token.
var ErrToken = errors.New("Telegram refuses TELEGRAM_TOKEN: copy it again from @BotFather (/mybots, API Token) and start anew")

// ErrConflict: for a minute another program has been polling with the same token.
var ErrConflict = errors.New("another program is polling Telegram with the same token: stop it, or give each its own bot from @BotFather")

// refusesToken: a wrong token is 401; one that does not even look like a token is 404, as is a wrong TELEGRAM_API_URL.
func (f *failure) refusesToken() bool {
	return f.answered && (f.code == http.StatusUnauthorized || f.code == http.StatusNotFound && strings.HasPrefix(f.method, "get"))
}

// unasked is how long to wait when Telegram asks for patience and forgets to say how much.
const unasked = 5 * time.Second

// verdict says what a failed send means. What left and got no word of the Bot API in return is unclear: the 502 of a
// gateway says nothing about the server behind it.
func verdict(err error) error {
	var f *failure
	if !errors.As(err, &f) {
		return &SendError{Do: Refused, Err: err}
	}
	e := &SendError{Err: f}
	switch {
	case !f.left || f.code == http.StatusUnauthorized:
		// 401: the token was withdrawn. The message is as good as before, and polling stops the program.
		e.Do = Retry
	case f.after > 0 || f.code == http.StatusTooManyRequests:
		e.Do, e.After = Wait, max(f.after, time.Second)
		if f.after == 0 {
			e.After = unasked
		}
	case f.newChat != 0:
		e.Do, e.NewChat = Moved, address(f.newChat, 0)
	case !f.answered || f.code >= http.StatusInternalServerError:
		e.Do, e.Gateway = Unclear, f.code >= http.StatusMultipleChoices
	case f.says(textsOnly...):
		e.Do = Refused
	case f.code == http.StatusForbidden || f.says(closed...):
		e.Do = Gone
	default:
		e.Do = Refused
	}
	return e
}

// closed are the words of a 400 after which no message to that chat or topic will be accepted.
var closed = []string{
	"chat not found", "user not found", "peer_id_invalid", "user_deactivated", "chat_write_forbidden", "chat_restricted",
	"group chat was deactivated", "group chat was upgraded", "bot is not a member", "not enough rights to send", "have no rights to send",
	"need administrator rights", "thread not found", "topic_closed", "topic_deleted", "chat_admin_required",
}

// textsOnly are the words of a chat that takes texts, but not what came with this one.
var textsOnly = []string{
	"rights to send photos", "rights to send documents", "rights to send media", "chat_send_photos_forbidden", "chat_send_docs_forbidden",
	"chat_send_media_forbidden",
}

// says reports whether Telegram's words hold one of phrases (in small letters).
func (f *failure) says(phrases ...string) bool {
	said := strings.ToLower(f.what)
	for _, p := range phrases {
		if strings.Contains(said, p) {
			return true
		}
	}
	return false
}
