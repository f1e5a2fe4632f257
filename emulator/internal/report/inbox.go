package report

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// Who observes an exchange is not to wait for all others who do. So an exchange comes into the inbox of its key's and a
// few other keys; whoever looks at the Recorder takes in what is there first, and so does now and then one who observes.
// Nobody can tell that from a Recorder that takes in each at once: they are taken in in their order, and each knows its
// number among all and when it came.

// The sizes of the inboxes.
const (
	inboxes = 16
	enough  = 64  // exchanges: they are taken in, if nobody is at it already
	full    = 256 // exchanges: they are taken in, whoever has to be waited for
)

// inbox is the exchanges of some keys that are still to be taken in.
type inbox struct {
	mu      sync.Mutex // guards waiting; is held for as long as it takes to append to it
	waiting []observed
	taken   []observed // is lent to waiting in turn; guarded by Recorder.mu
}

// observed is an exchange with nothing in common with the entry that it was told by.
type observed struct {
	entry     journal.Entry
	query     journal.Query
	delivered journal.Delivered
	left      int64
	seen      Seen
}

// from is e and s; the entry points to the exchange's own parts once it is settled.
func (o *observed) from(e *journal.Entry, s Seen) {
	o.entry, o.seen = *e, s
	o.entry.Warnings = slices.Clone(e.Warnings)
	if e.Query != nil {
		o.query = *e.Query
	}
	if e.Delivered != nil {
		o.delivered = *e.Delivered
	}
	if e.Left != nil {
		o.left = *e.Left
	}
}

// Observe records an exchange: its entry, which is not kept, and what no entry has.
func (r *Recorder) Observe(e *journal.Entry, s Seen) {
	if e.Error == contract.KindRateLimited {
		s.answered = time.Now()
	}
	in := &r.inboxes[e.KeyID()[0]%inboxes]
	switch n := in.put(e, s, r); {
	case n >= full:
		r.mu.Lock()
	case n < enough || !r.mu.TryLock():
		return
	}
	defer r.mu.Unlock()
	r.takeIn()
}

// put appends an exchange, numbers it, and says how many wait.
func (in *inbox) put(e *journal.Entry, s Seen, r *Recorder) int {
	in.mu.Lock()
	defer in.mu.Unlock()
	s.number = r.told.Add(1)
	in.waiting = append(in.waiting, observed{})
	in.waiting[len(in.waiting)-1].from(e, s)
	return len(in.waiting)
}

// lock is r.mu.Lock, after which all that was observed is taken in.
func (r *Recorder) lock() {
	r.mu.Lock()
	r.takeIn()
}

// takeIn takes in what waits in the inboxes, in the order in which it was observed. The caller holds the lock.
func (r *Recorder) takeIn() {
	batch := r.batch[:0]
	for i := range r.inboxes {
		in := &r.inboxes[i]
		in.mu.Lock()
		in.waiting, in.taken = in.taken[:0], in.waiting
		in.mu.Unlock()
		for k := range in.taken {
			batch = append(batch, &in.taken[k])
		}
	}
	slices.SortFunc(batch, func(a, b *observed) int { return cmp.Compare(a.seen.number, b.seen.number) })
	for _, o := range batch {
		o.settle()
		r.take(&o.entry, o.seen)
		*o = observed{} // of what it points to
	}
	r.batch = batch[:0]
}

// settle makes the entry point to the exchange's own parts, at the place where they are now.
func (o *observed) settle() {
	if o.entry.Query != nil {
		o.entry.Query = &o.query
	}
	if o.entry.Delivered != nil {
		o.entry.Delivered = &o.delivered
	}
	if o.entry.Left != nil {
		o.entry.Left = &o.left
	}
}
