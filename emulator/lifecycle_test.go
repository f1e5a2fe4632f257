package emulator_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

func TestNewSaysAllThatIsWrong(t *testing.T) {
	t.Parallel()
	size := 30_001
	_, err := emulator.New(emulator.Config{
		Listen: "nowhere", Credits: -1, Charge: "free", ErrorStatus: "200", UnknownKeys: "maybe",
		RateLimit: "300", CookieTTL: -1,
		Accounts: []emulator.AccountConfig{{Key: " ", Credits: 1}, {Key: "a-secret"}, {Key: "a-secret", Credits: emulator.MaxCredits + 1}},
		Cookies:  []emulator.CookieConfig{{LoginToken: "", State: "stale", Size: &size}},
	})
	want := `configuration: listen: got "nowhere", want host:port, such as 127.0.0.1:8080
credits: got -1, want 0 to 9007199254740991
charge: got "free", want delivered or requested
error_status: got "200", want http or ok
unknown_keys: got "maybe", want accept or reject
rate_limit: got "300", want off or requests per s, m or h, such as 300/m, of at most 1000000
cookie_ttl: got -1ns, want a duration of 0 or more
accounts[0].key: got a blank string, want one that is not blank
accounts[2].key: is the same as one before it; name each once
accounts[2].credits: got 9007199254740992, want 0 to 9007199254740991
cookies[0].login_token: got a blank string, want one that is not blank
cookies[0].state: got "stale", want valid or expired or restricted
cookies[0].size: got 30001, want 0 to 30000`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	_, err = emulator.New(emulator.Config{Credits: 3, OpenEmpty: true})
	if err == nil || !strings.Contains(err.Error(), "credits: got 3 together with OpenEmpty, want one of the two") {
		t.Errorf("got %v, want credits and OpenEmpty refused together", err)
	}
}

func TestOpenEmpty(t *testing.T) {
	t.Parallel()
	if got := emulator.RunT(t, emulator.Config{OpenEmpty: true}).Account("k").Credits; got != 0 {
		t.Errorf("got %d credits, want 0", got)
	}
}

func started(t *testing.T, config emulator.Config) *emulator.Emulator {
	t.Helper()
	e, err := emulator.New(config)
	if err == nil {
		err = e.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestStartNeedsThePort(t *testing.T) {
	t.Parallel()
	first := started(t, emulator.Config{Listen: "127.0.0.1:0"})
	second, err := emulator.New(emulator.Config{Listen: strings.TrimPrefix(first.URL, "http://")})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Start(); !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("got %v, want the address to be in use", err)
	}
	if err := first.Start(); err == nil {
		t.Error("got a second start, want an error")
	}
	for range 2 {
		if err := errors.Join(second.Close(), first.Close()); err != nil {
			t.Errorf("close: got %v, want nil each time", err)
		}
	}
}

func TestURLOfAllInterfaces(t *testing.T) {
	t.Parallel()
	e := started(t, emulator.Config{Listen: ":0"})
	response, err := http.Get(e.URL + "/_emulator/health")
	if err != nil || !strings.HasPrefix(e.URL, "http://127.0.0.1:") {
		t.Fatalf("got %s, %v; want a loopback URL that answers", e.URL, err)
	}
	response.Body.Close()
	http.DefaultClient.CloseIdleConnections()
}

// raw is a connection that a client holds by hand.
func raw(t *testing.T, url string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

const head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nx-api-key: k\r\nContent-Type: application/json\r\n"

func TestShutdownWaitsThenCuts(t *testing.T) {
	t.Parallel()
	e := started(t, emulator.Config{Listen: "127.0.0.1:0"})
	body := `{"login_token":"network-1"}`
	polite := raw(t, e.URL)
	fmt.Fprintf(polite, "%sContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", head, len(body))
	read := bufio.NewReader(polite)
	if line, _ := read.ReadString('\n'); !strings.HasPrefix(line, "HTTP/1.1 100") {
		t.Fatalf("got %q, want to be told to go on", line)
	}
	read.ReadString('\n')
	done := make(chan error)
	go func() { done <- e.Shutdown(context.Background()) }()
	for { // the port closes first
		probe, err := net.Dial("tcp", strings.TrimPrefix(e.URL, "http://"))
		if err != nil {
			break
		}
		probe.Close()
	}
	fmt.Fprint(polite, body)
	response, err := http.ReadResponse(read, nil)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("got %v, %v; want the request under way to be answered", response, err)
	}
	io.Copy(io.Discard, response.Body)
	if err := <-done; err != nil {
		t.Errorf("shutdown: got %v", err)
	}

	e = started(t, emulator.Config{Listen: "127.0.0.1:0"})
	stalled := raw(t, e.URL)
	fmt.Fprintf(stalled, "%sContent-Length: 9\r\nExpect: 100-continue\r\n\r\n", head)
	bufio.NewReader(stalled).ReadString('\n')
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := e.Shutdown(ended); err != nil {
		t.Errorf("shutdown: got %v", err)
	}
	if got := accountOf(t, e, "k").Spent; got != 0 {
		t.Errorf("got %d spent by a request that was cut off, want 0", got)
	}
}

// A sender that stalls is cut off, in the headers and in the body, and holds up nobody else.
func TestSlowSenders(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Config{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	if header, request := emulator.Timeouts(e); header != 5*time.Second || request != 10*time.Second {
		t.Errorf("got %v for headers and %v for all, want 5s and 10s", header, request)
	}
	emulator.SetTimeouts(e, 50*time.Millisecond, 100*time.Millisecond)
	if err := e.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })

	inHeaders := raw(t, e.URL)
	fmt.Fprint(inHeaders, "POST "+path+" HTTP/1.1\r\nHost:")
	inBody := raw(t, e.URL)
	fmt.Fprint(inBody, head+"Content-Length: 100\r\n\r\n{\"login_token\"")

	if rest, err := io.ReadAll(inHeaders); err != nil || strings.Contains(string(rest), " 200 ") {
		t.Errorf("stalled in the headers: got %q %v, want the connection closed", rest, err)
	}
	rest, err := io.ReadAll(inBody)
	if err != nil || !strings.HasPrefix(string(rest), "HTTP/1.1 400 ") || !strings.Contains(string(rest), "the body did not arrive in time (got 14 bytes of it)") {
		t.Errorf("stalled in the body: got %q %v, want 400 that says so, and the connection closed", rest, err)
	}
}

func TestBodiesTooLarge(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Logger: slog.New(slog.DiscardHandler)})
	pad := func(n int) string {
		const begin, end = `{"login_token":"network-1","pad":"`, `"}`
		return begin + strings.Repeat("x", n-len(begin)-len(end)) + end
	}
	if a := ask(t, f, "k", pad(1<<20)); a.status != http.StatusOK {
		t.Errorf("1 MiB: got %d %s, want 200", a.status, a.body)
	}
	refused(t, ask(t, f, "k", pad(1<<20+1)), http.StatusBadRequest, "Invalid parameter: the body must be at most 1048576 bytes (got 1048577)")
	request, _ := http.NewRequest("POST", f.URL+path, io.MultiReader(strings.NewReader(pad(1<<20+1)))) // no length is told
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", "k")
	response, err := f.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != 400 || !bytes.Contains(body, []byte("the body must be at most 1048576 bytes (got more)")) {
		t.Errorf("without a length: got %d %s, want 400 that says so", response.StatusCode, body)
	}
}

func TestIdleConnections(t *testing.T) {
	t.Parallel()
	const idle = 2000 // of the 10,000 that are survived, what a test may open beside others
	f := emulator.RunT(t)
	for range idle {
		raw(t, f.URL)
	}
	delivered(t, ask(t, f, "k", `{"login_token":"c"}`), `{"login_token":"c"}`)
}

func accountOf(t *testing.T, e *emulator.Emulator, key string) emulator.Account {
	t.Helper()
	a, err := e.AccountOf(key)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
