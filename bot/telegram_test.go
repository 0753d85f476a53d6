package bot

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"ikdbot/handlers"
)

// One conversation through everything: phone, Bot API, poll, queue, desk, send.
func TestConversation(t *testing.T) {
	w := newWorld(t)
	w.serve(func(_ context.Context, r handlers.Request) handlers.Reply {
		switch r.Text {
		case "/start":
			return handlers.Reply{Text: "**Halo** " + r.Language, Buttons: [][]handlers.Button{
				{{Label: "Cara", Command: "/cara"}, {Label: "Dukcapil", URL: "https://dukcapil.kemendagri.go.id"}}, {{Label: "Simpan", Command: "/simpan 1"}},
			}}
		case "/simpan 1":
			return handlers.Reply{Text: "tersimpan", Edit: r.Button, Notice: "Tersimpan"}
		case "/cara":
			return handlers.Reply{Notice: "Sebentar"}
		}
		return handlers.Reply{Text: "anu <" + r.Text + ">"}
	})
	phone := w.User(99, "Siti <i>").Private()
	phone.Start()
	hello := w.sent(99, 1)
	if got := hello.HTML(); got != "<b>Halo</b> id" {
		t.Errorf("greeting: %s", got)
	}
	if got := hello.Labels(); !slices.Equal(got, []string{"Cara", "Dukcapil", "Simpan"}) {
		t.Errorf("buttons: %q", got)
	}
	for _, c := range []struct{ button, notice string }{{"Cara", "Sebentar"}, {"Simpan", "Tersimpan"}} {
		tap, err := phone.TapButton(hello.ID, c.button)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		if notice, err := tap.Answer(ctx); notice != c.notice || err != nil {
			t.Errorf("tap on %s: %q, %v", c.button, notice, err)
		}
		cancel()
	}
	if got := w.Messages(99)[0]; got.Text != "tersimpan" || got.Keyboard != nil {
		t.Errorf("edited message: %+v", got)
	}
	phone.Say("lupa <b>pin")
	if got := w.sent(99, 2).Text; got != "anu <lupa <b>pin>" {
		t.Errorf("answer: %s", got)
	}
}

func TestGroups(t *testing.T) {
	w := newWorld(t)
	w.serve(func(_ context.Context, r handlers.Request) handlers.Reply {
		if r.Event != "" {
			return handlers.Reply{Text: fmt.Sprintf("%s by %s", r.Event, r.User)}
		}
		return handlers.Reply{Text: fmt.Sprintf("%q from %q anonymous=%v", r.Text, r.User, r.Anonymous)}
	})
	camat := w.User(50, "Camat")
	group := w.Group("Kecamatan Baamang", true).Join(camat, "creator")
	phone := group.Phone(camat)
	group.AddBot(camat)
	if got := w.sent(group.ID(), 1).Text; got != "added by telegram:50" {
		t.Errorf("greeting: %s", got)
	}
	phone.Say("rapat jam berapa?")
	phone.Say("/start@cuaca_bot")
	phone.Say("@ikd_kotim_bot berapa?")
	if got := w.sent(group.ID(), 2).Text; got != `"berapa?" from "telegram:50" anonymous=false` {
		t.Errorf("mention: %s", got)
	}
	group.AnonymousAdmin().Say("/daftarkan@ikd_kotim_bot baamang")
	if got := w.sent(group.ID(), 3).Text; got != `"/daftarkan baamang" from "" anonymous=true` {
		t.Errorf("anonymous admin: %s", got)
	}
	thread := group.Topic(camat, "Laporan IKD")
	phone.In(thread).Say("/laporan")
	if got := w.sent(group.ID(), 4); got.Thread != thread || got.Text != `"/laporan" from "telegram:50" anonymous=false` {
		t.Errorf("in a topic: thread %d, %s", got.Thread, got.Text)
	}
	phone.Reply(w.sent(group.ID(), 2).ID, "1")
	if got := w.sent(group.ID(), 5).Text; got != `"1" from "telegram:50" anonymous=false` {
		t.Errorf("reply to us: %s", got)
	}
}

// A group that became a supergroup while an answer was under way gets the answer, and the desk hears of the new address.
//
// Fault: A group becomes a supergroup while its answer is under way.
// Outcome: the answer arrives in the supergroup, and what is bound to the group moves along.
func TestMigrationIsFollowed(t *testing.T) {
	w := newWorld(t)
	camat := w.User(50, "Camat")
	group := w.Group("Baamang", false).Join(camat, "creator")
	old := address(group.ID(), 0)
	moved := make(chan handlers.Request, 3)
	w.serve(func(_ context.Context, r handlers.Request) handlers.Reply {
		switch {
		case r.Event == handlers.Moved:
			moved <- r
		case r.Text == "/laporan":
			group.Upgrade()
			return handlers.Reply{Text: "laporan"}
		}
		return handlers.Reply{}
	})
	group.AddBot(camat)
	group.Phone(camat).Say("/laporan")
	for range 3 { // from the failed send, and from both service messages
		select {
		case r := <-moved:
			if r.Chat != old || r.NewChat != address(group.ID(), 0) {
				t.Errorf("moved from %s to %s, want %s to %s", r.Chat, r.NewChat, old, address(group.ID(), 0))
			}
		case <-time.After(10 * time.Second):
			t.Fatal("the desk was not told")
		}
	}
	if got := w.sent(group.ID(), 1).Text; got != "laporan" {
		t.Errorf("in the supergroup: %s", got)
	}
}

func TestSetCommands(t *testing.T) {
	w := newWorld(t)
	admin := w.User(7, "Admin")
	admin.Private().Start()
	w.User(8, "Admin yang belum mulai")
	list := func(scope, language string) Commands {
		return Commands{Scope: scope, Language: language, Items: []Item{{"bantuan", scope + language}}}
	}
	strangers, err := w.telegram.SetCommands(t.Context(), []Commands{
		list(InPrivate, ""), list(InPrivate, "en"), list(InGroups, ""), list("telegram:7", ""), list("telegram:8", ""), list("telegram:12345", ""), list("telegram:12345", "en"),
	})
	if want := []string{"telegram:8", "telegram:12345"}; err != nil || !slices.Equal(strangers, want) {
		t.Errorf("strangers %q, err %v", strangers, err)
	}
	if got := w.Commands(7, admin); len(got) != 1 || got[0].Description != "telegram:7" {
		t.Errorf("the admin's menu: %+v", got)
	}
	if got := w.Commands(99, w.User(99, "Tom").Speaks("en")); len(got) != 1 || got[0].Description != "privateen" {
		t.Errorf("an English menu: %+v", got)
	}
}

func TestMeAndReach(t *testing.T) {
	w := newWorld(t)
	w.User(99, "Siti").Private().Start()
	if name, err := w.telegram.Me(t.Context()); name != "ikd_kotim_bot" || err != nil {
		t.Errorf("Me = %q, %v", name, err)
	}
	if err := w.telegram.Reach(t.Context(), "telegram:99"); err != nil {
		t.Errorf("Reach: %v", err)
	}
	if err := w.telegram.Reach(t.Context(), "telegram:12345"); verdictOf(err) != Gone {
		t.Errorf("Reach of nobody: %v", err)
	}
}

// A webhook somebody set before would refuse every poll.
//
// Fault: A webhook is set from earlier, and refuses every poll.
// Outcome: it is removed, which the log says, and polling goes on.
func TestWebhookIsRemoved(t *testing.T) {
	w := newWorld(t)
	if _, err := w.telegram.call(t.Context(), w.telegram.rest, shortCall, "setWebhook", map[string]string{"url": "https://127.0.0.1:1/hook"}); err != nil {
		t.Fatal(err)
	}
	w.serve(echo)
	w.User(99, "Siti").Private().Say("halo")
	if got := w.sent(99, 1).Text; got != "halo" {
		t.Errorf("answer: %s", got)
	}
}
