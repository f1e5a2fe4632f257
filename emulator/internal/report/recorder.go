package report

import (
	"container/list"
	"sync"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// Seen is what a Recorder is told of an exchange that no entry has.
type Seen struct {
	Key      contract.APIKey
	Cookie   contract.Cookie
	Began    time.Time // when the request came, by the machine's clock
	Told     int64     // what Recorder.Told was then
	Epoch    int64     // what Recorder.Epoch was when it was decided what becomes of it
	Sent     uint64    // stands for all that was sent: the same for requests that are the same
	Whole    bool      // the client was sent the whole answer
	LoggedIn bool      // the client was handed a cookie

	number   int64     // of the exchange, among all: what Recorder.Told is once it was observed
	answered time.Time // by the machine's clock; of one that was limited
}

// Recorder keeps what is to be told of a client. It may be used from many goroutines.
//
// It keeps keys and cookies as they are, in memory and as the types that print as fingerprints: a Match has patterns of
// them.
type Recorder struct {
	most int          // bytes that tenants may weigh
	told atomic.Int64 // exchanges

	epoch atomic.Int64 // is written with mu held

	inboxes [inboxes]inbox

	mu      sync.Mutex // guards all below; is locked by lock, but by who observes
	all     book       // since the beginning, whatever is forgotten
	spent   int64      // credits charged since the process began: never forgotten
	called  bool       // there was a call since then
	wasted  int64      // credits, each once
	tenants map[journal.ID]*tenant
	recent  *list.List // of *tenant; the last used in front
	weight  int        // of all tenants, about, in bytes
	order   int64      // numbers the calls
	from    int64      // the epoch of the last rewind of all
	past    past
	batch   []*observed // lent from one takeIn to the next
}

// MaxWeight is about how many bytes of calls, cookies and networks a Recorder keeps.
const MaxWeight = 16 << 20

// New is a Recorder that has seen nothing and keeps most bytes: MaxWeight where it is 0.
func New(most int) *Recorder {
	if most == 0 {
		most = MaxWeight
	}
	r := &Recorder{most: most}
	r.clear()
	return r
}

func (r *Recorder) clear() {
	r.all = newBook()
	r.tenants = map[journal.ID]*tenant{}
	r.recent = list.New()
	r.weight = 0
	r.past = newPast()
	r.wasted = 0
}

// take takes in an exchange that was observed. The caller holds the lock.
func (r *Recorder) take(e *journal.Entry, s Seen) {
	r.all.add(e)
	r.spent += e.Charged
	r.called = true
	t := r.tenant(e, s)
	t.book.add(e)
	if s.Epoch >= t.from { // else it is of before a rewind
		r.count(t, e, s)
		r.judge(t, e, s)
	}
}

// Told is how many exchanges there were yet. A request that comes while it is n was sent without knowledge of the answers
// to those after the n-th.
func (r *Recorder) Told() int64 { return r.told.Load() }

// Epoch is how many rewinds there were yet: what was decided before one is not counted after it.
func (r *Recorder) Epoch() int64 { return r.epoch.Load() }

// count counts the call that e is.
func (r *Recorder) count(t *tenant, e *journal.Entry, s Seen) {
	t.counted += e.Charged
	c := callOf(e)
	n := t.calls[c]
	if n == nil {
		if r.cookie(t, e, s) == nil || !r.room(t, callWeight) {
			t.complete = false
			return
		}
		r.order++
		n = &count{order: r.order}
		t.calls[c] = n
	}
	n.times++
	n.credits += e.Charged
	n.last = e.RequestID
}

// Spent is how many credits were charged since the process began, whatever was cleared or forgotten since, and whether
// there was any call.
func (r *Recorder) Spent() (credits int64, calls bool) {
	r.lock()
	defer r.mu.Unlock()
	return r.spent, r.called
}

// Clear forgets everything but Spent: the report begins anew.
func (r *Recorder) Clear() {
	r.lock()
	defer r.mu.Unlock()
	r.clear()
}

// Rewind forgets the calls that a Verification counts, and what findings to come would rest on: what a client bought, was
// refused and was told before. What was spent and found stays.
func (r *Recorder) Rewind() {
	r.lock()
	defer r.mu.Unlock()
	r.from = r.epoch.Add(1)
	for _, t := range r.tenants {
		r.rewind(t, r.from)
	}
	r.past.ids, r.past.lost = map[journal.ID]bool{}, false
}

// RewindFor is Rewind for one key.
func (r *Recorder) RewindFor(key contract.APIKey) {
	r.lock()
	defer r.mu.Unlock()
	if t := r.tenants[journal.KeyID(key)]; t != nil {
		r.rewind(t, r.epoch.Add(1))
	}
	delete(r.past.ids, journal.KeyID(key))
}
