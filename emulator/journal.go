package emulator

import (
	"errors"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// JournalEntry is one exchange on a route of the vendor's: when, whose, what was asked for, what became of it, what it
// cost, and both bodies. Keys, cookies, passwords, codes and e-mail addresses are in it as fingerprints alone.
type JournalEntry = journal.Entry

// JournalFilter says which entries are meant: those that meet all of its fields that are not zero. Key and Cookie are
// the secret itself or its fingerprint; Since is the Seq of an entry before them; Limit is how many at most: the newest or,
// with Since, the next. Scenario is the name of the one that spoke; NoBodies leaves out both
// bodies.
type JournalFilter = journal.Filter

// The parts of a JournalEntry.
type (
	JournalQuery = journal.Query     // what was asked for
	Delivered    = journal.Delivered // what an answer with connections had
	JournalID    = journal.ID        // stands for a key or a cookie, exactly and without being it
)

// ErrNoEntry is returned where the journal has no entry of a request.
var ErrNoEntry = journal.ErrNoEntry

// ErrNoJournal is returned where Config.NoJournal says that none is kept.
var ErrNoJournal = errors.New("no journal is kept")

// JournalOf is the entries that are kept and meet f, oldest first and never nil, and how many have given way to newer ones:
// of the key that f names, or of all. An exchange is there as soon as its client has the whole answer.
func (e *Emulator) JournalOf(f JournalFilter) (entries []JournalEntry, dropped int64, err error) {
	if e.book == nil {
		return nil, 0, ErrNoJournal
	}
	entries, dropped = e.book.Entries(f)
	return entries, dropped, nil
}

// JournalEntryOf is the entry of the request whose X-Request-Id that is; ErrNoEntry where it is kept no longer or never was.
func (e *Emulator) JournalEntryOf(requestID string) (JournalEntry, error) {
	if e.book == nil {
		return JournalEntry{}, ErrNoJournal
	}
	return e.book.Find(requestID)
}

// ClearJournal forgets every entry of the journal, and how many were dropped. Seq goes on.
func (e *Emulator) ClearJournal() error {
	if e.book == nil {
		return ErrNoJournal
	}
	e.book.Clear()
	return nil
}

// FollowJournal tells of every exchange that meets f from now on, and at once of those kept since f.Since, where that is
// not negative. The routes alone need it.
func (a actions) FollowJournal(f JournalFilter) (*journal.Subscription, []JournalEntry, int64, error) {
	if a.book == nil {
		return nil, nil, 0, ErrNoJournal
	}
	switch last := a.book.Last(); {
	case f.Since < 0:
		f.Since = last
	case f.Since > last: // of a process before this one
		f.Since = 0
	}
	s, backlog, gone := a.book.Subscribe(f)
	return s, backlog, gone, nil
}

// journal is the journal that c wants, or nil.
func (c Config) journal() *journal.Journal {
	if c.NoJournal {
		return nil
	}
	return journal.New(c.Journal)
}
