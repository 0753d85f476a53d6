package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
)

const token = "1:test"

// clock is the injected clock.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// thursday is where the clock of these tests begins: 2 April 2026, 09.15 WIB.
func thursday() *clock {
	return &clock{now: time.Date(2026, 4, 2, 2, 15, 0, 0, time.UTC)}
}

// api is a bot's side of the Bot API, plain HTTP.
type api struct {
	t    testing.TB
	base string
}

type answer struct {
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// serve runs a sandbox on a free port of this machine.
func serve(t testing.TB, c sandbox.Config) (*sandbox.Server, api) {
	t.Helper()
	c.Token, c.Bot = token, sandbox.BotUser{ID: 1, Username: "ikd_contoh_bot", Name: "IKD Kotawaringin Timur"}
	s := sandbox.New(c)
	h := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); h.Close() })
	return s, api{t, h.URL}
}

// try calls a method with JSON parameters; an error is one of the transport.
func (a api) try(ctx context.Context, method string, params map[string]any) (answer, error) {
	var got answer
	body, err := json.Marshal(params)
	if err != nil {
		return got, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base+"/bot"+token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return got, err
	}
	r.Header.Set("Content-Type", "application/json")
	return got, do(r, &got)
}

func (a api) call(method string, params map[string]any) answer {
	a.t.Helper()
	got, err := a.try(context.Background(), method, params)
	if err != nil {
		a.t.Errorf("%s: %v", method, err)
	}
	return got
}

// upload calls a method with a file.
func (a api) upload(method, field, name string, content []byte, params map[string]string) answer {
	a.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for key, value := range params {
		_ = form.WriteField(key, value)
	}
	part, _ := form.CreateFormFile(field, name)
	_, _ = part.Write(content)
	_ = form.Close()
	r, _ := http.NewRequest(http.MethodPost, a.base+"/bot"+token+"/"+method, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	var got answer
	if err := do(r, &got); err != nil {
		a.t.Errorf("%s: %v", method, err)
	}
	return got
}

func do(r *http.Request, got *answer) error {
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, got); err != nil {
		return fmt.Errorf("status %d: %w", resp.StatusCode, err)
	}
	return nil
}

// picture is a small PNG.
func picture() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 320, 180))
	for x := range 320 {
		for y := range 180 {
			img.Set(x, y, color.RGBA{uint8(20 + x/4), 96, uint8(110 + y/2), 255})
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img)
	return b.Bytes()
}

type incoming struct {
	ID      int `json:"update_id"`
	Message *sandbox.Message
	Edited  *sandbox.Message `json:"edited_message"`
	Tap     *struct {
		ID, Data string
		Message  *sandbox.Message
	} `json:"callback_query"`
	Member *struct {
		Chat sandbox.Chat
		New  struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

// updates fetches what is waiting, confirming what came before offset.
func (a api) updates(offset, timeout int) []incoming {
	a.t.Helper()
	got := a.call("getUpdates", map[string]any{"offset": offset, "timeout": timeout})
	var list []incoming
	if got.OK {
		if err := json.Unmarshal(got.Result, &list); err != nil {
			a.t.Errorf("updates: %v", err)
		}
	}
	return list
}

// echo is a bot that answers in a way one can see: it runs until ctx ends.
func (a api) echo(ctx context.Context) {
	a.call("setMyCommands", map[string]any{"commands": []sandbox.Command{{Command: "start", Description: "Mulai dari awal"},
		{Command: "lokasi", Description: "Tempat aktivasi terdekat"}, {Command: "bantuan", Description: "Apa saja yang bisa ditanyakan"}}})
	offset := 0
	for ctx.Err() == nil {
		got, err := a.try(ctx, "getUpdates", map[string]any{"offset": offset, "timeout": 20})
		if err != nil {
			return
		}
		var list []incoming
		_ = json.Unmarshal(got.Result, &list)
		for _, u := range list {
			offset = u.ID + 1
			a.echoOne(u)
		}
	}
}

func (a api) echoOne(u incoming) {
	keys := map[string]any{"inline_keyboard": [][]sandbox.Button{
		{{Text: "Cara aktivasi", Data: "/cara"}, {Text: "Tempat layanan", Data: "/lokasi"}},
		{{Text: "Laman resmi", URL: "https://dukcapil.kemendagri.go.id"}}}}
	switch {
	case u.Tap != nil:
		a.call("answerCallbackQuery", map[string]any{"callback_query_id": u.Tap.ID, "text": "Tombol " + u.Tap.Data})
		a.call("editMessageText", map[string]any{"chat_id": u.Tap.Message.Chat.ID, "message_id": u.Tap.Message.ID,
			"parse_mode": "HTML", "text": "Anda memilih <code>" + u.Tap.Data + "</code>.", "reply_markup": keys})
	case u.Member != nil && u.Member.New.Status == "member":
		a.call("sendMessage", map[string]any{"chat_id": u.Member.Chat.ID, "text": "Halo, saya bot IKD. Admin mendaftarkan grup ini dengan /daftarkan."})
	case u.Message != nil && u.Message.NewMembers == nil && u.Message.LeftMember == nil:
		a.echoMessage(u.Message, keys)
	}
}

func (a api) echoMessage(m *sandbox.Message, keys map[string]any) {
	chat := m.Chat.ID
	switch {
	case m.Text == "/lokasi":
		a.call("sendMessage", map[string]any{"chat_id": chat, "text": "Bagikan lokasi Bapak/Ibu.", "reply_markup": map[string]any{
			"one_time_keyboard": true, "resize_keyboard": true, "keyboard": [][]map[string]any{{{"text": "Bagikan lokasi saya", "request_location": true}}}}})
	case m.Text == "/start":
		a.call("sendMessage", map[string]any{"chat_id": chat, "parse_mode": "HTML", "reply_markup": keys,
			"text": "<b>Selamat datang.</b>\nTanyakan apa saja tentang IKD. Kami <i>tidak pernah</i> meminta NIK, OTP, atau PIN.\n\n• ketik /lokasi untuk tempat layanan\n• ketik /bantuan untuk bantuan"})
	case m.Location != nil:
		a.call("sendMessage", map[string]any{"chat_id": chat, "text": fmt.Sprintf("Titik %.2f, %.2f diterima.", m.Location.Lat, m.Location.Lng)})
	case m.Document != nil:
		a.call("sendMessage", map[string]any{"chat_id": chat, "text": "Berkas " + m.Document.Name + " diterima."})
	case len(m.Photo) > 0:
		a.upload("sendPhoto", "photo", "a.png", picture(), map[string]string{"chat_id": fmt.Sprint(chat), "caption": "Gambar diterima."})
	case m.Origin != nil:
		a.call("sendMessage", map[string]any{"chat_id": chat, "text": "Pesan terusan diterima."})
	case m.Text != "":
		a.call("sendChatAction", map[string]any{"chat_id": chat, "action": "typing"})
		a.call("sendMessage", map[string]any{"chat_id": chat, "parse_mode": "HTML", "reply_parameters": map[string]any{"message_id": m.ID},
			"text": "Anda menulis: <b>" + html.EscapeString(strings.TrimSpace(m.Text)) + "</b>"})
	}
}
