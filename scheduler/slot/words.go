package slot

import "time"

// fromWords turns words into the five fields of a cron line, or says why it cannot.
func fromWords(text string, zone *time.Location) ([]string, Reason) {
	return nil, Unreadable
}
