package emulator_test

import (
	"bufio"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// used is an emulator of a configuration, and everything that a reset resets changed since.
func used(t *testing.T) *emulator.Fixture {
	t.Helper()
	f := emulator.RunT(t, emulator.Config{
		Accounts:  []emulator.AccountConfig{{Key: "declared", Credits: 3}},
		RateLimit: "2/h",
		CookieTTL: time.Hour,
		Scenarios: []*emulator.Scenario{{Name: "first-fails", Steps: []emulator.Step{
			{Error: &emulator.ScenarioError{Kind: "internal_error"}},
		}}},
	})
	for _, key := range []string{"declared", "other"} {
		loggedIn(t, login(t, f, key, "somebody@example.com"))
		ask(t, f, key, `{"login_token":"network-5"}`)
		f.SetCredits(key, 1)
		f.ScenarioFor(key, "hang")
	}
	f.Scenario("bad-cookie")
	if !f.DeleteScenario("first-fails") {
		t.Fatal("got no configured scenario")
	}
	f.Freeze()
	f.Advance(2 * time.Hour)
	return f
}

// fresh says what of a key is not as at the start.
func fresh(t *testing.T, f *emulator.Fixture, key string, credits int64) {
	t.Helper()
	if a := f.Account(key); a.Credits != credits || a.Requests != 0 || len(f.Ledger(key)) != 1 {
		t.Errorf("%s: got %+v, want it opened with %d", key, a, credits)
	}
	if token := loggedIn(t, login(t, f, key, "somebody@example.com")); token != loggedInFirst(t) {
		t.Errorf("%s: got the cookie of another login, want that of the first", key)
	}
}

// loggedInFirst is the cookie of a first login.
func loggedInFirst(t *testing.T) string {
	t.Helper()
	return loggedIn(t, login(t, emulator.RunT(t), "k", "somebody@example.com"))
}

func TestResetOfEverything(t *testing.T) {
	t.Parallel()
	f := used(t)
	f.Reset()
	if calls := f.Journal(""); len(calls) != 0 {
		t.Errorf("got %d calls in the journal, want none", len(calls))
	}
	for key, credits := range map[string]int64{"declared": 3, "other": 1000} {
		fresh(t, f, key, credits)
		refused(t, ask(t, f, key, `{"login_token":"network-5"}`), 500, "Internal server error")
		refused(t, ask(t, f, key, `{"login_token":"network-5"}`), 429, "Rate limit exceeded")
	}
	if c := f.Clock(); !c.Real {
		t.Errorf("got %+v, want the real clock", c)
	}
	if s := f.Scenarios(); len(s) != 1 || s[0].Scenario.Name != "first-fails" {
		t.Errorf("got %+v active, want what is configured alone", s)
	}
}

func TestResetOfOneKey(t *testing.T) {
	t.Parallel()
	f := used(t)
	f.ResetKey("declared")
	if got := fmt.Sprint(len(f.Journal("declared")), len(f.Journal("other"))); got != "0 2" {
		t.Errorf("got %s calls in the journal, want none of the key and the other's 2", got)
	}
	fresh(t, f, "declared", 3)
	if a := f.Account("other"); a.Credits != 1 || a.Requests != 2 {
		t.Errorf("got %+v, want the other key as it was", a)
	}
	if s := f.Scenarios(); len(s) != 2 || s[0].Scenario.Name != "bad-cookie" || s[1].Key != "other" {
		t.Errorf("got %+v active, want that of all and that of the other key", s)
	}
	if c := f.Clock(); !c.Frozen {
		t.Errorf("got %+v, want the clock of all as it was", c)
	}
}

func TestResetOfOnePart(t *testing.T) {
	t.Parallel()
	for part, want := range map[emulator.Part]string{
		emulator.PartAccounts:  "1000 3 true 4",
		emulator.PartScenarios: "1 1 true 4",
		emulator.PartClock:     "1 3 false 4",
		emulator.PartJournal:   "1 3 true 0",
	} {
		t.Run(string(part), func(t *testing.T) {
			f := used(t)
			f.Reset(part)
			got := fmt.Sprint(f.Account("other").Credits, " ", len(f.Scenarios()), " ", f.Clock().Frozen, " ", len(f.Journal("")))
			if got != want {
				t.Errorf("got credits, scenarios, frozen and calls %s, want %s", got, want)
			}
		})
	}
}

func TestResetRoute(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	for _, row := range []struct {
		body   string
		status int
		want   string
		left   int64
	}{
		{`{"part":"clock"}`, 200, `{"parts":["clock"]}`, 1},
		{`{"key":"b"}`, 200, `{"parts":["accounts","scenarios","networks","journal"],"key":"b"}`, 1},
		{`{"key":"a"}`, 200, `{"parts":["accounts","scenarios","networks","journal"],"key":"a"}`, 1000},
		{`{"part":"accounts"}`, 200, `{"parts":["accounts"]}`, 1000},
		{`{}`, 200, `"clock","journal"]}`, 1000},
		{`{"part":"account"}`, 400, `/part: value must be`, 1},
		{`{"part":"clock","key":"a"}`, 400, `want one of the two or none`, 1},
		{`{"key":" "}`, 400, `/key: is blank`, 1},
		{`{"all":true}`, 400, `additionalProperties 'all' not allowed`, 1},
		{``, 400, `the body breaks the schema reset-post`, 1},
	} {
		f.SetCredits("a", 1)
		a := control(t, f, "POST", "/reset", row.body)
		if a.status != row.status || !strings.Contains(a.body, row.want) {
			t.Errorf("%s: got %d %s, want %d %s", row.body, a.status, a.body, row.status, row.want)
		}
		if left := f.Account("a").Credits; left != row.left {
			t.Errorf("%s: got %d credits left, want %d", row.body, left, row.left)
		}
	}
	if err := f.Emulator.Reset("everything"); err == nil || !strings.Contains(err.Error(), `got "everything"`) {
		t.Errorf("got %v, want the part named", err)
	}
	if err := f.Emulator.ResetKey(" "); err == nil {
		t.Error("got no error for a blank key")
	}
}

// Of a key's account and its scenario no request sees one from before a reset and one from after it: three answers empty
// the account, and then the scenario fails, so that there is never an answer without credits nor a failure with some.
func TestNoRequestSeesHalfAReset(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Credits: 3, Logger: slog.New(slog.DiscardHandler), Scenarios: []*emulator.Scenario{{Name: "three", Per: "key", Steps: []emulator.Step{
		{Answer: &emulator.Answer{}, Times: 3}, {Error: &emulator.ScenarioError{Kind: "internal_error"}, Forever: true},
	}}}})
	const begin = "200 2"
	// A body that takes long to read keeps its request long between its account and its scenario.
	body := `{"login_token":"network-5","start_page":1,"end_page":1,"padding":[` + strings.Repeat("0,", 2000) + `0]}`
	next := map[string]string{begin: "200 1", "200 1": "200 0", "200 0": "500 0", "500 0": "500 0", "": begin}
	var clients sync.WaitGroup
	empty := make(chan string, 1)
	for i := range 8 {
		clients.Go(func() {
			key, before := fmt.Sprint("key-", i), ""
			for range 300 {
				a := ask(t, f, key, body)
				got := fmt.Sprint(a.status, " ", a.header.Get("X-Emulator-Credits-Left"))
				if got != begin && got != next[before] {
					t.Errorf("%s: got %q after %q, want %q or, after a reset, %q", key, got, before, next[before], begin)
				}
				before = got
				if got == "500 0" {
					select {
					case empty <- key:
					default:
					}
				}
			}
		})
	}
	go func() { clients.Wait(); close(empty) }()
	for key := range empty {
		f.ResetKey(key)
		f.Reset()
	}
}

// Neither who is slow with a body nor whom a scenario keeps waiting holds up a reset, and who hangs is let go.
func TestNobodyHoldsUpAReset(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(f.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nx-api-key: slow\r\nContent-Type: application/json\r\nContent-Length: 23\r\n\r\n{", path)

	f.Play(&emulator.Scenario{Name: "waits", Per: "server", Steps: []emulator.Step{
		{Delay: &emulator.Delay{Fixed: emulator.Duration(time.Hour)}}, {Hang: true},
	}})
	f.Freeze()
	late := make(chan int)
	go func() { late <- ask(t, f, "k", `{"login_token":"network-5"}`).status }()
	waitFor(t, func() bool { return f.Account("k").Requests == 1 })
	hung := make(chan error)
	go func() {
		request, _ := http.NewRequest("POST", f.URL+path, strings.NewReader(`{"login_token":"network-5"}`))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("x-api-key", "k")
		response, err := f.Client().Do(request)
		if err == nil {
			response.Body.Close()
		}
		hung <- err
	}()
	waitFor(t, func() bool { return f.Account("k").Requests == 2 })

	f.Reset()
	if got := <-late; got != 200 {
		t.Errorf("got %d from who was kept waiting, want the answer", got)
	}
	if err := <-hung; err == nil {
		t.Error("got an answer from what hung, want the connection cut off")
	}
	if a := f.Account("k"); a.Requests != 0 || a.Credits != 1000 {
		t.Errorf("got %+v, want those who waited to leave no trace", a)
	}
	fmt.Fprint(conn, `"login_token":"net-5"}`)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || response.StatusCode != 200 {
		t.Fatalf("got %v, %v from who was slow, want an answer", response, err)
	}
	if a := f.Account("slow"); a.Requests != 1 {
		t.Errorf("got %+v, want who was slow counted after the reset", a)
	}
}

// A scenario that was configured once the emulator ran, as by a folder, is active again after a reset.
func TestResetOfWhatWasConfiguredLater(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	s, _, err := emulator.ShippedScenario("no-credits")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.ConfigureScenario(s); err != nil {
		t.Fatal(err)
	}
	f.Scenario("flaky")
	f.Reset()
	if got := f.Scenarios(); len(got) != 1 || got[0].Scenario.Name != "no-credits" {
		t.Errorf("got %+v, want the configured one", got)
	}
	if !f.DismissScenario("no-credits") {
		t.Error("got none dismissed")
	}
	f.Reset()
	if got := f.Scenarios(); len(got) > 0 {
		t.Errorf("got %+v, want none", got)
	}
}

// waitFor waits until done says so, ten seconds at most.
func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("got nothing to wait for after ten seconds")
		}
	}
}
