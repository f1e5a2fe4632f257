package scenario_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// decide is what the first request gets from a step.
func decide(t *testing.T, step string) scenario.Decision {
	t.Helper()
	st, _ := newStage(t)
	activate(t, st, parse(t, "x", "steps: ["+step+"]"))
	d, ok := st.Choose(page("k", "c"))
	if !ok || d.Scenario != "x" || d.Step != 1 || d.Request != 1 {
		t.Fatalf("got %+v, %v, want step 1 of x", d, ok)
	}
	return d
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		name, step string
		want       contract.Error
		custom     bool
	}{
		{"as the catalogue has it", "{error: invalid_cookie}", *contract.ErrInvalidCookie(), false},
		{"rate limit", "{error: rate_limited}", *contract.ErrRateLimited(time.Second), false},
		{"rate limit with its time", "{error: {kind: rate_limited, retry_after: 1m}}", *contract.ErrRateLimited(time.Minute), false},
		{"invalid request has a reason", "{error: invalid_request}", *contract.ErrInvalidRequest("a scenario says so"), false},
		{"status", "{error: {kind: invalid_cookie, status: 200}}", contract.Error{ErrorKind: contract.ErrorKind{
			Kind: contract.KindInvalidCookie, Status: 200, Message: "Invalid or expired LinkedIn cookie", Always: true, Evidence: contract.ErrInvalidCookie().Evidence,
		}}, false},
		{"message", "{error: {kind: internal_error, message: Ouch}}", contract.Error{ErrorKind: contract.ErrorKind{
			Kind: contract.KindInternalError, Status: 500, Message: "Ouch", Always: true, Free: true, Evidence: contract.ErrInternal(nil).Evidence,
		}}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := decide(t, tt.step).Action
			got, _ := json.Marshal(a.Error)
			want, _ := json.Marshal(tt.want)
			if string(got) != string(want) || a.CustomMessage != tt.custom {
				t.Errorf("got %s, %v, want %s, %v", got, a.CustomMessage, want, tt.custom)
			}
		})
	}
	if got := *contract.ErrInvalidCookie(); got.Status != http.StatusForbidden {
		t.Errorf("got status %d in the catalogue afterwards, want it untouched", got.Status)
	}
}

func TestCharge(t *testing.T) {
	for _, tt := range []struct {
		step string
		want scenario.Charge
	}{
		{"{answer: {}}", ""},
		{"{error: internal_error}", ""},
		{"{truncate: 0.5}", ""},
		{"{malformed: true}", ""},
		{"{reset: true}", scenario.ChargeNever},
		{"{close: true}", scenario.ChargeNever},
		{"{hang: true}", scenario.ChargeNever},
		{"{respond: {}}", scenario.ChargeNever},
		{"{reset: true, charge: before}", scenario.ChargeBefore},
		{"{respond: {}, charge: after}", scenario.ChargeAfter},
		{"{error: internal_error, charge: before}", scenario.ChargeBefore},
		{"{charge: never}", scenario.ChargeNever},
	} {
		if got := decide(t, tt.step).Action.Charge; got != tt.want {
			t.Errorf("%s: got charge %q, want %q", tt.step, got, tt.want)
		}
	}
}

func TestDeliberate(t *testing.T) {
	for _, tt := range []struct {
		step string
		want bool
	}{
		{"{answer: {}}", false},
		{"{answer: {connections: 0}}", false},
		{"{error: internal_error}", false},
		{"{delay: 1s}", false},
		{"{drip: {chunks: 2, over: 1s}}", false},
		{"{set: {name: Ann}}", false},
		{"{add: {count: 1}}", false},
		{"{error: {kind: internal_error, message: Ouch}}", true},
		{"{respond: {}}", true},
		{"{reset: true}", true},
		{"{close: true}", true},
		{"{hang: true}", true},
		{"{omit: data}", true},
		{"{'null': data}", true},
		{"{retype: {data: string}}", true},
		{"{malformed: true}", true},
		{"{truncate: 0.5}", true},
	} {
		if got := decide(t, tt.step).Action.Deliberate(); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.step, got, tt.want)
		}
	}
}

func TestRespondHasAStatus(t *testing.T) {
	if got := decide(t, "{respond: {body: x}}").Action.Respond; got.Status != 200 || got.Body != "x" {
		t.Errorf("got %+v, want status 200 and the body", got)
	}
}

func TestEveryOtherRequestIsOrdinary(t *testing.T) {
	st, _ := newStage(t)
	activate(t, st, parse(t, "x", "steps: [{answer: {}}, {reset: true, every: 2}]"))
	var steps []int
	for range 4 {
		d, ok := st.Choose(page("k", "c"))
		if !ok {
			t.Fatal("got no scenario, want x to speak")
		}
		steps = append(steps, d.Step)
	}
	if want := []int{1, 2, 2, 0}; !slices.Equal(steps, want) {
		t.Errorf("got steps %v, want %v", steps, want)
	}
}

func TestWaits(t *testing.T) {
	const ms = time.Millisecond
	for _, tt := range []struct {
		name, step string
		delay      time.Duration
		chunks     []time.Duration
	}{
		{"none", "{answer: {}}", 0, nil},
		{"before the headers", "{delay: 20ms}", 20 * ms, nil},
		{"between chunks", "{delay: {fixed: 5ms, at: chunks, chunks: 3}}", 0, []time.Duration{0, 5 * ms, 5 * ms}},
		{"drip", "{drip: {chunks: 4, over: 3ms}}", 0, []time.Duration{0, ms, ms, ms}},
		{"drip that does not divide", "{drip: {chunks: 4, over: 10ns}}", 0, []time.Duration{0, 3, 3, 4}},
		{"drip after a delay", "{delay: 1ms, drip: {chunks: 2, over: 2ms}}", ms, []time.Duration{0, 2 * ms}},
		{"before a reset", "{delay: 1ms, reset: true}", ms, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := decide(t, tt.step).Action
			if a.Delay != tt.delay || !slices.Equal(a.Chunks, tt.chunks) {
				t.Errorf("got %v and %v, want %v and %v", a.Delay, a.Chunks, tt.delay, tt.chunks)
			}
		})
	}
	if got := len(decide(t, "{delay: {fixed: 5ms, at: chunks}}").Action.Chunks); got != 10 {
		t.Errorf("got %d chunks by default, want 10", got)
	}
}

// drawn are the delays of the first n requests.
func drawn(t *testing.T, seed, delay string, n int) []time.Duration {
	t.Helper()
	st, _ := newStage(t)
	activate(t, st, parse(t, "x", "seed: "+seed+"\nsteps: [{delay: "+delay+", forever: true}]"))
	delays := make([]time.Duration, n)
	for i := range delays {
		d, _ := st.Choose(page("k", "c"))
		delays[i] = d.Action.Delay
	}
	return delays
}

func TestDrawnDelays(t *testing.T) {
	const n = 4001
	for _, tt := range []struct {
		name, delay             string
		least, median, most     time.Duration // of all that are drawn
		below, above, tolerance time.Duration // quantiles at 16 and 84 in 100
	}{
		{"uniform", "{uniform: [1s, 3s]}", time.Second, 2 * time.Second, 3 * time.Second, 1320 * time.Millisecond, 2680 * time.Millisecond, 100 * time.Millisecond},
		{"normal", "{normal: {mean: 2s, stddev: 500ms}}", 0, 2 * time.Second, time.Hour, 1500 * time.Millisecond, 2500 * time.Millisecond, 100 * time.Millisecond},
		{"lognormal", "{lognormal: {median: 2s, sigma: 0.5}}", 0, 2 * time.Second, time.Hour, 1213 * time.Millisecond, 3297 * time.Millisecond, 200 * time.Millisecond},
		{"normal cut off at zero", "{normal: {mean: 1ms, stddev: 1h}}", 0, time.Millisecond, time.Hour, 0, 3580 * time.Second, 200 * time.Second},
		{"lognormal cut off at an hour", "{lognormal: {median: 1h, sigma: 10}}", 0, time.Hour, time.Hour, 0, time.Hour, 10 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			one, again, other := drawn(t, "1", tt.delay, n), drawn(t, "1", tt.delay, n), drawn(t, "2", tt.delay, n)
			if !slices.Equal(one, again) {
				t.Error("got other delays from the same seed, want the same")
			}
			if slices.Equal(one, other) {
				t.Error("got the same delays from another seed, want others")
			}
			slices.Sort(one)
			if one[0] < tt.least || one[n-1] > tt.most {
				t.Errorf("got %v to %v, want %v to %v", one[0], one[n-1], tt.least, tt.most)
			}
			for q, want := range map[int]time.Duration{16: tt.below, 50: tt.median, 84: tt.above} {
				if got := one[n*q/100]; tt.median > time.Millisecond && (got-want).Abs() > tt.tolerance {
					t.Errorf("got %v at %d in 100, want %v", got, q, want)
				}
			}
		})
	}
}

func TestDrawnDelaysOfChunksDiffer(t *testing.T) {
	chunks := decide(t, "{delay: {uniform: [0s, 1s], at: chunks, chunks: 50}}").Action.Chunks
	if chunks[0] != 0 {
		t.Errorf("got %v before the first chunk, want none", chunks[0])
	}
	slices.Sort(chunks)
	if got := len(slices.Compact(chunks)); got != 50 {
		t.Errorf("got %d different waits, want 50", got)
	}
}

const body = `{"status":"success","data":{"total_results":2,"connections":[{"name":"Linda Källqvist","profile_url":"https://a/?b=1&c=2"},{"name":"\"Q\""}],"pagination":{"end_page":1}}}`

func TestBreach(t *testing.T) {
	for _, tt := range []struct {
		name   string
		breach scenario.Breach
		want   string // what stands in place of old in the body
		old    string
	}{
		{"none", scenario.Breach{}, "", ""},
		{"omit", scenario.Breach{Omit: []string{"data.pagination"}}, "", `,"pagination":{"end_page":1}`},
		{"omit the first key", scenario.Breach{Omit: []string{"status"}}, "", `"status":"success",`},
		{"omit all", scenario.Breach{Omit: []string{"data", "status"}}, "{}", body},
		{"omit an entry", scenario.Breach{Omit: []string{"data.connections[1]"}}, "", `,{"name":"\"Q\""}`},
		{"omit every entry", scenario.Breach{Omit: []string{"data.connections[]"}}, "",
			`{"name":"Linda Källqvist","profile_url":"https://a/?b=1&c=2"},{"name":"\"Q\""}`},
		{"omit an entry that is not there", scenario.Breach{Omit: []string{"data.connections[7]"}}, "", ""},
		{"null", scenario.Breach{Null: []string{"data.connections"}}, `null`,
			`[{"name":"Linda Källqvist","profile_url":"https://a/?b=1&c=2"},{"name":"\"Q\""}]`},
		{"null in one entry", scenario.Breach{Null: []string{"data.connections[0].name"}}, `null`, `"Linda Källqvist"`},
		{"number as a string", scenario.Breach{Retype: map[string]scenario.Type{"data.total_results": scenario.String}}, `"2"`, `2`},
		{"string as a number", scenario.Breach{Retype: map[string]scenario.Type{"status": scenario.Number}}, `9`, `"success"`},
		{"string as a list", scenario.Breach{Retype: map[string]scenario.Type{"status": scenario.Array}}, `["success"]`, `"success"`},
		{"string as an object", scenario.Breach{Retype: map[string]scenario.Type{"status": scenario.Object}}, `{"value":"success"}`, `"success"`},
		{"string as true", scenario.Breach{Retype: map[string]scenario.Type{"status": scenario.Boolean}}, `true`, `"success"`},
		{"object as a string", scenario.Breach{Retype: map[string]scenario.Type{"data.pagination": scenario.String}}, `"{\"end_page\":1}"`, `{"end_page":1}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.breach.Apply([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			if want := strings.Replace(body, tt.old, tt.want, 1); string(got) != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestBreachOfEveryEntry(t *testing.T) {
	got, err := scenario.Breach{Null: []string{"data.connections[].name"}}.Apply([]byte(body))
	if want := strings.NewReplacer(`"Linda Källqvist"`, "null", `"\"Q\""`, "null").Replace(body); err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestBreachRefusesWhatIsNotJSON(t *testing.T) {
	for _, in := range []string{"", "{", `{"a":`, `{"a" 1}`, `[1,]`, `{} {}`, "{}x", `{"a":1}}`} {
		got, err := scenario.Breach{Omit: []string{"data"}}.Apply([]byte(in))
		if err == nil || errors.Is(err, io.EOF) && got != nil {
			t.Errorf("got %q from %q, want an error", got, in)
		}
	}
}

func TestDamage(t *testing.T) {
	for _, tt := range []struct {
		name, step, in, want string
		length               int
	}{
		{"none", "{answer: {}}", `{"a":1}`, `{"a":1}`, 7},
		{"malformed", "{malformed: true}", `{"a":1}`, `{"a":1,`, 7},
		{"malformed nothing", "{malformed: true}", ``, `{`, 1},
		{"truncated", "{truncate: 0.5}", `{"a":1}`, `{"a`, 7},
		{"truncated to nothing", "{truncate: 0}", `{"a":1}`, ``, 7},
		{"truncated by a little", "{truncate: 0.999}", `{"a":1}`, `{"a":1`, 7},
		{"truncated nothing", "{truncate: 0.5}", ``, ``, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := []byte(tt.in)
			got, length := decide(t, tt.step).Action.Damage(in)
			if string(got) != tt.want || length != tt.length {
				t.Errorf("got %q of %d, want %q of %d", got, length, tt.want, tt.length)
			}
			if string(in) != tt.in {
				t.Errorf("got the caller's body changed to %q, want it left alone", in)
			}
		})
	}
	if sent, _ := decide(t, "{malformed: true}").Action.Damage([]byte(body)); json.Valid(sent) {
		t.Errorf("got %s, want no JSON", sent)
	}
}

func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOf(rapid.Byte()).Draw(t, "body")
		waits := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 1000), func(n int) time.Duration { return time.Duration(n) }), 0, 30).Draw(t, "waits")
		var out []byte
		var waited []time.Duration
		for wait, piece := range (scenario.Action{Chunks: waits}).Pieces(in) {
			out, waited = append(out, piece...), append(waited, wait)
		}
		if !slices.Equal(out, in) {
			t.Errorf("got %q, want %q", out, in)
		}
		if len(waits) == 0 {
			waits = []time.Duration{0}
		}
		if !slices.Equal(waited, waits) {
			t.Errorf("got waits %v, want %v", waited, waits)
		}
	})
}

func TestSet(t *testing.T) {
	c := contract.Connection{Name: "Ann", JobTitle: "Cook", ProfileURL: "u", ProfilePicture: "p"}
	decide(t, "{set: {profile_picture: N/A, name: Bob}}").Action.Set.Apply(&c)
	if want := (contract.Connection{Name: "Bob", JobTitle: "Cook", ProfileURL: "u", ProfilePicture: "N/A"}); c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
	decide(t, "{answer: {}}").Action.Set.Apply(&c)
	if c.Name != "Bob" {
		t.Errorf("got %+v, want nothing set", c)
	}
}
