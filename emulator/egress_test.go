package emulator_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// Requests for anybody else fail, and fail the test, before a byte is sent; what the URL has in it beside the host is
// not told.
func TestEgressGuard(t *testing.T) {
	t.Parallel()
	stranger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("got a request to a stranger")
	}))
	defer stranger.Close()
	address := strings.TrimPrefix(stranger.URL, "http://")
	for _, config := range []emulator.Config{{}, {NoListener: true}, {TLS: true}} {
		for url, host := range map[string]string{ // host: "" where the request is let through
			"https://api.linkupapi.com":                       "",
			"http://api.linkupapi.com":                        "",
			"https://API.LINKUPAPI.COM:8443":                  "",
			"https://api.linkupapi.com.":                      "",
			stranger.URL:                                      address,
			"https://linkupapi.com":                           "linkupapi.com",
			"https://www.api.linkupapi.com":                   "www.api.linkupapi.com",
			"https://api.linkupapi.com.example.org":           "api.linkupapi.com.example.org",
			"https://api.linkupapi.com@example.org":           "example.org",
			"https://evil-api.linkupapi.com":                  "evil-api.linkupapi.com",
			"https://user:password@example.org/secret?key=sk": "example.org",
			"http://127.0.0.1:1":                              "127.0.0.1:1",
		} {
			tb := &fakeTB{}
			var f *emulator.Fixture
			var err error
			body := &closing{Reader: strings.NewReader(twoPages)}
			tb.run(func() {
				f = emulator.RunT(tb, config)
				request := asking(t, url, "k", twoPages)
				request.Body = body
				_, err = fetch(&http.Client{Transport: f.EgressGuard()}, request)
			})
			want := fmt.Sprintf("egress guard: got a request (POST) for the host %q, want api.linkupapi.com or the emulator's own, %s",
				host, f.URL[strings.Index(f.URL, "://")+len("://"):])
			switch {
			case !body.closed:
				t.Errorf("%s: got a body that is open, want it closed", url)
			case host == "" && (err != nil || len(tb.errors) > 0):
				t.Errorf("%s: got %v and %q, want an answer", url, err, tb.errors)
			case host != "" && (err == nil || !strings.Contains(err.Error(), want) || len(tb.errors) != 1 || tb.errors[0] != "emulator: "+want):
				t.Errorf("%s: got %v and %q, want %s", url, err, tb.errors, want)
			}
		}
	}
}

type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}

// Once its test is over the guard still lets nobody out, and leaves the test alone.
func TestEgressGuardAfterTheTest(t *testing.T) {
	t.Parallel()
	tb := &fakeTB{}
	var guard http.RoundTripper
	tb.run(func() { guard = emulator.RunT(tb).EgressGuard() })
	for _, url := range []string{"https://example.org", "https://api.linkupapi.com"} {
		if _, err := fetch(&http.Client{Transport: guard}, asking(t, url, "k", twoPages)); err == nil {
			t.Errorf("%s: got an answer", url)
		}
	}
	if _, err := guard.RoundTrip(&http.Request{Method: "GET"}); err == nil {
		t.Error("got an answer to a request without a URL")
	}
	if len(tb.errors) > 0 {
		t.Errorf("got %q, want nothing said to a test that is over", tb.errors)
	}
}

// A tenant's guard fails the tenant's test, not that of the emulator.
func TestEgressGuardOfATenant(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t, emulator.Config{NoListener: true})
	tb := &fakeTB{}
	tb.run(func() {
		if _, err := fetch(&http.Client{Transport: shared.Tenant(tb).EgressGuard()}, asking(t, "https://example.org", "", twoPages)); err == nil {
			t.Error("got an answer of a stranger")
		}
	})
	if len(tb.errors) != 1 {
		t.Errorf("got %q, want one failure", tb.errors)
	}
}
