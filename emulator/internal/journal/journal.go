package journal

import (
	"errors"
	"iter"
	"slices"
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
	last  atomic.Int64 // the Seq of the newest entry

	// mu is held for reading while an entry is put into its place, so that those who record do not wait for each other; and
	// for writing by all others, who so find every entry up to last in its place.
	mu          sync.RWMutex
	parts       [parts]part
	dropped     [parts]dropped
	subscribers map[*Subscription]bool // is written with mu held for writing
	closed      bool
}

// parts is how many parts a journal has, each with a lock of its own: neighbours are in different ones.
const parts = 8

// part is every parts-th slot, and the bodies of its entries.
type part struct {
	mu     sync.Mutex // guards what follows while Journal.mu is held for reading
	slots  []slot     // as many as were needed yet
	bodies bodies
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
	if e.Warnings == nil {
		e.Warnings = []string{}
	}
	j.mu.RLock()
	watched := len(j.subscribers) > 0
	if !watched {
		j.put(&e, request, response)
	}
	j.mu.RUnlock()
	if watched {
		j.tell(&e, request, response)
	}
}

// tell is Record where somebody may be told, in the order of the entries.
func (j *Journal) tell(e *Entry, request, response Redacted) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.put(e, request, response) {
		return
	}
	for sub := range j.subscribers {
		if sub.filter.meets(e) {
			sub.tell(j.read(j.slot(e.Seq), &sub.filter))
		}
	}
}

// put numbers e and puts it into its slot; false where it is of an epoch that is over. The caller holds the lock, for
// reading at least.
func (j *Journal) put(e *Entry, request, response Redacted) bool {
	if e.Epoch != j.epoch.Load() {
		return false
	}
	e.Seq = j.last.Add(1)
	p, i := j.place(e.Seq)
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.at(i)
	switch old := &s.entry; {
	case old.Seq > e.Seq: // many are recorded at once, in a small journal
		j.drop(e)
		return true
	case old.Seq > 0:
		j.drop(old)
	}
	s.entry = *e
	s.request, s.response = p.bodies.keep(forRequests, request), p.bodies.keep(forResponses, response)
	return true
}

// drop counts an entry that gives way to a newer one.
func (j *Journal) drop(e *Entry) { j.dropped[e.tenant[0]%parts].add(e) }

// place is where the entry seq is, or would be.
func (j *Journal) place(seq int64) (p *part, at int) {
	i := int((seq - 1) % int64(j.size))
	return &j.parts[i%parts], i / parts
}

// at is the slot at i, made if need be. The caller holds the lock.
func (p *part) at(i int) *slot {
	for i >= len(p.slots) {
		p.slots = append(p.slots, slot{})
	}
	return &p.slots[i]
}

// read is the entry of a slot, with copies of its bodies unless m leaves them out. The caller holds the lock.
func (j *Journal) read(s *slot, m *matcher) Entry {
	e := s.entry
	if m.NoBodies {
		return e
	}
	p, _ := j.place(e.Seq)
	e.RequestBody = p.bodies.copy(s.request)
	e.ResponseBody = p.bodies.copy(s.response)
	return e
}

// batch is how many entries are read under one hold of the lock, so that nobody who records waits long.
const batch = 64

// Entries are the entries that are kept and meet f, oldest first, and never nil. dropped is how many have given way to
// newer ones since the journal was cleared: of the key that f names, or of all. They are read newest first, so that those
// which give way meanwhile are the oldest, and no entry between two others is missing.
func (j *Journal) Entries(f Filter) (entries []Entry, dropped int64) {
	m := f.ready()
	seqs := j.find(&m)
	entries = make([]Entry, 0, len(seqs))
	for len(seqs) > batch {
		rest := len(seqs) - batch
		entries = j.take(entries, seqs[rest:], &m)
		seqs = seqs[:rest]
	}
	entries, dropped = j.takeLast(entries, seqs, &m)
	slices.Reverse(entries)
	return entries, dropped
}

func (j *Journal) find(m *matcher) []int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.seqs(m)
}

// gone is the Seq of the newest entry for which there is no slot any more. The caller holds the lock.
func (j *Journal) gone() int64 { return max(0, j.last.Load()-int64(j.size)) }

// seqs are those of the entries that m means, ascending. The caller holds the lock.
func (j *Journal) seqs(m *matcher) (seqs []int64) {
	for seq := max(j.gone(), m.Since) + 1; seq <= j.last.Load(); seq++ {
		if s := j.slot(seq); s != nil && m.meets(&s.entry) {
			seqs = append(seqs, seq)
		}
	}
	return m.cut(seqs)
}

// slot is where the entry seq is kept, or nil. The caller holds the lock.
func (j *Journal) slot(seq int64) *slot {
	p, i := j.place(seq)
	if i >= len(p.slots) || p.slots[i].entry.Seq != seq {
		return nil
	}
	return &p.slots[i]
}

func (j *Journal) take(entries []Entry, seqs []int64, m *matcher) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.collect(entries, seqs, m)
}

// takeLast is take, and says how many were dropped by then.
func (j *Journal) takeLast(entries []Entry, seqs []int64, m *matcher) (all []Entry, dropped int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range j.dropped {
		dropped += j.dropped[i].of(m)
	}
	return j.collect(entries, seqs, m), dropped
}

// collect appends those of seqs that are kept yet, the last first. The caller holds the lock.
func (j *Journal) collect(entries []Entry, seqs []int64, m *matcher) []Entry {
	for _, seq := range slices.Backward(seqs) {
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
	for s := range j.slots() {
		if s.entry.Seq > 0 && s.entry.RequestID == requestID {
			return j.read(s, &matcher{}), nil
		}
	}
	return Entry{}, ErrNoEntry
}

// slots are all of them, in no order. The caller holds the lock.
func (j *Journal) slots() iter.Seq[*slot] {
	return func(yield func(*slot) bool) {
		for i := range j.parts {
			for k := range j.parts[i].slots {
				if !yield(&j.parts[i].slots[k]) {
					return
				}
			}
		}
	}
}

// Last is the Seq of the newest entry there ever was, 0 where there was none.
func (j *Journal) Last() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last.Load()
}

// Clear forgets every entry, and how many were dropped. Seq goes on.
func (j *Journal) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.clear()
}

func (j *Journal) clear() {
	for i := range j.parts {
		p := &j.parts[i]
		clear(p.slots)
		p.bodies = bodies{}
		j.dropped[i].clear()
	}
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
	for s := range j.slots() {
		if s.entry.tenant == id {
			*s = slot{}
		}
	}
	j.dropped[id[0]%parts].forget(id)
}
