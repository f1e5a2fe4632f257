package emulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// teapot is a scenario whose first request is answered with a status of its own.
func teapot(name string, status int, more string) string {
	return fmt.Sprintf("name: %s\n%ssteps: [{error: {kind: internal_error, status: %d}}]", name, more, status)
}

// statuses asks n times, and is the statuses that came.
func statuses(t *testing.T, f *emulator.Fixture, key, query string, n int) string {
	t.Helper()
	got := make([]string, n)
	for i := range got {
		got[i] = fmt.Sprint(ask(t, f, key, query).status)
	}
	return strings.Join(got, " ")
}

// Of the scenarios that match a request the last activated speaks, and no other counts it.
func TestTheLastActivatedSpeaks(t *testing.T) {
	t.Parallel()
	f := served(t)
	for i, text := range []string{
		teapot("all", 501, ""),
		teapot("french", 502, "match: {country: [FR]}\n"),
		teapot("mine", 503, "match: {api_key: mi?e}\n"),
		teapot("cookies", 504, "match: {login_token: '*-9*'}\n"),
		teapot("counted", 505, "match: {mode: total_results}\n"),
		teapot("third", 506, "match: {page: 3}\n"),
	} {
		plays(t, f, text)
		if got := len(f.Scenarios()); got != i+1 {
			t.Fatalf("got %d active scenarios, want %d", got, i+1)
		}
	}
	for _, row := range []struct{ key, body, want string }{
		{"mine", `{"login_token":"network-9","start_page":2,"end_page":4}`, "506 200"},
		{"mine", `{"login_token":"network-9"}`, "505 200"},
		{"mine", `{"login_token":"network-9","start_page":1,"end_page":2}`, "504 200"},
		{"mine", `{"login_token":"network-8","start_page":1,"end_page":2}`, "503 200"},
		{"other", `{"login_token":"network-8","start_page":1,"end_page":2}`, "502 200"},
		{"other", `{"login_token":"network-8","country":"DE","start_page":1,"end_page":2}`, "501 200"},
	} {
		if got := statuses(t, f, row.key, row.body, 2); got != row.want {
			t.Errorf("%s %s: got %s, want %s", row.key, row.body, got, row.want)
		}
	}
	for _, a := range f.Scenarios() {
		if a.Requests != 2 {
			t.Errorf("%s: got %d requests counted, want its own 2", a.Scenario.Name, a.Requests)
		}
	}
	plays(t, f, teapot("all", 501, "")) // again, and so the last
	if got := statuses(t, f, "mine", `{"login_token":"network-9","start_page":2,"end_page":4}`, 2); got != "501 200" {
		t.Errorf("got %s, want the scenario activated again to speak, from its beginning", got)
	}
	if !f.DeleteScenario("all") || f.DeleteScenario("all") {
		t.Error("got a scenario deleted twice, or never; want once")
	}
}

// A tenant's own scenario comes before those of all, and a special value before both.
func TestWhoseScenarioSpeaks(t *testing.T) {
	t.Parallel()
	f := served(t)
	f.Scenario("invalid-key")
	f.ScenarioFor("tenant", "no-credits")
	for _, row := range []struct {
		key, cookie string
		status      int
	}{
		{"anybody", "c", 401},
		{"tenant", "c", 402},
		{"tenant", "scenario-bad-cookie-1", 403},
		{"scenario-rate-limited-1", "scenario-bad-cookie-1", 403},
		{"scenario-rate-limited-1", "c", 429},
		{"scenario-nothing-1", "scenario-nothing-1", 401},
	} {
		if got := ask(t, f, row.key, fmt.Sprintf(`{"login_token":%q}`, row.cookie)); got.status != row.status {
			t.Errorf("%s %s: got %d %s, want %d", row.key, row.cookie, got.status, got.body, row.status)
		}
	}
	if !f.DeleteScenarioFor("tenant") || f.DeleteScenarioFor("tenant") {
		t.Error("got the tenant's scenario deleted twice, or never; want once")
	}
	if got := statuses(t, f, "tenant", `{"login_token":"c"}`, 1); got != "401" {
		t.Errorf("got %s, want the tenant to meet the scenario of all again", got)
	}
	f.DeleteScenario("invalid-key")
	if got := statuses(t, f, "tenant", `{"login_token":"c"}`, 1); got != "200" {
		t.Errorf("got %s, want the ordinary answer", got)
	}
}

// However many ask at once, a step of one time is met by one, whatever the steps are counted for.
func TestOneOfManyIsHit(t *testing.T) {
	t.Parallel()
	for per, cookie := range map[string]string{"cookie": "network-3", "key": "network-N", "server": "network-N"} {
		t.Run(per, func(t *testing.T) {
			t.Parallel()
			f := served(t)
			plays(t, f, fmt.Sprintf("name: once\nper: %s\nsteps: [{error: internal_error, charge: before}]", per))
			key := func(i int) string {
				if per == "server" {
					return fmt.Sprint("k", i)
				}
				return "k"
			}
			var hit, answered atomic.Int64
			var wg sync.WaitGroup
			for i := range 64 {
				body := fmt.Sprintf(`{"login_token":%q}`, strings.ReplaceAll(cookie, "N", fmt.Sprint(i%10+1)))
				wg.Go(func() {
					switch ask(t, f, key(i), body).status {
					case http.StatusInternalServerError:
						hit.Add(1)
					case http.StatusOK:
						answered.Add(1)
					}
				})
			}
			wg.Wait()
			if hit.Load() != 1 || answered.Load() != 63 || f.Scenarios()[0].Requests != 64 {
				t.Errorf("got %d hit and %d answered of %d, want 1 and 63 of 64", hit.Load(), answered.Load(), f.Scenarios()[0].Requests)
			}
			var all int64
			for _, a := range f.Accounts() {
				all += spent(t, f, a.Key)
			}
			if all != 64 {
				t.Errorf("got %d spent, want one for each, the hit one too", all)
			}
		})
	}
}

// Two tenants of one scenario do not see each other's counts, side by side and at once.
func TestTenantsAreIsolated(t *testing.T) {
	t.Parallel()
	f := served(t)
	f.Scenario("rate-limited")
	f.ScenarioFor("own", "rate-limited")
	var wg sync.WaitGroup
	for _, key := range []string{"a", "b", "c", "own", "scenario-rate-limited-d", "scenario-rate-limited-e"} {
		wg.Go(func() {
			if got := statuses(t, f, key, `{"login_token":"network-3"}`, 5); got != "429 429 429 200 200" {
				t.Errorf("%s: got %s, want three refused and two answered", key, got)
			}
		})
	}
	wg.Wait()
}

// A login of one key ends what lasts until a login for it, and not for another.
func TestALoginIsItsKeysOwn(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps("error: invalid_cookie\n    until: login"))
	const query = `{"login_token":"network-3"}`
	for _, key := range []string{"a", "b"} {
		if got := statuses(t, f, key, query, 2); got != "403 403" {
			t.Errorf("%s: got %s, want the cookie refused", key, got)
		}
	}
	login(t, f, "a", "wrong-password@example.com")
	login(t, f, "a", "verify@example.com") // no login yet
	if got := statuses(t, f, "a", query, 1); got != "403" {
		t.Errorf("got %s, want a login that failed to end nothing", got)
	}
	loggedIn(t, login(t, f, "a", "ada@example.com"))
	if a, b := statuses(t, f, "a", query, 2), statuses(t, f, "b", query, 1); a != "200 200" || b != "403" {
		t.Errorf("got %s and %s, want only the key that logged in to go on", a, b)
	}
}

// every, loop and the lengths of a step, in the order in which requests meet them.
func TestLengths(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ text, want string }{
		"once":            {"steps: [{error: internal_error}]", "500 200 200"},
		"times":           {"steps: [{error: internal_error, times: 2}]", "500 500 200 200"},
		"every":           {"steps: [{error: internal_error, every: 3, forever: true}]", "200 200 500 200 200 500 200"},
		"every, twice":    {"steps: [{error: internal_error, every: 2, times: 2}]", "200 500 200 500 200 200"},
		"two steps":       {"steps: [{error: internal_error}, {error: rate_limited}]", "500 429 200"},
		"loop":            {"loop: true\nsteps: [{error: internal_error}, {answer: {}}]", "500 200 500 200 500"},
		"loop and times":  {"loop: true\nsteps: [{error: internal_error, times: 2}, {error: rate_limited}]", "500 500 429 500 500 429"},
		"forever":         {"steps: [{answer: {}}, {error: internal_error, forever: true}]", "200 500 500 500 500"},
		"per cookie":      {"per: cookie\nsteps: [{error: internal_error}]", "500 200"},
		"loop and every":  {"loop: true\nsteps: [{error: internal_error, every: 2}]", "200 500 200 500"},
		"ordinary at end": {"steps: [{error: internal_error}, {answer: {}, times: 2}, {error: rate_limited}]", "500 200 200 429 200"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := served(t)
			plays(t, f, "name: test\n"+row.text)
			if got := statuses(t, f, "k", `{"login_token":"network-3"}`, strings.Count(row.want, " ")+1); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

// A step that lasts for a time lasts it from its first request, by the emulator's clock.
func TestForATime(t *testing.T) {
	t.Parallel()
	f := served(t)
	f.Freeze()
	plays(t, f, steps("{error: internal_error, for: 30s}", "{error: rate_limited, for: 1m}"))
	f.Advance(time.Hour) // which nobody counts
	for _, row := range []struct {
		pass time.Duration
		want string
	}{
		{0, "500"}, {29 * time.Second, "500"}, {time.Second - 1, "500"}, {1, "429"},
		{time.Minute - 1, "429"}, {1, "200"}, {time.Hour, "200"},
	} {
		f.Advance(row.pass)
		if got := statuses(t, f, "k", `{"login_token":"network-3"}`, 1); got != row.want {
			t.Errorf("%v later: got %s, want %s", row.pass, got, row.want)
		}
	}
}

// An outage is everybody's, but where one key or cookie has brought it upon itself.
func TestAnOutageIsEverybodys(t *testing.T) {
	t.Parallel()
	const query = `{"login_token":"network-3"}`
	f := served(t)
	f.Freeze()
	f.Scenario("outage")
	statuses(t, f, "a", query, 1)
	f.Advance(29 * time.Second)
	if got := statuses(t, f, "b", query, 1); got != "500" {
		t.Errorf("got %s, want the outage", got)
	}
	f.Advance(time.Second)
	if got := statuses(t, f, "b", query, 1); got != "200" {
		t.Errorf("got %s, want its end, though b came late", got)
	}
	f.DeleteScenario("outage")
	if got := statuses(t, f, "scenario-outage-a", query, 1); got != "500" {
		t.Errorf("got %s, want the key's own outage", got)
	}
	f.Advance(30 * time.Second)
	if a, b := statuses(t, f, "scenario-outage-a", query, 1), statuses(t, f, "scenario-outage-b", query, 1); a != "200" || b != "500" {
		t.Errorf("got %s and %s, want one outage over and the other begun", a, b)
	}
}

// A request that breaks a rule, comes too soon or with a wrong key never reaches a scenario, and is not counted.
func TestOnlyGoodRequestsCount(t *testing.T) {
	t.Parallel()
	f := served(t, emulator.Config{RateLimit: "2/m", UnknownKeys: emulator.RejectUnknownKeys,
		Accounts: []emulator.AccountConfig{{Key: "k", Credits: 9}}})
	f.Freeze()
	f.Scenario("bad-cookie")
	for _, row := range []struct {
		key, body string
		status    int
	}{
		{"stranger", `{"login_token":"c"}`, 401}, {"k", `{"login_token":""}`, 400}, {"k", `{"login_token":"c"}`, 403}, {"k", `{"login_token":"c"}`, 429},
	} {
		if got := ask(t, f, row.key, row.body); got.status != row.status {
			t.Errorf("%s %s: got %d %s, want %d", row.key, row.body, got.status, got.body, row.status)
		}
	}
	if got := f.Scenarios()[0].Requests; got != 1 {
		t.Errorf("got %d requests counted, want 1", got)
	}
}

// Scenarios of the configuration are active from the start, and their faults stop it.
func TestConfiguredScenarios(t *testing.T) {
	t.Parallel()
	own := &emulator.Scenario{Name: "own", Steps: []emulator.Step{{
		Error: &emulator.ScenarioError{Kind: contract.KindRateLimited, RetryAfter: emulator.Duration(7 * time.Second)},
		Times: 2,
	}}}
	f := served(t, emulator.Config{Scenarios: []*emulator.Scenario{own}})
	own.Steps[0].Times = 9 // is the test's again
	if got := statuses(t, f, "k", `{"login_token":"network-3"}`, 3); got != "429 429 200" {
		t.Errorf("got %s, want the configured scenario", got)
	}
	err := f.ConfigureScenario(&emulator.Scenario{Name: "own", Steps: []emulator.Step{{Answer: &emulator.Answer{}}}})
	if got := statuses(t, f, "k2", `{"login_token":"network-3"}`, 1); err != nil || got != "200" {
		t.Errorf("got %v and %s, want the scenario replaced", err, got)
	}
	_, err = emulator.New(emulator.Config{Scenarios: []*emulator.Scenario{{Name: "broken", Steps: []emulator.Step{{Times: 1}}}}})
	if err == nil || !strings.HasPrefix(err.Error(), `configuration: `) || !strings.Contains(err.Error(), "broken") {
		t.Errorf("got %v, want the scenario's faults", err)
	}
	for name, err := range map[string]error{
		"for a blank key": f.PutScenarioFor(" ", own),
		"empty":           f.PutScenario(&emulator.Scenario{}),
	} {
		if err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

// The log says which scenario spoke, and marks what breaks the contract on purpose.
func TestScenariosInTheLog(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	f := served(t, emulator.Config{Logger: log.logger()})
	plays(t, f, steps("answer: {}", "error: invalid_cookie", "omit: data", "{reset: true, charge: before}", "respond: {status: 502}"))
	for i, want := range []struct {
		deliberate any
		charged    float64
		status     float64
	}{{nil, 1, 200}, {nil, 0, 403}, {true, 1, 200}, {true, 1, 200}, {true, 0, 502}, {nil, 1, 200}} {
		w := asked(t, f, "secret-key", `{"login_token":"network-3"}`)
		_ = w.peek(patience)
		line := log.next(t)
		step := float64((i + 1) % 6)
		if line["scenario"] != "test" || line["step"] != step || line["deliberate"] != want.deliberate || line["charged"] != want.charged || line["status"] != want.status {
			t.Errorf("got %v, want step %v, %+v", line, step, want)
		}
	}
	f.DeleteScenario("test")
	ask(t, f, "secret-key", `{"login_token":"network-3"}`)
	if line := log.next(t); line["scenario"] != nil || line["step"] != nil {
		t.Errorf("got %v, want no scenario", line)
	}
}
