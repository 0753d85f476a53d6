package handlers

import (
	"strings"
	"testing"

	"ikdbot/locales"
)

func regencyOf(t testing.TB, code string) (*locales.Content, *locales.Regency) {
	t.Helper()
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := content.Regency(code)
	if err != nil {
		t.Fatal(err)
	}
	return content, r
}

func TestRegencies(t *testing.T) {
	content, _ := regencyOf(t, "62.02")
	all, err := content.Regencies()
	if err != nil || len(all) != 514 || all[0].Code != "11.01" {
		t.Fatal(len(all), err)
	}
	for _, a := range all {
		if a.Name == "" || !strings.HasPrefix(a.Kind, "Kabupaten") && !strings.HasPrefix(a.Kind, "Kota") {
			t.Fatalf("%+v", a)
		}
	}
}
