package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// A report's code is eight characters of Crockford's base32: seven that are drawn by lot and one that checks them. It is drawn
// rather than computed from what it proves: a code leads to its report through this table alone, so a secret would add nothing but a
// thing to keep and to lose. Among 34 billion codes a guess hits one of a hundred thousand issued ones three times in a million.
const (
	codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // without I, L, O and U
	codeLength  = 8
	fewLetters  = 3 // so many at least are no digits: what looks like a telephone number is taken for one
)

// proofsKey holds a HASH: code -> "<revision> <entry id>" of the report it was given to.
func (s *Store) proofsKey() string { return s.key("proofs") }

// GiveCode gives a revision of a report a code that no other has. It is only known as issued once the entry carries it.
func (s *Store) GiveCode(ctx context.Context, entry string, revision int) (string, error) {
	for {
		code := drawCode(s.random)
		var fresh bool
		err := s.ask(ctx, "give code", func(ctx context.Context) (err error) {
			fresh, err = s.redis.HSetNX(ctx, s.proofsKey(), code, fmt.Sprint(revision, " ", entry)).Result()
			return err
		})
		if err != nil {
			return "", err
		}
		if fresh {
			return code, nil
		}
	}
}

// Proved returns the report a code was issued with, and its revision then; not ok where the office never issued that code. That the
// entry's Revision is higher now means that the report was corrected since.
func (s *Store) Proved(ctx context.Context, code string) (e Entry, revision int, ok bool, err error) {
	var given string
	err = s.ask(ctx, "look up code", func(ctx context.Context) (err error) {
		given, err = s.redis.HGet(ctx, s.proofsKey(), code).Result()
		if errors.Is(err, redis.Nil) {
			err = nil
		}
		return err
	})
	if err != nil || given == "" {
		return Entry{}, 0, false, err
	}
	number, id, _ := strings.Cut(given, " ")
	if revision, err = strconv.Atoi(number); err != nil {
		return Entry{}, 0, false, fmt.Errorf("look up code: %w", err)
	}
	e, ok, err = s.Entry(ctx, id)
	out := e.State == Sent || e.State == Sending || e.State == Unclear
	current := e.Code == code && e.Revision == revision
	return e, revision, ok && out && (current || revision < e.Revision), err
}

// ReadCode understands a code as people copy it: in small letters, with spaces or hyphens, o for 0, i or l for 1. It is false for what
// cannot be a code: every slip in one character, and every two that changed places, shows in the check.
func ReadCode(text string) (string, bool) {
	var code strings.Builder
	sum := 0
	for _, r := range strings.ToUpper(text) {
		switch r {
		case ' ', '-', '\u00a0', '\u2010', '\u2011', '\u2013', '`', '.':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		value := strings.IndexRune(codeLetters, r)
		if value < 0 {
			return "", false
		}
		sum = double(sum) ^ value
		code.WriteRune(r)
	}
	return code.String(), code.Len() == codeLength && sum == 0
}

// double multiplies by x in the field of 32 elements. Its powers differ up to the 31st, so that every place weighs differently.
func double(v int) int {
	v <<= 1
	if v&32 != 0 {
		v ^= 0b100101
	}
	return v
}

func drawCode(random io.Reader) string {
	for {
		lot := make([]byte, codeLength-1)
		_, _ = io.ReadFull(random, lot) // never fails
		code, letters, sum := make([]byte, 0, codeLength), 0, 0
		for _, b := range lot {
			value := int(b & 31)
			sum = double(sum) ^ value
			code = append(code, codeLetters[value])
			if value > 9 {
				letters++
			}
		}
		if letters >= fewLetters {
			return string(append(code, codeLetters[double(sum)]))
		}
	}
}
