package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"
)

// form is the version of the stored form this program reads and writes: what the keys are called and what lies under them.
const form = 1

// formKey holds a STRING, the version of the form in which everything else is stored. A store that was written before versions
// were kept has none; its form is 1.
func (s *Store) formKey() string { return s.key("form") }

// migration leads from the form before to form to. Its reading may take many trips; what it writes is written in one step together
// with the new version, unless one of the keys it watches changed meanwhile: then it runs again.
type migration struct {
	to    int
	does  string // one phrase, for the log
	watch func(s *Store) []string
	read  func(ctx context.Context, s *Store, tx *redis.Tx) (write func(redis.Pipeliner), err error)
}

// migrations lists how stores of earlier forms are brought up to this one, in order. Form 1 is the first.
func migrations() []migration { return nil }

// NewerForm says that the store was written by a later program, which this one would damage.
type NewerForm struct{ Stored, Known int }

// Error says what to do.
func (e *NewerForm) Error() string {
	return fmt.Sprintf("the store is of form %d and this program knows forms up to %d: start the newer ikdbot, or restore an older backup",
		e.Stored, e.Known)
}

// errForm means that the store cannot be brought to the form of this program.
var errForm = errors.New("the store cannot be read")

// Upgrade brings an older store up to the form of this program, and marks an empty one with it. *NewerForm means that the store is
// newer. Several processes may do it at once. Open has done it.
func (s *Store) Upgrade(ctx context.Context) error { return s.upgrade(ctx, form, migrations()) }

// upgrade is Upgrade up to a form, by the steps that lead there.
func (s *Store) upgrade(ctx context.Context, to int, steps []migration) error {
	for range attempts {
		var done bool
		var unfit error // what no other try would change, and Redis is not to blame for
		err := s.ask(ctx, "look up form of the store", func(ctx context.Context) (err error) {
			var newer *NewerForm
			if done, err = s.upgradeOnce(ctx, to, steps); errors.As(err, &newer) || errors.Is(err, errForm) {
				unfit, err = err, nil
			}
			return err
		})
		switch {
		case unfit != nil:
			return unfit
		case errors.Is(err, redis.TxFailedErr): // another process was faster
		case err != nil || done:
			return err
		}
	}
	return fmt.Errorf("bring store up to form %d: %w", to, ErrBusy)
}

// upgradeOnce does the next thing there is to do, and reports whether it was the last.
func (s *Store) upgradeOnce(ctx context.Context, to int, steps []migration) (done bool, err error) {
	is, err := s.formOf(ctx, to)
	switch {
	case err != nil || is == to:
		return err == nil, err
	case is > to:
		return false, &NewerForm{Stored: is, Known: to}
	case is == 0:
		return false, s.redis.SetNX(ctx, s.formKey(), to, 0).Err()
	}
	for _, m := range steps {
		if m.to == is+1 {
			return false, s.migrate(ctx, m, is)
		}
	}
	return false, fmt.Errorf("%w: no migration leads from form %d to form %d", errForm, is, to)
}

// formOf is the form of what is stored, 0 where nothing is.
func (s *Store) formOf(ctx context.Context, to int) (int, error) {
	text, err := s.redis.Get(ctx, s.formKey()).Result()
	if err == nil {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return 0, fmt.Errorf("%w: its form %q is no number", errForm, text)
		}
		return n, nil
	}
	if !errors.Is(err, redis.Nil) {
		return 0, err
	}
	there, err := s.redis.Exists(ctx, s.historyKey(), s.bindingsKey(), s.adminsKey(), s.entriesKey()).Result()
	if there > 0 {
		return min(1, to), err
	}
	return 0, err
}

// migrate runs one migration on a store of form is.
func (s *Store) migrate(ctx context.Context, m migration, is int) error {
	err := s.redis.Watch(ctx, func(tx *redis.Tx) error {
		if now, err := s.formOf(ctx, m.to); err != nil || now != is {
			return err
		}
		write, err := m.read(ctx, s, tx)
		if err != nil {
			return fmt.Errorf("migrate to form %d: %w", m.to, err)
		}
		_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
			write(p)
			p.Set(ctx, s.formKey(), m.to, 0)
			return nil
		})
		return err
	}, append(m.watch(s), s.formKey())...)
	if err == nil {
		s.log.InfoContext(ctx, "store migrated", "form", m.to, "does", m.does)
	}
	return err
}
