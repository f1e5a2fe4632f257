package browser_test

import (
	"io"
	"net"
	"sync"
	"testing"
)

// relay stands between a browser and a server, and can be cut: every connection breaks, and none is let through until it is
// mended.
type relay struct {
	listener net.Listener
	to       string
	url      string

	mu    sync.Mutex
	conns map[net.Conn]bool // guarded by mu, as is cut
	cut   bool
}

func relayTo(t testing.TB, to string) *relay {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{listener: listener, to: to, url: "http://" + listener.Addr().String(), conns: map[net.Conn]bool{}}
	t.Cleanup(func() {
		listener.Close()
		r.sever(true)
	})
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go r.serve(conn)
		}
	}()
	return r
}

func (r *relay) serve(near net.Conn) {
	defer near.Close()
	if !r.add(near) {
		return
	}
	far, err := net.Dial("tcp", r.target())
	if err != nil {
		return
	}
	defer far.Close()
	if !r.add(far) {
		return
	}
	go func() {
		_, _ = io.Copy(far, near) // ends when either breaks
		far.Close()
	}()
	_, _ = io.Copy(near, far)
}

func (r *relay) target() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.to
}

func (r *relay) add(conn net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.cut {
		r.conns[conn] = true
	}
	return !r.cut
}

// sever breaks what is open, and lets nothing through as long as it is cut.
func (r *relay) sever(cut bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cut = cut
	for conn := range r.conns {
		conn.Close()
	}
	clear(r.conns)
}

// lead leads to another server from now on.
func (r *relay) lead(to string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.to = to
}
