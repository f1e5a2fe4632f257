// Package loopback is a network inside of one process: connections that are memory, and behave as TCP ones do where a
// client can tell, so that what is served over a socket is served without one too.
//
// A connection belongs to the goroutine that accepts: nothing of it is made where it is dialed. So a listener that lives
// outside of a testing/synctest bubble can be dialed from inside of one, and one that lives in a bubble waits durably.
package loopback

import (
	"context"
	"net"
	"sync"
	"syscall"
)

// Network is what the addresses call this network.
const Network = "in-process"

// Addr is the address of both ends of every connection.
type Addr struct{}

// Network is Network.
func (Addr) Network() string { return Network }

// String is Network too: there is nothing to tell apart.
func (Addr) String() string { return Network }

// Listener accepts the connections that Dial makes. It may be used from many goroutines.
type Listener struct {
	dialed chan net.Conn // the far ends of connections that are being accepted
	closed chan struct{}
	close  func()
}

// Listen is a listener that nobody else can find.
func Listen() *Listener {
	l := &Listener{dialed: make(chan net.Conn), closed: make(chan struct{})}
	l.close = sync.OnceFunc(func() { close(l.closed) })
	return l
}

// Accept waits for somebody to dial; net.ErrClosed once the listener is closed.
func (l *Listener) Accept() (net.Conn, error) {
	near, far := pipe()
	select {
	case <-l.closed:
		return nil, failed("accept", net.ErrClosed)
	case l.dialed <- far:
		return near, nil
	}
}

// Dial waits until it is accepted, or for the end of ctx; the error is syscall.ECONNREFUSED once the listener is closed.
func (l *Listener) Dial(ctx context.Context) (net.Conn, error) {
	select {
	case <-ctx.Done():
		return nil, failed("dial", ctx.Err())
	case <-l.closed:
		return nil, failed("dial", syscall.ECONNREFUSED)
	case conn := <-l.dialed:
		return conn, nil
	}
}

// Close ends every Accept and Dial; the connections that there are stay. It may be called more than once.
func (l *Listener) Close() error {
	l.close()
	return nil
}

// Addr is the one address that there is.
func (l *Listener) Addr() net.Addr { return Addr{} }

// failed is an error as the net package gives it.
func failed(op string, err error) error {
	return &net.OpError{Op: op, Net: Network, Addr: Addr{}, Err: err}
}
