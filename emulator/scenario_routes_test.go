package emulator_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// listed is what GET /scenarios answers: the active ones as "name", or "name of key", each with its count.
func listed(t *testing.T, a answer) string {
	t.Helper()
	keeps(t, schemas.Scenarios, a)
	var body struct {
		Active []struct {
			Scenario struct{ Name string }
			Key      string
			Requests int
		}
		Shipped []struct{ Name, Description string }
	}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || a.status != 200 {
		t.Fatalf("got %d %s, want the scenarios", a.status, a.body)
	}
	if len(body.Shipped) != len(shipped) {
		t.Errorf("got %d shipped scenarios, want %d", len(body.Shipped), len(shipped))
	}
	var names []string
	for _, a := range body.Active {
		name := fmt.Sprint(a.Scenario.Name, ":", a.Requests)
		if a.Key != "" {
			name += " of " + a.Key
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func TestScenarioRoutes(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	for _, row := range []struct {
		method, path, body string
		want               string // what is active then
	}{
		{"GET", "/scenarios", "", ""},
		{"PUT", "/scenarios/flaky", "", "flaky:0"},
		{"PUT", "/scenarios/outage", " \n", "flaky:0, outage:0"},
		{"PUT", "/scenarios/mine", "name: mine\nsteps: [{reset: true}]", "flaky:0, outage:0, mine:0"},
		{"PUT", "/scenarios/json", `{"name":"json","steps":[{"error":"invalid_cookie"}]}`, "flaky:0, outage:0, mine:0, json:0"},
		{"PUT", "/scenarios/flaky", "name: flaky\nsteps: [{hang: true}]", "outage:0, mine:0, json:0, flaky:0"},
		{"PUT", "/accounts/k/scenario", "name: own\nsteps: [{answer: {}}]", "outage:0, mine:0, json:0, flaky:0, own:0 of k"},
		{"PUT", "/accounts/k/scenario?name=slow", "", "outage:0, mine:0, json:0, flaky:0, slow:0 of k"},
		{"PUT", "/accounts/a%2Fb/scenario?name=slow", "", "outage:0, mine:0, json:0, flaky:0, slow:0 of a/b, slow:0 of k"},
		{"DELETE", "/scenarios/mine", "", "outage:0, json:0, flaky:0, slow:0 of a/b, slow:0 of k"},
		{"DELETE", "/accounts/k/scenario", "", "outage:0, json:0, flaky:0, slow:0 of a/b"},
		{"DELETE", "/accounts/a%2Fb/scenario", "", "outage:0, json:0, flaky:0"},
	} {
		a := control(t, f, row.method, row.path, row.body)
		if row.method == "PUT" {
			keeps(t, schemas.Scenario, a)
		} else if got := listed(t, a); got != row.want {
			t.Errorf("%s %s: got %s, want %s", row.method, row.path, got, row.want)
		}
		if got := listed(t, control(t, f, "GET", "/scenarios", "")); a.status != 200 || got != row.want {
			t.Errorf("%s %s: got %d %s and then %s active, want %s", row.method, row.path, a.status, a.body, got, row.want)
		}
	}
}

// What is put is answered in the language again, and means the same when that is put.
func TestScenariosComeBack(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	put := func(name, text string) answer {
		a := control(t, f, "PUT", "/scenarios/"+name, text)
		keeps(t, schemas.Scenario, a)
		return a
	}
	for name := range shipped {
		first := put(name, "")
		if again := put(name, first.body); first.status != 200 || again.status != 200 || again.body != first.body {
			t.Errorf("%s: got %d %s\nand then %d %s", name, first.status, first.body, again.status, again.body)
		}
	}
	const whole = `
name: whole
description: All of it.
match: {login_token: "*a?", api_key: "k*", country: [FR, US], mode: pagination, page: 3}
per: key
seed: 7
loop: true
steps:
  - delay: 150us
    times: 2
  - delay: {uniform: [1ns, 1.5s], at: chunks, chunks: 7}
  - delay: {normal: {mean: 1h, stddev: 1m}}
    for: 8760h
  - delay: {lognormal: {median: 45m, sigma: 0.5}}
  - drip: {chunks: 2, over: 0.5h}
    until: login
  - error: {kind: rate_limited, retry_after: 2h, status: 599, message: "<slow> & steady"}
    charge: after
  - respond: {status: 503, headers: {X-A: b}, body: "{"}
  - {reset: true, charge: before}
  - {close: true}
  - {hang: true}
  - {truncate: 0.25}
  - {malformed: true}
  - {omit: data.pagination, "null": [status], retype: {"data.connections[3].name": array}}
  - {set: {name: a, job_title: b, profile_picture: N/A}, answer: {connections: 0}}
  - {add: {count: 1, at: 2}, remove: {count: 30000}, every: 3}
`
	a := put("whole", whole)
	if again := put("whole", a.body); a.status != 200 || again.body != a.body {
		t.Errorf("got %d %s\nand then %d %s", a.status, a.body, again.status, again.body)
	}
}

// A scenario that is wrong is refused with all that is wrong, by line and column, and what was active stays in force.
func TestScenarioFaults(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	const good = "name: test\nsteps: [{error: internal_error, forever: true}]"
	plays(t, f, good)
	if a := control(t, f, "PUT", "/accounts/k/scenario", good); a.status != 200 {
		t.Fatal(a)
	}
	active := control(t, f, "GET", "/scenarios", "").body
	for name, row := range map[string]struct {
		method, path, body string
		status             int
		want               []string
	}{
		"unknown key":        {"PUT", "/scenarios/test", "name: test\nsteps:\n  - dely: 1s", 400, []string{"body:3:5: ", `did you mean \"delay\"?`}},
		"unknown kind":       {"PUT", "/scenarios/test", "name: test\nsteps:\n  - error: invalid_cokie", 400, []string{"body:3:12: ", `did you mean \"invalid_cookie\"?`}},
		"all at once":        {"PUT", "/scenarios/test", "name: test\nsteps:\n  - dely: 1s\n  - eror: x\nlop: 1", 400, []string{"body:3:5: ", "body:4:5: ", "body:5:1: "}},
		"never fires":        {"PUT", "/scenarios/test", "name: test\nsteps:\n  - {hang: true, forever: true}\n  - reset: true", 400, []string{"body:4:5: "}},
		"json":               {"PUT", "/scenarios/test", "{\"name\":\"test\",\n \"steps\":[{\"dely\":\"1s\"}]}", 400, []string{"body:2:12: ", `did you mean \"delay\"?`}},
		"no json":            {"PUT", "/scenarios/test", `{"name":"test"`, 400, []string{"body:1:"}},
		"no yaml":            {"PUT", "/scenarios/test", "name: [test", 400, []string{"body:1:"}},
		"not utf-8":          {"PUT", "/scenarios/test", "name: \xff", 400, []string{"body:1:"}},
		"two documents":      {"PUT", "/scenarios/test", good + "\n---\n" + good, 400, []string{"body:3:"}},
		"another name":       {"PUT", "/scenarios/other", good, 400, []string{`the scenario is named \"test\", and the path says \"other\"; make them one`}},
		"unknown shipped":    {"PUT", "/scenarios/flakey", "", 404, []string{"the body is empty, and there is ", `\"flakey\"`, `did you mean \"flaky\"?`}},
		"far from shipped":   {"PUT", "/scenarios/zzzzzz", "", 404, []string{`\"zzzzzz\"`}},
		"a bad name":         {"PUT", "/scenarios/%E2%82", "", 404, nil},
		"too large":          {"PUT", "/scenarios/test", "# " + strings.Repeat("x", 1<<20), 400, []string{"the body must be at most 1048576 bytes (got more)"}},
		"of a key":           {"PUT", "/accounts/k/scenario", "name: own\nsteps:\n  - dely: 1s", 400, []string{"body:3:5: "}},
		"no name for a key":  {"PUT", "/accounts/k/scenario", "", 404, []string{"the body is empty"}},
		"unknown for a key":  {"PUT", "/accounts/k/scenario?name=flakey", "", 404, []string{`did you mean \"flaky\"?`}},
		"a blank key":        {"PUT", "/accounts/%20/scenario?name=flaky", "", 400, []string{"key: got a blank string"}},
		"not active":         {"DELETE", "/scenarios/flaky", "", 404, []string{`no scenario \"flaky\" is active for every key`}},
		"none of the key":    {"DELETE", "/accounts/k2/scenario", "", 404, []string{"the key has no scenario of its own"}},
		"no such method":     {"POST", "/scenarios/test", good, 404, []string{"no such control route"}},
		"a method of a list": {"PUT", "/scenarios", good, 404, []string{"no such control route"}},
	} {
		a := control(t, f, row.method, row.path, row.body)
		if a.status != row.status || !strings.HasPrefix(a.body, `{"status":"error","message":"`) || strings.Contains(a.body, "k2") {
			t.Errorf("%s: got %d %s, want %d", name, a.status, a.body, row.status)
		}
		for _, want := range row.want {
			if !strings.Contains(a.body, want) {
				t.Errorf("%s: got %s, want %s in it", name, a.body, want)
			}
		}
		if got := control(t, f, "GET", "/scenarios", "").body; got != active {
			t.Fatalf("%s: got the active scenarios changed to %s", name, got)
		}
	}
	for _, key := range []string{"k", "k2"} {
		if got := statuses(t, f, key, `{"login_token":"network-3"}`, 2); got != "500 500" {
			t.Errorf("%s: got %s, want what was active in force", key, got)
		}
	}
}

// The fixture says what is wrong as the routes do, and fails the test.
func TestScenarioFaultsOfTheFixture(t *testing.T) {
	t.Parallel()
	for want, body := range map[string]func(f *emulator.Fixture){
		`did you mean "flaky"?`:   func(f *emulator.Fixture) { f.Scenario("flakey") },
		`did you mean "hang"?`:    func(f *emulator.Fixture) { f.ScenarioFor("k", "hand") },
		"key: got a blank string": func(f *emulator.Fixture) { f.ScenarioFor(" ", "hang") },
		"steps":                   func(f *emulator.Fixture) { f.Play(&emulator.Scenario{Name: "x"}) },
		"until": func(f *emulator.Fixture) {
			f.PlayFor("k", &emulator.Scenario{Name: "x", Steps: []emulator.Step{{Hang: true, Until: "noon"}}})
		},
	} {
		tb := &fakeTB{}
		tb.run(func() { body(emulator.RunT(tb)) })
		if !strings.HasPrefix(tb.fatal, "emulator: ") || !strings.Contains(tb.fatal, want) {
			t.Errorf("got %q, want %q in it", tb.fatal, want)
		}
	}
}
