package loopback

import (
	"os"
	"sync"
	"time"
)

// deadline is a moment after which nothing is waited for.
type deadline struct {
	mu    sync.Mutex // guards all below
	timer *time.Timer
	over  chan struct{} // closed when it has passed; never nil
}

func newDeadline() *deadline { return &deadline{over: make(chan struct{})} }

// passed is closed when the deadline has passed.
func (d *deadline) passed() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.over
}

// err is os.ErrDeadlineExceeded once the deadline has passed.
func (d *deadline) err() error {
	select {
	case <-d.passed():
		return os.ErrDeadlineExceeded
	default:
		return nil
	}
}

// set moves the deadline to t; zero is never. Who waits already is told of one that has passed, and of no other change:
// a timer that was stopped leaves its channel open, so that a wait goes on under the new deadline.
func (d *deadline) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil && !d.timer.Stop() {
		<-d.over // its function runs
	}
	d.timer = nil
	if isClosed(d.over) {
		d.over = make(chan struct{})
	}
	if t.IsZero() {
		return
	}
	over := d.over
	if left := time.Until(t); left > 0 {
		d.timer = time.AfterFunc(left, func() { close(over) })
		return
	}
	close(over)
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
