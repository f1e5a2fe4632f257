// Package limit is the rate limit of an API key: so many requests in any window of a certain length.
package limit

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/keyed"
)

// Rate is so many requests in any window of that length. The zero value is no limit.
type Rate struct {
	Requests int
	Per      time.Duration
}

// MaxRequests is the most requests that a Rate may allow: each is remembered for as long as the window.
const MaxRequests = 1_000_000

var units = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

// Off is how no limit is written.
const Off = "off"

// ParseRate reads "300/m": the requests, and the window as s, m or h; or "off".
func ParseRate(s string) (Rate, error) {
	if s == Off {
		return Rate{}, nil
	}
	count, unit, _ := strings.Cut(s, "/")
	n, err := strconv.Atoi(count)
	per, known := units[unit]
	if err != nil || n < 1 || n > MaxRequests || !known {
		return Rate{}, fmt.Errorf("got %q, want %s or requests per s, m or h, such as 300/m, of at most %d", s, Off, MaxRequests)
	}
	return Rate{n, per}, nil
}

// String writes the rate as ParseRate reads it.
func (r Rate) String() string {
	for unit, per := range units {
		if per == r.Per && r.Requests > 0 {
			return fmt.Sprintf("%d/%s", r.Requests, unit)
		}
	}
	if r.Requests > 0 {
		return fmt.Sprintf("%d/%s", r.Requests, r.Per)
	}
	return Off
}

// Verdict is what became of a request.
type Verdict struct {
	Limited    bool          // it is one too many
	Limit      int           // requests in a window; 0: no limit
	Remaining  int           // how many more would be let through at this moment
	RetryAfter time.Duration // until the next is let through; 0: at once
	Reset      time.Time     // when all of Limit are free again, if nothing comes
}

// Limiter holds a window for each key. It may be used from many goroutines.
type Limiter struct {
	rate    Rate
	now     func() time.Time
	windows *keyed.Map[contract.APIKey, *window]
}

// New is a limiter of each key to rate, by the clock now.
func New(rate Rate, now func() time.Time) *Limiter {
	return &Limiter{rate, now, keyed.New[contract.APIKey, *window](nil)}
}

// window is the times of the latest requests that were let through, at most Requests of them.
type window struct {
	mu     sync.Mutex // guards all below
	times  []time.Time
	oldest int // where in times the ring begins, once it is full
}

// Take counts a request of key and says what becomes of it. One that is refused does not count.
func (l *Limiter) Take(key contract.APIKey) Verdict {
	if l.rate.Requests == 0 {
		return Verdict{}
	}
	w := l.windows.LoadOrStore(key, func() *window { return &window{} })
	return w.take(l.rate, l.now())
}

// Reset makes the window of every key empty.
func (l *Limiter) Reset() { l.windows.Clear() }

// ResetKey makes the window of one key empty.
func (l *Limiter) ResetKey(key contract.APIKey) { l.windows.Delete(key) }

func (w *window) take(rate Rate, now time.Time) Verdict {
	w.mu.Lock()
	defer w.mu.Unlock()
	v := Verdict{Limit: rate.Requests}
	if len(w.times) < rate.Requests {
		w.times = append(w.times, now)
	} else if free := w.times[w.oldest].Add(rate.Per); free.After(now) {
		v.Limited, v.RetryAfter = true, free.Sub(now)
	} else {
		w.times[w.oldest] = now
		w.oldest = (w.oldest + 1) % rate.Requests
	}
	v.Remaining = rate.Requests - w.within(now.Add(-rate.Per))
	if v.Remaining == 0 && !v.Limited {
		v.RetryAfter = w.times[w.oldest].Add(rate.Per).Sub(now)
	}
	v.Reset = w.newest().Add(rate.Per)
	return v
}

// within is how many of the times are after since: they are in order, unless the clock was set back.
func (w *window) within(since time.Time) int {
	low, high := 0, len(w.times) // the first after since is in low..high
	for low < high {
		if mid := (low + high) / 2; w.times[(w.oldest+mid)%len(w.times)].After(since) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return len(w.times) - low
}

func (w *window) newest() time.Time { return w.times[(w.oldest+len(w.times)-1)%len(w.times)] }
