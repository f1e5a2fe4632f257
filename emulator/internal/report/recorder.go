package report

import (
	"container/list"
	"sync"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// Seen is an exchange as a Recorder is told of it: its entry, and what no entry has.
type Seen struct {
	Entry    *journal.Entry // is not kept
	Key      contract.APIKey
	Cookie   contract.Cookie
	Began    time.Time // when the request came, by the machine's clock
	Told     int64     // what Recorder.Told was then
	Sent     uint64    // stands for all that was sent: the same for requests that are the same
	Whole    bool      // the client was sent the whole answer
	LoggedIn bool      // the client was handed a cookie
}

// Recorder keeps what is to be told of a client. It may be used from many goroutines.
//
// It keeps keys and cookies as they are, in memory and as the types that print as fingerprints: a Match has patterns of
// them.
type Recorder struct {
	most int          // bytes that tenants may weigh
	told atomic.Int64 // exchanges

	mu      sync.Mutex // guards all below
	all     book       // since the beginning, whatever is forgotten
	spent   int64      // credits charged since the process began: never forgotten
	called  bool       // there was a call since then
	wasted  int64      // credits, each once
	tenants map[journal.ID]*tenant
	recent  *list.List // of *tenant; the last used in front
	weight  int        // of all tenants, about, in bytes
	order   int64      // numbers the calls
	past    past
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

// Observe records an exchange.
func (r *Recorder) Observe(s Seen) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all.add(s.Entry)
	r.spent += s.Entry.Charged
	r.called = true
	t := r.tenant(s)
	t.book.add(s.Entry)
	r.count(t, s)
	r.told.Add(1)
	r.judge(t, s)
}

// Told is how many exchanges there were yet. A request that comes while it is n was sent without knowledge of the answers
// to those after the n-th.
func (r *Recorder) Told() int64 { return r.told.Load() }

// count counts the call that s is.
func (r *Recorder) count(t *tenant, s Seen) {
	c := callOf(s.Entry)
	n := t.calls[c]
	if n == nil {
		if r.cookie(t, s) == nil || !r.room(t, callWeight) {
			t.complete = false
			return
		}
		r.order++
		n = &count{order: r.order}
		t.calls[c] = n
	}
	n.times++
	n.credits += s.Entry.Charged
	n.last = s.Entry.RequestID
}

// Spent is how many credits were charged since the process began, whatever was cleared or forgotten since, and whether
// there was any call.
func (r *Recorder) Spent() (credits int64, calls bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.spent, r.called
}

// Clear forgets everything but Spent: the report begins anew.
func (r *Recorder) Clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clear()
}

// Rewind forgets the calls that a Verification counts, and what findings to come would rest on: what a client bought, was
// refused and was told before. What was spent and found stays.
func (r *Recorder) Rewind() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.tenants {
		r.rewind(t)
	}
	r.past.ids, r.past.lost = map[journal.ID]bool{}, false
}

// RewindFor is Rewind for one key.
func (r *Recorder) RewindFor(key contract.APIKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if t := r.tenants[journal.KeyID(key)]; t != nil {
		r.rewind(t)
	}
	delete(r.past.ids, journal.KeyID(key))
}
