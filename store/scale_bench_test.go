package store_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// What a chat takes in a real Redis that has chosen a language, which stays, and what one takes for half an hour with a menu.
func BenchmarkChatInRedis(b *testing.B) {
	const chats = 10_000
	for name, talk := range map[string]store.Talk{"language": {Language: "en"}, "menu": {Menu: []string{"/cara", "/syarat", "/lokasi"}}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				server := storetest.Start(b)
				s := storetest.Open(b, server.URL, options(&clock{now: monday()}))
				empty := used(b, server)
				for i := range chats {
					s.SetTalk(b.Context(), fmt.Sprintf("telegram:%d", 1_000_000_000+i), talk)
				}
				b.ReportMetric(float64(used(b, server)-empty)/chats, "B/chat")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// used is the memory a Redis uses.
func used(b *testing.B, server *storetest.Server) int64 {
	b.Helper()
	for line := range strings.Lines(server.Ask("INFO", "memory")) {
		if text, ok := strings.CutPrefix(strings.TrimSpace(line), "used_memory:"); ok {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
	}
	b.Fatal("redis does not tell its memory")
	return 0
}
