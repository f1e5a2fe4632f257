package emulator

import (
	"net/http"
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

// RunImpatiently is RunT with an emulator that gives a sender no more than that for a request.
func RunImpatiently(tb testing.TB, request time.Duration) *Fixture {
	tb.Helper()
	e, err := New(Config{Listen: "127.0.0.1:0"})
	if err != nil {
		tb.Fatal(err)
	}
	SetTimeouts(e, request, request)
	if err := e.Start(); err != nil {
		tb.Fatal(err)
	}
	f := &Fixture{Emulator: e, tb: tb, client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	tb.Cleanup(func() { f.must(e.Close()) })
	return f
}
