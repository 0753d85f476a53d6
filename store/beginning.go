package store

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Founder is the author of the change that takes over the first figures of the regency's folder.
const Founder = "awal"

// answeredKey holds a STRING that exists once somebody has answered "mulai baru atau pulihkan cadangan?", another with each answer. Where
// anything was ever lost it ends with a space and when that was last noticed.
func (s *Store) answeredKey() string { return s.key("answered") }

// Beginning is how the memory stands: whether this is a new start, and whether something was lost since. Unasked messages wait
// while it is not answered or was emptied.
type Beginning struct {
	Fresh    bool // the history holds nothing but the folder's first figures
	Answered bool // an admin has said that this is the right beginning, or has bound a group
	Emptied  bool // a process has seen more than there is now, and nobody has answered for it

	Noticed time.Time // when that was noticed; zero where nothing is missing
	Lost    time.Time // when the last loss was noticed that somebody has answered: nobody knows what was sent before. Zero: never
}

// Found takes the first figures into an empty store, as change #1 by Founder, and reports whether it did. Several processes may
// start at once; the figures are taken once.
func (s *Store) Found(ctx context.Context, first []Row) (bool, error) {
	_, err := s.store(ctx, func(past []Change) (proposal, error) {
		if len(past) > 0 || len(first) == 0 {
			return proposal{}, errFounded
		}
		return proposal{change: Change{Author: Founder, Op: Founder, Rows: first}}, nil
	})
	var already *Already
	if errors.Is(err, errFounded) || errors.As(err, &already) {
		return false, nil
	}
	return err == nil, err
}

// errFounded says that there is no beginning to make.
var errFounded = errors.New("history has begun")

// Beginning tells how the memory stands now.
func (s *Store) Beginning(ctx context.Context) (Beginning, error) {
	_, past, err := s.look(ctx)
	if err != nil {
		return Beginning{}, err
	}
	answer, err := s.markLoss(ctx)
	others := slices.ContainsFunc(past, func(c Change) bool { return c.Author != Founder })
	return Beginning{Fresh: !others, Answered: answer != "", Emptied: s.past.isEmptied(), Noticed: s.past.noticed(), Lost: lostAt(answer)}, err
}

// Emptied reports whether Redis has lost something, as far as this process has seen or was told, and nobody has answered for it. It
// asks nobody.
func (s *Store) Emptied() bool { return s.past.isEmptied() }

// LostLast is when the last loss was noticed that somebody has answered, as far as this process was told: nobody knows what was sent
// before. Zero: never. It asks nobody.
func (s *Store) LostLast() time.Time { return s.past.lostLast() }

// AnswerBeginning notes that an admin takes what is there now as the right beginning.
func (s *Store) AnswerBeginning(ctx context.Context) error {
	err := s.ask(ctx, "answer beginning", func(ctx context.Context) error {
		keys := []string{s.answeredKey(), s.lossKey()}
		return answerScript.Run(ctx, s.redis, keys, s.newID(), stamp(s.past.ownLoss())).Err()
	})
	if err == nil {
		s.past.accept()
	}
	return err
}
