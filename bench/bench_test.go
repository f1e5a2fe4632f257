package main_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bench "github.com/linkup-emulator/linkup-emulator/bench"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// lying makes the emulator of these tests give the answers that are its value.
const lying = "BENCH_TEST_ANSWER"

// TestMain lets the test's own program stand in for the two that bench starts: the bare server and the emulator.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) > 1 && os.Args[1] == bench.BareMode:
		bench.Main()
	case len(os.Args) > 1 && os.Args[1] == "serve":
		if fault := os.Getenv(faulty); fault != "" {
			fmt.Println(faultyURL(fault))
		} else {
			fmt.Println(emulatorURL(os.Getenv(lying)))
		}
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// emulatorURL serves: as the emulator does, or with one answer to everything.
func emulatorURL(answer string) string {
	if answer != "" {
		return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_, _ = io.WriteString(w, answer)
		})).URL
	}
	e, err := emulator.New(emulator.Config{Listen: "127.0.0.1:0"})
	if err == nil {
		err = e.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return e.URL
}

func TestRun(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, answer string
		args         []string
		want         []string // in the report or the error
		without      string   // what is not in them
		fails        bool
	}{
		{name: "every case", want: append(prefixed("| ", bench.AllNames()), "First answer", "after 50 requests")},
		{name: "the promised marks", args: []string{"-cases", "hot"}, want: []string{"| mark", "| hot.p99", "| memory", "at least 0.8", "at most 64 MB"}},
		{name: "marks that are kept", args: []string{"-cases", "hot", "-marks", "hot=0.0001,memory=100000"}, want: []string{"| hot"}},
		{name: "a mark that is missed", args: []string{"-cases", "hot", "-marks", "hot=1000"}, want: []string{"mark hot missed"}, fails: true},
		{name: "a rate", args: []string{"-cases", "hot", "-rate", "400"}, want: []string{"asked 400 times a second"}, without: "| mark"},
		{name: "another emulator", args: []string{"-cases", "scripted", "-against", self}, want: []string{"In the place of the bare server stands " + self}, without: "| mark"},
		{name: "no other emulator", args: []string{"-cases", "hot", "-against", "/nowhere"}, want: []string{"case hot: start nowhere"}, fails: true},
		{name: "a wrong answer", answer: "{}", want: []string{"wrong answer", "want status 200"}, fails: true},
		{name: "a wrong error", answer: "{}", args: []string{"-cases", "error"}, want: []string{"wrong answer"}, fails: true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(lying, c.answer)
			file := filepath.Join(t.TempDir(), "report")
			args := []string{"-program", self, "-o", file, "-rounds", "1", "-seconds", "0.1", "-memory", "50", "-connections", "4"}
			var stdout strings.Builder
			err := bench.Run(t.Context(), append(args, c.args...), &stdout, io.Discard)
			for _, want := range c.want {
				if got := stdout.String() + fmt.Sprint(err); !strings.Contains(got, want) {
					t.Errorf("got %s, want %q in it", got, want)
				}
			}
			if c.without != "" && strings.Contains(stdout.String(), c.without) {
				t.Errorf("got %s, want no %q in it", stdout.String(), c.without)
			}
			if failed := err != nil; failed != c.fails {
				t.Errorf("got error %v, want one: %v", err, c.fails)
			}
			if report, _ := os.ReadFile(file); string(report) != stdout.String() {
				t.Errorf("got the file\n%s\nwant what was printed", report)
			}
		})
	}
}

func prefixed(prefix string, words []string) (all []string) {
	for _, w := range words {
		all = append(all, prefix+w)
	}
	return all
}

func TestRequests(t *testing.T) {
	const n = 10_000
	for _, name := range append(bench.AllNames(), "memory") {
		t.Run(name, func(t *testing.T) {
			distinct := map[string]bool{}
			for _, raw := range bench.Requests(name, "127.0.0.1:1", n) {
				distinct[body(t, raw)] = true
			}
			want := n
			if name == "hot" || name == "error" || name == "scripted" {
				want = 1
			}
			if len(distinct) != want {
				t.Errorf("got %d requests that differ, want %d", len(distinct), want)
			}
		})
	}
}

// body reads a request as a server does, and returns its body.
func body(t *testing.T, raw []byte) string {
	t.Helper()
	in := bufio.NewReader(bytes.NewReader(raw))
	request, err := http.ReadRequest(in)
	if err != nil {
		t.Fatalf("%q: %v", raw, err)
	}
	text, err := io.ReadAll(request.Body)
	if err != nil || !json.Valid(text) || in.Buffered() > 0 {
		t.Fatalf("%q: got body %q, %d bytes after it and error %v, want one JSON object", raw, text, in.Buffered(), err)
	}
	if key := request.Header.Get("X-Api-Key"); !strings.HasPrefix(key, "credits-9007199254740991-") {
		t.Fatalf("got key %q, want one with credits enough", key)
	}
	return string(text)
}

func TestColdPages(t *testing.T) {
	pages := map[int]bool{}
	for _, raw := range bench.Requests("cold", "127.0.0.1:1", 3000) {
		var request struct {
			StartPage int `json:"start_page"`
		}
		if err := json.Unmarshal([]byte(body(t, raw)), &request); err != nil {
			t.Fatal(err)
		}
		pages[request.StartPage] = true
	}
	if len(pages) != 3000 || !pages[1] || !pages[3000] {
		t.Errorf("got %d pages, the first: %v, the last: %v, want all 3000", len(pages), pages[1], pages[3000])
	}
}

func TestSettingsRefused(t *testing.T) {
	cases := []struct{ name, args, want string }{
		{"no rounds", "-rounds 0", "want 1 to 50"},
		{"too slow", "-rate 99", "want 100 to 1000000"},
		{"too fast", "-rate 1000001", "want 100 to 1000000"},
		{"too many rounds", "-rounds 51", "want 1 to 50"},
		{"a short round", "-seconds 0.01", "want 0.1 to 60"},
		{"a long round", "-seconds 61", "want 0.1 to 60"},
		{"no number", "-seconds NaN", "-seconds"},
		{"no connections", "-connections 0", "want 1 to 1024"},
		{"a negative count", "-memory -1", "want 0 to 10000000"},
		{"an unknown case", "-cases hot,warm", `got ["hot" "warm"]`},
		{"a case twice", "-cases hot,hot", "each once"},
		{"an unknown mark", "-marks warm=1", `got the name "warm", want one of start, idle, memory, hot, hot.p99`},
		{"a mark without a number", "-marks hot", "want promised, or name=number"},
		{"a mark of nothing", "-marks hot=NaN", "want promised, or name=number"},
		{"a word too many", "hot", `got ["hot"], want flags alone`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := bench.ParseSettings(strings.Fields(c.args), io.Discard)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestMarks(t *testing.T) {
	figures := map[string]bench.Figure{"hot": bench.NewFigure(0.5, true), "idle": bench.NewFigure(30, false)}
	cases := []struct{ name, mark, want string }{
		{"reached", "hot=0.5", ""},
		{"those that are promised", "promised", "mark hot missed: got 0.500, want at least 0.8\nmark cold: it was not measured"},
		{"not reached", "hot=0.51", "mark hot missed: got 0.500, want at least 0.51"},
		{"not passed", "idle=30", ""},
		{"passed", "idle=29.9", "mark idle missed: got 30.000, want at most 29.9"},
		{"not measured", "cold=0.1", "mark cold: it was not measured"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			marks, err := bench.ParseMarks([]string{c.mark})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := marks.Missed(figures); err != nil {
				got = err.Error()
			}
			if got != c.want && (c.mark != "promised" || !strings.HasPrefix(got, c.want)) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSpread(t *testing.T) {
	cases := []struct {
		name      string
		got, want string
	}{
		{"one number", bench.SpreadText(3), "3.00 (3.00-3.00)"},
		{"an odd count", bench.SpreadText(3, 1, 2), "2.00 (1.00-3.00)"},
		{"an even count", bench.SpreadText(4, 1, 2, 3), "2.50 (1.00-4.00)"},
		{"ratios of neighbours", bench.Ratio([]float64{10, 100, 20}, []float64{5, 10, 15}), "0.50 (0.10-0.75)"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %s, want %s", c.got, c.want)
			}
		})
	}
}

func TestAlign(t *testing.T) {
	got := bench.Align([][]string{{"a", "µs"}, {"long", "1"}})
	want := "| a    | µs |\n|------|----|\n| long | 1  |\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestProcfs(t *testing.T) {
	if got := bench.Kilobytes("VmHWM:\t   9 kB\nVmRSS:\t  1000 kB\nX: 1\n", "VmRSS:"); got != 1024 {
		t.Errorf("memory: got %v, want 1024", got)
	}
	stat := "12 (a name) with) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0"
	if got := bench.Ticks(stat); got != 1750*time.Millisecond {
		t.Errorf("processor time: got %v, want 1.75s", got)
	}
	if got := bench.Ticks("12 (short) S"); got != 0 {
		t.Errorf("processor time of a short line: got %v, want 0", got)
	}
}
