// Package locales holds the words and the places: topics, phrases, areas and regency folders, read and checked once at start.
package locales

import "time"

// Language is a language the bot answers in.
type Language string

// The languages there are; Indonesian is the first and the fallback.
const (
	Indonesian Language = "id"
	English    Language = "en"
)

// Languages lists all languages, the fallback first.
func Languages() []Language { return []Language{Indonesian, English} }

// Markup is small Markdown that Say inserts as it is; every other value is escaped.
type Markup string

// Topic is one subject of citizens' questions in one language: a file of <language>/topics.
type Topic struct {
	ID       string    // as in file name and command
	Title    string    // button label, at most 30 characters
	Menu     string    // group in the menu: "mulai", "masalah", "aman", "lain"; empty keeps it out of the menu
	Order    int       // place in its group
	Next     []string  // topic ids or commands offered as buttons under the answer
	SMS      string    // at most 160 GSM-7 characters; empty only for small talk
	Sources  []int     // numbers in sources.md
	Reviewed time.Time // when a person last compared the answer with its sources
	Examples []string  // wordings of citizens, for the classifier
	Answer   string    // small Markdown, at most 1,200 bytes; {kantor} and {wilayah} are filled in by Regency.Fill
}

// Area is one official area of Indonesia. Level is "provinsi", "kabupaten", "kecamatan" or "desa" (kelurahan too, see Kind).
type Area struct {
	Code, Level, Name, Kind, Parent string
	Lat, Lng                        float64 // a point inside, WGS 84; zero where none is known
}

// Alias is another name people use for an area. One name may stand for several areas.
type Alias struct{ Code, Name string }

// Seat is the town a kecamatan is run from, known within PrecisionKM.
type Seat struct {
	Town                  string
	Lat, Lng, PrecisionKM float64
}

// Point is a place of the regency's folder where IKD is served or may be.
type Point struct {
	ID      string
	Name    map[Language]string
	Address map[Language]string // empty: unknown
	Area    string              // kecamatan from whose seat town distances are measured; empty: unknown, so no distance
	Serves  []string            // area codes it serves; empty: everybody
	Certain bool                // sources say that it activates IKD
	Since   time.Time           // date of the newest source that says so
	Note    map[Language]string // what to check before leaving, or why it is uncertain
	Hours   map[Language]string // as configured by the office; empty: unknown
	Phone   string              // as configured by the office; empty: unknown
	Sources []int
}

// Target is the share of the base that must have IKD by the end of a year.
type Target struct {
	Year  int
	Share float64 // 0.30
}

// FirstFigure is a row of figures.csv or contoh.csv: counts as told by a source on a date. A missing count is no key.
type FirstFigure struct {
	Area, AsOf, Source string
	Counts             map[string]int64 // penduduk, wajib, rekam, kia, ikd
}

// Fault is something wrong with the content, at a line of a file (0: the file as a whole).
type Fault struct {
	File string
	Line int
	Text string
}
