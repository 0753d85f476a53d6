package scheduler

import (
	"strings"
	"testing"

	"ikdbot/bot"
	"ikdbot/store"
)

// What an admin had sent again becomes unclear again: they are told again, and the tap they made is not one about this attempt.
//
// Fault: Telegram delivers the tap on "Kirim ulang" again after the answer to the report it sent was lost, too.
// Outcome: the group gets nothing more; the admins are told of each attempt that is unclear, once, and decide about each.
func TestEachAttemptIsDecidedOnce(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	tries := 0
	lost := &bot.SendError{Do: bot.Unclear}
	o.answer = func(chat string) error {
		if chat != "telegram:-100" {
			return nil
		}
		if tries++; lost == nil {
			return nil
		}
		return lost
	}
	o.at("2026-11-23 08:00")
	for attempt := 1; attempt <= 2; attempt++ {
		told := o.notices()
		if len(told) != 1 || !strings.Contains(told[0], "belum pasti sampai") || tries != attempt {
			t.Errorf("after %d tries told %q", tries, told)
		}
		ulang := o.asks("telegram:1", "/kirim").Buttons[0][1].Command
		o.asks("telegram:1", ulang)
		o.at("2026-11-23 08:0" + string(rune('0'+attempt)))
		if again := o.asks("telegram:1", ulang); !strings.Contains(again.Text, "sesudah daftar tadi") {
			t.Errorf("the same tap again: %s", again.Text)
		}
		o.restart("another").Look(t.Context())
	}
	if told := o.notices(); len(told) != 1 || tries != 3 || o.state(b, "2026-11-23") != store.Unclear {
		t.Errorf("after %d tries it is %s; told %q", tries, o.state(b, "2026-11-23"), told)
	}
	lost = nil
	o.asks("telegram:1", o.asks("telegram:1", "/kirim").Buttons[0][1].Command)
	if o.at("2026-11-23 09:00"); tries != 4 || o.state(b, "2026-11-23") != store.Sent {
		t.Errorf("after %d tries it is %s", tries, o.state(b, "2026-11-23"))
	}
}
