package simulate

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ikdbot/bot"
	"ikdbot/store"
)

// books are what Telegram saw the bot say.
type books struct {
	said   []said
	read   int            // how many of those account has looked at
	lost   map[int64]int  // chat -> messages that faults kept from it for good: a gateway swallowed them, or patience ended
	slowed map[int64]int  // chat -> 429s in a row
	shown  map[string]int // report and revision -> how often it was sent
	heard  map[string]int // chat and text -> how often it was sent
}

// said is a message of the bot's that reached a chat.
type said struct {
	at   time.Time
	chat int64
	id   int
	text string
}

func newBooks() books {
	return books{lost: map[int64]int{}, slowed: map[int64]int{}, shown: map[string]int{}, heard: map[string]int{}}
}

// enter notes what a call to Telegram did.
func (b *books) enter(w *world, method string, response *http.Response) {
	m, ok := read(response)
	if !ok || !strings.HasPrefix(method, "send") {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	b.slowed[m.Chat.ID] = 0
	b.said = append(b.said, said{w.now, m.Chat.ID, m.ID, m.Text + m.Caption})
}

// mostPatience is how many 429s in a row an answer survives; see bot.patience.
const mostPatience = 6

// keepFrom notes that a fault kept a message from a chat, or may be the last one to do so.
func (b *books) keepFrom(w *world, chat string, do fate) {
	id, _, _ := strings.Cut(chat, " ")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if do == tooMany {
		if b.slowed[n]++; b.slowed[n] < mostPatience {
			return
		}
	}
	b.lost[n]++
}

// codes are how a report says how to prove it.
var codes = regexp.MustCompile(`/cek ([0-9A-Z]{4})-([0-9A-Z]{4})`)

// stored are the words after which an admin relies on a change.
var stored = regexp.MustCompile(`tersimpan sebagai #(\d+)`)

// account looks at what was said since it last looked: no report comes twice unless an admin asked for that.
func (w *world) account() {
	w.mu.Lock()
	news := w.books.said[w.books.read:]
	w.books.read = len(w.books.said)
	w.mu.Unlock()
	for _, m := range news {
		w.books.heard[fmt.Sprint(w.origin(m.chat), " ", squeezed(m.text))]++
		if code := codes.FindStringSubmatch(m.text); code != nil {
			w.prove(m, code[1]+code[2])
		}
		if n := stored.FindStringSubmatch(m.text); n != nil {
			number, _ := strconv.Atoi(n[1])
			w.diary.promises = append(w.diary.promises, promise{number, m})
		}
	}
}

// prove finds the report that a code belongs to, and counts it.
func (w *world) prove(m said, code string) {
	revision, id, ok := strings.Cut(w.redis.HGet(w.key("proofs"), code), " ")
	if !ok {
		w.fault("chat %d got a report whose code %s nobody gave", m.chat, code)
		return
	}
	if !strings.HasPrefix(id, "report/") {
		return // somebody asked for it
	}
	key := id + " " + revision
	if w.books.shown[key]++; w.books.shown[key] > 1+w.diary.again[id] && !w.forgotten(id) {
		w.fault("chat %d got %s (revision %s) %d times, and nobody asked for that", m.chat, id, revision, w.books.shown[key])
	}
}

// origin is what a chat was called at first: groups that become supergroups change their number.
func (w *world) origin(chat int64) int64 {
	if first, ok := w.diary.moved[chat]; ok {
		return first
	}
	return chat
}

// arrived reports whether a message of the ledger reached its chat.
func (w *world) arrived(e store.Entry) bool {
	w.account()
	if strings.HasPrefix(e.ID, "report/") {
		return w.books.shown[fmt.Sprint(e.ID, " ", e.Revision)] > 0
	}
	return w.books.heard[w.line(e)] > 0
}

// line is how a notice of the ledger stands in the books.
func (w *world) line(e store.Entry) string {
	text, ok := w.diary.plain[e.Text]
	if !ok {
		text = squeezed(bot.Plain(e.Text))
		w.diary.plain[e.Text] = text
	}
	return fmt.Sprint(w.origin(chatOf(e.Chat)), " ", text)
}

func chatOf(address string) int64 {
	id, _, _ := strings.Cut(strings.TrimPrefix(address, "telegram:"), "/")
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

// squeezed is a text as nobody's renderer can change it.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// diary is what has to hold in the end.
type diary struct {
	promises []promise
	again    map[string]int  // entry -> how often an admin wanted it sent again
	moved    map[int64]int64 // number of a group -> its first one
	notices  map[string]store.Entry
	history  []store.Change // as it was at the last audit
	audited  time.Time
	loss     loss
	entries  map[string]readEntry // of the ledger, as last read
	plain    map[string]string    // text of a notice -> as line has it
}

func newDiary() diary {
	return diary{
		again: map[string]int{}, moved: map[int64]int64{}, notices: map[string]store.Entry{}, entries: map[string]readEntry{}, plain: map[string]string{},
	}
}

// promise is an admin having read that a change is stored.
type promise struct {
	number int
	by     said
}
