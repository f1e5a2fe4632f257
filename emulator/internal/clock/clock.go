// Package clock is the one clock of an emulator: real until it is frozen, set or advanced.
package clock

import (
	"context"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

// Clock tells the emulator's time. It may be used from many goroutines.
type Clock struct {
	mu      sync.Mutex // is held while state is replaced
	state   atomic.Pointer[state]
	waiting atomic.Int64 // sleepers
}

// state is how the time is told until the next action; it is never changed.
type state struct {
	frozen  bool
	at      time.Time     // the time, while frozen
	ahead   time.Duration // of the real time, while not frozen
	changed chan struct{} // closed by the next action
}

// New is the real clock.
func New() *Clock {
	c := &Clock{}
	c.state.Store(&state{changed: make(chan struct{})})
	return c
}

// Now is the emulator's time, in UTC.
func (c *Clock) Now() time.Time { return c.state.Load().now() }

// At is the emulator's time, in UTC, of who has just read the machine's as now.
func (c *Clock) At(now time.Time) time.Time { return c.state.Load().when(now) }

func (s *state) now() time.Time {
	if s.frozen {
		return s.at
	}
	return s.when(time.Now())
}

func (s *state) when(now time.Time) time.Time {
	if s.frozen {
		return s.at
	}
	return now.UTC().Add(s.ahead)
}

// Reading is what the clock shows.
type Reading struct {
	Now    time.Time `json:"now"`
	Frozen bool      `json:"frozen"` // it stands until it is set or advanced
	Real   bool      `json:"real"`   // it is the time of the machine

	// Waiting is how many requests wait for it to go on, such as those that a scenario delays: whoever advances a
	// frozen clock for one of them waits for it to be counted here first.
	Waiting int64 `json:"waiting"`
}

// Read is what the clock shows.
func (c *Clock) Read() Reading {
	s := c.state.Load()
	return Reading{Now: s.now(), Frozen: s.frozen, Real: !s.frozen && s.ahead == 0, Waiting: c.waiting.Load()}
}

// Action is what is done to a clock: what is not zero, in the order of the fields, as one step.
type Action struct {
	Reset   bool          // be the real clock again
	Set     time.Time     // show this
	Advance time.Duration // go on by this, at once
	Freeze  *bool         // stand still, or run on from what is shown
}

// latest is the last moment that a clock shows: the last that RFC 3339 can write.
var latest = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)

// farthest is how far from the machine's time a clock can run: what a time.Duration holds, less a year.
const farthest = math.MaxInt64 - 365*24*time.Hour

// Do carries out an action. It fails, and changes nothing, where time would go back by an Advance or leave the years 1
// to 9999, or where a clock that is not frozen would be more than 291 years from the machine's.
func (c *Clock) Do(a Action) (Reading, error) {
	if a.Advance < 0 {
		return Reading{}, fmt.Errorf("advance: got %v, want a duration of 0 or more; set goes back", a.Advance)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.state.Load()
	next := old.after(a)
	if next.at.Year() < 1 || next.at.After(latest) {
		return Reading{}, fmt.Errorf("got a time in the year %d, want one from 1 to 9999", next.at.Year())
	}
	if !next.frozen && next.ahead.Abs() > farthest {
		return Reading{}, fmt.Errorf("got %s for a clock that runs, want a time within 291 years of the machine's; freeze goes with any", next.at.Format(time.RFC3339))
	}
	c.state.Store(next)
	close(old.changed)
	return c.Read(), nil
}

func (s *state) after(a Action) *state {
	real := time.Now().UTC()
	shown, frozen := real.Add(s.ahead), s.frozen
	if frozen {
		shown = s.at
	}
	if a.Reset {
		shown, frozen = real, false
	}
	if !a.Set.IsZero() {
		shown = a.Set.UTC()
	}
	if a.Freeze != nil {
		frozen = *a.Freeze
	}
	shown = shown.Add(a.Advance)
	return &state{frozen: frozen, at: shown, ahead: shown.Sub(real), changed: make(chan struct{})}
}

// Sleep waits until the clock has gone on by d, or until ctx ends, whose error it returns. A frozen clock goes on only
// by what is done to it; one that is set back goes on from there.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	c.waiting.Add(1)
	defer c.waiting.Add(-1)
	for left, at := d, c.Now(); ; {
		s := c.state.Load()
		now := s.now()
		left -= max(now.Sub(at), 0)
		if at = now; left <= 0 {
			return ctx.Err()
		}
		if err := s.wait(ctx, left); err != nil {
			return err
		}
	}
}

// wait waits for a running clock to go on by left, for an action, or for the end of ctx.
func (s *state) wait(ctx context.Context, left time.Duration) error {
	var due <-chan time.Time // of a frozen clock: never
	if !s.frozen {
		timer := time.NewTimer(left)
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.changed:
	case <-due:
	}
	return nil
}
