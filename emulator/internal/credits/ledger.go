package credits

import "time"

// EntryKind is why a balance moved.
type EntryKind string

// The kinds of entries.
const (
	Opening        EntryKind = "opening"         // what the account opened with
	Charge         EntryKind = "charge"          // what a request cost
	Refund         EntryKind = "refund"          // a charge given back, as its answer could not be made
	Adjustment     EntryKind = "adjustment"      // the credits were set
	CarriedForward EntryKind = "carried_forward" // the sum of the oldest entries, up to and including seq
)

// MaxEntries is how many entries a ledger keeps as they were; older ones are folded into one that carries their sum.
const MaxEntries = 1000

// Entry is one movement of a balance.
type Entry struct {
	Seq       int64     `json:"seq"` // from 1, without gaps
	At        time.Time `json:"at"`
	Kind      EntryKind `json:"kind"`
	Amount    int64     `json:"amount"`     // credits; a charge is negative
	Balance   int64     `json:"balance"`    // after it
	RequestID string    `json:"request_id"` // of a charge or refund; else empty
}

// ledger is a ring of the latest entries, and what came before them in one.
type ledger struct {
	carried Entry // Seq 0: nothing was folded yet
	latest  []Entry
	oldest  int   // where in latest the ring begins, once it is full
	last    int64 // Seq of the newest entry
}

func (l *ledger) add(e Entry) {
	l.last++
	e.Seq = l.last
	if len(l.latest) < MaxEntries {
		l.latest = append(l.latest, e)
		return
	}
	folded := l.latest[l.oldest]
	l.carried = Entry{
		Seq: folded.Seq, At: folded.At, Kind: CarriedForward,
		Amount: folded.Balance, Balance: folded.Balance, // all up to here sum to the balance here
	}
	l.latest[l.oldest] = e
	l.oldest = (l.oldest + 1) % MaxEntries
}

func (l *ledger) entries() []Entry {
	all := make([]Entry, 0, len(l.latest)+1)
	if l.carried.Seq > 0 {
		all = append(all, l.carried)
	}
	all = append(all, l.latest[l.oldest:]...)
	return append(all, l.latest[:l.oldest]...)
}
