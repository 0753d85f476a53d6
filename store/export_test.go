package store

import "context"

// MissWithRoom is Miss with room for fewer wordings, so that a test need not ask thousands of questions.
func (s *Store) MissWithRoom(ctx context.Context, text string, most int) (string, error) {
	return s.miss(ctx, text, most)
}
