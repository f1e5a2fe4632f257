package emulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// notebook is an observer that keeps what it is told.
type notebook struct {
	mu    sync.Mutex // guards began and ended
	began int
	told  chan emulator.Observation
}

func (n *notebook) Began() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.began++
}

func (n *notebook) Ended(o emulator.Observation) { n.told <- o }

func TestObserver(t *testing.T) {
	t.Parallel()
	n := &notebook{told: make(chan emulator.Observation, 100)}
	f := emulator.RunT(t, emulator.Config{Observer: n})
	plays(t, f, "name: ours\nmatch: {login_token: ours-*}\nsteps: [{error: invalid_cookie}]")
	const pages = `{"login_token":"%s","start_page":1,"end_page":2}`
	const route = "/v1/network/connections"
	calls := []struct {
		name      string
		key, body string
		want      emulator.Observation
	}{
		{"answered", "k", fmt.Sprintf(pages, "network-95"), emulator.Observation{Route: route, Status: 200, Mode: "pagination", Scenario: "none", Charged: 2}},
		{"of total results", "k", `{"login_token":"network-95"}`, emulator.Observation{Route: route, Status: 200, Mode: "total_results", Scenario: "none", Charged: 1}},
		{"too dear", "credits-1", fmt.Sprintf(pages, "network-95"), emulator.Observation{Route: route, Status: 402, Mode: "pagination", Scenario: "none", Refused: 2}},
		{"of a dead cookie", "k", fmt.Sprintf(pages, "expired"), emulator.Observation{Route: route, Status: 403, Mode: "pagination", Scenario: "none"}},
		{"with a fault", "k", `{`, emulator.Observation{Route: route, Status: 400, Mode: "none", Scenario: "none"}},
		{"without a key", "", `{}`, emulator.Observation{Route: route, Status: 401, Mode: "none", Scenario: "none"}},
		{"under a scenario of ours", "k", fmt.Sprintf(pages, "ours-1"), emulator.Observation{Route: route, Status: 403, Mode: "pagination", Scenario: "own"}},
		{"under a shipped scenario", "k", fmt.Sprintf(pages, "scenario-no-credits-1"), emulator.Observation{Route: route, Status: 402, Mode: "pagination", Scenario: "no-credits", Refused: 2}},
		{"charged though it failed", "k", fmt.Sprintf(pages, "scenario-charged-error-1"), emulator.Observation{Route: route, Status: 500, Mode: "pagination", Scenario: "charged-error", Charged: 2}},
		{"of a connection that is reset", "k", fmt.Sprintf(pages, "scenario-connection-reset-1"), emulator.Observation{Route: route, Mode: "pagination", Scenario: "connection-reset"}},
	}
	for _, call := range calls {
		request, _ := http.NewRequest(http.MethodPost, f.URL+route, strings.NewReader(call.body))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("x-api-key", call.key)
		if response, err := f.Client().Do(request); err == nil {
			response.Body.Close()
		}
		got := <-n.told
		if got.Duration <= 0 {
			t.Errorf("%s: got a duration of %v, want more", call.name, got.Duration)
		}
		if got.Duration = 0; got != call.want {
			t.Errorf("a request %s: got %+v\nwant %+v", call.name, got, call.want)
		}
	}
	others := map[string]emulator.Observation{
		"/secret":   {Route: "other", Status: 404, Mode: "none", Scenario: "none"},
		route:       {Route: route, Status: 405, Mode: "none", Scenario: "none"},
		"/v1/check": {Route: "/v1/check", Status: 401, Mode: "none", Scenario: "none"},
	}
	for path, want := range others {
		send(t, f, "GET", path, "")
		got := <-n.told
		if got.Duration = 0; got != want {
			t.Errorf("GET %s: got %+v\nwant %+v", path, got, want)
		}
	}
	control(t, f, "GET", "/accounts", "") // which is none of the vendor's
	n.mu.Lock()
	if want := len(calls) + len(others); n.began != want || len(n.told) > 0 {
		t.Errorf("got %d begun and %d more ended, want %d and none", n.began, len(n.told), want)
	}
	n.mu.Unlock()
}

func TestMetricsRoute(t *testing.T) {
	t.Parallel()
	metrics := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "counts 1\n") })
	const token = "X-Emulator-Token: t0ken\n"
	for _, row := range []struct {
		name   string
		config emulator.Config
		aside  bool // asked of the control routes' own listener
		path   string
		header string
		status int
	}{
		{"there are none", emulator.Config{}, false, "/_emulator/metrics", "", 404},
		{"with the endpoint", emulator.Config{Metrics: metrics}, false, "/_emulator/metrics", "", 200},
		{"the vendor has no such path", emulator.Config{Metrics: metrics}, false, "/metrics", "", 404},
		{"of another site", emulator.Config{Metrics: metrics}, false, "/_emulator/metrics", "Sec-Fetch-Site: cross-site\n", 403},
		{"without the token", emulator.Config{Metrics: metrics, ControlToken: "t0ken"}, false, "/_emulator/metrics", "", 401},
		{"with the token", emulator.Config{Metrics: metrics, ControlToken: "t0ken"}, false, "/_emulator/metrics", token, 200},
		{"aside", emulator.Config{Metrics: metrics, ControlListen: "127.0.0.1:0"}, true, "/_emulator/metrics", "", 200},
		{"aside, by the usual path", emulator.Config{Metrics: metrics, ControlListen: "127.0.0.1:0"}, true, "/metrics", "", 200},
		{"aside, by the usual path without the token", emulator.Config{Metrics: metrics, ControlListen: "127.0.0.1:0", ControlToken: "t0ken"}, true, "/metrics", "", 401},
		{"aside, where there are none", emulator.Config{ControlListen: "127.0.0.1:0"}, true, "/metrics", "", 404},
		{"no more with the endpoint", emulator.Config{Metrics: metrics, ControlListen: "127.0.0.1:0"}, false, "/_emulator/metrics", "", 404},
		{"off", emulator.Config{Metrics: metrics, ControlListen: "off"}, false, "/_emulator/metrics", "", 404},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			f := emulator.RunT(t, row.config)
			url := f.URL
			if row.aside {
				url = f.ControlURL
			}
			a := sent(t, url, "GET "+row.path+" HTTP/1.1\nHost: HOST\n"+row.header+"\n")
			if a.status != row.status || (a.body == "counts 1\n") != (row.status == 200) {
				t.Errorf("got %d %s, want %d", a.status, a.body, row.status)
			}
		})
	}
}
