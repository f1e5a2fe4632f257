package main_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	bench "github.com/linkup-emulator/linkup-emulator/bench"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// faulty makes the emulator of a soak's test do one thing wrong, at one request.
const faulty = "BENCH_TEST_FAULT"

// faults are what an emulator may do wrong with an answer, beside the one that it gives.
var faults = map[string]func(e *emulator.Emulator, w http.ResponseWriter, r *http.Request, answer *httptest.ResponseRecorder){
	"status": func(_ *emulator.Emulator, _ http.ResponseWriter, _ *http.Request, answer *httptest.ResponseRecorder) {
		answer.Code = http.StatusTeapot
	},
	"charge": func(_ *emulator.Emulator, _ http.ResponseWriter, _ *http.Request, answer *httptest.ResponseRecorder) {
		answer.Header().Set("X-Emulator-Charged", "3")
	},
	"people": func(_ *emulator.Emulator, _ http.ResponseWriter, _ *http.Request, answer *httptest.ResponseRecorder) {
		text := strings.Replace(answer.Body.String(), `"profile_url"`, `"profile_uri"`, 1)
		answer.Body.Reset()
		answer.Body.WriteString(text)
	},
	"books": func(e *emulator.Emulator, _ http.ResponseWriter, r *http.Request, _ *httptest.ResponseRecorder) {
		key := r.Header.Get("x-api-key")
		account, err := e.AccountOf(key)
		if err == nil {
			_, err = e.PutCredits(key, account.Credits-1) // which nobody is told
		}
		if err != nil {
			panic(err)
		}
	},
	"journal": func(e *emulator.Emulator, _ http.ResponseWriter, _ *http.Request, _ *httptest.ResponseRecorder) {
		if err := e.Reset(emulator.PartJournal); err != nil {
			panic(err)
		}
	},
}

// faultyURL serves as the emulator does, but for a fault in the answer to one success among the first.
func faultyURL(fault string) string {
	e, err := emulator.New(emulator.Config{NoListener: true})
	if err == nil {
		err = e.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var delivered atomic.Int64
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		e.ServeHTTP(answer, r)
		if strings.Contains(answer.Body.String(), `"profile_url"`) && delivered.Add(1) == 40 {
			faults[fault](e, w, r, answer)
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})).URL
}

func TestSoak(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, fault, answer string
		args                []string
		want                []string // in the report or the error
		fails               bool
	}{
		{name: "all well", want: append(prefixed("| ", bench.SoakKinds()), "1500 requests in", "over 4 connections; every status, size and charge",
			"by 17 accounts, by their ledgers and by the report alike", "Journal: the newest 1000 of 1500 calls, and 500 that it counted.", "Resident memory")},
		{name: "by the clock", args: []string{"-requests", "0", "-time", "1s"}, want: []string{"requests in 1s"}},
		{name: "a wrong answer", answer: "{}", want: []string{"no X-Emulator-Charged"}, fails: true},
		{name: "a wrong status", fault: "status", want: []string{"got status 418", "want status 200"}, fails: true},
		{name: "a wrong charge", fault: "charge", want: []string{"wrong charge: got 3 credits"}, fails: true},
		{name: "a person too few", fault: "people", want: []string{"wrong answer"}, fails: true},
		{name: "a credit too few", fault: "books", want: []string{"spent and"}, fails: true},
		{name: "a journal that forgets", fault: "journal", want: []string{"the journal has"}, fails: true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(lying, c.answer)
			t.Setenv(faulty, c.fault)
			file := filepath.Join(t.TempDir(), "report")
			args := []string{"-program", self, "-o", file, "-time", "1m", "-requests", "1500", "-connections", "4", "-growth", "1000000"}
			var stdout strings.Builder
			err := bench.Soak(t.Context(), append(args, c.args...), &stdout, io.Discard)
			told := stdout.String() + fmt.Sprint(err)
			for _, want := range c.want {
				if !strings.Contains(told, want) {
					t.Errorf("got %s, want %q in it", told, want)
				}
			}
			tooFew := err != nil && strings.Contains(err.Error(), "looks at it") // the run was too short for that
			if failed := err != nil && !tooFew; failed != c.fails {
				t.Errorf("got error %v, want one: %v", err, c.fails)
			}
			if report, _ := os.ReadFile(file); string(report) != stdout.String() {
				t.Errorf("got the file\n%s\nwant what was printed", report)
			}
		})
	}
}

func TestSoakIsRefused(t *testing.T) {
	cases := []struct{ name, args, want string }{
		{"no time", "-time 0s", "-time: got 0s, want 1s to 2h0m0s"},
		{"for ever", "-time 3h", "-time: got 3h0m0s"},
		{"a negative count", "-requests -1", "-requests: got -1, want 0 to 100000000"},
		{"no connections", "-connections 0", "want 1 to 1024"},
		{"a growth that is no number", "-growth NaN", "-growth: got NaN, want 0 to 1000000"},
		{"a word too many", "hot", `got ["hot"], want flags alone`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := bench.Soak(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want %q in it", err, c.want)
			}
		})
	}
}

// Memory is flat where the second half does not rise, whatever it does from one moment to the next.
func TestFlatMemory(t *testing.T) {
	saw := func(at, rise float64) float64 { return 30 + 10*float64(int(at)%4) + rise*at }
	cases := []struct {
		name  string
		after func(at float64) float64
		looks int
		want  string
	}{
		{"flat", func(float64) float64 { return 40 }, 100, ""},
		{"with the collector's teeth", func(at float64) float64 { return saw(at, 0) }, 100, ""},
		{"once it is warm", func(at float64) float64 { return min(at, 45) }, 100, ""},
		{"falling", func(at float64) float64 { return 200 - at }, 100, ""},
		{"rising", func(at float64) float64 { return saw(at, 0.2) }, 100, "it grew from 5"},
		{"never warm", func(at float64) float64 { return at }, 100, "it grew from 50.0 to 100.0 MB in the second half, want at most 5 % more"},
		{"seen too seldom", func(float64) float64 { return 40 }, 5, "got 5 looks at it, want 10 in the second half"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := bench.FlatMemory(c.looks, c.after, 5)
			if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
