package bot

import (
	"net/url"
	"testing"
	"testing/quick"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

func TestFormsAreThoseOfTheStandardLibrary(t *testing.T) {
	same := func(params map[string]string) bool {
		values := url.Values{}
		for name, value := range params {
			values.Set(name, value)
		}
		return string(urlencoded(tgbotapi.Params(params))) == values.Encode()
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
	everything := make([]byte, 256)
	for i := range everything {
		everything[i] = byte(i)
	}
	for _, params := range []map[string]string{nil, {"chat_id": "-100123"}, {"text": string(everything), "": "a b+c"}, {"text": "Bapak/Ibu & <b>é😀</b>"}} {
		if !same(params) {
			t.Errorf("%q became %q", params, urlencoded(params))
		}
	}
}
