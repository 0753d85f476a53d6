package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"
	"unicode/utf8"
)

// A backup file is gzip over lines of JSON: a header, one or more lines for each key, and a last line that counts and sums up all before
// it. It is our own form because that of Redis (DUMP) is not read by another version of Redis, nor by people.
const (
	archiveName    = "ikdbot backup"
	archiveVersion = 1
	perLine        = 500 // values of one line, so that each is loaded in one small step
)

// header is the first line.
type header struct {
	Archive string    `json:"archive"`
	Version int       `json:"version"`
	Form    int       `json:"form"`
	Regency string    `json:"regency"`
	At      time.Time `json:"at"`
}

// line is some values of one key; the next line of the same key goes on.
type line struct {
	Key    string     `json:"key"`
	Kind   string     `json:"kind"`
	Until  *time.Time `json:"until,omitempty"`
	Values []exact    `json:"values"`
}

// footer is the last line.
type footer struct {
	Lines  int    `json:"lines"`
	SHA256 string `json:"sha256"` // hex, of all bytes before this line
}

// exact is a text that JSON must not alter: one that is not UTF-8 is written as bytes, {"bytes": base64}.
type exact string

// MarshalJSON writes a text as it is where JSON can.
func (e exact) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(e)) {
		return json.Marshal(string(e))
	}
	return json.Marshal(map[string][]byte{"bytes": []byte(e)})
}

// UnmarshalJSON reads both ways of writing.
func (e *exact) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '{' {
		var v struct{ Bytes []byte }
		err := json.Unmarshal(raw, &v)
		*e = exact(v.Bytes)
		return err
	}
	return json.Unmarshal(raw, (*string)(e))
}

// ErrDamaged means that a file is no backup, or not a whole one.
var ErrDamaged = errors.New("the backup is damaged or cut short")

// write writes the lines, compressed.
func (b *Backup) write(w io.Writer) error {
	zipped := gzip.NewWriter(w)
	sum, lines := sha256.New(), 0
	put := func(v any) error {
		raw, err := json.Marshal(v)
		if err != nil {
			return err
		}
		raw = append(raw, '\n')
		sum.Write(raw)
		lines++
		_, err = zipped.Write(raw)
		return err
	}
	err := put(header{Archive: archiveName, Version: archiveVersion, Form: b.form, Regency: b.Regency, At: b.At})
	for _, r := range b.records {
		for _, l := range r.lines() {
			if err == nil {
				err = put(l)
			}
		}
	}
	if err == nil {
		err = put(footer{Lines: lines, SHA256: hex.EncodeToString(sum.Sum(nil))})
	}
	if err == nil {
		err = zipped.Close()
	}
	if err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	return nil
}

// lines are a record as the file has it.
func (r record) lines() (all []line) {
	for i := 0; i < len(r.values); i += perLine {
		l := line{Key: r.key, Kind: r.kind}
		if !r.until.IsZero() {
			l.Until = &r.until
		}
		for _, v := range r.values[i:min(i+perLine, len(r.values))] {
			l.Values = append(l.Values, exact(v))
		}
		all = append(all, l)
	}
	return all
}

// ReadBackup reads a backup to its end. ErrDamaged means that it is none, or not whole; a locked one needs its key.
func ReadBackup(r io.Reader, key *BackupKey) (*Backup, error) {
	buffered := bufio.NewReader(r)
	if begin, _ := buffered.Peek(4); bytes.HasPrefix(begin, []byte("age-")) {
		opened, err := key.open(buffered)
		if err != nil {
			return nil, err
		}
		buffered = bufio.NewReader(opened)
	}
	unzipped, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	b := new(Backup)
	if err := b.read(bufio.NewReader(unzipped)); err != nil {
		return nil, err
	}
	return b, nil
}

// read reads the lines.
func (b *Backup) read(r *bufio.Reader) error {
	sum := sha256.New()
	for lines := 0; ; lines++ {
		raw, err := r.ReadBytes('\n')
		if err != nil {
			return fmt.Errorf("%w: line %d: %w", ErrDamaged, lines+1, err)
		}
		if lines == 0 {
			err = b.readHeader(raw)
		} else {
			var done bool
			if done, err = b.readLine(raw, lines, sum); done && err == nil {
				return end(r)
			}
		}
		if err != nil {
			return err
		}
		sum.Write(raw)
	}
}

// end makes sure that nothing follows, and lets gzip and age check what they have summed up.
func end(r *bufio.Reader) error {
	switch _, err := r.ReadByte(); {
	case err == nil:
		return fmt.Errorf("%w: it goes on after its end", ErrDamaged)
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}

func (b *Backup) readHeader(raw []byte) error {
	var h header
	if err := json.Unmarshal(raw, &h); err != nil || h.Archive != archiveName || h.Version < 1 || h.Form < 1 {
		return fmt.Errorf("%w: this is no backup of ikdbot", ErrDamaged)
	}
	if h.Version > archiveVersion || h.Form > form {
		return fmt.Errorf("the backup was written by a newer ikdbot (version %d, form %d): restore it with that one", h.Version, h.Form)
	}
	b.Regency, b.At, b.form = h.Regency, h.At, h.Form
	return nil
}

// readLine reads values, or the last line, which it reports.
func (b *Backup) readLine(raw []byte, lines int, sum hash.Hash) (last bool, err error) {
	var l struct {
		line
		footer
	}
	if err := json.Unmarshal(raw, &l); err != nil {
		return false, fmt.Errorf("%w: line %d: %w", ErrDamaged, lines+1, err)
	}
	if l.SHA256 != "" {
		if l.Lines != lines || l.SHA256 != hex.EncodeToString(sum.Sum(nil)) {
			return true, fmt.Errorf("%w: its sum differs", ErrDamaged)
		}
		return true, nil
	}
	n := len(b.records)
	if n == 0 || b.records[n-1].key != l.Key {
		b.records = append(b.records, record{key: l.Key, kind: l.Kind})
		n++
	}
	r := &b.records[n-1]
	if l.Until != nil {
		r.until = *l.Until
	}
	for _, v := range l.Values {
		r.values = append(r.values, string(v))
	}
	return false, nil
}
