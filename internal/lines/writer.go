package lines

import (
	"io"
	"sync"
	"time"
)

// The bounds of what waits to be written.
const (
	Interval  = 50 * time.Millisecond // how long at most
	batchSize = 32 << 10              // bytes
)

// Writer writes at once what comes after a pause, and gathers what follows: it is written after Interval, by Flush and
// Close, or once it is many lines. So whoever looks on sees a line when it is said, and a busy server does not ask the
// kernel for each. It may be used from many goroutines.
type Writer struct {
	mu      sync.Mutex // guards what follows, and the order of what is written
	to      io.Writer
	waiting []byte
	timer   *time.Timer // runs from when something was written until there is a pause
	pause   bool
	closed  bool
}

// NewWriter is a Writer to to.
func NewWriter(to io.Writer) *Writer {
	w := &Writer{to: to, pause: true}
	w.timer = time.AfterFunc(time.Hour, w.tick)
	w.timer.Stop()
	return w
}

// Write never fails of what it gathers: what could not be written is lost, as there is no log to say so.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return w.to.Write(p)
	}
	if w.pause {
		w.pause = false
		w.timer.Reset(Interval)
		return w.to.Write(p)
	}
	w.waiting = append(w.waiting, p...)
	if len(w.waiting) >= batchSize {
		w.flush()
	}
	return len(p), nil
}

// tick is what the timer does.
func (w *Writer) tick() {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.closed:
	case len(w.waiting) == 0:
		w.pause = true
	default:
		w.flush()
		w.timer.Reset(Interval)
	}
}

// flush writes what waits. The caller holds the lock.
func (w *Writer) flush() {
	if len(w.waiting) == 0 {
		return
	}
	_, _ = w.to.Write(w.waiting)
	w.waiting = w.waiting[:0]
}

// Flush writes what waits now.
func (w *Writer) Flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.flush()
}

// Close writes what waits, and from then on each line at once.
func (w *Writer) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	w.timer.Stop()
	w.flush()
}
