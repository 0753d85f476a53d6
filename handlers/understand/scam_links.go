package understand

import (
	"regexp"
	"slices"
	"strings"
)

// The words that stand for links once a text is unhidden.
const (
	linkShort    = " tautanpendek " // hides where it leads
	linkStrange  = " tautanasing "
	linkKnown    = " tautanumum "  // leads to a page that everybody knows, which may still hold anything
	linkFalse    = " tautanpalsu " // bears the office's name and is not the office's
	linkOfficial = " tautanresmi "
	fileAPK      = " berkasapk "
)

// Links as typed, and with what people put in so that no filter sees them: hxxp, "bit . ly", "(dot)", a space before ".com".
var (
	linkProtocol = regexp.MustCompile(`h(?:tt|xx)ps?\s*:\s*/\s*/\s*`)
	linkDot      = regexp.MustCompile(`\s*(?:\(dot\)|\[dot\]|\{dot\}|\(\.\)|\[\.\]|\(titik\)|\[titik\])\s*`)
	linkGap      = regexp.MustCompile(`([a-z0-9])(?: \. ?| ?\. )(com|xyz|ly|apk|my\.id|web\.id)\b`)
	linkBitly    = regexp.MustCompile(`\bb[i1l!]t\s?[.,]?\s?[l1i]y\b(?:\s?/\s?\S+)?`)
	linkFile     = regexp.MustCompile(`[\p{L}\p{N}_\-().]*\.\s?(?:apk|xapk|apks)\b`)
	linkAddress  = regexp.MustCompile(`(?:https?://|www\.)\S+|[a-z0-9@][a-z0-9.\-@]*\.[a-z]{2,12}(?::\d+)?(?:/\S*)?`)
)

// imitated are the names with which a page pretends to be the office's.
var imitated = regexp.MustCompile(`d[uo]kcapil|capil|kemendagri|kependudukan|ktp-?(?:el|digital)|e-?ktp|\bikd|ikd\b|go-id|\.go\.id\.`)

// links replaces every link by a word for its kind.
func links(text string) string {
	if !strings.ContainsAny(text, "./") && !strings.Contains(text, "ly") && !strings.Contains(text, "dot") && !strings.Contains(text, "titik") {
		return text
	}
	text = linkProtocol.ReplaceAllString(text, "http://")
	text = linkDot.ReplaceAllString(text, ".")
	text = linkGap.ReplaceAllString(text, "$1.$2")
	text = linkBitly.ReplaceAllString(text, linkShort)
	text = linkAddress.ReplaceAllStringFunc(text, linkKind)
	return linkFile.ReplaceAllString(text, fileAPK)
}

// linkKind is the word for an address, or the text itself where it only looks like one: "baamang.ikd saya", "s.d.", "dll.".
func linkKind(s string) string {
	trimmed := strings.TrimRight(s, ".,!?)\"':;")
	end := s[len(trimmed):]
	rest, sure := strings.CutPrefix(trimmed, "http://")
	if !sure {
		rest, sure = strings.CutPrefix(trimmed, "https://")
	}
	host, path, hasPath := strings.Cut(rest, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		if !sure {
			return s // an e-mail address
		}
		host = host[i+1:]
	}
	host, _, _ = strings.Cut(host, ":")
	host = strings.TrimPrefix(host, "www.")
	_, ending := lastLabel(host)
	switch {
	case strings.HasSuffix(path, ".apk") || ending == "apk":
		return fileAPK + end
	case !sure && !strings.HasPrefix(rest, "www.") && !likeHost(host, ending, hasPath):
		return s
	case within(host, officialHosts):
		return linkOfficial + end
	case imitated.MatchString(host):
		return linkFalse + end
	case within(host, anybodysHosts):
		return linkStrange + end
	case within(host, knownHosts):
		return linkKnown + end
	case within(host, shortHosts):
		return linkShort + end
	}
	return linkStrange + end
}

// likeHost tells a host from two words with a point between them and no space.
func likeHost(host, ending string, path bool) bool {
	name := strings.TrimSuffix(host, "."+ending)
	switch {
	case within(host, shortHosts), within(host, knownHosts):
		return path || len(name) > 2
	case slices.Contains(sureEndings, ending):
		return len(name) > 1
	case slices.Contains(wordEndings, ending):
		return path || strings.ContainsAny(name, "-0123456789.") || imitated.MatchString(name)
	}
	return false
}

// lastLabel cuts a host before its last point.
func lastLabel(host string) (name, ending string) {
	i := strings.LastIndexByte(host, '.')
	return host[:max(i, 0)], host[i+1:]
}

// within reports whether a host is one of the list or lies under one of it: "dukcapil.go.id.xyz.top" does not lie under "go.id".
func within(host string, list []string) bool {
	return slices.ContainsFunc(list, func(of string) bool { return host == of || strings.HasSuffix(host, "."+of) })
}

var (
	officialHosts = []string{"go.id", "play.google.com", "apps.apple.com", "itunes.apple.com"}
	shortHosts    = []string{"bit.ly", "s.id", "cutt.ly", "tinyurl.com", "shorturl.at", "rb.gy", "t.ly", "is.gd", "goo.gl", "linktr.ee", "heylink.me", "lynk.id", "wa.me", "forms.gle",
		"t.co", "ow.ly", "bitly.com", "rebrand.ly", "shorturl.asia", "gg.gg", "v.gd", "tiny.cc", "msha.ke", "urlz.fr", "s.to", "me2.do", "api.whatsapp.com", "chat.whatsapp.com"}
	knownHosts = []string{"youtube.com", "youtu.be", "tiktok.com", "instagram.com", "facebook.com", "fb.watch", "fb.com", "x.com", "twitter.com", "threads.net", "wikipedia.org", "t.me",
		"maps.app.goo.gl", "maps.google.com", "google.com", "google.co.id", "shopee.co.id", "tokopedia.com", "kompas.com", "kompas.tv", "detik.com", "antaranews.com", "tempo.co", "tribunnews.com", "liputan6.com",
		"cnnindonesia.com", "cnbcindonesia.com", "jawapos.com", "tvri.co.id", "rri.co.id", "telegram.org"}
	anybodysHosts = []string{"docs.google.com", "drive.google.com", "sites.google.com"}
	sureEndings   = []string{"com", "net", "org", "xyz", "id", "ly", "gl", "gle", "gy", "cc", "tk", "ml", "cf", "gq", "ga", "icu", "buzz", "pw", "ws", "biz", "vip", "apk", "cn", "ru", "tech", "website", "lol", "cfd", "sbs", "cyou"}
	wordEndings   = []string{"info", "online", "link", "app", "me", "site", "store", "to", "live", "top", "club", "click", "shop", "my", "io", "dev", "page", "co", "at", "ee", "gd", "asia", "do", "in", "space", "fun", "pro", "cloud", "digital", "world", "one", "help", "support", "center", "services"}
)
