// Package coarse keeps the deadlines of TCP connections to a quarter of a second. net/http sets seven of them for each
// request, most of which never pass, and each winds a timer: here it is a number that is written down, and one goroutine
// looks at the numbers of all connections.
package coarse

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Tick is how often deadlines are looked at: a read ends by so much later than its deadline at most.
const Tick = 250 * time.Millisecond

// Listener accepts connections with coarse deadlines.
type Listener struct {
	*net.TCPListener
	began time.Time
	now   atomic.Int64 // nanoseconds since began, by the last tick

	over context.Context // ends with the last connection once nothing is accepted any more
	end  context.CancelFunc

	mu      sync.Mutex // guards what follows
	open    map[*Conn]bool
	watched bool // a goroutine looks at them
	closed  bool
}

// Listen makes the deadlines of l's connections coarse.
func Listen(l *net.TCPListener) *Listener {
	over, end := context.WithCancel(context.Background())
	return &Listener{TCPListener: l, began: time.Now(), over: over, end: end, open: map[*Conn]bool{}}
}

// Accept waits for a connection, which is a *Conn.
func (l *Listener) Accept() (net.Conn, error) {
	tcp, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	c := &Conn{TCPConn: tcp, listener: l}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed { // while it was accepted: nobody would watch it
		_ = tcp.Close()
		return nil, net.ErrClosed
	}
	l.open[c] = true
	if !l.watched {
		l.watched = true
		l.tick()
		go l.watch()
	}
	return c, nil
}

// watch ends what reads past its deadline, for as long as there are connections.
func (l *Listener) watch() {
	for l.look() {
		select {
		case <-l.over.Done():
			return
		case <-time.After(Tick):
		}
	}
}

// look looks at every connection once, and says whether there was any.
func (l *Listener) look() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.tick()
	for c := range l.open {
		c.look(now)
	}
	l.watched = len(l.open) > 0
	return l.watched
}

func (l *Listener) tick() int64 {
	now := int64(time.Since(l.began))
	l.now.Store(now)
	return now
}

func (l *Listener) forget(c *Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, c)
	l.settle()
}

// settle ends what watches where nothing is left to watch, and nothing will come. The caller holds the lock.
func (l *Listener) settle() {
	if l.closed && len(l.open) == 0 {
		l.end()
	}
}

// Close stops listening. Connections that were accepted stay open.
func (l *Listener) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.settle()
	return l.TCPListener.Close()
}

// Conn is a TCP connection whose read deadline is coarse, but one that is over when it is set: that one ends a read at
// once, as net/http has it. A write deadline is as exact as ever.
type Conn struct {
	*net.TCPConn
	listener *Listener

	mu     sync.Mutex // guards what follows
	due    int64      // the read deadline, in nanoseconds since listener.began; 0: none
	over   bool       // it has passed: what reads was ended
	writes bool       // there is a write deadline
}

// longAgo is a deadline that ends a read at once.
var longAgo = time.Unix(1, 0)

// SetReadDeadline makes reads fail with os.ErrDeadlineExceeded from t on; never where t is zero.
func (c *Conn) SetReadDeadline(t time.Time) error {
	due := int64(0)
	if !t.IsZero() {
		due = int64(t.Sub(c.listener.began))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if over := !t.IsZero() && due <= c.listener.now.Load(); over {
		return c.end()
	}
	c.due = due
	if !c.over {
		return nil
	}
	c.over = false
	return c.TCPConn.SetReadDeadline(time.Time{})
}

// look ends what reads if its deadline has passed now.
func (c *Conn) look(now int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.due != 0 && c.due <= now {
		_ = c.end() // of a connection that was closed meanwhile
	}
}

// end ends what reads. The caller holds the lock.
func (c *Conn) end() error {
	c.due, c.over = 0, true
	return c.TCPConn.SetReadDeadline(longAgo)
}

// SetWriteDeadline makes writes fail with os.ErrDeadlineExceeded from t on; never where t is zero.
func (c *Conn) SetWriteDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.IsZero() && !c.writes {
		return nil
	}
	c.writes = !t.IsZero()
	return c.TCPConn.SetWriteDeadline(t)
}

// SetDeadline is SetReadDeadline and SetWriteDeadline.
func (c *Conn) SetDeadline(t time.Time) error {
	if err := c.SetReadDeadline(t); err != nil {
		return err
	}
	return c.SetWriteDeadline(t)
}

// Close closes the connection.
func (c *Conn) Close() error {
	c.listener.forget(c)
	return c.TCPConn.Close()
}
