package store

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"filippo.io/age"
)

// BackupKey locks backups and opens them again (BACKUP_KEY). It never prints itself.
type BackupKey struct{ identity *age.X25519Identity }

// identityPrefix is what an age identity begins with.
const identityPrefix = "AGE-SECRET-KEY-1"

// errBackupKey does not repeat what was given: it may be a key with a slip in it.
var errBackupKey = errors.New("BACKUP_KEY is no age identity: make one with `age-keygen` (Debian package age) and take the line that begins with " + identityPrefix)

// ParseBackupKey reads an age identity, or the file of one as age-keygen writes it. An empty text is no key: nil.
func ParseBackupKey(text string) (*BackupKey, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, identityPrefix) {
			continue
		}
		identity, err := age.ParseX25519Identity(line)
		if err != nil {
			return nil, errBackupKey
		}
		return &BackupKey{identity}, nil
	}
	return nil, errBackupKey
}

// String hides the key.
func (k *BackupKey) String() string { return "hidden" }

// GoString hides the key.
func (k *BackupKey) GoString() string { return k.String() }

// LogValue hides the key.
func (k *BackupKey) LogValue() slog.Value { return slog.StringValue(k.String()) }

// lock returns a writer whose content only this key opens. It has to be closed.
func (k *BackupKey) lock(w io.Writer) (io.WriteCloser, error) {
	locked, err := age.Encrypt(w, k.identity.Recipient())
	if err != nil {
		return nil, fmt.Errorf("lock backup: %w", err)
	}
	return locked, nil
}

// open returns what this key locked. Without the right key nothing is read.
func (k *BackupKey) open(r io.Reader) (io.Reader, error) {
	if k == nil {
		return nil, errors.New("the backup is encrypted: set BACKUP_KEY to the key it was made with")
	}
	opened, err := age.Decrypt(r, k.identity)
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other):
		return nil, errors.New("the backup was made with another key than BACKUP_KEY")
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return opened, nil
}
