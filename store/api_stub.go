package store

import (
	"context"
	"sync"
	"time"
)

type past struct{}
type spareTalk struct{}
type spare struct {
	mu    *sync.Mutex
	talks map[string]spareTalk
}

const soon = "store: being written"

// Open ...
func Open(ctx context.Context, redisURL string, o Options) (*Store, error) { panic(soon) }

// Memory ...
func Memory(o Options) (*Store, func(), error) { panic(soon) }

// Choose ...
func Choose(changes []Change) map[Key]Figure { panic(soon) }

// RollUp ...
func RollUp(t Tree, current map[Key]Figure) map[string]Aggregate { panic(soon) }

// AggregatesAt ...
func AggregatesAt(t Tree, changes []Change, at time.Time) Aggregates { panic(soon) }

// Verify ...
func Verify(changes []Change) error { panic(soon) }

// Aggregates ...
func (s *Store) Aggregates(ctx context.Context) (Aggregates, error) { panic(soon) }

// History ...
func (s *Store) History(ctx context.Context) ([]Change, error) { panic(soon) }

// Figures ...
func (s *Store) Figures(ctx context.Context) (Aggregates, []Change, error) { panic(soon) }

// Commit ...
func (s *Store) Commit(ctx context.Context, c Change) (Change, error) { panic(soon) }

// Undo ...
func (s *Store) Undo(ctx context.Context, author string, n int64, reason string) (Change, error) {
	panic(soon)
}

// LastOf ...
func (s *Store) LastOf(ctx context.Context, author string) (Change, bool, error) { panic(soon) }

// PendingFor is how long a pending change may be confirmed.
const PendingFor = 15 * time.Minute

// Pending is a change that waits for its author's confirmation.
type Pending struct {
	ID     string    `json:"id"`
	Author string    `json:"author"`
	Change Change    `json:"change"`
	Odd    bool      `json:"odd,omitempty"`    // needs an explicit second confirmation with a reason
	Asked  time.Time `json:"asked"`            // when it was shown
	Prompt string    `json:"prompt,omitempty"` // message id of the question, for its edit
}

// Propose ...
func (s *Store) Propose(ctx context.Context, p Pending) (Pending, error) { panic(soon) }

// Proposed ...
func (s *Store) Proposed(ctx context.Context, author string) (Pending, error) { panic(soon) }

// Confirm ...
func (s *Store) Confirm(ctx context.Context, author, id, reason string) (Change, error) { panic(soon) }

// Drop ...
func (s *Store) Drop(ctx context.Context, author string) (bool, error) { panic(soon) }

// Beginning is how the memory stands at the start.
type Beginning struct {
	Fresh    bool // the history holds nothing but the folder's first figures, or nothing at all
	Answered bool // an admin has said that this is a new beginning, or bound a group
	Emptied  bool // this process has seen a longer or another history than there is now
}

// Found ...
func (s *Store) Found(ctx context.Context, first []Row) (bool, error) { panic(soon) }

// Beginning ...
func (s *Store) Beginning(ctx context.Context) (Beginning, error) { panic(soon) }

// AnswerBeginning ...
func (s *Store) AnswerBeginning(ctx context.Context) error { panic(soon) }

// Talk is what the bot remembers of a conversation.
type Talk struct {
	Language string   // chosen language, kept until the chat is forgotten
	Menu     []string // commands for the digits 1..n
	Misses   int      // questions not understood, in a row
}

// Talk ...
func (s *Store) Talk(ctx context.Context, chat string) Talk { panic(soon) }

// SetTalk ...
func (s *Store) SetTalk(ctx context.Context, chat string, t Talk) { panic(soon) }

// Forget ...
func (s *Store) Forget(ctx context.Context, chat string) ([]string, error) { panic(soon) }

// Admin is somebody who may change figures, added by By.
type Admin struct {
	User string    `json:"user"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// Admins ...
func (s *Store) Admins(ctx context.Context) ([]Admin, error) { panic(soon) }

// IsAdmin ...
func (s *Store) IsAdmin(ctx context.Context, user string) (bool, error) { panic(soon) }

// AddAdmin reports whether the user was not one before.
func (s *Store) AddAdmin(ctx context.Context, user, by string) (bool, error) { panic(soon) }

// RemoveAdmin reports whether the user was one.
func (s *Store) RemoveAdmin(ctx context.Context, user string) (bool, error) { panic(soon) }

// Started ...
func (s *Store) Started(ctx context.Context, user string) error { panic(soon) }

// HasStarted ...
func (s *Store) HasStarted(ctx context.Context, user string) (bool, error) { panic(soon) }

// Bind ...
func (s *Store) Bind(ctx context.Context, b Binding) (Binding, error) { panic(soon) }

// Bindings ...
func (s *Store) Bindings(ctx context.Context) ([]Binding, error) { panic(soon) }

// BindingOf ...
func (s *Store) BindingOf(ctx context.Context, chat string) (Binding, bool, error) { panic(soon) }

// SetSchedule ...
func (s *Store) SetSchedule(ctx context.Context, id, line string, since time.Time) (Binding, error) {
	panic(soon)
}

// Unbind ...
func (s *Store) Unbind(ctx context.Context, chat string) (Binding, bool, error) { panic(soon) }

// Pause ...
func (s *Store) Pause(ctx context.Context, id, why string) (Binding, error) { panic(soon) }

// Resume ...
func (s *Store) Resume(ctx context.Context, id string, since time.Time) (Binding, error) { panic(soon) }

// MoveChat ...
func (s *Store) MoveChat(ctx context.Context, from, to string) error { panic(soon) }

// Owe ...
func (s *Store) Owe(ctx context.Context, entries ...Entry) (int, error) { panic(soon) }

// MarkMissed ...
func (s *Store) MarkMissed(ctx context.Context, entries ...Entry) (int, error) { panic(soon) }

// Due ...
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Entry, error) { panic(soon) }

// Claim ...
func (s *Store) Claim(ctx context.Context, speaker string, e Entry) (bool, error) { panic(soon) }

// Settle ...
func (s *Store) Settle(ctx context.Context, speaker string, e Entry) error { panic(soon) }

// InState ...
func (s *Store) InState(ctx context.Context, state State, limit int) ([]Entry, error) { panic(soon) }

// Entry ...
func (s *Store) Entry(ctx context.Context, id string) (Entry, bool, error) { panic(soon) }

// Orphans ...
func (s *Store) Orphans(ctx context.Context, speaker string) ([]Entry, error) { panic(soon) }

// Resolve ...
func (s *Store) Resolve(ctx context.Context, id string, to State) (Entry, error) { panic(soon) }

// Known ...
func (s *Store) Known(ctx context.Context, ids ...string) (map[string]State, error) { panic(soon) }

// Acquire ...
func (s *Store) Acquire(ctx context.Context, who string, ttl time.Duration) (bool, error) {
	panic(soon)
}

// Renew ...
func (s *Store) Renew(ctx context.Context, who string, ttl time.Duration) (bool, error) { panic(soon) }

// Release ...
func (s *Store) Release(ctx context.Context, who string) error { panic(soon) }

// Keep ...
func (s *Store) Keep(ctx context.Context, updates map[string][]byte) error { panic(soon) }

// Kept ...
func (s *Store) Kept(ctx context.Context) (map[string][]byte, error) { panic(soon) }

// Unkeep ...
func (s *Store) Unkeep(ctx context.Context, ids ...string) error { panic(soon) }

// Allow ...
func (s *Store) Allow(ctx context.Context, key string, every time.Duration) (bool, error) {
	panic(soon)
}

// Durability is what Redis says about surviving a restart and about throwing keys away.
type Durability struct {
	Known      bool // false: Redis does not tell (embedded or managed)
	AppendOnly bool
	Eviction   string // maxmemory-policy
}

// Durability ...
func (s *Store) Durability(ctx context.Context) (Durability, error) { panic(soon) }
