package sandbox_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"ikdbot/bot/sandbox"
)

// BenchmarkAnswer is one question and one answer without a network in between; it must not grow with the chats.
func BenchmarkAnswer(b *testing.B) {
	for _, chats := range []int{10, 5_000, 100_000} {
		b.Run(strconv.Itoa(chats)+" chats", func(b *testing.B) {
			s := sandbox.New(sandbox.Config{Token: token, Keep: 4})
			phones := make([]*sandbox.Phone, chats)
			for i := range phones {
				phones[i] = s.User(int64(i+1), "Warga").Private()
			}
			post := func(method, body string) {
				r := httptest.NewRequest(http.MethodPost, "/bot"+token+"/"+method, strings.NewReader(body))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				w := httptest.NewRecorder()
				s.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
			text := "&parse_mode=HTML&text=" + strings.Repeat("%3Cb%3EKecamatan%3C%2Fb%3E+Baamang+1.250+jiwa+", 12)
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				said := phones[n%chats].Say("gmn cara aktivasi ikd?")
				post("getUpdates", "limit=1&offset="+strconv.Itoa(n+1))
				post("sendMessage", "chat_id="+strconv.FormatInt(said.Chat.ID, 10)+text)
			}
		})
	}
}
