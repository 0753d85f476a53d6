package sandbox_test

import (
	"context"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
)

// Updates wait in order until a later offset confirms them, and come again until then.
func TestUpdatesAreConfirmedByOffset(t *testing.T) {
	s, a := serve(t, sandbox.Config{Now: thursday().Now})
	p := s.User(7, "Warga").Private()
	for _, text := range []string{"satu", "dua", "tiga"} {
		p.Say(text)
	}
	first := a.updates(0, 0)
	if len(first) != 3 || first[0].Message.Text != "satu" || first[2].Message.Text != "tiga" {
		t.Fatalf("first: %+v", first)
	}
	if got := first[0].Message; got.Chat.ID != 7 || got.From.ID != 7 || got.Date != 1775096100 {
		t.Errorf("message: %+v", got)
	}
	if again := a.updates(first[1].ID, 0); len(again) != 2 || again[0].ID != first[1].ID {
		t.Errorf("again: %+v", again)
	}
	if n := s.Pending(); n != 2 {
		t.Errorf("%d pending", n)
	}
	if last := a.updates(-1, 0); len(last) != 1 || last[0].Message.Text != "tiga" {
		t.Errorf("the last one: %+v", last)
	}
	if rest := a.updates(first[2].ID+1, 0); len(rest) != 0 || s.Pending() != 0 {
		t.Errorf("after all: %+v", rest)
	}
}

// A long poll returns as soon as something happens.
func TestLongPoll(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	got := make(chan []incoming)
	go func() { got <- a.updates(0, 50) }()
	s.User(7, "Warga").Private().Say("halo")
	select {
	case list := <-got:
		if len(list) != 1 {
			t.Errorf("%+v", list)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the poll did not come back")
	}
}

// Of two polls at once the first is ended with a conflict, as when two copies of a bot run.
func TestSecondPollEndsTheFirst(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	first := make(chan answer)
	go func() { first <- a.call("getUpdates", map[string]any{"timeout": 50}) }()
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	for {
		s.User(7, "Warga") // the first poll may not have begun yet, so the second comes again
		_ = a.updates(0, 0)
		select {
		case got := <-first:
			if got.Code != 409 || got.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
				t.Fatalf("%+v", got)
			}
			return
		case <-ctx.Done():
			t.Fatal("the first poll went on")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Everything a person can do reaches the bot as Telegram tells it.
func TestWhatPeopleDo(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	citizen, admin := s.User(7, "Warga"), s.User(8, "Admin")
	p := citizen.Private()
	said := p.Say("lihat /lokasi@ikd_contoh_bot ya")
	p.ShareLocation(-2.5, 112.9)
	p.Sticker("👍")
	p.Voice(3)
	p.Poll("Kapan?", "Senin", "Selasa")
	admin.Private().Forward(said)
	if _, err := p.Edit(said.ID, "diubah"); err != nil {
		t.Fatal(err)
	}
	p.Block()
	got := a.updates(0, 0)
	if len(got) != 8 {
		t.Fatalf("%d updates", len(got))
	}
	if e := got[0].Message.Entities; len(e) != 1 || e[0].Type != "bot_command" || e[0].Offset != 6 || e[0].Length != 22 {
		t.Errorf("entities %+v", e)
	}
	if l := got[1].Message.Location; l == nil || l.Lat != -2.5 {
		t.Errorf("location %+v", l)
	}
	for i, raw := range [][]byte{got[2].Message.Sticker, got[3].Message.Voice, got[4].Message.Poll} {
		if len(raw) == 0 {
			t.Errorf("update %d is empty", i+2)
		}
	}
	if o := got[5].Message.Origin; o == nil || o.Sender.ID != 7 || got[5].Message.From.ID != 8 {
		t.Errorf("origin %+v", o)
	}
	if e := got[6].Edited; e == nil || e.Text != "diubah" || e.ID != said.ID {
		t.Errorf("edited %+v", e)
	}
	if m := got[7].Member; m == nil || m.New.Status != "kicked" {
		t.Errorf("blocked %+v", m)
	}
}

// A tapped button is told with its message, and its answer comes back as a notice, once.
func TestTap(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	p := s.User(7, "Warga").Private()
	p.Start()
	a.call("sendMessage", map[string]any{"chat_id": 7, "text": "Simpan?", "reply_markup": `{"inline_keyboard":[[{"text":"Simpan","callback_data":"/simpan"}]]}`})
	if _, err := p.TapButton(s.Messages(7)[0].ID, "Batal"); err == nil {
		t.Error("tapped a button that is not there")
	}
	tap, err := p.TapButton(s.Messages(7)[0].ID, "Simpan")
	if err != nil {
		t.Fatal(err)
	}
	got := a.updates(0, 0)
	if q := got[1].Tap; q == nil || q.Data != "/simpan" || q.Message.Text != "Simpan?" {
		t.Fatalf("%+v", q)
	}
	a.call("answerCallbackQuery", map[string]any{"callback_query_id": tap.ID, "text": "tersimpan"})
	if notice, err := tap.Answer(t.Context()); err != nil || notice != "tersimpan" {
		t.Errorf("%q, %v", notice, err)
	}
	if again := a.call("answerCallbackQuery", map[string]any{"callback_query_id": tap.ID}); again.Code != 400 {
		t.Errorf("answered twice: %+v", again)
	}
}

// Groups: the bot is added, topics are places of their own, hidden admins have a common face, an upgrade moves the chat.
func TestGroups(t *testing.T) {
	s, a := serve(t, sandbox.Config{})
	admin := s.User(8, "Admin")
	g := s.Group("Kecamatan", false).Join(admin, "creator")
	g.AddBot(admin)
	g.AnonymousAdmin().Say("/daftarkan")
	old := g.ID()
	fresh := g.Upgrade()
	got := a.call("sendMessage", map[string]any{"chat_id": old, "text": "a"})
	if got.Code != 400 || got.Parameters.MigrateTo != fresh || got.Description != "Bad Request: group chat was upgraded to a supergroup chat" {
		t.Errorf("to the old address: %+v", got)
	}
	list := a.updates(0, 0)
	if len(list) != 5 {
		t.Fatalf("%d updates", len(list))
	}
	if m := list[0].Member; m == nil || m.New.Status != "member" {
		t.Errorf("added: %+v", m)
	}
	if m := list[2].Message; m.SenderChat == nil || m.SenderChat.ID != old || m.From.Username != "GroupAnonymousBot" {
		t.Errorf("hidden admin: %+v", m)
	}
	if list[3].Message.MigrateTo != fresh || list[4].Message.MigrateFrom != old {
		t.Errorf("moved: %+v, %+v", list[3].Message, list[4].Message)
	}

	forum := s.Group("Forum", true)
	forum.AddBot(admin)
	thread := forum.Topic(admin, "Baamang")
	if m := forum.Phone(admin).In(thread).Say("/daftarkan"); m.Thread != thread || !m.IsTopic {
		t.Errorf("in a topic: %+v", m)
	}
	write := map[string]any{"chat_id": forum.ID(), "message_thread_id": thread, "text": "a"}
	if got := a.call("sendMessage", write); !got.OK {
		t.Errorf("to a topic: %+v", got)
	}
	forum.DropTopic(thread)
	if got := a.call("sendMessage", write); got.Description != "Bad Request: message thread not found" {
		t.Errorf("to a deleted topic: %+v", got)
	}
}
