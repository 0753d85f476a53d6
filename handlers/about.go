package handlers

import "ikdbot/locales"

// The answers that are about no topic and no command.
const (
	aboutAskedBack = "other/asked_back" // a question that was not understood
	aboutLocation  = "other/location"   // a location that was shared
	aboutFile      = "other/file"
	aboutNoWords   = "other/no_words" // a message that nothing could be read from: the menu
	aboutEvent     = "other/event"
)

// Abouts are what answers may be about, for counting: every topic, every command, and the few that are neither.
func Abouts(c *locales.Content) []string {
	list := []string{aboutAskedBack, aboutLocation, aboutFile, aboutNoWords, aboutEvent}
	for _, topic := range c.Topics(locales.Indonesian) {
		list = append(list, "topic/"+topic.ID)
	}
	for _, command := range commandTable() {
		list = append(list, "command/"+command.name)
	}
	return list
}

// about is what the turn turned out to be about.
func (t *turn) about() string {
	name, _, isCommand := splitCommand(t.Text)
	isCommand = isCommand && !t.Forwarded
	switch c := t.commands[name]; {
	case isCommand && c != nil:
		return "command/" + c.name
	case t.Location != nil:
		return aboutLocation
	case t.File != nil:
		return aboutFile
	}
	if _, ok := t.content.Topic(locales.Indonesian, name); ok && isCommand {
		return "topic/" + name
	}
	switch {
	case t.read == nil:
		return aboutNoWords
	case len(t.read.Answer) == 0 || outside(*t.read):
		return aboutAskedBack
	}
	return "topic/" + t.read.Answer[0]
}
