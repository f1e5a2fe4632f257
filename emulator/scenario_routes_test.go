package emulator_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
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

// The page of a developer edits what it was given: the text as it was put or shipped, or YAML of what was given otherwise.
func TestScenarioTextRoute(t *testing.T) {
	t.Parallel()
	const mine, own = "# mine\nname: mine\nsteps: [{hang: true}]\n", `{"name":"own","steps":[{"hang":true}]}`
	f := emulator.RunT(t)
	f.Play(&emulator.Scenario{Name: "made", Steps: []emulator.Step{{Hang: true}}})
	control(t, f, "PUT", "/scenarios/mine", mine)
	control(t, f, "PUT", "/scenarios/slow", "")
	control(t, f, "PUT", "/accounts/k/scenario", own)
	ask(t, f, "k", `{"login_token":"c"`) // which makes the key one that was used
	_, flaky, err := emulator.ShippedScenario("flaky")
	if err != nil {
		t.Fatal(err)
	}
	_, slow, err := emulator.ShippedScenario("slow")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ path, origin, media, text string }{
		{"/scenarios/mine", "active", "application/yaml", mine},
		{"/scenarios/made", "active", "application/yaml", "name: made\nsteps:\n- hang: true\n"},
		{"/scenarios/flaky", "shipped", "application/yaml", string(flaky)},
		{"/scenarios/slow", "active", "application/yaml", string(slow)},
		{"/scenarios/own?key=k", "active", "application/json", own},
		{"/scenarios/own?key=" + contract.APIKey("k").Fingerprint(), "active", "application/json", own},
	} {
		a := control(t, f, "GET", row.path, "")
		keeps(t, schemas.ScenarioText, a)
		var told struct{ Name, Origin, Type, Text string }
		if err := json.Unmarshal([]byte(a.body), &told); err != nil || a.status != 200 || told.Origin != row.origin || told.Type != row.media || told.Text != row.text {
			t.Errorf("%s: got %d %s, %v\nwant %s %s %q", row.path, a.status, a.body, err, row.origin, row.media, row.text)
		}
	}
	for path, says := range map[string]string{
		"/scenarios/own":                 "no scenario \\\"own\\\" is active for every key, and there is unknown shipped scenario",
		"/scenarios/mine?key=k":          "the key has no scenario \\\"mine\\\" of its own",
		"/scenarios/mine?key=key:000000": "no key that was used or declared",
		"/scenarios/flakey":              "did you mean \\\"flaky\\\"?",
	} {
		if a := control(t, f, "GET", path, ""); a.status != 404 || !strings.Contains(a.body, says) {
			t.Errorf("%s: got %d %s, want 404 with %s", path, a.status, a.body, says)
		}
	}
}

func TestScenarioLintRoute(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	for _, row := range []struct {
		name, media, body string
		status            int
		want              string
	}{
		{"right", "application/yaml", "name: x\nsteps: [{hang: true}]", 200, `{"name":"x","faults":[],"more":0}`},
		{"wrong", "text/yaml", "name: x\nsteps:\n  - dely: 1s\n", 200,
			`{"name":"x","faults":[{"line":3,"column":5,"path":"steps[0].dely","message":"unknown action \"dely\" (did you mean \"delay\"?)","near":"delay"}],"more":0}`},
		{"JSON", "application/json", `{"name":"x","steps":[{"hang":1}]}`, 200, `{"name":"x","faults":[{"line":1,"column":30,"path":"steps[0].hang",`},
		{"nothing", "application/yaml", "", 200, `{"name":"","faults":[{"line":1,"column":1,"message":`},
		{"many", "application/yaml", "name: x\nsteps:\n" + strings.Repeat("- zebra: 1\n", 120), 200, `"more":20}`},
		{"a form", "text/plain", "name: x", 415, "Content-Type must be application/json or application/yaml"},
	} {
		a := send(t, f, "POST", "/_emulator/scenarios/lint", row.body, "Content-Type", row.media)
		if a.status == 200 {
			keeps(t, schemas.ScenarioLint, a)
		}
		if a.status != row.status || !strings.Contains(a.body, row.want) {
			t.Errorf("%s: got %d %s\nwant %d %s", row.name, a.status, a.body, row.status, row.want)
		}
	}
	if got := f.Scenarios(); len(got) != 0 {
		t.Errorf("got %v active, want none by a lint", got)
	}
}

// One scenario begins anew, for all or for one key, and stays active.
func TestResetOfAScenario(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	f.Scenario("bad-cookie")
	f.Play(&emulator.Scenario{Name: "once", Steps: []emulator.Step{{Error: &emulator.ScenarioError{Kind: emulator.KindInvalidCookie}}}})
	body := `{"login_token":"c"}`
	for _, row := range []struct {
		reset  string
		status int
		says   string
		k, l   int // what the two keys get then
	}{
		{"", 0, "", 403, 403},
		{`{"scenario":"bad-cookie"}`, 200, `{"parts":["scenarios"],"scenario":"bad-cookie"}`, 200, 200},
		{`{"scenario":"once"}`, 200, `{"parts":["scenarios"],"scenario":"once"}`, 403, 403},
		{`{"scenario":"once","key":"k"}`, 200, `{"parts":["scenarios"],"key":"k","scenario":"once"}`, 403, 200},
		{`{"scenario":"once","key":"` + contract.APIKey("l").Fingerprint() + `"}`, 200, `"scenario":"once"`, 200, 403},
		{`{"scenario":"once","key":"key:000000"}`, 404, "no key", 200, 200},
		{`{"scenario":"none"}`, 404, `no scenario \"none\" is active`, 200, 200},
		{`{"scenario":"once","part":"clock"}`, 400, "both part and scenario", 200, 200},
		{`{"scenario":"Not A Name"}`, 400, "reset-post", 200, 200},
	} {
		if row.reset != "" {
			a := control(t, f, "POST", "/reset", row.reset)
			if a.status == 200 {
				keeps(t, schemas.Reset, a)
			}
			if a.status != row.status || !strings.Contains(a.body, row.says) {
				t.Errorf("%s: got %d %s, want %d with %s", row.reset, a.status, a.body, row.status, row.says)
			}
		}
		if k, l := ask(t, f, "k", body).status, ask(t, f, "l", body).status; k != row.k || l != row.l {
			t.Errorf("%s: got %d and %d then, want %d and %d", row.reset, k, l, row.k, row.l)
		}
	}
	if got := f.Scenarios(); len(got) != 2 {
		t.Errorf("got %d active, want both as before", len(got))
	}
	if !f.ResetScenario("once") || f.ResetScenario("none") || !f.ResetScenarioFor("k", "once") || f.ResetScenarioFor("k", "none") {
		t.Error("got the wrong word of what was reset, want once alone")
	}
}

// Where each cookie stands is told by fingerprints, of what was activated and of what special values are.
func TestScenariosTellWhereCookiesStand(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	f.ScenarioFor("k", "cookie-expires")
	for _, cookie := range []string{"c", "c", "d", "scenario-flaky-1"} {
		ask(t, f, "k", fmt.Sprintf(`{"login_token":%q}`, cookie))
	}
	a := control(t, f, "GET", "/scenarios", "")
	keeps(t, schemas.Scenarios, a)
	k, c, d := contract.APIKey("k").Fingerprint(), contract.Cookie("c").Fingerprint(), contract.Cookie("d").Fingerprint()
	for _, want := range []string{
		`"key":"k","fingerprint":"` + k + `","requests":3,"configured":false,"applied":[3,0],"cursors":[` +
			`{"key":"` + k + `","cookie":"` + d + `","step":1,"requests":1,"seen":1,"applied":1},` +
			`{"key":"` + k + `","cookie":"` + c + `","step":1,"requests":2,"seen":2,"applied":2}],"cursors_total":2}],"special":[{"scenario":{"name":"flaky"`,
		`"cursors":[{"key":"` + k + `","cookie":"` + contract.Cookie("scenario-flaky-1").Fingerprint() + `",`,
	} {
		if !strings.Contains(a.body, want) {
			t.Errorf("got %s\nwant %s", a.body, want)
		}
	}
}
