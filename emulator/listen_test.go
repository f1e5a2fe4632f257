package emulator_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// get is a request to path by the name that host is.
func get(url, path, host string) string {
	if host == "" {
		host = strings.TrimPrefix(url, "http://")
	}
	return fmt.Sprintf("GET %s HTTP/1.1\nHost: %s\n\n", path, host)
}

func TestControlListen(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, listen string
		control      string // "main", "aside" or "off": where the control routes are
		says         string // of them, where they are not
	}{
		{"with the endpoint", "", "main", ""},
		{"aside", "127.0.0.1:0", "aside", "on a listener of their own"},
		{"off", "off", "off", "turned off"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			f := emulator.RunT(t, emulator.Config{ControlListen: row.listen})
			want := map[string]string{"main": f.URL, "aside": f.ControlURL, "off": ""}[row.control]
			if f.ControlURL != want || (row.control == "aside") != (f.ControlURL != f.URL && f.ControlURL != "") {
				t.Fatalf("got the URLs %q and %q for control, want them %s", f.URL, f.ControlURL, row.control)
			}
			for _, path := range []string{"/_emulator/health", "/_emulator/ready"} {
				if a := sent(t, f.URL, get(f.URL, path, "")); a.status != http.StatusOK {
					t.Errorf("%s: got %d %s, want 200 wherever the others are", path, a.status, a.body)
				}
			}
			for _, path := range []string{"/_emulator/accounts", "/_emulator/contract"} {
				a := sent(t, f.URL, get(f.URL, path, ""))
				if row.control == "main" && a.status != http.StatusOK || row.control != "main" && (a.status != http.StatusNotFound || !strings.Contains(a.body, row.says)) {
					t.Errorf("%s: got %d %s, want %s", path, a.status, a.body, row.control)
				}
			}
			for _, method := range []string{"PUT", "DELETE", "POST", "OPTIONS"} {
				a := sent(t, f.URL, method+" /_emulator/scenarios/flaky HTTP/1.1\nHost: HOST\nContent-Length: 0\n\n")
				if row.control != "main" && a.status != http.StatusNotFound {
					t.Errorf("%s: got %d %s, want 404", method, a.status, a.body)
				}
			}
		})
	}
}

func TestControlListenerHasTheControlRoutesAlone(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{ControlListen: "127.0.0.1:0", ControlToken: "t0ken"})
	for _, row := range []struct {
		name, request string
		status        int
		says          string
	}{
		{"with the token", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\nX-Emulator-Token: t0ken\n\n", 200, "accounts"},
		{"without", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\n\n", 401, "token"},
		{"health", "GET /_emulator/health HTTP/1.1\nHost: HOST\n\n", 200, "ok"},
		{"ready", "GET /_emulator/ready HTTP/1.1\nHost: HOST\n\n", 200, "ready"},
		{"DNS rebinding", "GET /_emulator/accounts HTTP/1.1\nHost: evil.example\nX-Emulator-Token: t0ken\n\n", 403, "evil.example"},
		{"another site", "GET /_emulator/accounts HTTP/1.1\nHost: HOST\nX-Emulator-Token: t0ken\nSec-Fetch-Site: cross-site\n\n", 403, "another origin"},
		{"the endpoint", "POST /v1/network/connections HTTP/1.1\nHost: HOST\nX-Emulator-Token: t0ken\nContent-Length: 0\n\n", 404, "no such control route"},
		{"nothing", "GET / HTTP/1.1\nHost: HOST\nX-Emulator-Token: t0ken\n\n", 404, "no such control route"},
		{"nothing, without the token", "GET / HTTP/1.1\nHost: HOST\n\n", 401, "token"},
		{"a method of nobody", "BREW / HTTP/1.1\nHost: HOST\nX-Emulator-Token: t0ken\n\n", 404, "no such control route"},
	} {
		a := sent(t, f.ControlURL, row.request)
		if a.status != row.status || !strings.Contains(a.body, row.says) {
			t.Errorf("%s: got %d %s, want %d with %s", row.name, a.status, a.body, row.status, row.says)
		}
		a.lets(t, row.request)
	}
}

// A Host is checked where only this machine's own names can be meant, or where it is said which ones may be.
func TestControlHosts(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		config emulator.Config
		lets   []string
		keeps  []string
	}{
		{"loopback", emulator.Config{Listen: "127.0.0.1:0"}, []string{"localhost", "127.0.0.1"}, []string{"emulator:8080", "0.0.0.0"}},
		{"loopback by name", emulator.Config{Listen: "localhost:0"}, []string{"localhost:1", "[::1]"}, []string{"emulator"}},
		{"loopback and a name", emulator.Config{Listen: "127.0.0.1:0", ControlHosts: []string{"Emulator.local", "192.0.2.1", "2001:db8::1"}},
			[]string{"emulator.local:8080", "EMULATOR.LOCAL.", "192.0.2.1:80", "[2001:db8::1]:80", "localhost"}, []string{"evil.example", "emulator", "local", "192.0.2.2"}},
		{"all interfaces", emulator.Config{Listen: ":0"}, []string{"emulator:8080", "10.1.2.3", "evil.example"}, nil},
		{"all interfaces and a name", emulator.Config{Listen: "0.0.0.0:0", ControlHosts: []string{"emulator"}}, []string{"emulator:8080", "localhost", "127.0.0.1"}, []string{"evil.example", "10.1.2.3"}},
		{"aside on loopback", emulator.Config{Listen: ":0", ControlListen: "127.0.0.1:0"}, []string{"localhost"}, []string{"emulator"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			f := emulator.RunT(t, row.config)
			for _, host := range row.lets {
				if a := sent(t, f.ControlURL, get("", "/_emulator/accounts", host)); a.status != http.StatusOK {
					t.Errorf("%s: got %d %s, want 200", host, a.status, a.body)
				}
			}
			for _, host := range row.keeps {
				if a := sent(t, f.ControlURL, get("", "/_emulator/accounts", host)); a.status != http.StatusForbidden {
					t.Errorf("%s: got %d %s, want 403", host, a.status, a.body)
				}
			}
		})
	}
}

// No browser reaches what has no socket, and there every host is the emulator.
func TestTransportIsAskedForNoHost(t *testing.T) {
	t.Parallel()
	for _, config := range []emulator.Config{{}, {NoListener: true}, {NoListener: true, ControlHosts: []string{"a"}}} {
		f := emulator.RunT(t, config)
		client := &http.Client{Transport: f.Transport()}
		response, err := client.Get("https://api.linkupapi.com/_emulator/accounts")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("got %s, want 200", response.Status)
		}
	}
}

// On a server of the caller's own a Host is checked where it is said which ones may be.
func TestControlHostsOfAnotherServer(t *testing.T) {
	t.Parallel()
	for want, config := range map[int]emulator.Config{
		http.StatusOK:        {NoListener: true},
		http.StatusForbidden: {NoListener: true, ControlHosts: []string{"emulator.local"}},
	} {
		f := emulator.RunT(t, config)
		server := httptest.NewServer(f)
		defer server.Close()
		if a := sent(t, server.URL, get("", "/_emulator/accounts", "evil.example")); a.status != want {
			t.Errorf("%v: got %d %s, want %d", config.ControlHosts, a.status, a.body, want)
		}
		if a := sent(t, server.URL, get(server.URL, "/_emulator/accounts", "")); a.status != http.StatusOK {
			t.Errorf("%v: got %d %s, want 200", config.ControlHosts, a.status, a.body)
		}
	}
}

func TestControlSettingsAreRefused(t *testing.T) {
	t.Parallel()
	for want, config := range map[string]emulator.Config{
		`control_listen: got "8081", want host:port, such as 127.0.0.1:8081, or off`:               {ControlListen: "8081"},
		`control_listen: got ":81", which listen has too; leave it out to have all routes there`:   {Listen: ":81", ControlListen: ":81"},
		`control_listen: got ":81" together with NoListener, want one of the two, or off`:          {NoListener: true, ControlListen: ":81"},
		`control_host[1]: got "http://a", want a name or an address as it stands in a URL`:         {ControlHosts: []string{"a", "http://a"}},
		`control_host[0]: got "a:80", want a name`:                                                 {ControlHosts: []string{"a:80"}},
		`control_host[0]: got "", want a name`:                                                     {ControlHosts: []string{""}},
		`control_token: got a character that a header cannot carry as it is, want printable ASCII`: {ControlToken: "s3cret s3cret"},
		`control_token: got a character that a header cannot carry as it is`:                       {ControlToken: "s3crét"},
	} {
		_, err := emulator.New(config)
		if err == nil || !strings.HasPrefix(err.Error(), "configuration: "+want) || strings.Contains(err.Error(), "s3cr") {
			t.Errorf("got %v\nwant configuration: %s", err, want)
		}
	}
}

// Of more listeners than one all are there or none.
func TestStartThatCannotListen(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	busy := taken.Addr().String()
	for setting, config := range map[string]emulator.Config{
		"listen":         {Listen: busy, ControlListen: "127.0.0.1:0"},
		"tls_listen":     {Listen: "127.0.0.1:0", TLSListen: busy},
		"control_listen": {Listen: "127.0.0.1:0", ControlListen: busy},
	} {
		e, err := emulator.New(config)
		if err != nil {
			t.Fatal(err)
		}
		var refused *emulator.ListenError
		err = e.Start()
		if !errors.As(err, &refused) || refused.Setting != setting || refused.Address != busy || !errors.Is(err, syscall.EADDRINUSE) {
			t.Errorf("%s: got %v, want a ListenError of %s at %s", setting, err, setting, busy)
		}
		if e.URL != "" || e.TLSURL != "" || e.ControlURL != "" {
			t.Errorf("%s: got the URLs %q and %q, want none", setting, e.URL, e.ControlURL)
		}
		if err := e.Close(); err != nil {
			t.Errorf("%s: close: %v", setting, err)
		}
	}
}

func TestStartTwice(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{ControlListen: "127.0.0.1:0"})
	if err := f.Start(); err == nil || !strings.Contains(err.Error(), "started before") {
		t.Errorf("got %v, want that it was started before", err)
	}
	if a := sent(t, f.ControlURL, get(f.ControlURL, "/_emulator/accounts", "")); a.status != http.StatusOK {
		t.Errorf("got %d %s, want what was started to go on", a.status, a.body)
	}
}
