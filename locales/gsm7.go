package locales

import "strings"

// The alphabet of a text message (3GPP TS 23.038): letters of the basic set take one septet, those of the extension two.
// Any other letter makes the phone send the whole text in an alphabet with room for 70 letters only.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtension = "\f^{}\\[~]|€"
)

// septets counts the room a text takes in a text message, and names the letters it cannot hold.
func septets(text string) (n int, foreign string) {
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			n++
		case strings.ContainsRune(gsmExtension, r):
			n += 2
		default:
			foreign += string(r)
		}
	}
	return n, foreign
}
