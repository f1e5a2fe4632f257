package emulator_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// fakeTB is a test that only takes notes, so that the fixture itself can be tested.
type fakeTB struct {
	testing.TB
	mu       sync.Mutex
	log      []string
	errors   []string
	fatal    string
	cleanups []func()
}

func (f *fakeTB) Helper() {}
func (f *fakeTB) Logf(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.log = append(f.log, fmt.Sprintf(format, args...))
}
func (f *fakeTB) Errorf(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.errors = append(f.errors, fmt.Sprintf(format, args...))
}
func (f *fakeTB) Fatalf(format string, args ...any) {
	f.fatal = fmt.Sprintf(format, args...)
	panic(f)
}
func (f *fakeTB) Failed() bool      { return f.fatal != "" || len(f.errors) > 0 }
func (f *fakeTB) Cleanup(fn func()) { f.cleanups = append(f.cleanups, fn) }

// run runs body as a test would be run, and its cleanups after it.
func (f *fakeTB) run(body func()) {
	defer func() {
		if r := recover(); r != nil && r != any(f) {
			panic(r)
		}
		for i := len(f.cleanups) - 1; i >= 0; i-- {
			f.cleanups[i]()
		}
	}()
	body()
}

func TestFixtureLogsAndCloses(t *testing.T) {
	t.Parallel()
	tb := &fakeTB{}
	var url string
	tb.run(func() {
		f := emulator.RunT(tb)
		url = f.URL
		ask(t, f, "my-key", `{"login_token":"my-secret-cookie","surprise":1}`)
	})
	log := strings.Join(tb.log, "\n")
	for _, want := range []string{"method=POST path=" + path + " status=200", "mode=total_results pages=1-1 charged=1 left=999", "cookie=cookie:", "key=key:", `unknown field \"surprise\" was ignored`} {
		if !strings.Contains(log, want) {
			t.Errorf("got the log %s\nwant %s in it", log, want)
		}
	}
	for _, secret := range []string{"my-key", "my-secret-cookie"} {
		if strings.Contains(log, secret) {
			t.Errorf("got %s in the log", secret)
		}
	}
	if _, err := http.Get(url); err == nil {
		t.Error("got an answer after the test's end, want the server closed")
	}
}

func TestFixtureFailsTheTest(t *testing.T) {
	t.Parallel()
	for want, body := range map[string]func(tb testing.TB){
		"emulator: configuration: charge: got \"free\", want delivered or requested": func(tb testing.TB) {
			emulator.RunT(tb, emulator.Config{Charge: "free"})
		},
		"emulator: got 2 Configs, want at most one": func(tb testing.TB) {
			emulator.RunT(tb, emulator.Config{}, emulator.Config{})
		},
		"emulator: credits: got -1, want 0 to 9007199254740991": func(tb testing.TB) {
			emulator.RunT(tb).SetCredits("k", -1)
		},
		"emulator: key: got a blank string, want one that is not blank": func(tb testing.TB) {
			emulator.RunT(tb).SetCredits(" ", 1)
		},
		"emulator: key:2bb80d: no such account": func(tb testing.TB) {
			emulator.RunT(tb, emulator.Config{UnknownKeys: emulator.RejectUnknownKeys}).Account("secret")
		},
		"emulator: key:2bb80d: no such account ": func(tb testing.TB) {
			emulator.RunT(tb, emulator.Config{UnknownKeys: emulator.RejectUnknownKeys}).Ledger("secret")
		},
	} {
		tb := &fakeTB{}
		tb.run(func() { body(tb) })
		if tb.fatal != strings.TrimSpace(want) {
			t.Errorf("got %q, want %q", tb.fatal, want)
		}
	}
}

// One server, or one for each, used from a table test whose rows run side by side.
func TestFixtureInATable(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t)
	for _, size := range []int{0, 1, 10, 95} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			t.Parallel()
			query := fmt.Sprintf(`{"login_token":"network-%d","total_results":100}`, size)
			for _, f := range []*emulator.Fixture{shared, emulator.RunT(t)} {
				if d := delivered(t, ask(t, f, t.Name(), query), query); int(d.TotalResults) != size {
					t.Errorf("got %d, want %d", d.TotalResults, size)
				}
			}
		})
	}
}

func ExampleRunT() {
	// In a test, t is the test's own.
	t := &fakeTB{}
	t.run(func() {
		emu := emulator.RunT(t)
		request, _ := http.NewRequest("POST", emu.URL+"/v1/network/connections", strings.NewReader(`{"login_token":"network-1"}`))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("x-api-key", "my-key")
		response, err := emu.Client().Do(request)
		if err != nil {
			fmt.Println(err)
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		fmt.Println(response.Status, strings.Contains(string(body), `"total_available_results":1`))
		fmt.Println("credits left:", emu.Account("my-key").Credits)
	})
	// Output:
	// 200 OK true
	// credits left: 999
}
