package emulator_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// sent is what came back to the bytes of a request, which name the emulator's host as HOST.
func sent(t *testing.T, url, request string) answer {
	t.Helper()
	host := strings.TrimPrefix(url, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, strings.ReplaceAll(strings.ReplaceAll(request, "HOST", host), "\n", "\r\n")); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// lets checks that an answer gives no page of another origin leave to read it, or to send more.
func (a answer) lets(t *testing.T, request string) {
	t.Helper()
	for name := range a.header {
		if strings.HasPrefix(name, "Access-Control-") || name == "Timing-Allow-Origin" {
			t.Errorf("%s\ngot the header %s, want none that lets a page of another origin in", request, name)
		}
	}
}

const (
	chrome  = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36\nAccept-Encoding: gzip, deflate, br, zstd\nAccept-Language: en\nConnection: keep-alive\n"
	safari  = "User-Agent: Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Safari/605.1.15\nAccept-Encoding: gzip, deflate\nConnection: keep-alive\n"
	credits = "{\"credits\":7}"
)

// requests are what browsers send, and programs, byte by byte, and whether they come through.
var requests = []struct {
	name, request string
	status        int
	says          string
}{
	{"a form of another site posts text that is JSON too", "POST /_emulator/reset HTTP/1.1\nHost: HOST\n" + chrome +
		"Content-Length: 14\nCache-Control: max-age=0\nOrigin: https://evil.example\nContent-Type: text/plain\nUpgrade-Insecure-Requests: 1\nAccept: text/html\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-User: ?1\nSec-Fetch-Dest: document\nReferer: https://evil.example/\n\n{\"credits\":7=}", 403, "another origin (Sec-Fetch-Site: cross-site)"},
	{"the same from a browser without Sec-Fetch-Site", "POST /_emulator/reset HTTP/1.1\nHost: HOST\n" + safari +
		"Content-Length: 14\nOrigin: https://evil.example\nContent-Type: text/plain\nAccept: text/html\nReferer: https://evil.example/\n\n{\"credits\":7=}", 403, "another origin (Origin: https://evil.example)"},
	{"a form in a sandbox", "POST /_emulator/reset HTTP/1.1\nHost: HOST\n" + safari +
		"Content-Length: 14\nOrigin: null\nContent-Type: application/x-www-form-urlencoded\nAccept: text/html\n\n{\"credits\":7=}", 403, "another origin (Origin: null)"},
	{"fetch with credentials", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\n" + chrome +
		"Accept: */*\nOrigin: https://evil.example\nCookie: session=1\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors\nSec-Fetch-Dest: empty\nReferer: https://evil.example/\n\n", 403, "another origin"},
	{"fetch with a body of JSON that skips its preflight", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\n" + chrome +
		"Content-Length: 13\nContent-Type: application/json\nAccept: */*\nOrigin: https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors\nSec-Fetch-Dest: empty\n\n" + credits, 403, "another origin"},
	{"a script or an image", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\n" + chrome +
		"Accept: image/avif,*/*\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: image\nReferer: https://evil.example/\n\n", 403, "another origin"},
	{"a link on another site", "GET /_emulator/contract HTTP/1.1\nHost: HOST\n" + chrome +
		"Accept: text/html\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-User: ?1\nSec-Fetch-Dest: document\n\n", 403, "open their address in a tab of its own"},
	{"a page of another port of this machine", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\n" + chrome +
		"Content-Length: 13\nContent-Type: application/json\nOrigin: http://127.0.0.1:3\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: cors\nSec-Fetch-Dest: empty\n\n" + credits, 403, "another origin"},
	{"the same from a browser without Sec-Fetch-Site", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\n" + safari +
		"Content-Length: 13\nContent-Type: application/json\nOrigin: http://127.0.0.1:3\n\n" + credits, 403, "another origin"},
	{"preflight", "OPTIONS /_emulator/accounts/k HTTP/1.1\nHost: HOST\n" + chrome +
		"Accept: */*\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: content-type\nOrigin: https://evil.example\nSec-Fetch-Mode: cors\nSec-Fetch-Site: cross-site\nSec-Fetch-Dest: empty\n\n", 403, "another origin"},
	{"preflight to a private network", "OPTIONS /_emulator/clock HTTP/1.1\nHost: HOST\n" + chrome +
		"Accept: */*\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Private-Network: true\nOrigin: https://evil.example\nSec-Fetch-Mode: cors\nSec-Fetch-Site: cross-site\n\n", 403, "another origin"},
	{"preflight without a browser's other headers", "OPTIONS /_emulator/clock HTTP/1.1\nHost: HOST\nAccess-Control-Request-Method: PUT\n\n", 404, "no such control route"},
	{"DNS rebinding", "PUT /_emulator/accounts/k HTTP/1.1\nHost: evil.example:8080\n" + chrome +
		"Content-Length: 13\nContent-Type: application/json\nAccept: */*\nOrigin: http://evil.example:8080\nSec-Fetch-Site: same-origin\nSec-Fetch-Mode: cors\nSec-Fetch-Dest: empty\nReferer: http://evil.example:8080/\n\n" + credits, 403, `the Host "evil.example:8080" is none`},
	{"DNS rebinding that only reads", "GET /_emulator/accounts HTTP/1.1\nHost: evil.example:8080\n" + safari + "Accept: */*\nReferer: http://evil.example:8080/\n\n", 403, "--control-host"},
	{"DNS rebinding in the request line", "GET http://evil.example/_emulator/accounts HTTP/1.1\nHost: HOST\n\n", 403, `the Host "evil.example" is none`},
	{"a Host that begins as localhost", "GET /_emulator/accounts HTTP/1.1\nHost: localhost.evil.example\n\n", 403, "is none"},
	{"a Host that begins as an address", "GET /_emulator/accounts HTTP/1.1\nHost: 127.0.0.1.evil.example\n\n", 403, "is none"},
	{"a Host that is an address of another", "GET /_emulator/accounts HTTP/1.1\nHost: 192.0.2.1\n\n", 403, "is none"},
	{"a Host that is empty", "GET /_emulator/accounts HTTP/1.1\nHost: \n\n", 403, "is none"},
	{"no Host", "GET /_emulator/accounts HTTP/1.0\n\n", 403, "is none"},
	{"two Origins", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\nOrigin: http://HOST\nOrigin: https://evil.example\n\n", 403, "another origin"},
	{"no route, from another site", "GET /_emulator/nothing HTTP/1.1\nHost: HOST\nSec-Fetch-Site: cross-site\n\n", 403, "another origin"},

	{"the emulator's own page", "PUT /_emulator/accounts/own HTTP/1.1\nHost: HOST\n" + chrome +
		"Content-Length: 13\nContent-Type: application/json\nOrigin: http://HOST\nSec-Fetch-Site: same-origin\nSec-Fetch-Mode: cors\n\n" + credits, 200, `"credits":7`},
	{"the same from a browser without Sec-Fetch-Site", "PUT /_emulator/accounts/own HTTP/1.1\nHost: HOST\n" + safari +
		"Content-Length: 13\nContent-Type: application/json; charset=utf-8\nOrigin: http://HOST\n\n" + credits, 200, `"credits":7`},
	{"the same behind a proxy that speaks TLS", "GET /_emulator/accounts HTTP/1.1\nHost: localhost\nOrigin: https://localhost\n\n", 200, `"accounts"`},
	{"an address that was typed", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\n" + chrome + "Sec-Fetch-Site: none\nSec-Fetch-Mode: navigate\n\n", 200, `"accounts"`},
	{"curl", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\nUser-Agent: curl/8.14.1\nAccept: */*\n\n", 200, `"accounts"`},
	{"localhost", "GET /_emulator/accounts HTTP/1.1\nHost: localhost:8080\n\n", 200, `"accounts"`},
	{"localhost in capitals, as a whole name", "GET /_emulator/accounts HTTP/1.1\nHost: LocalHost.\n\n", 200, `"accounts"`},
	{"IPv6", "GET /_emulator/accounts HTTP/1.1\nHost: [::1]:8080\n\n", 200, `"accounts"`},
	{"IPv6 without a port", "GET /_emulator/accounts HTTP/1.1\nHost: [::1]\n\n", 200, `"accounts"`},
	{"another loopback address", "GET /_emulator/accounts HTTP/1.1\nHost: 127.200.0.1\n\n", 200, `"accounts"`},

	{"a form that tells nothing of itself", "POST /_emulator/reset HTTP/1.1\nHost: HOST\nContent-Type: text/plain\nContent-Length: 16\n\n{\"part\":\"clock\"}", 415, "application/json"},
	{"POST without a body", "POST /_emulator/reset HTTP/1.1\nHost: HOST\nContent-Length: 0\n\n", 415, "(got none)"},
	{"curl -d without a type", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 13\n\n" + credits, 415, "Content-Type must be application/json (got "},
	{"text", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\nContent-Type: text/plain;charset=UTF-8\nContent-Length: 13\n\n" + credits, 415, "application/json"},
	{"no type", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\nContent-Length: 13\n\n" + credits, 415, "(got none)"},
	{"no type, in chunks", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n\nd\n" + credits + "\n0\n\n", 415, "(got none)"},
	{"a type that is none", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\nContent-Type: application/json, text/plain;\nContent-Length: 13\n\n" + credits, 415, "(got "},
	{"YAML where it is none", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\nContent-Type: application/yaml\nContent-Length: 13\n\n" + credits, 415, "application/json"},
	{"a scenario as a form", "PUT /_emulator/scenarios/x HTTP/1.1\nHost: HOST\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 2\n\n{}", 415, "application/json or application/yaml or"},
	{"DELETE with a body", "DELETE /_emulator/scenarios/x HTTP/1.1\nHost: HOST\nContent-Type: text/plain\nContent-Length: 2\n\n{}", 415, "application/json"},
	{"PUT without a body", "PUT /_emulator/scenarios/flaky HTTP/1.1\nHost: HOST\n\n", 200, `"name":"flaky"`},
	{"DELETE without a body", "DELETE /_emulator/scenarios/flaky HTTP/1.1\nHost: HOST\n\n", 200, `"active":[]`},
	{"a scenario as JSON", "PUT /_emulator/accounts/own/scenario HTTP/1.1\nHost: HOST\nContent-Type: application/json\nContent-Length: 31\n\n{\"name\":\"x\",\"steps\":[{\"times\":1", 400, "body:1:"},
	{"a scenario as YAML", "PUT /_emulator/accounts/own/scenario HTTP/1.1\nHost: HOST\nContent-Type: text/yaml\nContent-Length: 29\n\nname: x\nsteps:\n- answer: {}\n", 200, `"name":"x"`},

	{"a network as CSV", "PUT /_emulator/networks/own HTTP/1.1\nHost: HOST\nContent-Type: text/csv; charset=utf-8\nContent-Length: 42\n\nname,job_title,profile_url,profile_picture", 200, `"size":0`},
	{"a network as a form", "PUT /_emulator/networks/own HTTP/1.1\nHost: HOST\nContent-Type: text/plain\nContent-Length: 2\n\n[]", 415, "Content-Type must be application/json or text/csv (got"},
	{"CSV where it is none", "PUT /_emulator/accounts/k HTTP/1.1\nHost: HOST\nContent-Type: text/csv\nContent-Length: 13\n\n" + credits, 415, "Content-Type must be application/json (got"},

	{"health of anybody", "GET /_emulator/health HTTP/1.1\nHost: evil.example\nOrigin: https://evil.example\nSec-Fetch-Site: cross-site\n\n", 200, `{"status":"ok"}`},
	{"ready of anybody", "GET /_emulator/ready HTTP/1.1\nHost: evil.example\nOrigin: https://evil.example\nSec-Fetch-Site: cross-site\n\n", 200, `{"status":"ready"}`},
}

func TestControlRoutesAreGuarded(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	for _, row := range requests {
		t.Run(row.name, func(t *testing.T) {
			a := sent(t, f.URL, row.request)
			if a.status != row.status || !strings.Contains(strings.ReplaceAll(a.body, `\"`, `"`), row.says) {
				t.Errorf("%s\ngot %d %s, want %d with %s", row.request, a.status, a.body, row.status, row.says)
			}
			if a.status >= 400 && !strings.HasPrefix(a.body, `{"status":"error","message":"`) {
				t.Errorf("got %s, want the envelope", a.body)
			}
			a.lets(t, row.request)
		})
	}
	if got := f.Account("k").Credits; got != emulator.DefaultCredits {
		t.Errorf("got %d credits after what was refused, want %d", got, emulator.DefaultCredits)
	}
}

// The vendor's routes are the real service's: whoever calls them, from where, by what name and without a token.
func TestVendorRoutesAreNotGuarded(t *testing.T) {
	t.Parallel()
	body := `{"login_token":"network-9"}`
	request := "%s /v1/network/connections HTTP/1.1\nHost: evil.example\nOrigin: https://evil.example\nSec-Fetch-Site: cross-site\n" +
		"x-api-key: k\nContent-Type: application/json\nContent-Length: 27\n\n" + body
	want := ask(t, emulator.RunT(t), "k", body).body
	for name, config := range map[string]emulator.Config{
		"as it comes": {},
		"closed":      {ControlToken: "t0ken", ControlHosts: []string{"emulator.local"}},
		"aside":       {ControlListen: "127.0.0.1:0"},
		"off":         {ControlListen: emulator.ControlOff},
	} {
		f := emulator.RunT(t, config)
		a := sent(t, f.URL, fmt.Sprintf(request, "POST"))
		if a.status != http.StatusOK || a.body != want {
			t.Errorf("%s: got %d %s, want 200 %s", name, a.status, a.body, want)
		}
		a.lets(t, request)
		a = sent(t, f.URL, fmt.Sprintf(request, "OPTIONS"))
		if a.status != http.StatusMethodNotAllowed {
			t.Errorf("%s: got %d to a preflight, want 405", name, a.status)
		}
		a.lets(t, request)
	}
}

func TestControlToken(t *testing.T) {
	t.Parallel()
	const token = "s3cret-t0ken"
	var log bytes.Buffer
	f := emulator.RunT(t, emulator.Config{ControlToken: token, Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	for _, row := range []struct {
		name, path string
		headers    []string
		status     int
		says       string
	}{
		{"none", "/accounts", nil, 401, "(got none)"},
		{"none, and no route", "/nothing", nil, 401, "(got none)"},
		{"another", "/accounts", []string{"Authorization", "Bearer s3cret-t0keN"}, 401, "(got another)"},
		{"its beginning", "/accounts", []string{"X-Emulator-Token", "s3cret-t0ke"}, 401, "(got another)"},
		{"more than it", "/accounts", []string{"X-Emulator-Token", token + "n"}, 401, "(got another)"},
		{"an empty one", "/accounts", []string{"X-Emulator-Token", ""}, 401, "(got another)"},
		{"another scheme", "/accounts", []string{"Authorization", "Basic " + token}, 401, "(got none)"},
		{"in the query", "/accounts?token=" + token, nil, 401, "(got none)"},
		{"bearer", "/accounts", []string{"Authorization", "Bearer " + token}, 200, "accounts"},
		{"bearer in small letters", "/accounts", []string{"Authorization", "bearer " + token}, 200, "accounts"},
		{"a header of its own", "/accounts", []string{"X-Emulator-Token", token}, 200, "accounts"},
		{"two, one right", "/accounts", []string{"Authorization", "Bearer other", "X-Emulator-Token", token}, 200, "accounts"},
		{"right, and no route", "/nothing", []string{"X-Emulator-Token", token}, 404, "no such control route"},
		{"right, from another site", "/accounts", []string{"X-Emulator-Token", token, "Sec-Fetch-Site", "cross-site"}, 403, "another origin"},
		{"health", "/health", nil, 200, "ok"},
		{"ready", "/ready", nil, 200, "ready"},
	} {
		a := send(t, f, "GET", "/_emulator"+row.path, "", row.headers...)
		if a.status != row.status || !strings.Contains(a.body, row.says) {
			t.Errorf("%s: got %d %s, want %d with %s", row.name, a.status, a.body, row.status, row.says)
		}
		if asks := a.header.Get("WWW-Authenticate") != ""; asks != (row.status == 401) {
			t.Errorf("%s: got WWW-Authenticate %v, want it with 401 alone", row.name, asks)
		}
		if strings.Contains(a.body, "s3cret") {
			t.Errorf("%s: got %s, which shows the token", row.name, a.body)
		}
	}
	ask(t, f, "k", `{"login_token":"network-9"}`)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if got := log.String(); strings.Contains(got, "s3cret") || !strings.Contains(got, "status=200") {
		t.Errorf("got the log %s, want one without the token", got)
	}
}
