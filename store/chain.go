package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// seal makes a change the next of a history: its number, its time, and the hash that binds it to the one before. Time never runs
// backwards in a history, whatever the clock does, so that "as known at" has one meaning.
func seal(c Change, before []Change, now time.Time) (Change, error) {
	prev := Change{}
	if n := len(before); n > 0 {
		prev = before[n-1]
	}
	c.N = prev.N + 1
	c.At = now.UTC().Truncate(time.Millisecond)
	if c.At.Before(prev.At) {
		c.At = prev.At
	}
	c.Hash = ""
	// The hash is taken of what will be read back: storing as JSON may alter text that is not valid UTF-8.
	raw, err := json.Marshal(c)
	if err != nil {
		return Change{}, fmt.Errorf("write change: %w", err)
	}
	var stored Change
	if err := json.Unmarshal(raw, &stored); err != nil {
		return Change{}, fmt.Errorf("read change back: %w", err)
	}
	stored.Hash, err = digest(prev.Hash, stored)
	return stored, err
}

// digest is the hex SHA-256 of the previous entry's hash and this entry's JSON without its own.
func digest(prev string, c Change) (string, error) {
	c.Hash = ""
	raw, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("write change: %w", err)
	}
	sum := sha256.Sum256(append([]byte(prev), raw...))
	return hex.EncodeToString(sum[:]), nil
}

// Verify checks that a whole history is unbroken: numbered from 1 without a gap, each entry bound to the one before.
func Verify(changes []Change) error {
	prev := ""
	for i, c := range changes {
		if want := int64(i + 1); c.N != want {
			return fmt.Errorf("history: entry %d is numbered %d", want, c.N)
		}
		hash, err := digest(prev, c)
		if err != nil {
			return err
		}
		if hash != c.Hash {
			return fmt.Errorf("history: entry %d was altered, or an entry before it", c.N)
		}
		prev = c.Hash
	}
	return nil
}
