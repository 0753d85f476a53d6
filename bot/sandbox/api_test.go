package sandbox_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"ikdbot/bot/sandbox"
)

// What a bot may send is held to Telegram's limits and refused in Telegram's words.
func TestRefusals(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	s.User(7, "Warga").Private().Start()
	s.User(8, "Belum Mulai")
	s.User(9, "Memblokir").Private().Start()
	s.User(9, "").Private().Block()
	forum := s.Group("Forum", true)
	forum.AddBot(s.User(7, ""))
	out := s.Group("Grup Lama", false)
	out.AddBot(s.User(7, ""))
	out.RemoveBot(s.User(7, ""))
	never := s.Group("Belum Diundang", false)
	button := func(fields string) string {
		return `{"inline_keyboard":[[{"text":"Ya",` + fields + `}]]}`
	}
	long := strings.Repeat("😀", 2048) // 4096 units
	for _, c := range []struct {
		name   string
		params map[string]any
		code   int
		want   string
	}{
		{"4096 units fit", map[string]any{"chat_id": 7, "text": long}, 0, ""},
		{"tags do not count", map[string]any{"chat_id": 7, "parse_mode": "HTML", "text": "<b>" + long + "</b>"}, 0, ""},
		{"4097 do not", map[string]any{"chat_id": 7, "text": long + "a"}, 400, "Bad Request: message is too long"},
		{"empty", map[string]any{"chat_id": 7}, 400, "Bad Request: message text is empty"},
		{"blank", map[string]any{"chat_id": 7, "text": " \n "}, 400, "Bad Request: text must be non-empty"},
		{"no chat", map[string]any{"text": "a"}, 400, "Bad Request: chat_id is empty"},
		{"unknown chat", map[string]any{"chat_id": 99, "text": "a"}, 400, "Bad Request: chat not found"},
		{"never started", map[string]any{"chat_id": 8, "text": "a"}, 403, "Forbidden: bot can't initiate conversation with a user"},
		{"blocked", map[string]any{"chat_id": 9, "text": "a"}, 403, "Forbidden: bot was blocked by the user"},
		{"kicked", map[string]any{"chat_id": out.ID(), "text": "a"}, 403, "Forbidden: bot was kicked from the group chat"},
		{"never added", map[string]any{"chat_id": never.ID(), "text": "a"}, 403, "Forbidden: bot is not a member of the group chat"},
		{"no such topic", map[string]any{"chat_id": forum.ID(), "text": "a", "message_thread_id": 5}, 400, "Bad Request: message thread not found"},
		{"no such reply", map[string]any{"chat_id": 7, "text": "a", "reply_parameters": map[string]any{"message_id": 999}}, 400, "Bad Request: message to be replied not found"},
		{"broken HTML", map[string]any{"chat_id": 7, "parse_mode": "HTML", "text": "<b>a"}, 400, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"unknown mode", map[string]any{"chat_id": 7, "parse_mode": "Wiki", "text": "a"}, 400, "Bad Request: unsupported parse_mode"},
		{"data of 64 bytes", map[string]any{"chat_id": 7, "text": "a", "reply_markup": button(`"callback_data":"` + strings.Repeat("x", 64) + `"`)}, 0, ""},
		{"data of 65 bytes", map[string]any{"chat_id": 7, "text": "a", "reply_markup": button(`"callback_data":"` + strings.Repeat("x", 65) + `"`)}, 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"empty data", map[string]any{"chat_id": 7, "text": "a", "reply_markup": button(`"callback_data":""`)}, 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"bad link", map[string]any{"chat_id": 7, "text": "a", "reply_markup": button(`"url":"ftp://a"`)}, 400, "Bad Request: inline keyboard button URL 'ftp://a' is invalid: Wrong HTTP URL"},
		{"no object", map[string]any{"chat_id": 7, "text": "a", "reply_markup": `[]`}, 400, "Bad Request: object expected as reply markup"},
	} {
		got := a.call("sendMessage", c.params)
		if got.OK != (c.code == 0) || got.Code != c.code || got.Description != c.want {
			t.Errorf("%s: got %d %q, want %d %q", c.name, got.Code, got.Description, c.code, c.want)
		}
	}
}

// Methods are found in any case, unknown ones and foreign tokens are not; parameters come in any of four ways.
func TestCalls(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	s.User(7, "Warga").Private().Start()
	if got := a.call("GETME", nil); !strings.Contains(string(got.Result), `"username":"ikd_contoh_bot"`) {
		t.Errorf("getMe: %s", got.Result)
	}
	if got := a.call("dance", nil); got.Code != 404 || got.Description != "Not Found" {
		t.Errorf("unknown method: %+v", got)
	}
	resp, err := http.Get(a.base + "/bot2:other/getMe")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if resp.StatusCode != 401 || string(body) != `{"ok":false,"error_code":401,"description":"Unauthorized"}` {
		t.Errorf("foreign token: %d %s", resp.StatusCode, body)
	}
	for kind, request := range map[string]func() (*http.Response, error){
		"query": func() (*http.Response, error) {
			return http.Get(a.base + "/bot" + token + "/sendMessage?chat_id=7&text=a")
		},
		"form": func() (*http.Response, error) {
			return http.Post(a.base+"/bot"+token+"/sendMessage", "application/x-www-form-urlencoded", strings.NewReader("chat_id=7&text=a"))
		},
		"JSON": func() (*http.Response, error) {
			return http.Post(a.base+"/bot"+token+"/sendMessage", "application/json", strings.NewReader(`{"chat_id":"7","text":"a"}`))
		},
	} {
		resp, err := request()
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != 200 {
			t.Errorf("%s: status %d", kind, resp.StatusCode)
		}
	}
	if got := a.upload("sendDocument", "document", "a.csv", []byte("a"), map[string]string{"chat_id": "7", "caption": strings.Repeat("x", 1025)}); got.Description != "Bad Request: message caption is too long" {
		t.Errorf("long caption: %+v", got)
	}
	if got := a.upload("sendPhoto", "photo", "a.png", []byte("no picture"), map[string]string{"chat_id": "7"}); got.Description != "Bad Request: IMAGE_PROCESS_FAILED" {
		t.Errorf("no picture: %+v", got)
	}
}

// An edit replaces the message, says nothing when nothing changed, and cannot touch what is not the bot's.
func TestEdits(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	asked := s.User(7, "Warga").Private().Say("halo")
	a.call("sendMessage", map[string]any{"chat_id": 7, "text": "satu"})
	id := s.Messages(7)[0].ID
	edit := func(id int, text string) string {
		return a.call("editMessageText", map[string]any{"chat_id": 7, "message_id": id, "text": text}).Description
	}
	if got := edit(id, "satu"); !strings.HasPrefix(got, "Bad Request: message is not modified") {
		t.Errorf("same text: %q", got)
	}
	if got := edit(id, "dua"); got != "" {
		t.Errorf("other text: %q", got)
	}
	if m := s.Messages(7)[0]; m.Text != "dua" || m.Edits != 1 || m.EditDate == 0 {
		t.Errorf("after the edit: %+v", m)
	}
	if got := edit(asked.ID, "tiga"); got != "Bad Request: message can't be edited" {
		t.Errorf("a citizen's message: %q", got)
	}
	if got := edit(999, "tiga"); got != "Bad Request: message to edit not found" {
		t.Errorf("no message: %q", got)
	}
	a.call("deleteMessage", map[string]any{"chat_id": 7, "message_id": id})
	if len(s.Messages(7)) != 0 {
		t.Error("the message is still there")
	}
}

// A file that somebody sends can be fetched by its id, and sent again without uploading it.
func TestFiles(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	sent := s.User(7, "Warga").Private().SendDocument("data.csv", []byte("kode,nama\n"), "/impor")
	var where struct {
		Path string `json:"file_path"`
	}
	_ = json.Unmarshal(a.call("getFile", map[string]any{"file_id": sent.Document.FileID}).Result, &where)
	resp, err := http.Get(a.base + "/file/bot" + token + "/" + where.Path)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if string(body) != "kode,nama\n" {
		t.Errorf("fetched %q", body)
	}
	if got := a.call("sendDocument", map[string]any{"chat_id": 7, "document": sent.Document.FileID}); !got.OK {
		t.Errorf("sent again: %+v", got)
	}
	if m := s.Messages(7)[0]; m.Document == nil || m.Document.Name != "data.csv" {
		t.Errorf("the bot's message: %+v", m)
	}
}

// The "/" menu is the narrowest one that was set, in the person's language if there is one.
func TestCommandMenus(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	citizen, visitor, admin := s.User(7, "Warga"), s.User(9, "Tamu").Speaks("en"), s.User(8, "Admin").Speaks("en")
	admin.Private().Start()
	set := func(command, language, scope string) string {
		return a.call("setMyCommands", map[string]any{"commands": []sandbox.Command{{Command: command, Description: command}},
			"language_code": language, "scope": json.RawMessage(scope)}).Description
	}
	set("bantuan", "", `{"type":"all_private_chats"}`)
	set("help", "en", `{"type":"all_private_chats"}`)
	set("update", "", `{"type":"chat","chat_id":8}`)
	for _, c := range []struct {
		p    *sandbox.Person
		want string
	}{{citizen, "bantuan"}, {visitor, "help"}, {admin, "update"}} {
		if got := s.Commands(c.p.ID(), c.p); len(got) != 1 || got[0].Command != c.want {
			t.Errorf("menu of %d: %v, want %s", c.p.ID(), got, c.want)
		}
	}
	if got := set("update", "", `{"type":"chat","chat_id":7}`); got != "Bad Request: chat not found" {
		t.Errorf("menu of somebody who never pressed Start: %q", got)
	}
	if got := set("Lokasi", "", `{"type":"default"}`); got != "Bad Request: BOT_COMMAND_INVALID" {
		t.Errorf("a capital in a command: %q", got)
	}
}

// A thousand messages later a chat still holds only so many.
func TestMemoryIsBounded(t *testing.T) {
	s, _ := serve(t, sandbox.Config{Keep: 10})
	p := s.User(7, "Warga").Private()
	for range 1000 {
		p.Say("a")
	}
	if n := len(s.Conversation(7)); n >= 20 {
		t.Errorf("%d messages kept", n)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.WaitFor(ctx, 7, 1); err == nil {
		t.Error("nothing was sent, yet the wait ended well")
	}
}
