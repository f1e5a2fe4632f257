package emulator

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// VendorHost is the host of the real service.
const VendorHost = "api.linkupapi.com"

// EgressGuard is an http.RoundTripper that reaches the emulator and nobody else: requests for VendorHost and for the
// emulator's own URL are served as by Transport, and one for any other host fails, and fails the test with it. So a
// client whose base URL is wrong, or hard-coded, can't spend real credits. It may be used from many goroutines.
func (f *Fixture) EgressGuard() http.RoundTripper {
	g := &guard{emulator: f.Emulator, inside: f.Transport(), tb: f.tb}
	f.tb.Cleanup(g.end)
	return g
}

type guard struct {
	emulator *Emulator
	inside   http.RoundTripper
	tb       testing.TB
	mu       sync.Mutex // guards ended
	ended    bool       // the test is over: to fail it then is a panic
}

// RoundTrip implements http.RoundTripper.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL != nil && g.knows(r.URL) {
		return g.inside.RoundTrip(r)
	}
	if r.Body != nil {
		_ = r.Body.Close()
	}
	return nil, g.refuse(r)
}

// knows says whether a URL is of the real service, whatever the port, or of the emulator.
func (g *guard) knows(u *url.URL) bool {
	host := strings.TrimSuffix(u.Hostname(), ".")
	if strings.EqualFold(host, VendorHost) {
		return true
	}
	own := g.own()
	return own != "" && strings.EqualFold(u.Host, own)
}

// own is the host and port of the emulator; empty before its start.
func (g *guard) own() string {
	_, host, _ := strings.Cut(g.emulator.URL, "://")
	return host
}

// refuse fails the test. It tells no more of the URL than its host: there may be secrets in the rest.
func (g *guard) refuse(r *http.Request) error {
	host := ""
	if r.URL != nil {
		host = r.URL.Host
	}
	_, own, _ := strings.Cut(g.emulator.URL, "://")
	err := fmt.Errorf("egress guard: got a request (%s) for the host %q, want %s or the emulator's own, %s",
		r.Method, host, VendorHost, own)
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.ended {
		g.tb.Errorf("emulator: %v", err)
	}
	return err
}

func (g *guard) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ended = true
}
