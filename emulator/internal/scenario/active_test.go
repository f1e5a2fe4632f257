package scenario_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

func parsed(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func asks(key, cookie string) scenario.Request {
	return scenario.Request{Key: contract.APIKey(key), Query: contract.Query{LoginToken: contract.Cookie(cookie)}}
}

// lines are the counts as key, cookie, step, requests, seen and applied, with k and c for the fingerprints of those.
func lines(a scenario.Active) string {
	name := strings.NewReplacer(contract.APIKey("k").Fingerprint(), "k", contract.APIKey("other").Fingerprint(), "other",
		contract.Cookie("c").Fingerprint(), "c", contract.Cookie("d").Fingerprint(), "d")
	var all []string
	for _, c := range a.Cursors {
		all = append(all, name.Replace(fmt.Sprint(c.Key, "/", c.Cookie, " step ", c.Step, " ", c.Requests, ",", c.Seen, ",", c.Applied)))
	}
	return strings.Join(all, "; ")
}

func TestStandings(t *testing.T) {
	for _, row := range []struct {
		name, text string
		want       string
		applied    []int64
	}{
		{"of each cookie", "name: x\nsteps: [{error: invalid_cookie}, {answer: {}, times: 2}]",
			"k/d step 1 1,1,1; k/c step 2 2,1,1; other/c step 0 4,0,0", []int64{3, 3}},
		{"of each key", "name: x\nper: key\nsteps: [{error: invalid_cookie}, {answer: {}, times: 2}]",
			"k/ step 2 3,2,2; other/ step 0 4,0,0", []int64{2, 4}},
		{"of all", "name: x\nper: server\nsteps: [{error: invalid_cookie}, {hang: true, every: 2, times: 2}]",
			"/ step 0 7,0,0", []int64{1, 2}},
	} {
		t.Run(row.name, func(t *testing.T) {
			st := scenario.NewStage(nil)
			if err := st.Activate(parsed(t, row.text)); err != nil {
				t.Fatal(err)
			}
			for _, r := range []scenario.Request{asks("other", "c"), asks("other", "c"), asks("other", "c"), asks("other", "c"), asks("k", "c"), asks("k", "c"), asks("k", "d")} {
				st.Choose(r)
			}
			active, special := st.Standings()
			if len(active) != 1 || len(special) != 0 || active[0].Configured {
				t.Fatalf("got %+v and %+v, want the one that is active", active, special)
			}
			if got := lines(active[0]); got != row.want || active[0].Total != len(active[0].Cursors) {
				t.Errorf("got  %s of %d\nwant %s", got, active[0].Total, row.want)
			}
			if got := fmt.Sprint(active[0].Applied); got != fmt.Sprint(row.applied) {
				t.Errorf("got %s requests that got the steps, want %v", got, row.applied)
			}
			if got := st.Active()[0]; got.Cursors != nil {
				t.Errorf("got %v of Active, want none", got.Cursors)
			}
		})
	}
}

func TestStandingsOfSpecialValuesAndOwnScenarios(t *testing.T) {
	st := scenario.NewStage(nil)
	if err := st.Configure(parsed(t, "name: mine\nsteps: [{hang: true}]")); err != nil {
		t.Fatal(err)
	}
	if err := st.ActivateFor("k", parsed(t, "name: own\nsteps: [{hang: true}]")); err != nil {
		t.Fatal(err)
	}
	st.Choose(asks("k", "scenario-flaky-1"))
	st.Choose(asks("k", "c"))
	active, special := st.Standings()
	if len(active) != 2 || !active[0].Configured || active[1].Key != "k" || lines(active[1]) != "k/c step 1 1,1,1" {
		t.Errorf("got %+v, want the configured one and that of the key", active)
	}
	if len(special) != 1 || special[0].Scenario.Name != "flaky" || special[0].Requests != 1 || len(special[0].Cursors) != 1 {
		t.Errorf("got %+v, want the one that the cookie made speak", special)
	}
}

func TestStandingsAreBounded(t *testing.T) {
	st := scenario.NewStage(nil)
	if err := st.Activate(parsed(t, "name: x\nsteps: [{hang: true}]")); err != nil {
		t.Fatal(err)
	}
	for i := range scenario.MostCursors + 5 {
		st.Choose(asks("k", fmt.Sprint("cookie ", i)))
	}
	st.Choose(asks("k", "c"))
	active, _ := st.Standings()
	if a := active[0]; len(a.Cursors) != scenario.MostCursors || a.Total != scenario.MostCursors+6 || a.Cursors[0].Cookie != contract.Cookie("c").Fingerprint() {
		t.Errorf("got %d of %d, the first %+v; want %d of %d, the last used first", len(a.Cursors), a.Total, a.Cursors[0], scenario.MostCursors, scenario.MostCursors+6)
	}
}

// A state has no cookies, which are known again once they are used.
func TestStandingsOfALoadedState(t *testing.T) {
	st := scenario.NewStage(nil)
	if err := st.Activate(parsed(t, "name: x\nsteps: [{hang: true, times: 5}]")); err != nil {
		t.Fatal(err)
	}
	st.Choose(asks("k", "c"))
	loaded := scenario.NewStage(nil)
	restore, err := loaded.Restoring(st.Save())
	if err != nil {
		t.Fatal(err)
	}
	restore()
	for _, want := range []string{"k/ step 1 1,1,1", "k/c step 1 2,2,2"} {
		active, _ := loaded.Standings()
		if got := lines(active[0]); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		loaded.Choose(asks("k", "c"))
	}
}

func TestRewindOne(t *testing.T) {
	const text = "name: x\nsteps: [{add: {count: 3}}, {hang: true}]"
	begin := func(t *testing.T) *scenario.Stage {
		st := scenario.NewStage(nil)
		for _, s := range []string{text, "name: y\nmatch: {login_token: d}\nsteps: [{add: {count: 1}}]"} {
			if err := st.Activate(parsed(t, s)); err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range []scenario.Request{asks("k", "c"), asks("other", "c"), asks("k", "d")} {
			st.Choose(r)
		}
		return st
	}
	edited := func(st *scenario.Stage, r scenario.Request) int {
		d, _ := st.Choose(r)
		return len(d.Edits)
	}
	t.Run("of all", func(t *testing.T) {
		st := begin(t)
		if !st.RewindOne("x") || st.RewindOne("none") {
			t.Error("got the wrong one rewound, want x alone")
		}
		active, _ := st.Standings()
		if lines(active[0]) != "" || active[0].Requests != 0 || lines(active[1]) != "k/d step 1 1,1,1" {
			t.Errorf("got %+v, want x begun anew and y as it was", active)
		}
		if got := edited(st, asks("k", "d")); got != 1 {
			t.Errorf("got %d edits of y, want its own", got)
		}
	})
	t.Run("of a key", func(t *testing.T) {
		st := begin(t)
		if !st.RewindOneFor("k", "x") || st.RewindOneFor("k", "none") {
			t.Error("got the wrong one rewound, want x alone")
		}
		active, _ := st.Standings()
		if got := lines(active[0]); got != "other/c step 1 1,1,1" {
			t.Errorf("got %s, want the other key's as it was", got)
		}
		if got := edited(st, asks("other", "c")); got != 1 {
			t.Errorf("got %d edits of the other key's network, want its own", got)
		}
	})
	t.Run("of another key's own", func(t *testing.T) {
		st := scenario.NewStage(nil)
		if err := st.ActivateFor("other", parsed(t, text)); err != nil {
			t.Fatal(err)
		}
		if st.RewindOneFor("k", "x") || !st.RewindOneFor("other", "x") {
			t.Error("got it rewound for the wrong key, want for its own alone")
		}
	})
}

func TestText(t *testing.T) {
	const written = "# mine\nname: x\nsteps: [{hang: true}] # hang\n"
	st := scenario.NewStage(nil)
	if err := st.Put(parsed(t, written), []byte(written)); err != nil {
		t.Fatal(err)
	}
	if err := st.PutFor("k", parsed(t, written), []byte(written+"# own\n")); err != nil {
		t.Fatal(err)
	}
	made := parsed(t, "name: made\ndescription: 'a: #b'\nper: key\nsteps: [{delay: 200ms, times: 3}, {error: {kind: rate_limited, retry_after: 5s}}]")
	if err := st.Activate(made); err != nil {
		t.Fatal(err)
	}
	if text, ok, err := st.Text("x"); string(text) != written || !ok || err != nil {
		t.Errorf("got %q %v %v, want what was put", text, ok, err)
	}
	if text, ok, err := st.TextFor("k", "x"); string(text) != written+"# own\n" || !ok || err != nil {
		t.Errorf("got %q %v %v, want what was put for the key", text, ok, err)
	}
	text, ok, err := st.Text("made")
	if again := parsed(t, string(text)); !ok || err != nil || !reflect.DeepEqual(again, made) || !strings.HasPrefix(string(text), "name: made\n") {
		t.Errorf("got %q %v %v, want YAML of it", text, ok, err)
	}
	const real = "name: real # mine\nmatch: {login_token: AQEDARxT8kQBpZ2nAAABk3m1vXIAAAGTYcJ5ck4A}\nsteps: [{hang: true}]\n"
	if err := st.Put(parsed(t, real), []byte(real)); err != nil {
		t.Fatal(err)
	}
	if text, _, err := st.Text("real"); err != nil || strings.Contains(string(text), "AQED") || !strings.Contains(string(text), "login_token: sha256:") {
		t.Errorf("got %q, %v, want no cookie that looks real", text, err)
	}
	for name, find := range map[string]func() ([]byte, bool, error){
		"none":                func() ([]byte, bool, error) { return st.Text("none") },
		"shipped, not active": func() ([]byte, bool, error) { return st.Text("flaky") },
		"another name":        func() ([]byte, bool, error) { return st.TextFor("k", "made") },
		"a key that has none": func() ([]byte, bool, error) { return st.TextFor("other", "x") },
	} {
		if text, ok, err := find(); ok || err != nil {
			t.Errorf("%s: got %q %v, want none", name, text, err)
		}
	}
}

func TestLint(t *testing.T) {
	for _, row := range []struct{ name, text, named, faults string }{
		{"right", "name: x\nsteps: [{hang: true}]", "x", ""},
		{"an action", "name: x\nsteps:\n  - dely: 1s\n", "x", `3:5 steps[0].dely "delay"`},
		{"a value", "name: x\nper: coookie\nsteps: [{hang: true}]\n", "x", `2:6 per "cookie"`},
		{"a field", "name: x\nsteps:\n  - omit: data.pagination.strat_page\n", "x", `3:11 steps[0].omit "data.pagination.start_page"`},
		{"a word that is near none", "name: x\nsteps:\n  - zebra: 1s\n", "x", `3:5 steps[0].zebra ""`},
		{"in JSON", "{\"name\": \"x\",\n \"steps\": [{\"hnag\": true}]}", "x", `2:13 steps[0].hnag "hang"`},
		{"two", "name: x\nstep: []\nsteps: [{hang: 1}]", "x", `2:1 step "steps"; 3:16 steps[0].hang ""`},
		{"no YAML", "name: [", "", `1:7  ""`},
		{"nothing", "", "", `1:1  ""`},
	} {
		name, found, err := scenario.Lint("f", []byte(row.text))
		var all []string
		if found != nil {
			for _, f := range found.Faults {
				all = append(all, fmt.Sprintf("%d:%d %s %q", f.Line, f.Column, f.Path, f.Near))
				if f.Message == "" {
					t.Errorf("%s: got a fault without words", row.name)
				}
			}
		}
		if got := strings.Join(all, "; "); got != row.faults || name != row.named || err != nil {
			t.Errorf("%s: got %q %s %v\nwant %q %s", row.name, name, got, err, row.named, row.faults)
		}
	}
}
