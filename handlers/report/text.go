package report

import "ikdbot/locales"

// Text is the weekly summary in words: small Markdown of at most 4,096 UTF-16 units, in the register of an office.
func Text(c *locales.Content, l locales.Language, r *locales.Regency, f Facts) string { return "" }

// StandingText is the answer to /statistik: all counts of an area with their dates, the percentage, the target.
func StandingText(c *locales.Content, l locales.Language, r *locales.Regency, s Standing) string {
	return ""
}

// RankingText is the answer to /peringkat: the areas one level below parent, each by its own wajib KTP.
func RankingText(c *locales.Content, l locales.Language, r *locales.Regency, parent string, places []Place) string {
	return ""
}

// TargetText is the answer to /target: what the target is, how many people that is, how many are still needed.
func TargetText(c *locales.Content, l locales.Language, r *locales.Regency, s Standing) string {
	return ""
}

// Count writes a number of people in an area: "1.113", or "< 5" where a village's number is so small that it could point at persons.
func Count(l locales.Language, r *locales.Regency, area string, n int64) string { return "" }
