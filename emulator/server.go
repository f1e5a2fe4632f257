package emulator

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/coarse"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/loopback"
)

// How long a sender may take, and an idle connection stay; up to coarse.Tick more where it is TCP.
const (
	headerTime  = 5 * time.Second  // until the headers are there
	requestTime = 10 * time.Second // until headers and body are
	idleTime    = 2 * time.Minute
	maxHeaders  = 64 << 10 // bytes
)

// server is the HTTP server, its listeners, and the goroutines that serve them.
type server struct {
	echo    *echo.Echo
	http    *http.Server
	inside  *loopback.Listener // of this process alone
	tls     *tls.Config        // what HTTPS is served with
	bound   []net.Listener     // of the network
	started atomic.Bool
	serving sync.WaitGroup
}

func newServer(config Config) *server {
	e := echo.New()
	e.Logger.SetOutput(discard{})
	return &server{echo: e, inside: loopback.Listen(), tls: config.tls(), http: &http.Server{
		Handler:           e,
		BaseContext:       control.OnListener,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       requestTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaders,
		ErrorLog:          slog.NewLogLogger(config.Logger.Handler(), slog.LevelDebug),
	}}
}

// discard is where Echo's own logger writes: what is to be said is said by ours.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// bind listens on addr, if it is not empty, and returns the URL by which the server is reached there once it is started.
func (s *server) bind(addr string, secure bool) (url string, err error) {
	if s.started.Load() {
		return "", errors.New("start: the emulator was started before; make a new one")
	}
	if addr == "" {
		return NoListenerURL, nil
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return "", fmt.Errorf("listen on %s: %w", addr, err)
	}
	scheme, address := "http://", reachable(listener.Addr().(*net.TCPAddr))
	listener = coarse.Listen(listener.(*net.TCPListener))
	if secure {
		scheme, listener = "https://", tls.NewListener(listener, s.tls)
	}
	s.bound = append(s.bound, listener)
	return scheme + address, nil
}

// port is the first that it serves at, 0 where there is none.
func (s *server) port() int {
	if !s.started.Load() || len(s.bound) == 0 {
		return 0
	}
	addr, _ := s.bound[0].Addr().(*net.TCPAddr)
	return addr.Port
}

// unbind frees what was bound by a server that is not started.
func (s *server) unbind() {
	if s.started.Load() {
		return
	}
	for _, listener := range s.bound {
		_ = listener.Close()
	}
	s.bound = nil
}

// start serves on what is bound, and inside of the process.
func (s *server) start() {
	s.started.Store(true)
	for _, listener := range s.bound {
		s.serve(listener)
	}
	s.serve(s.inside)
}

func (s *server) serve(listener net.Listener) {
	s.serving.Go(func() { _ = s.http.Serve(listener) }) // ends with ErrServerClosed
}

// dial is a connection inside of the process.
func (s *server) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if !s.started.Load() {
		return nil, errors.New("the emulator was not started; call Start before a request")
	}
	return s.inside.Dial(ctx)
}

// reachable is the address by which this machine reaches a listener: of one on all interfaces, the loopback one.
func reachable(addr *net.TCPAddr) string {
	host := addr.IP.String()
	if addr.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, fmt.Sprint(addr.Port))
}

// stop drains the server until ctx ends, then cuts off what is left.
func (s *server) stop(ctx context.Context) error {
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = s.http.Close()
	}
	_ = s.inside.Close() // which a server that was never started does not know of
	s.serving.Wait()
	return err
}
