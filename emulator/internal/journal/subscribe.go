package journal

// buffered is how many entries wait for a slow reader.
const buffered = 256

// Told is what a Subscription is told: an entry, and how many were left out before it because the reader was slow.
type Told struct {
	Entry  Entry
	Missed int64
}

// Subscription is told of entries as they are recorded.
type Subscription struct {
	journal *Journal
	filter  matcher
	calls   chan Told
	missed  int64 // since the last that was told; guarded by the journal's lock
}

// Subscribe tells of every entry that meets f from now on, until Close of either. What f means of those that are kept
// already comes at once as backlog, where f.Since asks for it; gone is how many after f.Since are kept no longer, of
// every key.
func (j *Journal) Subscribe(f Filter) (s *Subscription, backlog []Entry, gone int64) {
	s = &Subscription{journal: j, filter: f.ready(), calls: make(chan Told, buffered)}
	s.filter.Limit = 0
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, seq := range j.seqs(&s.filter) {
		backlog = append(backlog, j.read(j.slot(seq), &s.filter))
	}
	gone = max(0, j.gone()-f.Since)
	if j.closed {
		close(s.calls)
	} else {
		j.subscribers[s] = true
	}
	return s, backlog, gone
}

// Calls are the entries, in order; it is closed when the subscription ends.
func (s *Subscription) Calls() <-chan Told { return s.calls }

// Missed is how many entries were left out since the last one told, and forgets them.
func (s *Subscription) Missed() int64 {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	missed := s.missed
	s.missed = 0
	return missed
}

// Close ends the subscription. It may be called more than once.
func (s *Subscription) Close() {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	s.end()
}

// end is Close, by who holds the lock.
func (s *Subscription) end() {
	if s.journal.subscribers[s] {
		delete(s.journal.subscribers, s)
		close(s.calls)
	}
}

// tell never waits. The caller holds the lock.
func (s *Subscription) tell(e Entry) {
	select {
	case s.calls <- Told{e, s.missed}:
		s.missed = 0
	default:
		s.missed++
	}
}

// Close ends every subscription, and those to come at once. The journal goes on.
func (j *Journal) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	for s := range j.subscribers {
		s.end()
	}
}
