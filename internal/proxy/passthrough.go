package proxy

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"github.com/elazarl/goproxy"
)

const dialTime = 30 * time.Second

// passthrough is the proxy for hosts that are not ours; nil where there is none. It goes to them directly, as the
// environment may well name this proxy.
func (p *Proxy) passthrough() http.Handler {
	if !p.config.Passthrough {
		return nil
	}
	dial := p.config.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTime, ControlContext: notLoopback}).DialContext
	}
	g := goproxy.NewProxyHttpServer()
	g.Logger = logger{p.config.Logger}
	g.KeepAcceptEncoding = true
	g.Tr = &http.Transport{DialContext: dial, DisableCompression: true, DisableKeepAlives: true}
	g.ConnectDial = nil
	g.ConnectDialWithReq = func(r *http.Request, network, address string) (net.Conn, error) {
		conn, err := dial(r.Context(), network, address)
		if err != nil {
			return nil, err
		}
		client, _ := r.Context().Value(connectionKey{}).(net.Conn)
		return p.tunnels.open(conn, client)
	}
	return g
}

// notLoopback refuses an address of this machine, whatever name it was found by: what listens there alone is not for who
// can reach the proxy.
func notLoopback(_ context.Context, _, address string, _ syscall.RawConn) error {
	if host, _, err := net.SplitHostPort(address); err == nil && isLoopback(host) {
		return fmt.Errorf("linkup-emulator's proxy passes nothing on to this machine itself (%s); set NO_PROXY=%s", host, NoProxy)
	}
	return nil
}

// logger is the log as goproxy writes to it.
type logger struct{ *slog.Logger }

// Printf implements goproxy.Logger.
func (l logger) Printf(format string, v ...any) {
	l.Debug("passthrough", "said", fmt.Sprintf(format, v...))
}

// tunnels are the connections that were let through. The zero value has none.
type tunnels struct {
	mu     sync.Mutex                // guards what follows
	live   map[*net.TCPConn]net.Conn // the client's, by the one to the host
	closed bool
}

// tunnel is the host's side of one.
type tunnel struct {
	*net.TCPConn
	of *tunnels
}

// Close implements net.Conn.
func (t *tunnel) Close() error {
	t.of.mu.Lock()
	delete(t.of.live, t.TCPConn)
	t.of.mu.Unlock()
	return t.TCPConn.Close()
}

// open notes a tunnel between conn and the client.
func (t *tunnels) open(conn, client net.Conn) (net.Conn, error) {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		_ = conn.Close()
		return nil, fmt.Errorf("got a connection that is a %T, want TCP", conn)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	if t.live == nil {
		t.live = map[*net.TCPConn]net.Conn{}
	}
	t.live[tcp] = client
	return &tunnel{tcp, t}, nil
}

// close breaks off all of them, and lets no other be opened.
func (t *tunnels) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	for host, client := range t.live {
		_, _ = host.Close(), client.Close()
	}
}
