package written

import "testing"

func TestAmong(t *testing.T) {
	const words = "ya iya\n\tsaja aja oke"
	for word, want := range map[string]bool{
		"ya": true, "YA,": true, "iya": true, "saja": true, "aja.": true, "oke": true,
		"": false, ".": false, "y": false, "aj": false, "sajaa": false, "ya iya": false, "ke": false, "iya saja": false,
	} {
		if Among(word, words) != want {
			t.Errorf("Among(%q) = %v", word, !want)
		}
	}
}
