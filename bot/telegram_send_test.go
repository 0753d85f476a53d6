package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ikdbot/handlers"
)

func TestSendForms(t *testing.T) {
	w := newWorld(t)
	siti := w.User(99, "Siti").Private()
	siti.Start()

	t.Run("the location keyboard comes once and goes", func(t *testing.T) {
		w.send("telegram:99", handlers.Reply{Text: "Di mana?", AskLocation: "Bagikan lokasi"})
		if !w.telegram.asked[99] {
			t.Error("the keyboard is not remembered")
		}
		siti.ShareLocation(-2.5, 112.9)
		w.send("telegram:99", handlers.Reply{Text: "Titik terdekat"})
		if w.telegram.asked[99] {
			t.Error("the keyboard is not taken away")
		}
	})
	t.Run("an unchanged edit is done", func(t *testing.T) {
		id := w.send("telegram:99", handlers.Reply{Text: "sama"})
		if got := w.send("telegram:99", handlers.Reply{Text: "sama", Edit: id}); got != id {
			t.Errorf("message %s, want %s", got, id)
		}
	})
	t.Run("what cannot be edited is sent anew", func(t *testing.T) {
		if got := w.send("telegram:99", handlers.Reply{Text: "baru", Edit: "999"}); got == "999" {
			t.Error("nothing was sent")
		}
	})
	t.Run("documents and pictures", func(t *testing.T) {
		w.send("telegram:99", handlers.Reply{Text: "**berkas**", File: &handlers.Attachment{Name: "a.csv", MIME: "text/csv", Content: []byte("kode,nama\n")}})
		w.send("telegram:99", handlers.Reply{File: &handlers.Attachment{Name: "a.png", MIME: "image/png", Content: onePixel}})
		messages := w.Messages(99)
		doc, photo := messages[len(messages)-2], messages[len(messages)-1]
		if doc.Document == nil || doc.Document.Name != "a.csv" || doc.HTML() != "<b>berkas</b>" || photo.Photo == nil {
			t.Errorf("document %+v, photo %+v", doc, photo)
		}
	})
	t.Run("a picture and its caption are changed in place", func(t *testing.T) {
		picture := func(md, edit string) handlers.Reply {
			return handlers.Reply{Text: md, Edit: edit, Answers: edit, File: &handlers.Attachment{Name: "a.png", MIME: "image/png", Content: onePixel}}
		}
		id := w.send("telegram:99", picture("lama", ""))
		if got := w.send("telegram:99", picture("**baru**", id)); got != id {
			t.Errorf("message %s, want %s", got, id)
		}
		messages := w.Messages(99)
		if last := messages[len(messages)-1]; last.HTML() != "<b>baru</b>" || last.Photo == nil || last.Edits != 1 {
			t.Errorf("%+v", last)
		}
	})
	t.Run("a picture that cannot be changed is answered", func(t *testing.T) {
		id := w.send("telegram:99", handlers.Reply{Text: "tanpa gambar"})
		again := w.send("telegram:99", handlers.Reply{
			Text: "ralat", Edit: id, Answers: id, File: &handlers.Attachment{Name: "a.png", MIME: "image/png", Content: onePixel},
		})
		messages := w.Messages(99)
		if last := messages[len(messages)-1]; again == id || last.ReplyTo == nil || fmt.Sprint(last.ReplyTo.ID) != id || last.Photo == nil {
			t.Errorf("%+v", last)
		}
	})
	t.Run("buttons Telegram would refuse are left out", func(t *testing.T) {
		w.send("telegram:99", handlers.Reply{Text: "x", Buttons: [][]handlers.Button{
			{{Label: "panjang", Command: strings.Repeat("x", 65)}, {Label: "pas", Command: strings.Repeat("x", 64)}}, {{Label: "", Command: "/a"}}, {{Label: "jahat", URL: "javascript:1"}},
		}})
		messages := w.Messages(99)
		if got := messages[len(messages)-1].Labels(); !slices.Equal(got, []string{"pas"}) {
			t.Errorf("buttons: %q", got)
		}
	})
	t.Run("the longest message and caption", func(t *testing.T) {
		w.send("telegram:99", handlers.Reply{Text: strings.Repeat("😀", longestText/2)})
		w.send("telegram:99", handlers.Reply{Text: "**" + strings.Repeat("a", longestCaption) + "**", File: &handlers.Attachment{Name: "a.txt", Content: []byte("x")}})
	})
	t.Run("nothing to see is not sent", func(t *testing.T) {
		calls := w.Calls("sendMessage")
		if _, err := w.telegram.Send(t.Context(), "telegram:99", handlers.Reply{Text: " \n"}); err == nil || w.Calls("sendMessage") != calls {
			t.Errorf("err = %v", err)
		}
	})
}

// onePixel is the smallest picture there is.
var onePixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xdc\xccY\xe7\x00\x00\x00\x00IEND\xaeB`\x82")
