package loopback

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Conn is one end of a connection. It may be used from many goroutines, though two that read, or two that write, get
// what they get in no order.
type Conn struct {
	in, out           *stream
	readBy, writeBy   *deadline
	closed            chan struct{}
	close             func()
	resets, writeDone atomic.Bool
}

// pipe is the two ends of a new connection.
func pipe() (near, far *Conn) {
	there, back := newStream(), newStream()
	return newConn(there, back), newConn(back, there)
}

func newConn(in, out *stream) *Conn {
	c := &Conn{in: in, out: out, readBy: newDeadline(), writeBy: newDeadline(), closed: make(chan struct{})}
	c.close = sync.OnceFunc(c.end)
	return c
}

// Read reads what the other end wrote. The error is io.EOF once that end was closed and all it wrote was read, or
// syscall.ECONNRESET where it was reset.
func (c *Conn) Read(p []byte) (int, error) {
	for {
		if err := c.ended(c.readBy); err != nil {
			return 0, failed("read", err)
		}
		n, err := c.in.take(p)
		switch {
		case err == io.EOF:
			return n, err
		case err != nil:
			return n, failed("read", err)
		case n > 0 || len(p) == 0:
			return n, nil
		}
		c.await(c.in.readable, c.readBy)
	}
}

// Write writes what the other end reads, and waits where that is far behind. The error is syscall.EPIPE once the other
// end was closed.
func (c *Conn) Write(p []byte) (written int, err error) {
	for {
		if err := c.ended(c.writeBy); err != nil {
			return written, failed("write", err)
		}
		if c.writeDone.Load() {
			return written, failed("write", syscall.EPIPE)
		}
		n, err := c.out.put(p[written:])
		written += n
		switch {
		case err != nil:
			return written, failed("write", err)
		case written == len(p):
			return written, nil
		}
		c.await(c.out.writable, c.writeBy)
	}
}

// ended is why nothing can be read or written any more at this end.
func (c *Conn) ended(by *deadline) error {
	select {
	case <-c.closed:
		return net.ErrClosed
	default:
		return by.err()
	}
}

// await waits for a sign that it is worth to look again.
func (c *Conn) await(sign <-chan struct{}, by *deadline) {
	select {
	case <-sign:
	case <-c.closed:
	case <-by.passed():
	}
}

// Close ends both directions: the other end reads what is on its way, and then io.EOF, unless SetLinger(0) was called.
func (c *Conn) Close() error {
	c.close()
	return nil
}

func (c *Conn) end() {
	close(c.closed)
	c.in.abandon()
	if c.resets.Load() {
		c.out.finish(syscall.ECONNRESET)
		return
	}
	c.out.finish(io.EOF)
}

// CloseWrite ends one direction: the other end reads what is on its way, and then io.EOF.
func (c *Conn) CloseWrite() error {
	c.writeDone.Store(true)
	c.out.finish(io.EOF)
	return nil
}

// SetLinger says, with 0, that Close is to drop what is on its way and to reset the connection, as TCP does. Any other
// value undoes it.
func (c *Conn) SetLinger(seconds int) error {
	c.resets.Store(seconds == 0)
	return nil
}

// LocalAddr is the one address that there is.
func (c *Conn) LocalAddr() net.Addr { return Addr{} }

// RemoteAddr is the one address that there is.
func (c *Conn) RemoteAddr() net.Addr { return Addr{} }

// SetDeadline is SetReadDeadline and SetWriteDeadline.
func (c *Conn) SetDeadline(t time.Time) error {
	c.readBy.set(t)
	c.writeBy.set(t)
	return nil
}

// SetReadDeadline makes every Read fail with os.ErrDeadlineExceeded from t on; zero is never.
func (c *Conn) SetReadDeadline(t time.Time) error {
	c.readBy.set(t)
	return nil
}

// SetWriteDeadline makes every Write fail with os.ErrDeadlineExceeded from t on; zero is never.
func (c *Conn) SetWriteDeadline(t time.Time) error {
	c.writeBy.set(t)
	return nil
}
