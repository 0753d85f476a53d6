package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Person is somebody with a phone.
type Person struct {
	s    *Server
	id   int64
	user *User // replaced, never changed; read under the server's lock
}

// User gives the person with this id, making them when they are new. A new person has not pressed Start yet.
func (s *Server) User(id int64, name string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.person(id, name)
}

func (s *Server) person(id int64, name string) *Person {
	p := s.people[id]
	if p == nil {
		p = &Person{s: s, id: id, user: &User{ID: id, FirstName: name, Language: "id"}}
		s.people[id] = p
		s.chats[id] = &chat{info: &Chat{ID: id, Type: "private", FirstName: name}, nextID: 1}
	}
	return p
}

// ID is the person's numeric Telegram id, which is also the id of their private chat with the bot.
func (p *Person) ID() int64 { return p.id }

// Speaks sets the language of the person's Telegram, "id" at first.
func (p *Person) Speaks(language string) *Person {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	u := *p.user
	u.Language = language
	p.user = &u
	return p
}

// Private is the person's phone with the chat with the bot open.
func (p *Person) Private() *Phone { return &Phone{s: p.s, who: p, chat: p.id} }

// Phone is a chat open on somebody's phone. What is done there reaches the bot as Telegram would tell it.
type Phone struct {
	s         *Server
	who       *Person // nil for an anonymous group admin
	chat      int64
	thread    int
	anonymous bool
}

// In is the same phone with a forum topic open.
func (p *Phone) In(thread int) *Phone {
	q := *p
	q.thread = thread
	return &q
}

// Start presses the Start button: the bot may write from now on, and gets /start.
func (p *Phone) Start() Message { return p.Say("/start") }

// Say sends a text. In a private chat that also starts (or unblocks) the bot, as it does in the app.
func (p *Phone) Say(text string) Message { return p.send(Message{Text: text}) }

// Reply sends a text as an answer to a message of the chat.
func (p *Phone) Reply(to int, text string) Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m := Message{Text: text}
	if c := p.s.chats[p.chat]; c != nil {
		m.ReplyTo = quoted(c.find(to))
	}
	return p.put(m)
}

// ShareLocation sends a point.
func (p *Phone) ShareLocation(lat, lng float64) Message {
	return p.send(Message{Location: &Location{Lat: lat, Lng: lng}})
}

// SendDocument sends a file with a caption, which may be empty.
func (p *Phone) SendDocument(name string, content []byte, caption string) Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	d := p.s.files.keep(name, http.DetectContentType(content), content)
	return p.put(Message{Document: d, Caption: caption})
}

// SendPhoto sends a picture with a caption, which may be empty.
func (p *Phone) SendPhoto(content []byte, caption string) (Message, error) {
	size, err := measure(content)
	if err != nil {
		return Message{}, err
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.put(Message{Photo: p.s.files.keepPhoto(content, size), Caption: caption}), nil
}

// Forward passes a message of any chat on into this one.
func (p *Phone) Forward(m Message) Message {
	origin := m.Origin
	if origin == nil {
		origin = &Origin{Type: "user", Date: m.Date, Sender: m.From}
		if m.From == nil {
			origin = &Origin{Type: "hidden_user", Date: m.Date, Name: "?"}
		}
	}
	return p.send(Message{Origin: origin, Text: m.Text, Entities: m.Entities, Photo: m.Photo, Document: m.Document,
		Location: m.Location, Sticker: m.Sticker, Voice: m.Voice, Caption: m.Caption, CaptionEntities: m.CaptionEntities})
}

// Sticker sends a sticker.
func (p *Phone) Sticker(emoji string) Message {
	raw, _ := json.Marshal(map[string]any{"file_id": "sticker", "file_unique_id": "sticker", "type": "regular",
		"width": 512, "height": 512, "is_animated": false, "is_video": false, "emoji": emoji})
	return p.send(Message{Sticker: raw})
}

// Voice sends a voice message of so many seconds.
func (p *Phone) Voice(seconds int) Message {
	raw, _ := json.Marshal(map[string]any{"file_id": "voice", "file_unique_id": "voice", "duration": seconds})
	return p.send(Message{Voice: raw})
}

// Poll sends a poll.
func (p *Phone) Poll(question string, options ...string) Message {
	choices := make([]map[string]any, len(options))
	for i, o := range options {
		choices[i] = map[string]any{"text": o, "voter_count": 0}
	}
	raw, _ := json.Marshal(map[string]any{"id": "1", "question": question, "options": choices, "total_voter_count": 0,
		"is_closed": false, "is_anonymous": true, "type": "regular", "allows_multiple_answers": false})
	return p.send(Message{Poll: raw})
}

// Contact sends a contact card.
func (p *Phone) Contact(name, phone string) Message {
	raw, _ := json.Marshal(map[string]any{"first_name": name, "phone_number": phone})
	return p.send(Message{Contact: raw})
}

// Edit changes the text of an earlier message of one's own.
func (p *Phone) Edit(id int, text string) (Message, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	old := c.find(id)
	if old == nil || old.own {
		return Message{}, fmt.Errorf("edit message %d: not a message of a person", id)
	}
	m := *old
	m.Text, m.Entities = text, detect(text, nil)
	m.EditDate, m.Edits = p.s.conf.Now().Unix(), old.Edits+1
	m.update = p.s.push(update{Edited: &m})
	p.s.replace(c, &m)
	return m, nil
}

// Block blocks the bot in a private chat; the bot is told.
func (p *Phone) Block() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	c.blocked = true
	p.s.pushMember(c, p.who.user, "member", "kicked")
	p.s.tell(event{Kind: "chat", chat: p.chat})
}

// Tap is a tapped button that waits for the bot's answer to it.
type Tap struct {
	ID       string
	s        *Server
	chat     int64
	notice   string
	answered chan struct{}
}

// TapButton taps the inline button with this label or data under a message of the bot.
func (p *Phone) TapButton(messageID int, labelOrData string) (*Tap, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := p.s.chats[p.chat]
	m := c.find(messageID)
	if m == nil || m.Keyboard == nil {
		return nil, fmt.Errorf("tap %q: message %d has no buttons", labelOrData, messageID)
	}
	for _, row := range m.Keyboard.Rows {
		for _, b := range row {
			if b.Data != "" && (b.Text == labelOrData || b.Data == labelOrData) {
				return p.s.tap(p, c, m, b.Data), nil
			}
		}
	}
	return nil, fmt.Errorf("tap %q: the buttons are %q", labelOrData, m.Labels())
}

// Answer waits until the bot has answered the tap and gives the short notice it showed, if any.
func (t *Tap) Answer(ctx context.Context) (string, error) {
	select {
	case <-t.answered:
		t.s.mu.Lock()
		defer t.s.mu.Unlock()
		return t.notice, nil
	case <-t.s.done:
		return "", errors.New("wait for the answer to a tap: sandbox closed")
	case <-ctx.Done():
		return "", fmt.Errorf("wait for the answer to a tap: %w", ctx.Err())
	}
}

func (p *Phone) send(m Message) Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.put(m)
}
