package proxy_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/authority"
	"github.com/linkup-emulator/linkup-emulator/internal/proxy"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const vendor = "https://" + emulator.VendorHost

// place is an emulator behind a proxy, and a client that is told of the proxy and nothing else.
type place struct {
	*emulator.Fixture
	proxy  *proxy.Proxy
	client *http.Client
	dials  *atomic.Int64 // to the outside
	last   *atomic.Value // the address of the last of them
}

// start serves with a configuration, in which Dial goes to outside, whatever host is asked for.
func start(t *testing.T, config proxy.Config, outside string, more ...emulator.Config) place {
	t.Helper()
	names := authority.Names(emulator.VendorHost)
	own, err := authority.New(names, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	var settings emulator.Config
	if len(more) > 0 {
		settings = more[0]
	}
	if settings.Certificate, err = own.Leaf(names, time.Now()); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := place{Fixture: emulator.RunT(t, settings), dials: &atomic.Int64{}, last: &atomic.Value{}}
	config.Host, config.Emulator, config.Logger = emulator.VendorHost, p.Fixture, slog.New(slog.DiscardHandler)
	config.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		p.dials.Add(1)
		p.last.Store(address)
		return (&net.Dialer{}).DialContext(ctx, network, outside)
	}
	p.proxy = proxy.Start(listener, config)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(own.PEM())
	address, _ := url.Parse(p.proxy.URL)
	transport := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return address, nil }, TLSClientConfig: &tls.Config{RootCAs: roots}}
	p.client = &http.Client{Transport: transport}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		ctx, cancel := context.WithTimeout(context.Background(), emulator.DrainTime)
		defer cancel()
		if err := p.proxy.Shutdown(ctx); err != nil {
			t.Errorf("shutdown: %v", err)
		}
	})
	return p
}

// call is a request for a network, and what came.
func (p place) call(base, key, cookie string) (status int, body string, err error) {
	request, err := http.NewRequest(http.MethodPost, base+"/v1/network/connections", strings.NewReader(`{"login_token":"`+cookie+`"}`))
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", key)
	return p.do(request)
}

func (p place) do(request *http.Request) (status int, body string, err error) {
	response, err := p.client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

func TestTheHostIsTheEmulator(t *testing.T) {
	t.Parallel()
	p := start(t, proxy.Config{}, "")
	for i, base := range []string{vendor, "https://API.linkupapi.com", vendor + ".:443", vendor + ":8443", "http://" + emulator.VendorHost} {
		key := fmt.Sprintf("key-%d", i)
		if strings.Contains(base, ".:") {
			p.client.Transport.(*http.Transport).TLSClientConfig.ServerName = emulator.VendorHost // which Go sends with its dot
		}
		status, body, err := p.call(base, key, "network-12")
		if status != http.StatusOK || !strings.Contains(body, `"total_available_results":12`) {
			t.Errorf("%s: got %d, %v, %.200s; want the network", base, status, err, body)
		}
		if a := p.Account(key); a.Spent != 1 || a.Requests != 1 {
			t.Errorf("%s: got %d credits spent in %d requests, want 1 in 1", base, a.Spent, a.Requests)
		}
		if entries := p.Journal(key); len(entries) != 1 {
			t.Errorf("%s: got %d entries in the journal, want 1", base, len(entries))
		}
	}
	if spent, _ := p.Spent(); spent != 5 {
		t.Errorf("the report: got %d credits, want 5", spent)
	}
	if n := p.dials.Load(); n != 0 {
		t.Errorf("got %d connections to the outside, want none", n)
	}
}

// Clients that never knew tunnels send what is for HTTPS to the proxy as it is.
func TestHTTPSWithoutATunnel(t *testing.T) {
	t.Parallel()
	p := start(t, proxy.Config{}, "")
	body := `{"login_token":"network-12"}`
	answer := p.raw(t, fmt.Sprintf("POST %s/v1/network/connections HTTP/1.1\r\nHost: %s\r\nx-api-key: k\r\nProxy-Authorization: Basic eA==\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", vendor, emulator.VendorHost, len(body), body))
	if !strings.HasPrefix(answer, "HTTP/1.1 200 OK\r\n") || !strings.Contains(answer, `"total_available_results":12`) {
		t.Errorf("got %s, want the network", answer)
	}
}

// raw sends text to the proxy and is all that comes back.
func (p place) raw(t *testing.T, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.proxy.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// outside is a server that stands for the rest of the world.
func outside(t *testing.T) (server *httptest.Server, requests *atomic.Int64) {
	t.Helper()
	requests = &atomic.Int64{}
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		fmt.Fprint(w, "the outside: ", r.Host)
	}))
	t.Cleanup(server.Close)
	return server, requests
}

func TestNothingElseGoesOut(t *testing.T) {
	t.Parallel()
	server, requests := outside(t)
	address := server.Listener.Addr().String()
	p := start(t, proxy.Config{}, address)
	const why, local = "linkup-emulator answers for api.linkupapi.com alone", "linkup-emulator passes nothing on to this machine itself"
	for base, want := range map[string]string{
		"https://example.com": why, "https://linkupapi.com": why, "https://api.linkupapi.com.example.com": why, "https://xapi.linkupapi.com": why,
		"https://192.0.2.1": why, "https://localhost:1": local, "https://" + address: local, "https://a.localhost": local, "https://[::1]:1": local,
	} {
		if _, _, err := p.call(base, "k", "c"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", base, err, want)
		}
		status, body, err := p.call(strings.Replace(base, "https", "http", 1), "k", "c")
		if status != http.StatusForbidden || !strings.Contains(body, "linkup-emulator's proxy") || !strings.Contains(body, "--proxy-passthrough") && want == why || !strings.Contains(body, "NO_PROXY") && want == local {
			t.Errorf("%s: got %d, %v, %s, want 403 that says why and what to do", base, status, err, body)
		}
	}
	if n, m := p.dials.Load(), requests.Load(); n != 0 || m != 0 {
		t.Errorf("got %d connections and %d requests to the outside, want none", n, m)
	}
	if entries := p.Journal(""); len(entries) != 0 {
		t.Errorf("got %d entries in the journal, want none", len(entries))
	}
}

// What a client shows of a refused tunnel is the status line, the headers or the body: each says it.
func TestRefusedTunnelSaysWhyEverywhere(t *testing.T) {
	t.Parallel()
	p := start(t, proxy.Config{}, "")
	answer := p.raw(t, "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
	response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(answer)), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	for name, got := range map[string]string{"status line": response.Status, "body": string(body)} {
		for _, want := range []string{"linkup-emulator", emulator.VendorHost, "--proxy-passthrough"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: got %s, want %s in it", name, got, want)
			}
		}
	}
	if got := response.Header.Get("Proxy-Status"); got != "linkup-emulator; error=http_request_denied" {
		t.Errorf("Proxy-Status: got %q", got)
	}
	if answer := p.raw(t, "CONNECT nonsense HTTP/1.1\r\nHost: nonsense\r\n\r\n"); !strings.HasPrefix(answer, "HTTP/1.1 400 ") || !strings.Contains(answer, "want host:port") {
		t.Errorf("no port: got %s, want 400", answer)
	}
}

func TestPassthrough(t *testing.T) {
	t.Parallel()
	server, requests := outside(t)
	p := start(t, proxy.Config{Passthrough: true}, server.Listener.Addr().String())
	status, body, err := p.call("http://example.com", "k", "c")
	if status != http.StatusOK || body != "the outside: example.com" || p.last.Load() != "example.com:80" {
		t.Errorf("HTTP: got %d, %q, %v by way of %v", status, body, err, p.last.Load())
	}
	if status, _, err := p.call(vendor, "k", "c"); status != http.StatusOK || requests.Load() != 1 {
		t.Errorf("the host: got %d, %v and %d requests outside, want it answered here", status, err, requests.Load())
	}
	if _, _, err := p.call("https://127.0.0.1:1", "k", "c"); err == nil || !strings.Contains(err.Error(), "NO_PROXY") {
		t.Errorf("this machine: got %v, want it refused", err)
	}
}

func TestPassthroughIsATunnel(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "the outside: ", r.Host) }))
	defer server.Close()
	p := start(t, proxy.Config{Passthrough: true}, server.Listener.Addr().String())
	p.client.Transport.(*http.Transport).TLSClientConfig.RootCAs.AddCert(server.Certificate())
	status, body, err := p.call("https://example.com", "k", "c") // for which httptest has a certificate
	if status != http.StatusOK || body != "the outside: example.com" || p.last.Load() != "example.com:443" {
		t.Errorf("got %d, %q, %v by way of %v", status, body, err, p.last.Load())
	}
	if _, _, err := p.call("https://elsewhere.example", "k", "c"); err == nil || !strings.Contains(err.Error(), "elsewhere.example") {
		t.Errorf("a host that the certificate is not for: got %v, want that the client finds it", err)
	}
}

// Nobody's machine can be reached by a name of it, either.
func TestPassthroughDialsNoLoopbackAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{"127.0.0.1:80": true, "[::1]:80": true, "127.9.9.9:1": true, "192.0.2.1:80": false, "[2001:db8::1]:80": false} {
		if err := proxy.NotLoopback(t.Context(), "tcp", address, nil); (err != nil) != want {
			t.Errorf("%s: got %v, want refused: %v", address, err, want)
		}
	}
}

// A web page can make a browser send what looks like this, under a name of its own for this machine.
func TestIsNoServer(t *testing.T) {
	t.Parallel()
	p := start(t, proxy.Config{Passthrough: true}, "")
	for _, line := range []string{"GET /_emulator/accounts", "GET /", "OPTIONS *", "POST /v1/network/connections"} {
		answer := p.raw(t, line+" HTTP/1.1\r\nHost: api.linkupapi.com\r\nx-api-key: k\r\nContent-Length: 0\r\n\r\n")
		if !strings.HasPrefix(answer, "HTTP/1.1 400 ") || !strings.Contains(answer, "set HTTPS_PROXY="+p.proxy.URL) {
			t.Errorf("%s: got %s, want 400 that says it is a proxy", line, answer)
		}
	}
	if entries := p.Journal(""); len(entries) != 0 {
		t.Errorf("got %d entries in the journal, want none", len(entries))
	}
}

// The control routes are there under the vendor's name, for tests of a client that knows no other, and guarded.
func TestControlRoutesKeepTheirGuard(t *testing.T) {
	t.Parallel()
	p := start(t, proxy.Config{}, "", emulator.Config{ControlToken: "s3cret"})
	for _, scheme := range []string{"https://", "http://"} {
		for _, row := range []struct {
			name    string
			headers map[string]string
			want    int
		}{
			{"a program", map[string]string{"Authorization": "Bearer s3cret"}, http.StatusOK},
			{"a program without the token", nil, http.StatusUnauthorized},
			{"a page of another origin", map[string]string{"Authorization": "Bearer s3cret", "Origin": "https://example.com"}, http.StatusForbidden},
			{"a browser that says so", map[string]string{"Authorization": "Bearer s3cret", "Sec-Fetch-Site": "cross-site"}, http.StatusForbidden},
		} {
			request, _ := http.NewRequest(http.MethodGet, scheme+emulator.VendorHost+"/_emulator/report", nil)
			for name, value := range row.headers {
				request.Header.Set(name, value)
			}
			if status, body, err := p.do(request); status != row.want {
				t.Errorf("%s%s: got %d, %v, %.200s, want %d", scheme, row.name, status, err, body, row.want)
			}
		}
	}
}

func TestScenariosBreakTheClientsConnection(t *testing.T) {
	t.Parallel()
	for _, base := range []string{vendor, "http://" + emulator.VendorHost} {
		p := start(t, proxy.Config{}, "")
		if _, _, err := p.call(base, "scenario-connection-reset", "c"); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("%s, connection-reset: got %v, want a reset", base, err)
		}
		if _, _, err := p.call(base, "scenario-truncated", "c"); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s, truncated: got %v, want an unexpected end", base, err)
		}
		if _, _, err := p.call(base, "scenario-lost-answer", "c"); err == nil {
			t.Errorf("%s, lost-answer: got an answer, want none", base)
		}
		if status, _, err := p.call(base, "scenario-connection-reset", "c"); status != http.StatusOK {
			t.Errorf("%s, afterwards: got %d, %v, want an answer", base, status, err)
		}
	}
}

// What hangs is let go when everything is reset, and when the emulator is closed.
func TestHangEndsWithResetAndClose(t *testing.T) {
	t.Parallel()
	for _, base := range []string{vendor, "http://" + emulator.VendorHost} {
		p := start(t, proxy.Config{}, "")
		for name, end := range map[string]func(){"reset": func() { p.Reset() }, "close": func() { _ = p.Close() }} {
			ended := make(chan error)
			go func() {
				_, _, err := p.call(base, "scenario-hang", "cookie-"+name)
				ended <- err
			}()
			for p.Account("scenario-hang").Requests == 0 { // until it is there
			}
			end()
			if err := <-ended; err == nil {
				t.Errorf("%s, %s: got an answer, want the connection closed", base, name)
			}
		}
	}
}

// The first bytes for the emulator may come with the CONNECT, before the client was told that the tunnel is there.
func TestEarlyBytes(t *testing.T) {
	t.Parallel()
	p := start(t, proxy.Config{}, "")
	host := emulator.VendorHost + ":80"
	answer := p.raw(t, "CONNECT "+host+" HTTP/1.1\r\nHost: "+host+"\r\n\r\n"+
		"GET /_emulator/ready HTTP/1.1\r\nHost: "+emulator.VendorHost+"\r\nConnection: close\r\n\r\n")
	if !strings.HasPrefix(answer, "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\n") {
		t.Errorf("got %s, want the tunnel and the answer", answer)
	}
}

// A tunnel that was let through does not hold up the end.
func TestShutdownBreaksTunnelsOff(t *testing.T) {
	t.Parallel()
	there, err := net.Listen("tcp", "127.0.0.1:0") // who says nothing, and never hangs up
	if err != nil {
		t.Fatal(err)
	}
	defer there.Close()
	p := start(t, proxy.Config{Passthrough: true}, there.Addr().String())
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.proxy.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
	reader := bufio.NewReader(conn)
	if line, err := reader.ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Fatalf("got %q, %v, want the tunnel", line, err)
	}
	if err := p.proxy.Shutdown(t.Context()); err != nil {
		t.Errorf("got %v", err)
	}
	if rest, err := io.ReadAll(reader); len(rest) > 2 {
		t.Errorf("got %q, %v, want the end of it", rest, err)
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(p.proxy.URL, "http://")); err == nil {
		t.Error("got a connection after the shutdown, want none")
	}
}
