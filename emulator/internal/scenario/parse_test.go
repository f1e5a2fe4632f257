package scenario_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

var update = flag.Bool("update", false, "write the messages of the reject corpus anew")

// TestReject reads every broken file of testdata/reject and wants the message that stands beside it.
func TestReject(t *testing.T) {
	for _, path := range files(t, "testdata/reject/*.yaml") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			_, err := scenario.Parse(filepath.Base(path), source(t, path))
			if err == nil {
				t.Fatal("got a scenario, want it refused")
			}
			beside := strings.TrimSuffix(path, ".yaml") + ".txt"
			if *update {
				if err := os.WriteFile(beside, []byte(err.Error()+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := strings.TrimSpace(string(source(t, beside))); err.Error() != want {
				t.Errorf("got\n%v\nwant\n%s", err, want)
			}
		})
	}
}

// TestAccept reads every file of testdata/accept, and wants its JSON to say the same again.
func TestAccept(t *testing.T) {
	for _, path := range files(t, "testdata/accept/*.yaml") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			s, err := scenario.Parse(filepath.Base(path), source(t, path))
			if err != nil {
				t.Fatalf("got %v, want a scenario", err)
			}
			if err := s.Validate(); err != nil {
				t.Errorf("got %v from Validate, want what was parsed to be right", err)
			}
			sameAgain(t, s)
		})
	}
}

// sameAgain wants the JSON of s to parse to s.
func sameAgain(t *testing.T, s *scenario.Scenario) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	again, err := scenario.Parse("again.json", text)
	if err != nil {
		t.Fatalf("got %v from %s, want it to parse", err, text)
	}
	want, err := json.Marshal(again)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != string(want) {
		t.Errorf("got %s from %s, want the same", want, text)
	}
}

func TestParseReadsEveryKey(t *testing.T) {
	got, err := scenario.Parse("all.yaml", []byte(`
name: all
match: {login_token: "a*", api_key: "b?", country: [FR, US], mode: pagination, page: 2}
per: key
seed: 5
loop: true
steps:
  - answer: {connections: 3}
    set: {name: Ann}
    delay: {lognormal: {median: 1s, sigma: 0.25}, at: chunks, chunks: 3}
    truncate: 0.25
    omit: status
    "null": [data.pagination]
    retype: {data.total_results: string}
    add: {count: 2, at: 5}
    remove: {count: 1}
    charge: before
    times: 4
    every: 2
  - error: {kind: rate_limited, retry_after: 2s, message: Slow down, status: 430}
    until: login
  - respond: {status: 502, headers: {X-A: b}, body: c}
    drip: {chunks: 2, over: 1m}
    for: 1h
`))
	if err != nil {
		t.Fatal(err)
	}
	want := &scenario.Scenario{
		Name: "all", Per: scenario.PerKey, Seed: 5, Loop: true,
		Match: scenario.Match{LoginToken: "a*", APIKey: "b?", Country: []string{"FR", "US"}, Mode: contract.ModePagination, Page: 2},
		Steps: []scenario.Step{{
			Answer: &scenario.Answer{Connections: new(3)}, Set: &scenario.Set{Name: "Ann"},
			Delay: &scenario.Delay{
				Lognormal: &scenario.Lognormal{Median: scenario.Duration(time.Second), Sigma: 0.25},
				At:        scenario.AtChunks, Chunks: 3,
			},
			Truncate: new(0.25), Omit: scenario.Fields{"status"}, Null: scenario.Fields{"data.pagination"},
			Retype: map[string]scenario.Type{"data.total_results": scenario.String},
			Add:    &scenario.Change{Count: 2, At: 5}, Remove: &scenario.Change{Count: 1},
			Charge: scenario.ChargeBefore, Times: 4, Every: 2,
		}, {
			Error: &scenario.Error{
				Kind: contract.KindRateLimited, RetryAfter: scenario.Duration(2 * time.Second), Message: "Slow down", Status: 430,
			},
			Until: scenario.Login,
		}, {
			Respond: &scenario.Respond{Status: 502, Headers: map[string]string{"X-A": "b"}, Body: "c"},
			Drip:    &scenario.Drip{Chunks: 2, Over: scenario.Duration(time.Minute)},
			For:     scenario.Duration(time.Hour),
		}},
	}
	if !reflect.DeepEqual(got, want) {
		g, _ := json.Marshal(got)
		w, _ := json.Marshal(want)
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   *scenario.Scenario
		want string
	}{
		{"nil", nil, "the scenario is nil, want one with a name and steps"},
		{"empty", &scenario.Scenario{},
			`scenario "": name: name is "", want a name of lower-case letters, digits and single hyphens` + "\n" +
				`scenario "": steps: steps is empty, want a list`},
		{"unknown kind", &scenario.Scenario{Name: "x", Steps: []scenario.Step{
			{Answer: &scenario.Answer{}},
			{Error: &scenario.Error{Kind: "invalid_cooky"}},
		}}, `scenario "x": steps[1].error: unknown kind "invalid_cooky" (did you mean "invalid_cookie"?)`},
		{"negative wait", &scenario.Scenario{Name: "x", Steps: []scenario.Step{
			{Delay: &scenario.Delay{Fixed: scenario.Duration(-time.Second)}},
		}}, `scenario "x": steps[0].delay: delay is "-1s", want a duration such as 200ms, 1.5s or 2m`},
		{"not a number", &scenario.Scenario{Name: "x", Steps: []scenario.Step{{Truncate: nan()}}},
			`scenario "x": json: unsupported value: NaN`},
		{"nothing to do", &scenario.Scenario{Name: "x", Steps: []scenario.Step{{Answer: &scenario.Answer{}, Every: 3}}},
			`scenario "x": steps[0].every: every 3 of ordinary answers are ordinary answers: say what those requests get`},
		{"right", &scenario.Scenario{Name: "x", Steps: []scenario.Step{{Reset: true, Forever: true}}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if err := tt.in.Validate(); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func nan() *float64 {
	zero := 0.0
	zero /= zero
	return &zero
}

func TestParseBounds(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"too long", "name: x # " + strings.Repeat("x", scenario.MaxSource), "the file has 262154 bytes, want at most 262144"},
		{"not text", "name: \xff", "the file is not UTF-8 text"},
		{"many faults", "name: x\nsteps:\n" + strings.Repeat("  - dely: 1\n", 1000), "x.yaml: and 900 more"},
		{"deep lists", strings.Repeat("[", 100_000), "nested deeper than 64"},
		{"deep objects", strings.Repeat("{a: ", 60_000), "nested deeper than 64"},
		{"deep dashes", strings.Repeat("- ", 100_000), "nested deeper than 64"},
		{"deep JSON", `{"name":` + strings.Repeat("[", 5_000) + strings.Repeat("]", 5_000) + "}", "nested deeper than 64"},
		{"huge number", "name: x\nseed: 99999999999999999999999\nsteps: [{answer: {}}]", `seed is "99999999999999999999999", want an integer`},
		{"infinite number", "name: x\nseed: .inf\nsteps: [{answer: {}}]", `".inf" is nothing that a scenario has`},
		{"many hours", "name: x\nsteps: [{error: internal_error, for: 999999h999999h999999h}]", "invalid duration"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := scenario.Parse("x.yaml", []byte(tt.in))
			var lint *scenario.LintError
			if !errors.As(err, &lint) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want a LintError with %q", err, tt.want)
			}
		})
	}
}

// FuzzParse wants no panic, and of what parses the same again from its own JSON.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/accept/*.yaml", "testdata/reject/*.yaml", "../../../scenarios/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		s, err := scenario.Parse("fuzz", src)
		if err != nil {
			var lint *scenario.LintError
			if !errors.As(err, &lint) || len(lint.Faults) == 0 || lint.Faults[0].Line == 0 {
				t.Fatalf("got %#v, want a LintError with places", err)
			}
			return
		}
		sameAgain(t, s)
	})
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("got %d files %s (%v), want some", len(paths), pattern, err)
	}
	return paths
}

func source(t *testing.T, path string) []byte {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return src
}
