package emulator_test

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// request sends a request for connections as a tenant, whose client knows the key.
func (w tenantWay) ask(t testing.TB, query string) (answer, error) {
	t.Helper()
	return fetch(w.client, asking(t, w.url, "", query))
}

// tenantWay is a way to a shared emulator.
type tenantWay struct {
	client *http.Client
	url    string
}

func tenantWays(tenant *emulator.Tenant) map[string]tenantWay {
	const vendor = "https://api.linkupapi.com"
	return map[string]tenantWay{
		"client":    {tenant.Client(), tenant.URL},
		"transport": {&http.Client{Transport: tenant.Transport()}, vendor},
		"guard":     {&http.Client{Transport: tenant.EgressGuard()}, vendor},
	}
}

// A tenant's clients send its key where a request has none, and leave alone what has one.
func TestTenantsKey(t *testing.T) {
	t.Parallel()
	for _, listens := range []bool{true, false} {
		f := emulator.RunT(t, emulator.Config{NoListener: !listens, UnknownKeys: emulator.RejectUnknownKeys})
		f.SetCredits("another", 7)
		tenant := f.Tenant(t)
		for name, w := range tenantWays(tenant) {
			t.Run(fmt.Sprintf("%s, listens %v", name, listens), func(t *testing.T) {
				before := tenant.Account().Spent
				if a, err := w.ask(t, twoPages); err != nil || a.status != 200 {
					t.Fatalf("got %d %s, %v; want 200", a.status, a.body, err)
				}
				tenant.CheckSpent(before + 2)
				for key, status := range map[string]int{"another": 200, "unknown": 401, " ": 401} {
					if a, err := fetch(w.client, asking(t, w.url, key, `{"login_token":"network-1"}`)); err != nil || a.status != status {
						t.Errorf("key %q: got %d, %v; want %d", key, a.status, err, status)
					}
				}
				tenant.CheckSpent(before + 2)
			})
		}
		f.CheckSpent("another", 3)
		tenant.Reset()
		if a, err := tenantWays(tenant)["client"].ask(t, twoPages); err != nil || a.status != 200 {
			t.Errorf("got %d %s, %v; want the key known after a reset", a.status, a.body, err)
		}
	}
}

func TestTenantsMethods(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	one, two := f.Tenant(t), f.Tenant(t)
	if one.Key == two.Key || one.URL != f.URL {
		t.Fatalf("got the keys %s and %s at %s, want two of them at %s", one.Key, two.Key, one.URL, f.URL)
	}
	one.SetCredits(2)
	if a, b := one.Account(), two.Account(); a.Credits != 2 || a.Key != one.Key || b.Credits != emulator.DefaultCredits {
		t.Errorf("got %+v and %+v, want 2 credits of the first alone", a, b)
	}
	ask := func(tenant *emulator.Tenant) int {
		a, err := tenantWays(tenant)["client"].ask(t, twoPages)
		if err != nil && !errors.Is(err, syscall.ECONNRESET) {
			t.Fatal(err)
		}
		return a.status
	}
	one.Scenario("bad-cookie")
	if a, b := ask(one), ask(two); a != 403 || b != 200 {
		t.Errorf("got %d and %d, want the scenario to speak for the first alone", a, b)
	}
	s, err := emulator.ParseScenario("s.yaml", []byte(steps("{reset: true, forever: true}")))
	if err != nil {
		t.Fatal(err)
	}
	one.Play(s)
	if a, b := ask(one), ask(two); a != 0 || b != 200 {
		t.Errorf("got %d and %d, want the first reset", a, b)
	}
	one.Stop()
	one.Stop()
	if a, b := ask(one), ask(one); a != 200 || b != 402 {
		t.Errorf("got %d and %d, want an ordinary answer for the last 2 credits, and none after it", a, b)
	}
	if entries := one.Ledger(); len(entries) != 3 || entries[2].Amount != -2 {
		t.Errorf("got %+v, want an opening, an adjustment and a charge of 2", entries)
	}
	one.CheckSpent(2)
	two.CheckSpent(4)
	if entries := two.Journal(); len(entries) != 2 || entries[0].Charged != 2 || entries[1].Status != 200 {
		t.Errorf("got %+v, want the two calls of the second alone", entries)
	}
	one.Scenario("bad-cookie")
	one.Reset()
	if a, b := one.Account(), two.Account(); a.Credits != emulator.DefaultCredits || a.Spent != 0 || b.Spent != 4 {
		t.Errorf("got %+v and %+v, want the first alone to begin again", a, b)
	}
	if got := ask(one); got != 200 {
		t.Errorf("got %d after the reset, want no scenario", got)
	}
}

// What is a tenant's ends with its test: its scenario, and nothing of the emulator.
func TestTenantsEnd(t *testing.T) {
	t.Parallel()
	e := started(t, emulator.Config{NoListener: true})
	tb := &fakeTB{}
	tb.run(func() {
		tenant := e.Tenant(tb)
		tenant.Scenario("bad-cookie")
		if got := e.Scenarios(); len(got) != 1 || got[0].Key != tenant.Key {
			t.Errorf("got %+v, want the tenant's scenario", got)
		}
	})
	if got := e.Scenarios(); len(got) != 0 {
		t.Errorf("got %+v after the test, want none", got)
	}
	tenant := e.Tenant(t)
	if a, err := tenantWays(tenant)["client"].ask(t, twoPages); err != nil || a.status != 200 {
		t.Errorf("got %d, %v; want the emulator to run on", a.status, err)
	}
}

func TestTenantsFailTheirOwnTest(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t, emulator.Config{NoListener: true})
	for want, body := range map[string]func(*emulator.Tenant){
		"emulator: credits: got -1, want 0 to 9007199254740991":                                                 func(o *emulator.Tenant) { o.SetCredits(-1) },
		`emulator: unknown shipped scenario "bad-cooky" (did you mean "bad-cookie"?)`:                           func(o *emulator.Tenant) { o.Scenario("bad-cooky") },
		`emulator: scenario "": name: name is "", want a name of lower-case letters, digits and single hyphens`: func(o *emulator.Tenant) { o.Play(&emulator.Scenario{}) },
	} {
		tb := &fakeTB{}
		tb.run(func() { body(shared.Tenant(tb)) })
		if first, _, _ := strings.Cut(tb.fatal, "\n"); first != want {
			t.Errorf("got %q, want %q", first, want)
		}
	}
	idle, err := emulator.New(emulator.Config{})
	if err != nil {
		t.Fatal(err)
	}
	tb := &fakeTB{}
	tb.run(func() { idle.Tenant(tb) })
	if want := "emulator: got a tenant of an emulator that was not started, want Start or RunT before"; tb.fatal != want {
		t.Errorf("got %q, want %q", tb.fatal, want)
	}
}

// A failure says what was spent and by which calls, and no key.
func TestCheckSpent(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	for name, row := range map[string]struct {
		calls int
		play  string
		want  int64
		says  string // what the failure says, as an expression; empty: there is none
	}{
		"right":            {calls: 3, want: 6},
		"nothing":          {calls: 0, want: 0},
		"too little":       {calls: 0, want: 1, says: `^emulator: key:[0-9a-f]{6} has spent 0 credits, want 1; no call has cost anything$`},
		"too much":         {calls: 2, want: 2, says: `^emulator: key:[0-9a-f]{6} has spent 4 credits, want 2\n  charge of 2 by request [0-9a-f]{8}-\d+, 998 left\n  charge of 2 by request [0-9a-f]{8}-\d+, 996 left$`},
		"of many calls":    {calls: 60, want: 1, says: `^emulator: key:[0-9a-f]{6} has spent 120 credits, want 1\n  10 calls, and then(\n  charge of 2 by request [^\n]+){50}$`},
		"of a full ledger": {calls: 1010, want: 1, says: `has spent 2020 credits, want 1\n  more calls than the ledger keeps, and then(\n  charge of 2 by request [^\n]+){50}$`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tb := &fakeTB{}
			tb.run(func() {
				tenant := f.Tenant(tb)
				tenant.SetCredits(1000)
				if row.calls > 400 {
					tenant.SetCredits(10_000)
				}
				for range row.calls {
					tenantWays(tenant)["client"].ask(t, twoPages)
				}
				tenant.CheckSpent(row.want)
				if got := strings.Join(tb.errors, "\n"); strings.Contains(got, tenant.Key) {
					t.Errorf("got %s, which has the key in it", got)
				}
			})
			got := strings.Join(tb.errors, "\n")
			if len(tb.errors) > 1 || (got == "") != (row.says == "") || !regexp.MustCompile(row.says).MatchString(got) {
				t.Errorf("got %q, want %s", got, row.says)
			}
		})
	}
}

// Without a key it is of all of them, whichever the client used.
func TestCheckSpentByAll(t *testing.T) {
	t.Parallel()
	tb := &fakeTB{}
	tb.run(func() {
		f := emulator.RunT(tb, emulator.Config{NoListener: true, Logger: discarded()})
		f.CheckSpent("", 0)
		for _, key := range []string{"my-key", "my-key", "other"} {
			ask(t, f, key, twoPages)
		}
		f.CheckSpent("", 6)
		if tb.Failed() {
			t.Errorf("got %q, want no failure of what is right", tb.errors)
		}
		f.CheckSpent("", 84)
	})
	want := regexp.MustCompile(`^emulator: all keys have spent 6 credits, want 84\n  4 by key:[0-9a-f]{6}\n  2 by key:[0-9a-f]{6}$`)
	if len(tb.errors) != 1 || !want.MatchString(tb.errors[0]) {
		t.Errorf("got %q, want %s", tb.errors, want)
	}
}

// A thousand tests at a time have one server, and each meets its own scenario, credits, rate and cookies alone, and sees
// its own calls alone.
func TestAThousandTenants(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t, emulator.Config{
		NoListener: true, RateLimit: "6/h", CookieTTL: time.Hour, Logger: discarded(), Journal: 7000,
	})
	shared.Freeze()
	var ends sync.WaitGroup
	atATime := make(chan struct{}, 64) // so that a busy machine starves none for as long as a sender may take
	for i := range 1000 {
		ends.Go(func() {
			atATime <- struct{}{}
			defer func() { <-atATime }()
			lives(t, shared, i)
		})
	}
	ends.Wait()
	if got := len(shared.Accounts()); got != 1000 {
		t.Errorf("got %d accounts, want one for each tenant", got)
	}
	var spent int64
	for _, a := range shared.Accounts() {
		spent += a.Spent
	}
	if want := int64(250 * (4 + 3 + 4 + 3)); spent != want {
		t.Errorf("got %d spent in all, want %d", spent, want)
	}
}

// lives is one of many tenants: the same requests under one of four scenarios.
func lives(t *testing.T, shared *emulator.Fixture, i int) {
	tenant := shared.Tenant(t)
	tenant.SetCredits(4)
	name := []string{"", "bad-cookie", "flaky", "no-credits"}[i%4]
	if name != "" {
		tenant.Scenario(name)
	}
	w := tenantWays(tenant)["transport"]
	var got []string
	for call := range 7 {
		if call == 3 {
			tenant.Stop()
		}
		a, err := w.ask(t, `{"login_token":"network-95","start_page":1,"end_page":1}`)
		if err != nil {
			t.Errorf("tenant %d: %v", i, err)
		}
		got = append(got, fmt.Sprint(a.status))
	}
	want := map[string]string{
		"":           "200 200 200 200 402 402 429",
		"bad-cookie": "403 403 403 200 200 200 429",
		"flaky":      "200 200 500 200 200 402 429",
		"no-credits": "402 402 402 200 200 200 429",
	}[name]
	if got := strings.Join(got, " "); got != want {
		t.Errorf("tenant %d, %s: got %s, want %s", i, name, got, want)
	}
	tenant.CheckSpent(int64(strings.Count(want, "200")))
	tenant.Verify(emulator.Verification{Exactly: new(7), CreditsSpent: new(strings.Count(want, "200"))})
	if i%10 > 0 {
		return // to look through the journal of all takes its time
	}
	var journal []string
	for _, entry := range tenant.Journal() {
		journal = append(journal, fmt.Sprint(entry.Status))
	}
	if got := strings.Join(journal, " "); got != want {
		t.Errorf("tenant %d, %s: got the journal %s, want %s", i, name, got, want)
	}
}

// Tests that run side by side on one server, over its socket and beside it.
func TestParallelTestsOnOneServer(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t, emulator.Config{Logger: discarded()})
	for i := range 64 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			tenant := shared.Tenant(t)
			tenant.Scenario("connection-reset")
			for name, w := range tenantWays(tenant) {
				for range 4 {
					a, err := w.ask(t, twoPages)
					if err != nil && !errors.Is(err, syscall.ECONNRESET) || err == nil && a.status != 200 {
						t.Errorf("%s: got %d, %v; want 200 or a reset", name, a.status, err)
					}
				}
			}
			tenant.CheckSpent(11 * 2) // 12 calls, the first of which was reset
			if got := len(tenant.Ledger()); got != 12 {
				t.Errorf("got %d entries, want the opening and 11 charges", got)
			}
		})
	}
}

// Tenants come and go from many goroutines, each with a key of its own.
func TestTenantsAtOnce(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t, emulator.Config{NoListener: true})
	const many = 64
	keys := make(chan string, many)
	for range many {
		go func() { keys <- shared.Tenant(t).Key }()
	}
	seen := map[string]bool{}
	for range many {
		key := <-keys
		if seen[key] {
			t.Errorf("got %s twice", key)
		}
		seen[key] = true
	}
}
