package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// apiError is a refusal in Telegram's form.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int
	MigrateTo   int64
}

func (e *apiError) Error() string { return e.Description }

func bad(why string) *apiError {
	return &apiError{Code: http.StatusBadRequest, Description: "Bad Request: " + why}
}

func forbidden(why string) *apiError {
	return &apiError{Code: http.StatusForbidden, Description: "Forbidden: " + why}
}

func tooMany(seconds int) *apiError {
	return &apiError{Code: http.StatusTooManyRequests, RetryAfter: seconds,
		Description: "Too Many Requests: retry after " + itoa(seconds)}
}

func errConflict() *apiError {
	return &apiError{Code: http.StatusConflict, Description: "Conflict: terminated by other getUpdates request; " +
		"make sure that only one bot instance is running"}
}

// call is one call of a method.
type call struct {
	s   *Server
	ctx context.Context
	params
}

type method func(c *call) (any, *apiError)

// key is the form under which method names are compared; Telegram takes them in any case.
func key(name string) string { return strings.ToLower(name) }

func methods() map[string]method {
	return map[string]method{
		"getme": getMe, "getupdates": getUpdates, "setwebhook": setWebhook, "deletewebhook": deleteWebhook,
		"getwebhookinfo": getWebhookInfo, "sendmessage": sendMessage, "sendphoto": sendPhoto,
		"senddocument": sendDocument, "editmessagetext": editMessageText, "editmessagecaption": editMessageCaption,
		"editmessagemedia":       editMessageMedia,
		"editmessagereplymarkup": editMessageReplyMarkup, "deletemessage": deleteMessage,
		"answercallbackquery": answerCallbackQuery, "sendchataction": sendChatAction, "setmycommands": setMyCommands,
		"getmycommands": getMyCommands, "deletemycommands": deleteMyCommands, "getchat": getChat,
		"getchatmember": getChatMember, "getchatadministrators": getChatAdministrators, "leavechat": leaveChat,
		"getfile": getFile,
	}
}

// serveMethod answers /bot<token>/<method>.
func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request) {
	token, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || name == "" {
		write(w, encode(nil, &apiError{Code: 404, Description: "Not Found"}), 404)
		return
	}
	if token != s.conf.Token {
		write(w, encode(nil, &apiError{Code: 401, Description: "Unauthorized"}), 401)
		return
	}
	ps, err := readParams(w, r)
	if err != nil {
		refusal := bad("can't parse request")
		if large := new(http.MaxBytesError); errors.As(err, &large) {
			refusal = &apiError{Code: 413, Description: "Request Entity Too Large"}
		}
		write(w, encode(nil, refusal), refusal.Code)
		return
	}
	s.mu.Lock()
	s.calls[key(name)]++
	f, hit := s.matchFault(name, ps.number("chat_id"))
	s.mu.Unlock()
	s.answer(w, &call{s: s, ctx: r.Context(), params: ps}, name, f, hit)
}

// answer carries a call out, unless a fault comes in between.
func (s *Server) answer(w http.ResponseWriter, c *call, name string, f Fault, hit bool) {
	if hit {
		goOn, refusal := s.before(c.ctx, w, f)
		if refusal != nil {
			write(w, encode(nil, refusal), refusal.Code)
		}
		if !goOn {
			return
		}
	}
	do, known := s.methods[key(name)]
	if !known {
		write(w, encode(nil, &apiError{Code: 404, Description: "Not Found"}), 404)
		return
	}
	result, refusal := do(c)
	body, status := encode(result, refusal), http.StatusOK
	if refusal != nil {
		status = refusal.Code
		s.conf.Log.Debug("sandbox refused a call", "method", name, "code", refusal.Code)
	}
	if hit && (f.Do == LoseAnswer || f.Do == HalfBody) {
		after(w, body, f)
	}
	write(w, body, status)
}

// encode is the JSON body of an answer.
func encode(result any, refusal *apiError) []byte {
	var out any
	if refusal == nil {
		out = struct {
			OK     bool `json:"ok"`
			Result any  `json:"result"`
		}{true, result}
	} else {
		type hint struct {
			RetryAfter int   `json:"retry_after,omitempty"`
			MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
		}
		e := struct {
			OK          bool   `json:"ok"`
			Code        int    `json:"error_code"`
			Description string `json:"description"`
			Parameters  *hint  `json:"parameters,omitempty"`
		}{false, refusal.Code, refusal.Description, nil}
		if refusal.RetryAfter != 0 || refusal.MigrateTo != 0 {
			e.Parameters = &hint{refusal.RetryAfter, refusal.MigrateTo}
		}
		out = e
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(out) // our own types always encode
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func write(w http.ResponseWriter, body []byte, status int) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

func itoa(n int) string { return strconv.Itoa(n) }
