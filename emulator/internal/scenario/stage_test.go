package scenario_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// clock is an emulator's clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newStage(t *testing.T) (*scenario.Stage, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	return scenario.NewStage(c.now), c
}

// parse reads a scenario from the language; name is put in front.
func parse(t *testing.T, name, rest string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse(name+".yaml", []byte("name: \""+name+"\"\n"+rest))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func activate(t *testing.T, st *scenario.Stage, s *scenario.Scenario) {
	t.Helper()
	if err := st.Activate(s); err != nil {
		t.Fatal(err)
	}
}

// page is a request for page 1.
func page(key, cookie string) scenario.Request {
	return scenario.Request{Key: contract.APIKey(key), Query: contract.Query{
		LoginToken: contract.Cookie(cookie), Country: "FR", Mode: contract.ModePagination, StartPage: 1, EndPage: 1,
	}}
}

// short names what a decision says: "-" no scenario speaks, "ok" the ordinary answer, or the action.
func short(d scenario.Decision, ok bool) string {
	switch a := d.Action; {
	case !ok:
		return "-"
	case a.Error != nil:
		return string(a.Error.Kind)
	case a.Break != "":
		return string(a.Break)
	case a.Respond != nil:
		return fmt.Sprint(a.Respond.Status)
	case a.Ordinary():
		return "ok"
	default:
		return "other"
	}
}

// play sends events to a stage, one word each, and gives back what each request got: "login" and "login:KEY" log in,
// "+10s" moves the clock, "KEY/COOKIE" is a request.
func play(t *testing.T, st *scenario.Stage, c *clock, events string) string {
	t.Helper()
	var got []string
	for event := range strings.FieldsSeq(events) {
		if forward, ok := strings.CutPrefix(event, "+"); ok {
			d, err := time.ParseDuration(forward)
			if err != nil {
				t.Fatal(err)
			}
			c.at = c.at.Add(d)
			continue
		}
		if key, ok := strings.CutPrefix(event, "login:"); ok {
			st.LoggedIn(contract.APIKey(key))
			continue
		}
		key, cookie, _ := strings.Cut(event, "/")
		got = append(got, short(st.Choose(page(key, cookie))))
	}
	return strings.Join(got, " ")
}

func TestLengths(t *testing.T) {
	for _, tt := range []struct{ name, scenario, events, want string }{
		{"once by default", "steps: [{reset: true}]", "k/c k/c k/c", "reset ok ok"},
		{"times", "steps: [{reset: true, times: 2}, {hang: true}]", "k/c k/c k/c k/c", "reset reset hang ok"},
		{"forever", "steps: [{answer: {}}, {reset: true, forever: true}]", "k/c k/c k/c +9000h login:k k/c", "ok reset reset reset"},
		{"until login", "steps: [{reset: true, until: login}]", "k/c k/c login:k k/c", "reset reset ok"},
		{"another key's login", "steps: [{reset: true, until: login}]", "k/c login:j k/c login:k k/c", "reset reset ok"},
		{"login before the step", "steps: [{answer: {}}, {reset: true, until: login}]", "k/c login:k k/c login:k k/c", "ok reset ok"},
		{"login ends it for each cookie of the key", "steps: [{reset: true, until: login}]",
			"k/c k/d login:k k/c k/d k/e", "reset reset ok ok reset"},
		{"login that all keys share", "per: server\nsteps: [{reset: true, until: login}]", "k/c login:j k/c", "reset ok"},
		{"for a time", "steps: [{reset: true, for: 30s}]", "+9h k/c +29s k/c +1s k/c", "reset reset ok"},
		{"for a time from its first request", "steps: [{answer: {}}, {reset: true, for: 30s}]", "k/c +1h k/c +29s k/c +1s k/c", "ok reset reset ok"},
		{"a clock set back", "steps: [{reset: true, for: 30s}]", "k/c +-1h k/c +1h k/c +30s k/c", "reset reset reset ok"},
		{"every third", "steps: [{reset: true, every: 3, forever: true}]", "k/c k/c k/c k/c k/c k/c", "ok ok reset ok ok reset"},
		{"every second, twice", "steps: [{reset: true, every: 2, times: 2}, {hang: true}]",
			"k/c k/c k/c k/c k/c k/c", "ok reset ok reset hang ok"},
		{"every third for a time", "steps: [{reset: true, every: 2, for: 10s}]", "k/c k/c k/c +10s k/c k/c", "ok reset ok ok ok"},
		{"loop", "loop: true\nsteps: [{reset: true}, {answer: {}, times: 2}]", "k/c k/c k/c k/c k/c k/c", "reset ok ok reset ok ok"},
		{"loop over a login", "loop: true\nsteps: [{answer: {}}, {reset: true, until: login}]",
			"k/c k/c k/c login:k k/c k/c login:k k/c", "ok reset reset ok reset ok"},
		{"loop over a time", "loop: true\nsteps: [{reset: true, for: 1s}]", "k/c +1s k/c k/c +1s k/c", "reset reset reset reset"},
		{"per cookie", "steps: [{reset: true}]", "k/c k/d j/c k/c", "reset reset reset ok"},
		{"per key", "per: key\nsteps: [{reset: true}]", "k/c k/d j/c k/c", "reset ok reset ok"},
		{"per server", "per: server\nsteps: [{reset: true}]", "k/c k/d j/c", "reset ok ok"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st, c := newStage(t)
			activate(t, st, parse(t, "x", tt.scenario))
			if got := play(t, st, c, tt.events); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	total := scenario.Request{Key: "k", Query: contract.Query{LoginToken: "c", Country: "FR", Mode: contract.ModeTotalResults, TotalResults: 10}}
	pages := func(from, to int64) scenario.Request {
		r := page("k-1", "acc-1")
		r.Query.StartPage, r.Query.EndPage = from, to
		return r
	}
	for _, tt := range []struct {
		name, match string
		request     scenario.Request
		want        bool
	}{
		{"nothing asked", "{}", total, true},
		{"cookie", "{login_token: 'acc-*'}", pages(1, 1), true},
		{"other cookie", "{login_token: 'acc-*'}", total, false},
		{"key", "{api_key: 'k-?'}", pages(1, 1), true},
		{"other key", "{api_key: 'k-?'}", total, false},
		{"country", "{country: [US, FR]}", total, true},
		{"other country", "{country: [US]}", total, false},
		{"mode", "{mode: total_results}", total, true},
		{"other mode", "{mode: pagination}", total, false},
		{"page in the range", "{page: 3}", pages(1, 5), true},
		{"page at its ends", "{page: 3}", pages(3, 3), true},
		{"page before it", "{page: 3}", pages(4, 5), false},
		{"page after it", "{page: 3}", pages(1, 2), false},
		{"page of no pagination", "{page: 1}", total, false},
		{"all of it", "{login_token: 'acc-*', api_key: 'k*', country: [FR], mode: pagination, page: 1}", pages(1, 1), true},
		{"all but one", "{login_token: 'acc-*', api_key: 'k*', country: [FR], mode: pagination, page: 2}", pages(1, 1), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st, _ := newStage(t)
			activate(t, st, parse(t, "x", "match: "+tt.match+"\nsteps: [{reset: true}]"))
			if _, ok := st.Choose(tt.request); ok != tt.want {
				t.Errorf("got %v, want %v", ok, tt.want)
			}
		})
	}
}

func TestWhoSpeaks(t *testing.T) {
	once := func(name, match string) *scenario.Scenario {
		return parse(t, name, "match: "+match+"\nsteps: [{respond: {status: 5"+name+"}, forever: true}]")
	}
	st, c := newStage(t)
	expect := func(when, events, want string) {
		t.Helper()
		if got := play(t, st, c, events); got != want {
			t.Errorf("%s: got %s, want %s", when, got, want)
		}
	}
	expect("nothing active", "k/c scenario-nosuch/c k/scenario-", "- - -")
	activate(t, st, once("01", "{}"))
	activate(t, st, once("02", "{login_token: 'd*'}"))
	expect("the last that matches", "k/c k/d", "501 502")
	activate(t, st, once("01", "{}"))
	expect("activated again, so last", "k/d", "501")
	if err := st.ActivateFor("own", once("03", "{login_token: '*'}")); err != nil {
		t.Fatal(err)
	}
	activate(t, st, once("04", "{}"))
	expect("a key's own before all", "own/d k/d", "503 504")
	expect("a special value before that", "own/scenario-bad-cookie scenario-bad-cookie/d", "invalid_cookie invalid_cookie")
	if err := st.Configure(once("02", "{}")); err != nil {
		t.Fatal(err)
	}
	expect("updated in its place", "k/c", "504")
	if !st.Deactivate("04") || st.Deactivate("04") {
		t.Error("got 04 deactivated never or twice, want once")
	}
	if !st.Deactivate("01") || !st.DeactivateFor("own") || st.DeactivateFor("own") {
		t.Error("got a wrong word on what was active")
	}
	expect("the one left", "own/c k/c", "502 502")
	activate(t, st, once("09", "{}"))
	st.Reset()
	expect("after a reset, what is configured alone", "own/c k/d", "502 502")
	st.Deactivate("02")
	expect("ended by hand", "k/c", "-")
	st.Reset()
	expect("and there again", "k/c", "502")
	if !st.Dismiss("02") || st.Dismiss("02") {
		t.Error("got 02 dismissed never or twice, want once")
	}
	st.Reset()
	expect("no longer configured", "k/c", "-")
}

func TestOthersDoNotCount(t *testing.T) {
	st, c := newStage(t)
	activate(t, st, parse(t, "below", "steps: [{reset: true}, {hang: true}]"))
	activate(t, st, parse(t, "above", "steps: [{respond: {status: 503}, times: 3}]"))
	if got, want := play(t, st, c, "k/c k/c k/c k/c"), "503 503 503 ok"; got != want {
		t.Errorf("got %s, want %s: past its end a scenario still speaks", got, want)
	}
	st.Deactivate("above")
	if got, want := play(t, st, c, "k/c k/c k/c"), "reset hang ok"; got != want {
		t.Errorf("got %s, want %s: it had seen nothing", got, want)
	}
}

func TestTenants(t *testing.T) {
	for _, per := range []string{"cookie", "key", "server"} {
		t.Run(per, func(t *testing.T) {
			st, c := newStage(t)
			s := parse(t, "x", "per: "+per+"\nsteps: [{reset: true}]")
			for _, key := range []contract.APIKey{"a", "b"} {
				if err := st.ActivateFor(key, s); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := play(t, st, c, "a/c b/c a/c b/c z/c"), "reset reset ok ok -"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	t.Run("server within the key", func(t *testing.T) {
		st, c := newStage(t)
		if err := st.ActivateFor("a", parse(t, "x", "per: server\nsteps: [{reset: true, until: login}]")); err != nil {
			t.Fatal(err)
		}
		if got, want := play(t, st, c, "a/c login:b a/d login:a a/e"), "reset reset ok"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestSpecialValues(t *testing.T) {
	long := "scenario-flaky-" + strings.Repeat("-x", 500_000)
	for _, tt := range []struct{ name, events, want string }{
		{"the name alone", "k/scenario-connection-reset k/scenario-connection-reset", "reset ok"},
		{"more behind a hyphen", "k/scenario-bad-cookie-test42", "invalid_cookie"},
		{"more without a hyphen", "k/scenario-bad-cookies", "-"},
		{"no such name", "k/scenario-nosuch", "-"},
		{"no name", "k/scenario- k/scenario", "- -"},
		{"each its own", "k/scenario-connection-reset-1 k/scenario-connection-reset-2 j/scenario-connection-reset-1 k/scenario-connection-reset-1",
			"reset reset reset ok"},
		{"per key by a cookie is that cookie's", "k/scenario-rate-limited-1 k/scenario-rate-limited-1 k/scenario-rate-limited-1 k/scenario-rate-limited-1 k/scenario-rate-limited-2",
			"rate_limited rate_limited rate_limited ok rate_limited"},
		{"per key by a key is that key's", "scenario-rate-limited-1/a scenario-rate-limited-1/b scenario-rate-limited-1/c scenario-rate-limited-1/d scenario-rate-limited-2/d",
			"rate_limited rate_limited rate_limited ok rate_limited"},
		{"per server is the key's", "scenario-outage-1/c +20s scenario-outage-2/c +10s scenario-outage-1/d scenario-outage-2/c", "internal_error internal_error ok internal_error"},
		{"the cookie before the key", "scenario-bad-cookie/scenario-no-credits", "insufficient_credits"},
		{"a login", "k/scenario-cookie-expires k/scenario-cookie-expires k/scenario-cookie-expires login:k k/scenario-cookie-expires",
			"ok ok invalid_cookie ok"},
		{"a very long one", "k/" + long + " k/" + long + " k/" + long, "ok ok internal_error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st, c := newStage(t)
			if got := play(t, st, c, tt.events); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestShippedPlay plays every shipped scenario to its end, by its special value.
func TestShippedPlay(t *testing.T) {
	ask := func(cookie string, n int) string { return strings.Repeat("k/"+cookie+" ", n) }
	all, err := scenario.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"bad-cookie":        "invalid_cookie invalid_cookie invalid_cookie invalid_cookie",
		"charged-error":     "internal_error ok ok ok",
		"connection-reset":  "reset ok ok ok",
		"cookie-expires":    "ok ok invalid_cookie invalid_cookie",
		"cookie-revives":    "ok ok invalid_cookie invalid_cookie ok",
		"empty-page":        "ok other ok ok",
		"flaky":             "ok ok internal_error ok",
		"growing-network":   "ok ok ok ok",
		"hang":              "hang ok ok ok",
		"invalid-key":       "invalid_api_key invalid_api_key invalid_api_key invalid_api_key",
		"lost-answer":       "reset ok ok ok",
		"malformed":         "other ok ok ok",
		"missing-picture":   "other other other other",
		"no-credits":        "insufficient_credits insufficient_credits insufficient_credits insufficient_credits",
		"ok-errors":         "invalid_cookie insufficient_credits invalid_api_key ok",
		"outage":            "internal_error internal_error internal_error internal_error",
		"rate-limited":      "rate_limited rate_limited rate_limited ok",
		"shrinking-network": "ok ok ok ok",
		"slow":              "other other other other",
		"timeout":           "other ok ok ok",
		"truncated":         "other ok ok ok",
	}
	for _, s := range all {
		t.Run(s.Name, func(t *testing.T) {
			st, c := newStage(t)
			n := len(strings.Fields(want[s.Name]))
			if got := play(t, st, c, ask("scenario-"+s.Name, n)); got != want[s.Name] {
				t.Errorf("got %s, want %s", got, want[s.Name])
			}
		})
	}
}

// TestTimesIsExact lets 64 goroutines ask at once: a step of times: 1 is hit by one of them.
func TestTimesIsExact(t *testing.T) {
	for _, times := range []int{1, 7} {
		st, _ := newStage(t)
		activate(t, st, parse(t, "x", fmt.Sprintf("per: server\nsteps: [{reset: true, times: %d}]", times)))
		if got := ask64(st, func(i int) scenario.Request { return page(fmt.Sprint("k", i), "c") }); got != times {
			t.Errorf("got %d hits, want %d", got, times)
		}
	}
	st, _ := newStage(t)
	same := func(int) scenario.Request { return page("k", "scenario-connection-reset") }
	if got := ask64(st, same); got != 1 {
		t.Errorf("got %d hits of a special value, want 1", got)
	}
}

// ask64 is how many of 64 simultaneous requests are hit.
func ask64(st *scenario.Stage, request func(i int) scenario.Request) int {
	var wg sync.WaitGroup
	start, hits := make(chan struct{}), make(chan bool, 64)
	for i := range 64 {
		wg.Go(func() {
			<-start
			d, _ := st.Choose(request(i))
			hits <- d.Action.Break == scenario.BreakReset
		})
	}
	close(start)
	wg.Wait()
	close(hits)
	n := 0
	for hit := range hits {
		if hit {
			n++
		}
	}
	return n
}

// TestManyAtOnce is for the race detector: everything at once.
func TestManyAtOnce(t *testing.T) {
	st := scenario.NewStage(nil)
	s := parse(t, "x", "loop: true\nsteps: [{add: {count: 1}}, {remove: {count: 1}, until: login}, {delay: {uniform: [1ms, 2ms]}}]")
	var wg sync.WaitGroup
	for i := range 8 {
		key := contract.APIKey(fmt.Sprint("k", i%4))
		wg.Go(func() {
			for range 20 {
				if err := st.Activate(s); err != nil {
					t.Error(err)
				}
				if err := st.ActivateFor(key, s); err != nil {
					t.Error(err)
				}
				for range 5 {
					d, _ := st.Choose(page(string(key), "c"))
					d.Edits.View(100).At(3)
				}
				st.LoggedIn(key)
				st.Active()
				st.RewindFor(key)
				st.DeactivateFor(key)
				st.Rewind()
				st.Deactivate("x")
			}
			st.Reset()
		})
	}
	wg.Wait()
}

func TestActive(t *testing.T) {
	st, c := newStage(t)
	first, second := parse(t, "first", "steps: [{reset: true}]"), parse(t, "second", "match: {login_token: c}\nsteps: [{hang: true}]")
	activate(t, st, first)
	activate(t, st, second)
	for _, key := range []contract.APIKey{"b", "a"} {
		if err := st.ActivateFor(key, first); err != nil {
			t.Fatal(err)
		}
	}
	play(t, st, c, "k/c k/c k/d a/c k/scenario-hang")
	var got []string
	for _, a := range st.Active() {
		got = append(got, fmt.Sprintf("%s %s %d", a.Scenario.Name, string(a.Key), a.Requests))
		a.Scenario.Steps = nil
	}
	if want := []string{"first  1", "second  2", "first a 1", "first b 0"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := st.Active()[0].Scenario; !reflect.DeepEqual(got, first) {
		t.Errorf("got %+v, want a copy that others cannot change", got)
	}
	first.Steps[0].Reset, first.Steps[0].Hang = false, true
	if got := play(t, st, c, "z/z"); got != "reset" {
		t.Errorf("got %s after the caller changed its scenario, want reset", got)
	}
}

func TestActivateRefuses(t *testing.T) {
	st, c := newStage(t)
	activate(t, st, parse(t, "x", "steps: [{reset: true, forever: true}]"))
	broken := &scenario.Scenario{Name: "x"}
	for name, err := range map[string]error{"Activate": st.Activate(broken), "ActivateFor": st.ActivateFor("k", broken), "Configure": st.Configure(broken)} {
		if err == nil {
			t.Errorf("got no error from %s, want the scenario refused", name)
		}
	}
	if got := play(t, st, c, "k/c"); got != "reset" {
		t.Errorf("got %s, want the last good scenario still in force", got)
	}
}

func TestRewind(t *testing.T) {
	st, c := newStage(t)
	activate(t, st, parse(t, "x", "steps: [{reset: true, add: {count: 1}}]"))
	if err := st.ActivateFor("own", parse(t, "y", "per: server\nsteps: [{hang: true}]")); err != nil {
		t.Fatal(err)
	}
	const all = "a/c b/c own/c own/scenario-bad-cookie"
	play(t, st, c, all)
	st.RewindFor("b")
	if got, want := play(t, st, c, all), "ok reset ok invalid_cookie"; got != want {
		t.Errorf("got %s after b was rewound, want %s", got, want)
	}
	st.RewindFor("own")
	if got, want := play(t, st, c, "a/c b/c own/c"), "ok ok hang"; got != want {
		t.Errorf("got %s after own was rewound, want %s", got, want)
	}
	d, _ := st.Choose(page("b", "c"))
	if want := (scenario.Edits{{Add: 1}}); !slices.Equal(d.Edits, want) {
		t.Errorf("got %v, want %v: the first one was rewound", d.Edits, want)
	}
	st.Rewind()
	if got, want := play(t, st, c, all), "reset reset hang invalid_cookie"; got != want {
		t.Errorf("got %s after all was rewound, want %s", got, want)
	}
}

func TestCountsAreBounded(t *testing.T) {
	st, c := newStage(t)
	activate(t, st, parse(t, "x", "steps: [{reset: true}]"))
	for i := range 65_536 + 1 {
		st.Choose(page("k", fmt.Sprint(i)))
	}
	if got, want := play(t, st, c, "k/65536 k/1 k/0"), "ok ok reset"; got != want {
		t.Errorf("got %s, want %s: only the one longest unused begins again", got, want)
	}
}

// Active tells how many requests got each step: none that came between the steps of every, or after the last, and none
// of before a rewind. What is saved and restored tells which steps were met.
func TestAppliedSteps(t *testing.T) {
	t.Parallel()
	st, c := newStage(t)
	activate(t, st, parse(t, "steps", "steps: [{error: invalid_cookie, times: 2}, {error: internal_error, every: 2}, {error: invalid_cookie}]"))
	want := func(when string, st *scenario.Stage, want ...int64) {
		t.Helper()
		if got := st.Active()[0].Applied; !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", when, got, want)
		}
	}
	want("at first", st, 0, 0, 0)
	play(t, st, c, "a/1 a/1 a/1 b/1")
	want("two keys, one between", st, 3, 0, 0)
	play(t, st, c, "a/1")
	want("every second", st, 3, 1, 0)

	other, _ := newStage(t)
	restore, err := other.Restoring(st.Save())
	if err != nil {
		t.Fatal(err)
	}
	restore()
	want("restored", other, 2, 1, 0)

	play(t, st, c, "a/1 a/1 a/1")
	want("after the last", st, 3, 1, 1)
	st.Rewind()
	want("rewound", st, 0, 0, 0)
}

// A login that came before a state was saved ends a step after it was loaded, and one that did not come does not.
func TestLoginsAreSaved(t *testing.T) {
	const text = "steps: [{reset: true, until: login}]"
	st, c := newStage(t)
	activate(t, st, parse(t, "x", text))
	if got := play(t, st, c, "k/c j/c login:k"); got != "reset reset" {
		t.Fatalf("got %s", got)
	}
	other, c := newStage(t)
	restore, err := other.Restoring(st.Save())
	if err != nil {
		t.Fatal(err)
	}
	restore()
	if got, want := play(t, other, c, "k/c j/c login:j j/c"), "ok reset ok"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
