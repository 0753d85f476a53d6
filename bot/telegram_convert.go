package bot

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/handlers"
)

// convert turns an update into a request. Nothing comes of what is not ours to read: service messages, other bots, and
// what people in a group say to each other, which is not even kept.
func (s self) convert(u update, now time.Time) (handlers.Request, bool) {
	var r handlers.Request
	ok := false
	switch {
	case u.Tap != nil:
		r, ok = s.tapped(u.Tap, now)
	case u.Member != nil:
		r, ok = s.membership(u.Member)
	case u.Message != nil:
		r, ok = s.message(u.Message)
	case u.Edited != nil:
		r, ok = s.message(u.Edited)
		// A shared live location is edited every few seconds; only changed words are news.
		ok, r.Edited = ok && r.Text != "", true
	case u.Post != nil:
		r, ok = s.message(u.Post)
	}
	r.ID = channelName + ":" + strconv.Itoa(u.ID)
	return r, ok
}

func (s self) message(m *message) (handlers.Request, bool) {
	r := handlers.Request{
		Chat: m.address(), Message: strconv.Itoa(m.ID), Private: m.Chat.Type == "private", At: time.Unix(m.Date, 0),
		Forwarded: m.passedOn(),
	}
	switch {
	case m.Chat.ID == 0:
		return r, false
	case m.MigrateTo != 0:
		return moved(r, m.Chat.ID, m.MigrateTo), true
	case m.MigrateFrom != 0:
		return moved(r, m.MigrateFrom, m.Chat.ID), true
	case m.From != nil && m.From.IsBot && m.SenderChat == nil:
		return r, false
	}
	sender(&r, m.From, m.SenderChat)
	text, entities := m.words()
	r.Text, r.Addressed = s.addressed(text, entities, r.Private)
	r.Addressed = !r.Private && (r.Addressed || s.answered(m) && !forAnother(text, s.Name))
	if at := m.Location; at != nil && math.Abs(at.Latitude) <= 90 && math.Abs(at.Longitude) <= 180 {
		r.Location = &handlers.Location{Lat: at.Latitude, Lng: at.Longitude}
	}
	// An animation comes with a document too, for old clients.
	if m.Document != nil && !m.Animation {
		r.File = &handlers.File{ID: m.Document.FileID, Name: m.Document.FileName, MIME: m.Document.MimeType, Bytes: int64(m.Document.FileSize)}
	}
	if text == "" && r.Location == nil && r.File == nil {
		r.Other = m.kind()
		if m.Location != nil {
			r.Other = "location" // of nowhere on earth
		}
	}
	something := text != "" || r.Location != nil || r.File != nil || r.Other != ""
	return r, something && (r.Private || r.Addressed)
}

// sender fills in who speaks. Who speaks in the name of a chat, be it the group itself or a channel, is nobody with
// rights: the account that comes along is the same for everybody who does so.
func sender(r *handlers.Request, from *tgbotapi.User, as *chat) {
	if from != nil {
		r.Language = from.LanguageCode
	}
	if from == nil || as != nil || from.IsBot {
		r.Anonymous, r.Language = true, ""
		return
	}
	r.User = address(from.ID, 0)
}

// moved reports a group's new address. Telegram tells it in the old chat and in the new one; either may come first.
func moved(r handlers.Request, from, to int64) handlers.Request {
	return handlers.Request{Chat: address(from, 0), Event: handlers.Moved, NewChat: address(to, 0), At: r.At}
}

func (s self) tapped(t *tap, now time.Time) (handlers.Request, bool) {
	if t.Message == nil || t.Message.Chat.ID == 0 || t.From == nil {
		return handlers.Request{}, false
	}
	r := handlers.Request{
		Chat: t.Message.address(), Private: t.Message.Chat.Type == "private", Addressed: t.Message.Chat.Type != "private",
		Text: t.Data, Button: strconv.Itoa(t.Message.ID), Tap: t.ID, At: now,
	}
	sender(&r, t.From, nil)
	return r, true
}

func (s self) membership(m *standings) (handlers.Request, bool) {
	r := handlers.Request{Chat: address(m.Chat.ID, 0), Private: m.Chat.Type == "private", At: time.Unix(m.Date, 0)}
	sender(&r, m.From, nil)
	switch was, is := m.Old.inside(), m.New.inside(); {
	case was && !is:
		r.Event = handlers.Removed
	case is && !was && !r.Private: // a person who unblocks the bot presses Start, which is a message
		r.Event = handlers.Added
	}
	return r, r.Event != "" && m.Chat.ID != 0
}

// addressed takes our name out of a text and reports whether the text was meant for us: by a command or a mention. A
// private chat has no other listener, so there even a command with another bot's name is read.
func (s self) addressed(text string, entities []tgbotapi.MessageEntity, private bool) (string, bool) {
	if forAnother(text, s.Name) && !private {
		return text, false
	}
	text, called := s.withoutCalls(text, entities)
	command, rest, ok := splitCommand(text)
	if !ok {
		return text, called
	}
	name, _, _ := strings.Cut(command, "@")
	return name + rest, true
}

// withoutCalls cuts out the places where the text calls the bot: by the name of its account, which Telegram marks, or by
// @name, which not every server marks.
func (s self) withoutCalls(text string, entities []tgbotapi.MessageEntity) (string, bool) {
	wide := utf16.Encode([]rune(text)) // entities count UTF-16 units
	called := false
	for i := len(entities) - 1; i >= 0; i-- {
		e := entities[i]
		from, to := e.Offset, e.Offset+e.Length
		if e.Type == "text_mention" && e.User != nil && e.User.ID == s.ID && 0 <= from && from < to && to <= len(wide) {
			wide = append(wide[:from:from], wide[to:]...)
			called = true
		}
	}
	if called {
		text = string(utf16.Decode(wide))
	}
	for {
		at := s.mention(text)
		if at < 0 {
			break
		}
		text = text[:at] + text[at+1+len(s.Name):]
		called = true
	}
	if called {
		text = strings.TrimSpace(text)
	}
	return text, called
}

// mention finds @name as a word of its own, in any case; -1 if there is none. That of a command is not one.
func (s self) mention(text string) int {
	for at := range len(text) {
		end := at + 1 + len(s.Name)
		if text[at] == '@' && s.Name != "" && end <= len(text) && strings.EqualFold(text[at+1:end], s.Name) &&
			(at == 0 || !wordly(text[at-1])) && (end == len(text) || !wordly(text[end])) {
			return at
		}
	}
	return -1
}

// wordly are the characters of names and commands.
func wordly(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// answered reports whether the message replies to one of ours. In a forum everything replies to the opening of its topic.
func (s self) answered(m *message) bool {
	to := m.ReplyTo
	return to != nil && !bool(to.TopicCreated) && to.From != nil && to.From.ID == s.ID
}

// splitCommand splits off a command as Telegram would mark it: "/name" or "/name@bot" at the very beginning. The library's
// way, by entities, misses commands in captions.
func splitCommand(text string) (command, rest string, ok bool) {
	if !strings.HasPrefix(text, "/") {
		return "", text, false
	}
	end := 1
	for end < len(text) && (text[end] == '@' || wordly(text[end])) {
		end++
	}
	if end == 1 || text[1] == '@' || end < len(text) && text[end] == '/' {
		return "", text, false
	}
	return text[:end], text[end:], true
}

// forAnother reports whether the text is a command for another bot.
func forAnother(text, us string) bool {
	command, _, ok := splitCommand(text)
	_, bot, named := strings.Cut(command, "@")
	return ok && named && !strings.EqualFold(bot, us)
}
