package bot

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/handlers"
)

var ikdbot = self{ID: 700, Name: "ikd_kotim_bot"}

// testdata/updates holds updates in Telegram's own form; here stands what they mean to us. nil is nothing at all.
func TestConvert(t *testing.T) {
	at := time.Unix(1775433600, 0)
	group, topic := "telegram:-1002000000001", "telegram:-1002000000001/42"
	base := func(r handlers.Request) *handlers.Request {
		if r.At.IsZero() {
			r.At = at
		}
		return &r
	}
	person := func(r handlers.Request) *handlers.Request {
		r.Chat, r.User, r.Private, r.Language, r.Message = "telegram:99", "telegram:99", true, "id", "5"
		return base(r)
	}
	member := func(r handlers.Request) *handlers.Request {
		r.User, r.Language, r.Addressed, r.Message = "telegram:99", "id", true, "5"
		if r.Chat == "" {
			r.Chat = group
		}
		return base(r)
	}
	for name, want := range map[string]*handlers.Request{
		"private_text":                  person(handlers.Request{Text: "gmn cara aktivasi ikd?"}),
		"private_text_with_html":        person(handlers.Request{Text: "<b>&amp; 😀 \u202etes"}),
		"private_command_named":         person(handlers.Request{Text: "/lokasi baamang"}),
		"private_forward":               person(handlers.Request{Text: "klik link ini", Forwarded: true}),
		"private_forward_hidden_user":   person(handlers.Request{Text: "klik link ini", Forwarded: true}),
		"private_location":              person(handlers.Request{Location: &handlers.Location{Lat: -2.53, Lng: 112.95}}),
		"private_venue":                 person(handlers.Request{Location: &handlers.Location{Lat: -2.53, Lng: 112.95}}),
		"private_live_location_moves":   nil,
		"private_document_with_command": person(handlers.Request{Text: "/cekangka", File: &handlers.File{ID: "BQACAgUAAx", Name: "capaian.xlsx", MIME: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Bytes: 18211}}),
		"private_animation":             person(handlers.Request{Other: "animation"}),
		"private_photo":                 person(handlers.Request{Other: "photo"}),
		"private_photo_with_caption":    person(handlers.Request{Text: "ini kenapa?"}),
		"private_sticker":               person(handlers.Request{Other: "sticker"}),
		"private_voice":                 person(handlers.Request{Other: "voice"}),
		"private_contact":               person(handlers.Request{Other: "contact"}), // its phone number goes nowhere
		"private_poll":                  person(handlers.Request{Other: "poll"}),
		"private_edited":                person(handlers.Request{Text: "syarat ikd", Edited: true}),
		"private_pinned":                nil,
		"private_blocked":               base(handlers.Request{Chat: "telegram:99", User: "telegram:99", Private: true, Language: "id", Event: handlers.Removed}),
		"private_unblocked":             nil,
		"group_chatter":                 nil,
		"group_command":                 member(handlers.Request{Text: "/laporan"}),
		"group_command_named":           member(handlers.Request{Text: "/daftarkan baamang"}),
		"group_command_of_another":      nil,
		"group_reply_with_other_name":   nil,
		"group_path":                    nil,
		"group_mention":                 member(handlers.Request{Text: "berapa capaian baamang?"}),
		"group_mention_unmarked":        member(handlers.Request{Text: "berapa capaian baamang?"}),
		"group_mention_of_longer_name":  nil,
		"group_text_mention":            member(handlers.Request{Text: "😀  apa itu ikd?"}),
		"group_reply_to_us":             member(handlers.Request{Text: "1"}),
		"group_reply_chain":             member(handlers.Request{Text: "2"}), // a thread outside of a forum is no topic
		"group_anonymous_admin":         base(handlers.Request{Chat: group, Anonymous: true, Addressed: true, Text: "/daftarkan baamang", Message: "5"}),
		"group_as_channel":              base(handlers.Request{Chat: group, Anonymous: true, Addressed: true, Text: "/laporan", Message: "5"}),
		"group_linked_channel":          base(handlers.Request{Chat: group, Anonymous: true, Addressed: true, Text: "/laporan", Message: "5", Forwarded: true}),
		"group_other_bot":               nil,
		"group_added":                   base(handlers.Request{Chat: group, User: "telegram:99", Language: "id", Event: handlers.Added}),
		"group_promoted":                nil,
		"group_kicked":                  base(handlers.Request{Chat: group, User: "telegram:99", Language: "id", Event: handlers.Removed}),
		"group_restricted_outside":      base(handlers.Request{Chat: group, User: "telegram:99", Language: "id", Event: handlers.Removed}),
		"group_migrates_to":             base(handlers.Request{Chat: "telegram:-300", Event: handlers.Moved, NewChat: group}),
		"group_migrates_from":           base(handlers.Request{Chat: "telegram:-300", Event: handlers.Moved, NewChat: group}),
		"topic_command":                 member(handlers.Request{Chat: topic, Text: "/laporan"}),
		"topic_chatter_replies_to_root": nil,
		"channel_post":                  base(handlers.Request{Chat: "telegram:-1002000000009", Anonymous: true, Addressed: true, Text: "/laporan", Message: "5"}),
		"tap":                           base(handlers.Request{Chat: "telegram:99", User: "telegram:99", Private: true, Language: "id", Text: "/simpan 7", Button: "88", Tap: "4382bfdwdsb323b2d9", At: time.Unix(1, 0)}),
		"tap_in_topic":                  base(handlers.Request{Chat: topic, User: "telegram:99", Addressed: true, Language: "id", Text: "/laporan", Button: "88", Tap: "4382bfdwdsb323b2d9", At: time.Unix(1, 0)}),
		"tap_on_old_message":            base(handlers.Request{Chat: "telegram:99", User: "telegram:99", Private: true, Language: "id", Text: "/menu", Button: "88", Tap: "4382bfdwdsb323b2d9", At: time.Unix(1, 0)}),
		"tap_on_inline_message":         nil,
		"unknown_kind":                  nil,
		"bad_entities":                  person(handlers.Request{Text: "halo"}),
	} {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("testdata", "updates", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var u update
			if err := json.Unmarshal(raw, &u); err != nil {
				t.Fatal(err)
			}
			got, ok := ikdbot.convert(u, time.Unix(1, 0))
			if !ok && want == nil {
				return
			}
			if ok != (want != nil) {
				t.Fatalf("ok = %v, request %+v", ok, got)
			}
			want.ID = "telegram:4711"
			if diff := cmp.Diff(*want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSplitCommand(t *testing.T) {
	for _, c := range []struct{ text, command, rest string }{
		{"/lokasi", "/lokasi", ""},
		{"/lokasi mb ketapang", "/lokasi", " mb ketapang"},
		{"/lokasi@ikd_kotim_bot\nbaamang", "/lokasi@ikd_kotim_bot", "\nbaamang"},
		{"/kode_email?", "/kode_email", "?"},
		{"/", "", "/"},
		{"/@ikd", "", "/@ikd"},
		{"/home/dukcapil", "", "/home/dukcapil"},
		{" /lokasi", "", " /lokasi"},
		{"lokasi", "", "lokasi"},
		{"", "", ""},
	} {
		command, rest, ok := splitCommand(c.text)
		if command != c.command || rest != c.rest || ok != (c.command != "") {
			t.Errorf("splitCommand(%q) = %q, %q, %v", c.text, command, rest, ok)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		chat   int64
		thread int
		want   string
	}{{99, 0, "telegram:99"}, {-1002000000001, 0, "telegram:-1002000000001"}, {-1002000000001, 42, "telegram:-1002000000001/42"}} {
		got := address(c.chat, c.thread)
		chat, thread, err := parseAddress(got)
		if got != c.want || chat != c.chat || thread != c.thread || err != nil {
			t.Errorf("%q -> %d, %d, %v", got, chat, thread, err)
		}
	}
	for _, bad := range []string{"", "telegram:", "telegram:x", "telegram:0", "telegram:1/", "telegram:1/x", "telegram:1/-2", "whatsapp:1", "1"} {
		if _, _, err := parseAddress(bad); err == nil {
			t.Errorf("%q is taken for an address", bad)
		}
	}
}

func FuzzConvert(f *testing.F) {
	files, err := filepath.Glob("testdata/updates/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Fuzz(func(t *testing.T, raw string) {
		var u update
		if json.Unmarshal([]byte(raw), &u) != nil {
			return
		}
		r, ok := ikdbot.convert(u, time.Unix(1, 0))
		switch {
		case !ok:
		case !r.Private && !r.Addressed && r.Event == "":
			t.Errorf("overheard: %+v", r)
		case r.Anonymous && r.User != "":
			t.Errorf("an anonymous sender has a user: %+v", r)
		case !strings.HasPrefix(r.Chat, "telegram:"):
			t.Errorf("no address: %+v", r)
		}
	})
}
