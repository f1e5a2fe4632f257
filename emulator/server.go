package emulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// How long a sender may take, and an idle connection stay.
const (
	headerTime  = 5 * time.Second  // until the headers are there
	requestTime = 10 * time.Second // until headers and body are
	idleTime    = 2 * time.Minute
	maxHeaders  = 64 << 10 // bytes
)

// server is the listener, the HTTP server on it, and the goroutine that serves.
type server struct {
	echo   *echo.Echo
	http   *http.Server
	served chan struct{} // closed when the serving goroutine has ended; nil before start
}

func newServer(logger *slog.Logger) *server {
	e := echo.New()
	e.Logger.SetOutput(discard{})
	return &server{echo: e, http: &http.Server{
		Handler:           e,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       requestTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaders,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
	}}
}

// discard is where Echo's own logger writes: what is to be said is said by ours.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// start serves on addr, and returns the URL.
func (s *server) start(addr string) (url string, err error) {
	if s.served != nil {
		return "", errors.New("start: the emulator was started before; make a new one")
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return "", fmt.Errorf("listen on %s: %w", addr, err)
	}
	s.served = make(chan struct{})
	go func() {
		defer close(s.served)
		_ = s.http.Serve(listener) // ends with ErrServerClosed
	}()
	return "http://" + reachable(listener.Addr().(*net.TCPAddr)), nil
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
	if s.served != nil {
		<-s.served
	}
	return err
}
