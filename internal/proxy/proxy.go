// Package proxy is an HTTP proxy behind which one host, the vendor's, is the emulator: a client whose base URL is
// hard-coded reaches it by HTTPS_PROXY alone. Any other host is refused, so that no call goes out by mistake, unless the
// proxy is told to let others through.
package proxy

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// How long a client may take over a request, and an idle connection stay: as with the emulator's own server.
const (
	headerTime  = 5 * time.Second
	requestTime = 10 * time.Second
	idleTime    = 2 * time.Minute
	maxHeaders  = 64 << 10 // bytes
)

// Emulator is who answers for the host: connections that are handed over whole, and single requests.
type Emulator interface {
	http.Handler
	Serve(net.Listener) error
	ServeTLS(net.Listener) error
}

// Config is what a Proxy is told. All but Passthrough and Dial is needed.
type Config struct {
	Host     string   // the one that is the emulator, such as api.linkupapi.com
	Emulator Emulator // has to have a certificate for Host
	Logger   *slog.Logger

	// Passthrough lets calls for other hosts out, but for those of this machine. Zero: they are refused.
	Passthrough bool

	// Dial makes the connections of those calls. Zero: directly, and never to a loopback address.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Proxy is a proxy that serves. It may be used from many goroutines.
type Proxy struct {
	URL string // as HTTPS_PROXY takes it, such as http://127.0.0.1:8888

	config  Config
	server  *http.Server
	secure  *handover // of connections for HTTPS
	plain   *handover // and for HTTP
	outside http.Handler
	tunnels tunnels
	serving sync.WaitGroup
}

// Start serves on listener until Shutdown.
func Start(listener net.Listener, config Config) *Proxy {
	p := &Proxy{
		URL:    "http://" + reachable(listener.Addr().(*net.TCPAddr)),
		config: config,
		secure: newHandover(),
		plain:  newHandover(),
	}
	p.outside = p.passthrough()
	p.server = &http.Server{
		Handler:           p,
		ConnContext:       withConnection,
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaders,
		ErrorLog:          slog.NewLogLogger(config.Logger.Handler(), slog.LevelDebug),

		DisableGeneralOptionsHandler: true, // which answers OPTIONS * as a server does
	}
	p.serve("HTTPS", func() error { return config.Emulator.ServeTLS(p.secure) })
	p.serve("HTTP", func() error { return config.Emulator.Serve(p.plain) })
	p.serve("proxy", func() error { return p.server.Serve(listener) })
	return p
}

func (p *Proxy) serve(what string, serve func() error) {
	p.serving.Go(func() {
		if err := serve(); err != nil && !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			p.config.Logger.Error("the proxy stopped to serve", "what", what, "error", err)
		}
	})
}

// Shutdown takes no more connections, breaks off what was let through, and waits for the requests under way that came
// without a tunnel until ctx ends. Those in a tunnel are the emulator's, whose own shutdown waits for them; the two have
// to go on at the same time.
func (p *Proxy) Shutdown(ctx context.Context) error {
	p.tunnels.close()
	err := p.server.Shutdown(ctx)
	if err != nil && ctx.Err() != nil {
		err = p.server.Close()
	}
	_, _ = p.secure.Close(), p.plain.Close()
	p.serving.Wait()
	return err
}

// reachable is the address by which this machine reaches a listener: of one on all interfaces, the loopback one.
func reachable(addr *net.TCPAddr) string {
	host := addr.IP.String()
	if addr.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, fmt.Sprint(addr.Port))
}

// ServeHTTP answers a call: for the host by the emulator, for others as the configuration says. What is sent to the proxy
// as if it were a server, as a web page can make a browser do, never reaches the emulator.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodConnect:
		p.connect(w, r)
	case !r.URL.IsAbs():
		p.noServer(w)
	case p.isOurs(r.URL.Hostname()):
		p.answer(w, r)
	case p.isPassed(r.URL.Hostname()):
		p.outside.ServeHTTP(w, r)
	default:
		p.refuse(w, r.URL.Hostname())
	}
}

// connect opens a tunnel.
func (p *Proxy) connect(w http.ResponseWriter, r *http.Request) {
	host, port, err := net.SplitHostPort(r.Host)
	switch {
	case err != nil || host == "":
		p.say(w, reply{status: http.StatusBadRequest, reason: "Bad CONNECT", text: fmt.Sprintf("CONNECT: got %.100q, want host:port", r.Host)})
	case p.isOurs(host):
		p.handOver(w, port)
	case p.isPassed(host):
		p.outside.ServeHTTP(w, r)
	default:
		p.refuse(w, host)
	}
}

// isOurs says whether a host is the emulator.
func (p *Proxy) isOurs(host string) bool {
	return strings.EqualFold(strings.TrimSuffix(host, "."), p.config.Host)
}

// isPassed says whether calls for a host that is not ours are let through.
func (p *Proxy) isPassed(host string) bool { return p.config.Passthrough && !isLoopback(host) }

// isLoopback says whether a host is this machine by its name.
func isLoopback(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(host).IsLoopback()
}

// handOver makes the client's connection one of the emulator's, as it is, so that what a scenario does to a connection is
// done to the client's. Chosen: in a tunnel to port 80 is HTTP, and in one to any other HTTPS.
func (p *Proxy) handOver(w http.ResponseWriter, port string) {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		p.config.Logger.Error("the proxy could not take over a connection", "error", err)
		return
	}
	if _, err := conn.Write([]byte("HTTP/1.1 200 Connection established\r\n\r\n")); err != nil {
		_ = conn.Close()
		return
	}
	to := p.secure
	if port == "80" {
		to = p.plain
	}
	to.give(withEarly(conn, buffered.Reader))
}

// answer lets the emulator answer a request that came without a tunnel: one for http, and from clients that send what is
// for https in the same way, as axios did for years.
func (p *Proxy) answer(w http.ResponseWriter, r *http.Request) {
	inner := r.Clone(r.Context())
	inner.URL = &url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery, ForceQuery: r.URL.ForceQuery}
	inner.RequestURI = inner.URL.RequestURI()
	for name := range inner.Header {
		if strings.HasPrefix(name, "Proxy-") {
			inner.Header.Del(name) // between the client and the proxy
		}
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(requestTime))
	p.config.Emulator.ServeHTTP(w, inner)
}

type connectionKey struct{}

// withConnection tells a request its connection.
func withConnection(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, conn)
}

// handover is a listener of connections that somebody else has accepted.
type handover struct {
	given chan net.Conn
	done  chan struct{}
	close func() error
}

func newHandover() *handover {
	h := &handover{given: make(chan net.Conn), done: make(chan struct{})}
	h.close = sync.OnceValue(func() error { close(h.done); return nil })
	return h
}

// give hands over a connection, or closes it where nobody takes any more.
func (h *handover) give(conn net.Conn) {
	select {
	case h.given <- conn:
	case <-h.done:
		_ = conn.Close()
	}
}

// Accept implements net.Listener.
func (h *handover) Accept() (net.Conn, error) {
	select {
	case conn := <-h.given:
		return conn, nil
	case <-h.done:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (h *handover) Close() error { return h.close() }

// Addr implements net.Listener. It is no address of a network: whoever comes by a proxy calls the host by its own name,
// which is no trick of a web page, as only a client that was told to uses the proxy.
func (h *handover) Addr() net.Addr { return throughProxy{} }

type throughProxy struct{}

func (throughProxy) Network() string { return "proxy" }
func (throughProxy) String() string  { return "proxy" }

// withEarly is conn with what its client sent before it was told that the tunnel is there.
func withEarly(conn net.Conn, reader *bufio.Reader) net.Conn {
	tcp, ok := conn.(*net.TCPConn)
	if !ok || reader.Buffered() == 0 {
		return conn
	}
	early, _ := reader.Peek(reader.Buffered())
	return &earlyConn{TCPConn: tcp, early: early}
}

// earlyConn is a TCP connection of which some was read before.
type earlyConn struct {
	*net.TCPConn
	early []byte
}

// Read implements net.Conn.
func (c *earlyConn) Read(p []byte) (int, error) {
	if len(c.early) == 0 {
		return c.TCPConn.Read(p)
	}
	n := copy(p, c.early)
	c.early = c.early[n:]
	return n, nil
}
