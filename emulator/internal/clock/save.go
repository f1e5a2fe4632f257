package clock

import (
	"fmt"
	"time"
)

// Saved is a clock as a state writes it down: the machine's time, some time ahead of it, or a time at which it stands.
type Saved struct {
	Frozen bool      `json:"frozen"`
	Now    time.Time `json:"now,omitzero"` // what it shows, while frozen
	Ahead  string    `json:"ahead"`        // of the machine's time, while not frozen, as Go writes a duration
}

// Save is how the clock tells the time.
func (c *Clock) Save() Saved {
	s := c.state.Load()
	if s.frozen {
		return Saved{Frozen: true, Now: s.at, Ahead: "0s"}
	}
	return Saved{Ahead: s.ahead.String()}
}

// Restoring is ready to make the clock tell the time as it was saved. The error says what is wrong with it; then nothing
// is ready.
func (c *Clock) Restoring(saved Saved) (restore func(), err error) {
	ahead, err := time.ParseDuration(saved.Ahead)
	if err != nil {
		return nil, fmt.Errorf("clock.ahead: %w", err)
	}
	if saved.Frozen == saved.Now.IsZero() {
		return nil, fmt.Errorf("clock.now: got %v, want a time of a clock that is frozen and of no other", saved.Now)
	}
	next := &state{frozen: saved.Frozen, at: saved.Now.UTC(), ahead: ahead, changed: make(chan struct{})}
	if now := next.now(); now.Year() < 1 || now.After(latest) {
		return nil, fmt.Errorf("clock: got a time in the year %d, want one from 1 to 9999", now.Year())
	}
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		old := c.state.Load()
		c.state.Store(next)
		close(old.changed)
	}, nil
}
