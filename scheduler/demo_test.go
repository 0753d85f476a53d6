package scheduler_test

import (
	"bufio"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"ikdbot/bot/sandbox/browsertest"
)

// TestDemo is a newcomer's first minute: the program as it is shipped, its page in a browser, and three people on it.
func TestDemo(t *testing.T) {
	b := browsertest.Open(t, startDemo(t), 1500, 1000)
	const citizen, admin, group = "#phone-citizen", "#phone-admin", "#phone-group"

	b.Click(citizen, "Mulai")
	b.See(citizen, "Kami tidak pernah meminta NIK")
	b.Say(citizen, "hp sy jadul ga ada kamera")
	b.See(citizen, "KTP-el fisik tetap berlaku")
	b.Click(citizen, "Versi SMS")
	b.See(citizen, "versi SMS")
	b.Say(citizen, "aktivasi di mana ya di samuda")
	b.See(citizen, "Kecamatan Mentaya Hilir Selatan")
	b.Say(citizen, "ada yg WA suruh klik link aktivasi ikd")
	b.See(citizen, "penipuan")

	b.Say(admin, "/update Baamang ikd=9000")
	b.See(admin, "Simpan?")
	b.Shot("admin-asked")
	b.See(group, "terhubung dengan Kecamatan Kota Besi")
	b.Say(group, "/laporan")
	b.See(group, "CONTOH")
	b.Shot("report-asked")
	b.Click(group, "Teks lengkap")
	b.See(group, "Laporan mingguan IKD")
	b.Run(`document.querySelector(".top").querySelectorAll("button").forEach((e) => { if (e.innerText.startsWith("Maju")) e.click() })`)
	b.Until("the Monday report", `new Set(document.querySelector("#phone-group").innerText.match(/\/cek \S{9}/g)).size > 1`)
	b.Until("its picture", `[...document.querySelectorAll("#phone-group img")].filter((e) => e.naturalWidth > 700).length > 1`)
	b.Click(group, "Sudah dibaca")
	b.See("body", "dicatat sudah dibaca")
	b.Shot("three-roles")
}

// startDemo runs `ikdbot demo` and returns the address it prints.
func startDemo(t *testing.T) string {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "demo", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	address := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if found := regexp.MustCompile(`http://\S+`).FindString(lines.Text()); found != "" {
				address <- found
			}
		}
	}()
	select {
	case found := <-address:
		return found
	case <-time.After(20 * time.Second):
		t.Fatal("the demo prints no address")
		return ""
	}
}
