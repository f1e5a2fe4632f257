package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// DefaultSize is how many entries a journal keeps where nothing else is said.
const DefaultSize = 1000

// MaxPath is how many bytes of a path an Entry has.
const MaxPath = 256

// Journal is the newest entries, and what subscribers are told. It may be used from many goroutines.
type Journal struct {
	size  int
	epoch atomic.Int64 // how often it was reset

	mu          sync.Mutex // guards all below
	last        int64      // the Seq of the newest entry
	slots       []slot     // an entry is in slot (Seq-1) % size; there are as many as were needed yet, at most size
	bodies      bodies
	dropped     int64 // entries that gave way to newer ones
	droppedOf   tally
	subscribers map[*Subscription]bool
	closed      bool
}

// slot is an entry, without its bodies, and where they are. The zero slot is empty.
type slot struct {
	entry             Entry
	request, response piece
}

// New is an empty journal that keeps size entries, at least 1.
func New(size int) *Journal {
	return &Journal{size: max(size, 1), subscribers: map[*Subscription]bool{}}
}

// Record adds e, whose Seq it sets, with the bodies, which it copies. The oldest entry gives way to it where the journal
// is full.
func (j *Journal) Record(e Entry, request, response Redacted) {
	request, response = request.fit(), response.fit()
	j.mu.Lock()
	defer j.mu.Unlock()
	if e.Epoch != j.epoch.Load() {
		return
	}
	j.last++
	e.Seq = j.last
	if e.Warnings == nil {
		e.Warnings = []string{}
	}
	s := j.next()
	*s = slot{entry: e, request: j.bodies.keep(request), response: j.bodies.keep(response)}
	for sub := range j.subscribers {
		if sub.filter.meets(&s.entry) {
			sub.tell(j.read(s, &sub.filter))
		}
	}
}

// next is the slot of the entry j.last. The caller holds the lock.
func (j *Journal) next() *slot {
	i := int((j.last - 1) % int64(j.size))
	if i == len(j.slots) {
		j.slots = append(j.slots, slot{})
	}
	s := &j.slots[i]
	if s.entry.Seq > 0 {
		j.dropped++
		j.droppedOf.add(&s.entry)
	}
	return s
}

// read is the entry of a slot, with copies of its bodies unless m leaves them out. The caller holds the lock.
func (j *Journal) read(s *slot, m *matcher) Entry {
	e := s.entry
	if m.NoBodies {
		return e
	}
	e.RequestBody = j.body(s.request)
	e.ResponseBody = j.body(s.response)
	return e
}

func (j *Journal) body(p piece) json.RawMessage {
	body, kept := j.bodies.get(p)
	if !kept {
		return described(nil, fmt.Sprintf("a body of %d bytes that is no longer kept", p.to-p.from))
	}
	return bytes.Clone(body)
}

// batch is how many entries are read under one hold of the lock, so that nobody who records waits long.
const batch = 64

// Entries are the entries that are kept and meet f, oldest first, and never nil. dropped is how many have given way to
// newer ones since the journal was cleared: of the key that f names, or of all.
func (j *Journal) Entries(f Filter) (entries []Entry, dropped int64) {
	m := f.ready()
	seqs, dropped := j.find(&m)
	entries = make([]Entry, 0, len(seqs))
	for len(seqs) > 0 {
		n := min(batch, len(seqs))
		entries = j.take(entries, seqs[:n], &m)
		seqs = seqs[n:]
	}
	return entries, dropped
}

func (j *Journal) find(m *matcher) (seqs []int64, dropped int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	dropped = j.dropped
	if m.Key != "" {
		dropped = j.droppedOf.of(m)
	}
	return j.seqs(m), dropped
}

// seqs are those of the entries that m means, ascending. The caller holds the lock.
func (j *Journal) seqs(m *matcher) (seqs []int64) {
	for seq := max(j.last-int64(len(j.slots)), m.Since) + 1; seq <= j.last; seq++ {
		if s := j.slot(seq); s != nil && m.meets(&s.entry) {
			seqs = append(seqs, seq)
		}
	}
	return m.cut(seqs)
}

// slot is where the entry seq is kept, or nil. The caller holds the lock.
func (j *Journal) slot(seq int64) *slot {
	i := int((seq - 1) % int64(j.size))
	if i >= len(j.slots) || j.slots[i].entry.Seq != seq {
		return nil
	}
	return &j.slots[i]
}

func (j *Journal) take(entries []Entry, seqs []int64, m *matcher) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, seq := range seqs {
		if s := j.slot(seq); s != nil {
			entries = append(entries, j.read(s, m))
		}
	}
	return entries
}

// ErrNoEntry is returned where the journal has no entry of a request.
var ErrNoEntry = errors.New("the journal has no entry of that request")

// Find is the entry of a request; ErrNoEntry where it is kept no longer or never was.
func (j *Journal) Find(requestID string) (Entry, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range j.slots {
		if s := &j.slots[i]; s.entry.Seq > 0 && s.entry.RequestID == requestID {
			return j.read(s, &matcher{}), nil
		}
	}
	return Entry{}, ErrNoEntry
}

// Last is the Seq of the newest entry there ever was, 0 where there was none.
func (j *Journal) Last() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last
}

// Clear forgets every entry, and how many were dropped. Seq goes on.
func (j *Journal) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.clear()
}

func (j *Journal) clear() {
	clear(j.slots)
	j.bodies = bodies{}
	j.dropped, j.droppedOf = 0, tally{}
}

// Reset is Clear, after which nothing is recorded of what was decided before it.
func (j *Journal) Reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.epoch.Add(1)
	j.clear()
}

// Epoch tells the times between two Resets apart.
func (j *Journal) Epoch() int64 { return j.epoch.Load() }

// ClearFor forgets every entry of a key, and how many of it were dropped.
func (j *Journal) ClearFor(key contract.APIKey) {
	id := KeyID(key)
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range j.slots {
		if j.slots[i].entry.tenant == id {
			j.slots[i] = slot{}
		}
	}
	j.dropped -= j.droppedOf.forget(id)
}
