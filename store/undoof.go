package store

import "strconv"

// UndoOf returns the change by which Undo would take an author's change n back on top of a history, or the error with which it
// would refuse. Nothing is stored.
func UndoOf(past []Change, author string, n int64) (Change, error) {
	if err := undoable(past, author, n); err != nil {
		return Change{}, err
	}
	return Change{Author: author, Undoes: n, Op: "undo:" + strconv.FormatInt(n, 10), Rows: mirror(past, n)}, nil
}
