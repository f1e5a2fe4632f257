package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// reported is the report that the control route answers.
func reported(t *testing.T, f *emulator.Fixture, method, query string) emulator.Report {
	t.Helper()
	a := send(t, f, method, "/_emulator/report"+query, "")
	var r emulator.Report
	if err := json.Unmarshal([]byte(a.body), &r); err != nil || a.status != http.StatusOK {
		t.Fatalf("got %d %s, %v", a.status, a.body, err)
	}
	return r
}

// A report sums what was charged, and what the pages cost on the real service, whatever the emulator charged for them.
func TestReport(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Charge: emulator.ChargeRequested, ChargeErrors: true})
	f.ScenarioFor("bob", "charged-error")
	ask(t, f, "alice", `{"login_token":"network-42","start_page":1,"end_page":10}`) // 5 pages for 10 credits
	ask(t, f, "alice", `{"login_token":"expired","start_page":1,"end_page":1}`)     // 1 credit for the error
	ask(t, f, "bob", `{"login_token":"network-42","start_page":1,"end_page":2}`)    // 2 credits for a 500
	ask(t, f, "", `{"login_token":"network-42"}`)
	send(t, f, http.MethodGet, "/v1/nowhere", "", "x-api-key", "alice")
	for name, r := range map[string]emulator.Report{"method": f.Report(), "route": reported(t, f, http.MethodGet, "")} {
		if want := (emulator.Sums{Calls: 5, Credits: 13, RealCredits: 5}); r.Sums != want || !r.Complete {
			t.Errorf("%s: got %+v, want %+v", name, r.Sums, want)
		}
		rows := fmt.Sprint(r.Keys, r.Routes, r.Scenarios)
		if want := "[{key:2bd806 {2 11 5}} {key:81b637 {1 2 0}} { {2 0 0}}] [{ {1 0 0}} {/v1/network/connections {4 13 5}}] [{charged-error {1 2 0}}]"; rows != want {
			t.Errorf("%s: got  %s\nwant %s", name, rows, want)
		}
	}
	for name, r := range map[string]emulator.Report{"method": f.ReportOf("bob"), "route": reported(t, f, http.MethodGet, "?key=bob"), "fingerprint": reported(t, f, http.MethodGet, "?key=key:81b637")} {
		if r.Calls != 1 || r.Credits != 2 || len(r.Keys) != 1 {
			t.Errorf("bob by %s: got %+v, want 1 call of 2 credits", name, r)
		}
	}
	if credits, calls := f.Spent(); credits != 13 || !calls {
		t.Errorf("got %d spent, want 13", credits)
	}
}

// A reset begins what a verification counts anew, and leaves the report, which is of the whole run; to clear the report
// leaves what was spent.
func TestReportOutlivesReset(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	const query = `{"login_token":"network-42","start_page":1,"end_page":2}`
	for name, reset := range map[string]func() error{
		"everything": func() error { return f.Emulator.Reset() },
		"the key":    func() error { return f.Emulator.ResetKey("k") },
	} {
		ask(t, f, "k", query)
		f.Verify(emulator.Verification{Match: emulator.CallMatch{Key: "k"}, Exactly: new(1), CreditsSpent: new(2)})
		if err := reset(); err != nil {
			t.Fatal(err)
		}
		f.Verify(emulator.Verification{Match: emulator.CallMatch{Key: "k"}, Exactly: new(0)})
		if r := f.ReportOf("k"); r.Calls == 0 || len(r.Findings) > 0 {
			t.Errorf("after a reset of %s: got %s", name, r.Text())
		}
	}
	if r := f.Report(); r.Calls != 2 || r.Credits != 4 {
		t.Errorf("got %+v, want 2 calls of 4 credits", r.Sums)
	}
	if r := reported(t, f, http.MethodDelete, ""); r.Calls != 0 || len(r.Keys) > 0 {
		t.Errorf("cleared: got %+v, want nothing", r)
	}
	if credits, calls := f.Spent(); credits != 4 || !calls {
		t.Errorf("got %d spent, want 4", credits)
	}
}

func TestVerify(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	ask(t, f, "k", `{"login_token":"network-42","start_page":1,"end_page":2}`)
	ask(t, f, "k", `{"login_token":"network-42","start_page":3,"end_page":4}`)
	ask(t, f, "other", `{"login_token":"expired-cookie","total_results":5}`)
	for name, row := range map[string]struct {
		v    emulator.Verification
		body string
		want string // what the error begins with; "" for none
	}{
		"as it is":   {emulator.Verification{Match: emulator.CallMatch{Key: "k"}, Exactly: new(2), CreditsSpent: new(4)}, `{"match":{"key":"k"},"exactly":2,"credits_spent":4}`, ""},
		"one page":   {emulator.Verification{Match: emulator.CallMatch{Page: 3}, Exactly: new(1)}, `{"match":{"page":3},"exactly":1}`, ""},
		"a glob":     {emulator.Verification{Match: emulator.CallMatch{LoginToken: "exp*"}, AtLeast: new(1)}, `{"match":{"login_token":"exp*"},"at_least":1}`, ""},
		"none":       {emulator.Verification{Match: emulator.CallMatch{Status: 500}, AtMost: new(0)}, `{"match":{"status":500},"at_most":0}`, ""},
		"scenarios":  {emulator.Verification{UnusedScenarios: []string{}, UnmatchedSteps: []string{}}, `{"unused_scenarios":[],"unmatched_steps":[]}`, ""},
		"not so":     {emulator.Verification{Match: emulator.CallMatch{Page: 9, Key: "k"}, Exactly: new(1)}, `{"match":{"page":9,"key":"k"},"exactly":1}`, "calls with page 9, key key:8254c3: got 0, want exactly 1\n  almost: POST /v1/network/connections pages 3-4 of cookie:"},
		"not unused": {emulator.Verification{UnusedScenarios: []string{"flaky"}}, `{"unused_scenarios":["flaky"]}`, "unused scenarios: got none, want flaky"},
	} {
		t.Run(name, func(t *testing.T) {
			err := f.Emulator.Verify(row.v)
			a := send(t, f, http.MethodPost, "/_emulator/verify", row.body, "Content-Type", "application/json")
			var result struct {
				Status, Message string
				Nearest         []struct{ Differs []string }
			}
			if err := json.Unmarshal([]byte(a.body), &result); err != nil {
				t.Fatal(err)
			}
			if row.want == "" {
				if err != nil || a.status != http.StatusOK || result.Status != "success" {
					t.Errorf("got %v, and %d %s; want it verified", err, a.status, a.body)
				}
				return
			}
			if err == nil || !strings.HasPrefix(err.Error(), row.want) || a.status != http.StatusConflict || result.Message != err.Error() {
				t.Errorf("got %v\nand %d %s\nwant %s, by both, and 409", err, a.status, a.body, row.want)
			}
			tb := &fakeTB{}
			emulator.Lend(f, tb).Verify(row.v)
			if len(tb.errors) != 1 || tb.errors[0] != "emulator: "+err.Error() {
				t.Errorf("got %q, want the same text", tb.errors)
			}
		})
	}
}

// What is no verification is refused, in Go and over the wire, and never taken for one that holds.
func TestVerifyRefusesWhatIsNone(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	for name, row := range map[string]struct {
		v    emulator.Verification
		body string
		want string
	}{
		"nothing":              {emulator.Verification{}, `{}`, "nothing is expected, want exactly, at_least, at_most, credits_spent, unused_scenarios or unmatched_steps"},
		"a match alone":        {emulator.Verification{Match: emulator.CallMatch{Page: 1}}, `{"match":{"page":1}}`, "nothing is expected"},
		"exactly and at least": {emulator.Verification{Exactly: new(1), AtLeast: new(1)}, `{"exactly":1,"at_least":1}`, "exactly comes with at_least or at_most, want either it or those"},
		"at least more":        {emulator.Verification{AtLeast: new(2), AtMost: new(1)}, `{"at_least":2,"at_most":1}`, "at_least is 2 and at_most 1, want the smaller first"},
		"less than none":       {emulator.Verification{Exactly: new(-1)}, `{"exactly":-1}`, "/exactly"},
		"no such country":      {emulator.Verification{Match: emulator.CallMatch{Country: []string{"XX"}}, Exactly: new(0)}, `{"match":{"country":["XX"]},"exactly":0}`, "/match/country/0"},
		"no such route":        {emulator.Verification{Match: emulator.CallMatch{Route: "/v1/netwrk"}, Exactly: new(0)}, `{"match":{"route":"/v1/netwrk"},"exactly":0}`, "/match/route"},
		"no such error":        {emulator.Verification{Match: emulator.CallMatch{Error: "dead"}, Exactly: new(0)}, `{"match":{"error":"dead"},"exactly":0}`, "/match/error"},
		"no step":              {emulator.Verification{UnmatchedSteps: []string{"flaky"}}, `{"unmatched_steps":["flaky"]}`, "/unmatched_steps/0"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := f.Emulator.Verify(row.v); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want %s", err, row.want)
			}
			a := send(t, f, http.MethodPost, "/_emulator/verify", row.body, "Content-Type", "application/json")
			var failure struct{ Message string }
			if err := json.Unmarshal([]byte(a.body), &failure); err != nil || a.status != http.StatusBadRequest || !strings.Contains(failure.Message, row.want) {
				t.Errorf("got %d %s, want 400 and %s", a.status, a.body, row.want)
			}
		})
	}
}

// A tenant verifies its own calls alone.
func TestTenantVerifies(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t)
	one, two := shared.Tenant(t), shared.Tenant(t)
	ask(t, shared, one.Key, `{"login_token":"network-42","start_page":1,"end_page":2}`)
	one.Verify(emulator.Verification{Exactly: new(1), CreditsSpent: new(2)})
	two.Verify(emulator.Verification{Exactly: new(0)})
	if got := one.Report(); got.Calls != 1 || two.Report().Calls != 0 {
		t.Errorf("got %+v and %+v, want one call of the first", got.Sums, two.Report().Sums)
	}
}

// What almost matches is the tenant's own, too; of a key that made no call, which may be a slip, it is what others made.
func TestTenantIsToldOfItself(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t, emulator.Config{NoListener: true})
	one, two := shared.Tenant(t), shared.Tenant(t)
	ask(t, shared, one.Key, `{"login_token":"network-42","start_page":1,"end_page":2}`)
	ask(t, shared, two.Key, `{"login_token":"network-42","start_page":3,"end_page":4}`)
	for key, want := range map[string][]string{one.Key: {"pages 1-2"}, "a-slip": {"pages 1-2", "pages 3-4"}} {
		err := shared.Emulator.Verify(emulator.Verification{Match: emulator.CallMatch{Key: key, Page: 3}, Exactly: new(1)})
		if err == nil {
			t.Fatalf("%s: got no failure", key)
		}
		for _, pages := range []string{"pages 1-2", "pages 3-4"} {
			if told := strings.Contains(err.Error(), "almost: POST /v1/network/connections "+pages); told != slices.Contains(want, pages) {
				t.Errorf("%s: got %v, want %v of the calls that almost match", key, err, want)
			}
		}
	}
}

// A test that fails is told what its keys did; one that passes is told nothing.
func TestFailureIsExplained(t *testing.T) {
	t.Parallel()
	const query = `{"login_token":"my-secret-cookie","start_page":1,"end_page":2}`
	quiet := emulator.Config{Logger: discarded()}
	for name, row := range map[string]struct {
		body func(tb *fakeTB)
		want []string
	}{
		"a fixture": {func(tb *fakeTB) {
			f := emulator.RunT(tb, quiet)
			ask(t, f, "my-secret-key", query)
			ask(t, f, "my-secret-key", query)
			f.CheckSpent("my-secret-key", 2)
		}, []string{"made 2 requests, spent 4 credits and has 996 left\n  4 credits for POST /v1/network/connections pages 1-2 of cookie:",
			"\njournal:\n  200  POST  /v1/network/connections  key:", "  pages 1-2  charged 2  left 996  ", "\nledger:\n  charge of 2 by request", "\n1 finding, 2 credits wasted\n  bought_twice: the client bought pages again"}},
		"a tenant": {func(tb *fakeTB) {
			f := emulator.RunT(t, quiet)
			ask(t, f, "stranger", query)
			tenant := f.Tenant(tb)
			ask(t, f, tenant.Key, query)
			tenant.CheckSpent(1)
		}, []string{"made 1 requests, spent 2 credits and has 998 left\n  2 credits for", "\nno findings"}},
		"calls that cost nothing": {func(tb *fakeTB) {
			f := emulator.RunT(t, quiet)
			tenant := f.Tenant(tb)
			ask(t, f, tenant.Key, `{"login_token":"expired-cookie"}`)
			tenant.CheckSpent(1)
		}, []string{"spent 0 credits", "\njournal:\n  403  POST", `"Invalid or expired LinkedIn cookie"`}},
		"more calls than are told": {func(tb *fakeTB) {
			f := emulator.RunT(t, quiet)
			tenant := f.Tenant(tb)
			for range 42 {
				ask(t, f, tenant.Key, query)
			}
			tenant.CheckSpent(1)
		}, []string{"\njournal:\n  12 calls before these\n  200", "left 916"}},
		"no journal": {func(tb *fakeTB) {
			f := emulator.RunT(tb, emulator.Config{Logger: discarded(), NoJournal: true})
			ask(t, f, "my-secret-key", query)
			tb.Errorf("failed")
		}, []string{"has 998 left\n  2 credits for", "\nledger:"}},
		"many keys": {func(tb *fakeTB) {
			f := emulator.RunT(tb, quiet)
			for i := range 12 {
				ask(t, f, fmt.Sprint("my-secret-key", i), query)
			}
			tb.Errorf("failed")
		}, []string{"of 12 keys, these 10:"}},
		"a test that passes": {func(tb *fakeTB) { ask(t, emulator.RunT(tb, quiet), "my-secret-key", query) }, nil},
		"a key that is none": {func(tb *fakeTB) {
			f := emulator.RunT(tb, emulator.Config{Logger: discarded(), UnknownKeys: emulator.RejectUnknownKeys})
			ask(t, f, "my-secret-key", query)
			tb.Errorf("failed")
		}, []string{"calls without an account:\n  401  POST", `"Invalid API key"`}},
		"no key": {func(tb *fakeTB) {
			f := emulator.RunT(tb, quiet)
			send(t, f, "POST", "/v1/network/conections", query)
			tb.Errorf("failed")
		}, []string{"calls without an account:\n  404  POST  /v1/network/conections"}},
	} {
		t.Run(name, func(t *testing.T) {
			tb := &fakeTB{}
			tb.run(func() { row.body(tb) })
			log := strings.Join(tb.log, "\n")
			for _, want := range row.want {
				if !strings.Contains(log, want) {
					t.Errorf("got the log %s\nwant %s in it", log, want)
				}
			}
			if row.want == nil && log != "" {
				t.Errorf("got the log %s, want none", log)
			}
			for _, secret := range []string{"my-secret-key", "my-secret-cookie"} {
				if strings.Contains(log, secret) {
					t.Errorf("got %s in the log %s", secret, log)
				}
			}
		})
	}
}

// A report tells the budget of the run and what it has spent, which neither a reset nor a cleared report makes less.
func TestReportTellsTheBudget(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Budget: new(int64(2))})
	body := `{"login_token":"network-42","start_page":1,"end_page":2}`
	for _, step := range []struct {
		name string
		do   func()
		want emulator.Budget
	}{
		{"at first", func() {}, emulator.Budget{Credits: 2, Kept: true}},
		{"all of it", func() { ask(t, f, "k", body) }, emulator.Budget{Credits: 2, Spent: 2, Kept: true}},
		{"cleared", f.ClearReport, emulator.Budget{Credits: 2, Spent: 2, Kept: true}},
		{"more", func() { ask(t, f, "other", body) }, emulator.Budget{Credits: 2, Spent: 4}},
		{"reset", func() { control(t, f, "POST", "/reset", "{}") }, emulator.Budget{Credits: 2, Spent: 4}},
	} {
		step.do()
		for name, r := range map[string]emulator.Report{
			"method": f.Report(), "of a key": f.ReportOf("k"), "route": reported(t, f, http.MethodGet, ""), "route of a key": reported(t, f, http.MethodGet, "?key=k"),
		} {
			if r.Budget == nil || *r.Budget != step.want {
				t.Errorf("%s, %s: got %+v, want %+v", step.name, name, r.Budget, step.want)
			}
		}
	}
	if r := reported(t, emulator.RunT(t), http.MethodGet, ""); r.Budget != nil {
		t.Errorf("got %+v, want no budget where none is set", r.Budget)
	}
	if _, err := emulator.New(emulator.Config{Budget: new(int64(-1))}); err == nil || !strings.Contains(err.Error(), "budget: got -1, want 0 to 9007199254740991") {
		t.Errorf("got %v, want what a budget can be", err)
	}
}
