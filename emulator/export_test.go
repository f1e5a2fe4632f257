package emulator

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Timeouts are how long a sender may take for its headers, and for all of its request.
func Timeouts(e *Emulator) (header, request time.Duration) {
	return e.server.http.ReadHeaderTimeout, e.server.http.ReadTimeout
}

// SetTimeouts changes them, before Start.
func SetTimeouts(e *Emulator, header, request time.Duration) {
	e.server.http.ReadHeaderTimeout, e.server.http.ReadTimeout = header, request
}

// Dial is a connection to e: over a socket, or inside of the process where there is none.
func Dial(ctx context.Context, e *Emulator) (net.Conn, error) {
	if e.config.NoListener {
		return e.server.dial(ctx, "", "")
	}
	_, address, _ := strings.Cut(e.URL, "://")
	if e.config.TLS {
		return tls.Dial("tcp", address, e.trusting().TLSClientConfig)
	}
	return net.Dial("tcp", address)
}

// RunImpatiently is RunT with an emulator that gives a sender no more than that for a request.
func RunImpatiently(tb testing.TB, request time.Duration, config Config) *Fixture {
	tb.Helper()
	e, err := New(config)
	if err != nil {
		tb.Fatal(err)
	}
	SetTimeouts(e, request, request)
	if err := e.Start(); err != nil {
		tb.Fatal(err)
	}
	f := newFixture(e, tb)
	tb.Cleanup(func() {
		f.client.CloseIdleConnections()
		f.must(e.Close())
	})
	return f
}

// Lend is f for another test.
func Lend(f *Fixture, tb testing.TB) *Fixture { return newFixture(f.Emulator, tb) }

// Serve answers one request as the server does, without a connection.
func Serve(e *Emulator, w http.ResponseWriter, r *http.Request) {
	e.server.http.Handler.ServeHTTP(w, r)
}
