package emulator_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// shows is what the clock's route answers.
func shows(t testing.TB, a answer) emulator.ClockReading {
	t.Helper()
	keeps(t, schemas.Clock, a)
	var r emulator.ClockReading
	if err := json.Unmarshal([]byte(a.body), &r); err != nil || a.status != 200 {
		t.Fatalf("got %d %s, want the clock", a.status, a.body)
	}
	return r
}

func TestClockRoutes(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	before := time.Now().UTC()
	r := shows(t, control(t, f, "GET", "/clock", ""))
	if r.Now.Before(before) || r.Now.After(time.Now()) || r.Frozen || !r.Real {
		t.Errorf("got %+v, want the time of the machine", r)
	}
	for _, row := range []struct {
		put    string
		now    string
		frozen bool
	}{
		{`{"freeze":true,"set":"2027-01-02T12:00:00Z"}`, "2027-01-02T12:00:00Z", true},
		{`{"advance":"1h30m"}`, "2027-01-02T13:30:00Z", true},
		{`{"advance":"0.5s"}`, "2027-01-02T13:30:00.5Z", true},
		{`{"set":"2020-02-29T23:59:59.999999999+01:00"}`, "2020-02-29T22:59:59.999999999Z", true},
		{`{"set":"2027-01-01T00:00:00Z","advance":"24h"}`, "2027-01-02T00:00:00Z", true},
		{`{"advance":"0s"}`, "2027-01-02T00:00:00Z", true},
		{`{"freeze":true}`, "2027-01-02T00:00:00Z", true},
		{`{"set":"9999-12-31T23:59:59Z"}`, "9999-12-31T23:59:59Z", true},
		{`{"set":"2027-01-02t12:00:00z"}`, "2027-01-02T12:00:00Z", true},
		{`{"set":"0001-01-01T00:00:01Z"}`, "0001-01-01T00:00:01Z", true},
	} {
		put, got := shows(t, control(t, f, "PUT", "/clock", row.put)), shows(t, control(t, f, "GET", "/clock", ""))
		if put.Now.Format(time.RFC3339Nano) != row.now || put.Frozen != row.frozen || put.Real || got != put || got != f.Clock() {
			t.Errorf("%s: got %+v and then %+v, want %s, frozen: %v", row.put, put, got, row.now, row.frozen)
		}
	}
	for _, set := range []string{"2027-01-02T12:00:00Z", "1999-01-02T12:00:00Z", "2300-01-02T12:00:00Z"} {
		want, _ := time.Parse(time.RFC3339, set)
		r = shows(t, control(t, f, "PUT", "/clock", `{"freeze":false,"set":"`+set+`"}`))
		if r.Frozen || r.Real || r.Now.Before(want) || r.Now.After(want.Add(time.Hour)) {
			t.Errorf("got %+v, want a clock that runs on from %s", r, set)
		}
	}
	if r = shows(t, control(t, f, "PUT", "/clock", `{"reset":true}`)); !r.Real || r.Frozen {
		t.Errorf("got %+v, want the clock of the machine", r)
	}
	if r = shows(t, control(t, f, "PUT", "/clock", `{"reset":true,"freeze":true}`)); r.Real || !r.Frozen || r.Now.Before(before) {
		t.Errorf("got %+v, want the machine's time, frozen", r)
	}
}

// What is no action is refused, says why, and changes nothing.
func TestClockFaults(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	at(t, f, noon)
	for body, want := range map[string]string{
		``:                           "the body breaks the schema",
		`{}`:                         "the body has no action; there are reset, set, advance and freeze",
		`[]`:                         "the body breaks the schema",
		`{"reset":false}`:            "/reset",
		`{"freeze":"yes"}`:           "/freeze",
		`{"freeze":null}`:            "/freeze",
		`{"advance":"-1s"}`:          "/advance",
		`{"advance":"1"}`:            "/advance",
		`{"advance":1}`:              "/advance",
		`{"advance":"99999999999h"}`: "advance: ",
		`{"advance":"1h","set":"9999-12-31T23:59:59Z"}`:     "want one from 1 to 9999",
		`{"set":"yesterday"}`:                               "/set",
		`{"set":"2027-01-02"}`:                              "/set",
		`{"set":"2027-02-30T00:00:00Z"}`:                    "/set",
		`{"set":"2016-12-31T23:59:60Z"}`:                    "set",
		`{"set":"0001-01-01T00:00:00Z"}`:                    "",
		`{"set":"0000-01-01T00:00:00Z"}`:                    "",
		`{"set":"0001-01-01T00:00:00+01:00"}`:               "",
		`{"now":"2027-01-02T12:00:00Z"}`:                    "now",
		`{"freeze":true,"freeze":false}`:                    "freeze",
		`{"freeze":true} {}`:                                "",
		`{"advance":"1h","advanced":"1h"}`:                  "advanced",
		`{"freeze":false,"advance":"9999999999999999999s"}`: "advance",
	} {
		a := control(t, f, "PUT", "/clock", body)
		if a.status != 400 || !strings.HasPrefix(a.body, `{"status":"error","message":"`) || !strings.Contains(a.body, want) {
			t.Errorf("%s: got %d %s, want 400 with %q", body, a.status, a.body, want)
		}
		if got := f.Clock(); !got.Now.Equal(noon) || !got.Frozen {
			t.Fatalf("%s: got the clock at %+v, want nothing changed", body, got)
		}
	}
}

func TestClockOfTheFixture(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	f.Freeze()
	frozen := f.Clock()
	f.Advance(time.Hour)
	if got := f.Clock(); !frozen.Frozen || got.Now.Sub(frozen.Now) != time.Hour || !got.Frozen {
		t.Errorf("got %+v an hour after %+v", got, frozen)
	}
	if _, err := f.SetClock(emulator.ClockAction{Advance: -1}); err == nil || f.Clock().Now.Sub(frozen.Now) != time.Hour {
		t.Errorf("got %v, want no way back by an advance", err)
	}
	tb := &fakeTB{}
	tb.run(func() { emulator.RunT(tb).Advance(-time.Second) })
	if want := "emulator: advance: got -1s, want a duration of 0 or more; set goes back"; tb.fatal != want {
		t.Errorf("got %q, want %q", tb.fatal, want)
	}
}

// Every stamp of a ledger is the emulator's time.
func TestLedgerFollowsTheClock(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	at(t, f, noon)
	ask(t, f, "k", `{"login_token":"network-3"}`)
	f.Advance(time.Hour)
	f.SetCredits("k", 5)
	f.Advance(time.Minute)
	ask(t, f, "k", `{"login_token":"network-3"}`)
	var got []string
	for _, e := range f.Ledger("k") {
		got = append(got, fmt.Sprint(e.Kind, " ", e.At.Sub(noon)))
	}
	if want := "opening 0s, charge 0s, adjustment 1h0m0s, charge 1h1m0s"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	a := control(t, f, "GET", "/accounts/k/ledger", "")
	keeps(t, schemas.Ledger, a)
	if !strings.Contains(a.body, `"at":"2027-01-02T13:01:00Z"`) {
		t.Errorf("got %s, want the stamp of the last charge", a.body)
	}
}
