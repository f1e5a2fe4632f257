package limit

import (
	"fmt"
	"slices"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Saved is the window of a key as a state writes it down.
type Saved struct {
	Key   contract.Digest `json:"key"`   // of the x-api-key
	Times []time.Time     `json:"times"` // of the requests that were let through, oldest first
}

// Save is every window, in the order of the digests of their keys.
func (l *Limiter) Save() []Saved {
	all := []Saved{}
	for _, e := range l.windows.Entries() {
		all = append(all, Saved{e.Digest, e.Value.save()})
	}
	return all
}

func (w *window) save() []time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append(slices.Clone(w.times[w.oldest:]), w.times[:w.oldest]...)
}

// Restoring is ready to make saved windows all there are, of each as many requests as the rate lets through. The error
// says what is wrong with them; then nothing is ready.
func (l *Limiter) Restoring(saved []Saved) (restore func(), err error) {
	windows := make(map[contract.Digest]*window, len(saved))
	for i, s := range saved {
		if _, twice := windows[s.Key]; twice {
			return nil, fmt.Errorf("rate_windows[%d].key: is the same as one before it, want each once", i)
		}
		if len(s.Times) == 0 {
			return nil, fmt.Errorf("rate_windows[%d].times: is empty, want the time of a request at least", i)
		}
		kept := s.Times[max(0, len(s.Times)-l.rate.Requests):]
		windows[s.Key] = &window{times: slices.Clone(kept)}
	}
	if l.rate.Requests == 0 { // what there is no limit of is not counted
		clear(windows)
	}
	return func() { l.windows.Restore(windows) }, nil
}
