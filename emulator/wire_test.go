package emulator_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Every action of the scenario language, in the bytes that a client meets.

const twoPages = `{"login_token":"network-95","start_page":1,"end_page":2}`

// plain is the body of the answer to query where no scenario speaks.
func plain(t *testing.T, f *emulator.Fixture, query string) string {
	t.Helper()
	bystander := served(t)
	a := ask(t, bystander, "k", query)
	delivered(t, a, query)
	return a.body
}

func TestReset(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps("answer: {}", "reset: true"))
	w := asked(t, f, "k", twoPages)
	w.whole()
	w.ask("k", twoPages) // on the same connection
	if err := w.ends(); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset", err)
	}
	if got := spent(t, f, "k"); got != 2 {
		t.Errorf("got %d spent, want only the 2 of the answer", got)
	}
}

func TestResetAfterADelay(t *testing.T) {
	t.Parallel()
	f := served(t)
	f.Freeze()
	plays(t, f, steps("reset: true\n    delay: 5s"))
	w := asked(t, f, "k", twoPages)
	w.after(f, 5*time.Second)
	if err := w.ends(); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset", err)
	}
}

// The client would keep the connection, has all the headers, and gets no byte of the body.
func TestCloseAfterHeaders(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps("close: true"))
	w := asked(t, f, "k", twoPages)
	response := w.head()
	if want := int64(len(plain(t, f, twoPages))); response.StatusCode != http.StatusOK || response.ContentLength != want {
		t.Errorf("got %d and a length of %d, want 200 and %d", response.StatusCode, response.ContentLength, want)
	}
	if got := response.Header.Get("X-Emulator-Charged"); got != "0" || spent(t, f, "k") != 0 {
		t.Errorf("got %s charged by the header and %d spent, want nothing", got, spent(t, f, "k"))
	}
	if err := w.ends(); err != io.EOF {
		t.Errorf("got %v, want the end of the connection", err)
	}
}

// The server holds the connection until the client leaves, and then lets go of it.
func TestHang(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	f := served(t, emulator.Config{Logger: log.logger()})
	plays(t, f, steps("hang: true"))
	w := asked(t, f, "k", twoPages)
	w.silent()
	log.empty(t)
	w.leave()
	if line := log.next(t); line["scenario"] != "test" || line["charged"] != 0. {
		t.Errorf("got the record %v, want that of the hanging request", line)
	}
	delivered(t, ask(t, f, "k", twoPages), twoPages)
}

// Whoever waits for a scenario does not hold up the end: who hangs gets no byte, and who waits gets the answer at once.
func TestClosingEndsWaits(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		step   string
		answer bool
	}{
		"hang":                  {"hang: true", false},
		"delay":                 {"delay: 1h", true},
		"delay between chunks":  {"delay: {fixed: 1h, at: chunks}", true},
		"drip":                  {"drip: {chunks: 5, over: 1h}", true},
		"delay before an error": {"{error: internal_error, delay: 1h}", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := served(t)
			plays(t, f, steps(row.step))
			w := asked(t, f, "k", twoPages)
			for i := 0; i < 1000 && f.Account("k").Requests == 0; i++ {
				w.until(lull)
				_, _ = w.read.Peek(1) // until the request is under way
			}
			if strings.Contains(row.step, "chunks") {
				w.next(1)
			} else {
				w.silent()
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			if err := f.Shutdown(ctx); err != nil || ctx.Err() != nil {
				t.Fatalf("got %v and %v, want the request under way to end", err, ctx.Err())
			}
			w.until(patience)
			rest, err := io.ReadAll(w.read)
			if err != nil || row.answer != strings.HasSuffix(string(rest), "}") || !row.answer && len(rest) > 0 {
				t.Errorf("got %q and %v, want an answer: %v", rest, err, row.answer)
			}
		})
	}
}

// A wait of a scenario may be longer than what a request may take to arrive.
func TestWaitsOutlastTheTimeouts(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]string{
		"before headers": "{delay: 800ms, times: 2}",
		"between chunks": "{delay: {fixed: 500ms, at: chunks, chunks: 3}, times: 2}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := emulator.RunImpatiently(t, 400*time.Millisecond, listening(t))
			plays(t, f, steps(step))
			w := asked(t, f, "k", twoPages)
			delivered(t, w.whole(), twoPages)
			w.ask("k", twoPages) // on the same connection
			delivered(t, w.whole(), twoPages)
		})
	}
	t.Run("hang", func(t *testing.T) {
		t.Parallel()
		f := emulator.RunImpatiently(t, 400*time.Millisecond, listening(t))
		plays(t, f, steps("hang: true"))
		w := asked(t, f, "k", twoPages)
		for range 40 { // twice as long
			w.silent()
		}
	})
}

func TestTruncate(t *testing.T) {
	t.Parallel()
	f := served(t)
	want := plain(t, f, twoPages)
	for _, fraction := range []float64{0, 0.001, 0.25, 0.5, 0.9999} {
		plays(t, f, steps(fmt.Sprintf("truncate: %v", fraction)))
		w := asked(t, f, "k", twoPages)
		a, err := w.answer()
		if sent := want[:int(fraction*float64(len(want)))]; a.body != sent || err != io.ErrUnexpectedEOF {
			t.Errorf("%v: got %d bytes and %v, want the first %d of the answer", fraction, len(a.body), err, len(sent))
		}
		if a.status != http.StatusOK || a.header.Get("Content-Length") != fmt.Sprint(len(want)) {
			t.Errorf("%v: got %d, %v; want 200 and a length of %d", fraction, a.status, a.header, len(want))
		}
	}
	if got := spent(t, f, "k"); got != 10 {
		t.Errorf("got %d spent, want 2 for each", got)
	}
}

func TestMalformed(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps("malformed: true"))
	w := asked(t, f, "k", twoPages)
	a, want := w.whole(), plain(t, f, twoPages)
	if a.status != http.StatusOK || a.header.Get("Content-Length") != fmt.Sprint(len(want)) || a.header.Get("Content-Type") != "application/json" {
		t.Errorf("got %d, %v; want 200 and the length and type of the answer", a.status, a.header)
	}
	if json.Valid([]byte(a.body)) || a.body[:len(a.body)-1] != want[:len(want)-1] {
		t.Errorf("got %s, want it broken at the end", a.body)
	}
	w.ask("k", twoPages)
	if again := w.whole(); again.body != want {
		t.Errorf("got %s, want the same connection to go on with a good answer", again.body)
	}
}

// Each piece comes once its wait is over, and not a nanosecond before.
func TestPieces(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		step  string
		waits []time.Duration
	}{
		"drip":            {"drip: {chunks: 4, over: 6s}", []time.Duration{0, 2 * time.Second, 2 * time.Second, 2 * time.Second}},
		"drip unevenly":   {"drip: {chunks: 4, over: 10ns}", []time.Duration{0, 3, 3, 4}},
		"delay":           {"delay: {fixed: 1s, at: chunks, chunks: 3}", []time.Duration{0, time.Second, time.Second}},
		"delay of a drip": {"{delay: 1m, drip: {chunks: 2, over: 1s}}", []time.Duration{time.Minute, time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := served(t)
			f.Freeze()
			plays(t, f, steps(row.step))
			w, want := asked(t, f, "k", twoPages), plain(t, f, twoPages)
			for i, wait := range row.waits {
				if wait > 0 {
					w.after(f, wait)
				}
				if i == 0 {
					w.head()
				}
				from, to := len(want)*i/len(row.waits), len(want)*(i+1)/len(row.waits)
				if got := w.next(to - from); got != want[from:to] {
					t.Errorf("piece %d: got %q, want %q", i, got, want[from:to])
				}
			}
		})
	}
}

func TestDelayBeforeHeaders(t *testing.T) {
	t.Parallel()
	f := served(t)
	f.Freeze()
	for step, wait := range map[string]time.Duration{
		"delay: 3s": 3 * time.Second,
		"{delay: {fixed: 90m}, error: internal_error}":  0, // refused: longer than an hour
		"{delay: 1h, error: internal_error}":            time.Hour,
		"{delay: 1s, respond: {body: hi}}":              time.Second,
		"delay: {uniform: [2s, 2s]}":                    2 * time.Second,
		"delay: {normal: {mean: 2s, stddev: 1ns}}":      2 * time.Second,
		"delay: {lognormal: {median: 2s, sigma: 1e-9}}": 2 * time.Second,
	} {
		if wait == 0 {
			if a := control(t, f, "PUT", "/scenarios/test", steps(step)); a.status != 400 {
				t.Errorf("%s: got %d %s, want 400", step, a.status, a.body)
			}
			continue
		}
		plays(t, f, steps(step))
		w := asked(t, f, "k", twoPages)
		w.after(f, wait)
		w.whole()
	}
}

// A client that leaves while it waits has what it paid taken, and nothing that is to be paid afterwards.
func TestLeavingWhileWaiting(t *testing.T) {
	t.Parallel()
	for step, charged := range map[string]int64{
		"delay: 1h":                                                           2,
		"{delay: 1h, charge: after}":                                          0,
		"{delay: 1h, charge: never}":                                          0,
		"{drip: {chunks: 4, over: 1h}, charge: after}":                        0,
		"{drip: {chunks: 4, over: 1h}, charge: before}":                       2,
		"{delay: {fixed: 1h, at: chunks}, charge: after}":                     0,
		"{error: internal_error, delay: 1h, charge: after}":                   0,
		"{respond: {body: hi}, delay: 1h, charge: after}":                     0,
		"{error: internal_error, drip: {chunks: 2, over: 1h}, charge: after}": 0,
	} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			f := served(t, emulator.Config{Logger: log.logger()})
			f.Freeze()
			plays(t, f, steps(step))
			w := asked(t, f, "k", twoPages)
			if strings.Contains(step, "chunks") {
				w.next(1)
			}
			w.drain()
			w.leave()
			if line := log.next(t); line["charged"] != float64(charged) || spent(t, f, "k") != charged {
				t.Errorf("got %v charged by the log and %d spent, want %d", line["charged"], spent(t, f, "k"), charged)
			}
		})
	}
}

// The fields of an answer are broken, and everything else stays as it is, byte for byte.
func TestBreaches(t *testing.T) {
	t.Parallel()
	const query = `{"login_token":"network-2"}`
	f := served(t)
	body := plain(t, f, query)
	pagination := `"pagination":{"start_page":1,"end_page":1,"results_per_page":10,"pages_fetched":1}`
	var people contract.Success
	if err := json.Unmarshal([]byte(body), &people); err != nil {
		t.Fatal(err)
	}
	first := string(contract.AppendConnection(nil, people.Data.Connections[0]))
	name := strings.SplitAfter(first, ",")[0]
	for step, edit := range map[string][]string{ // pairs of what stood there and what stands there
		"omit: data":                          {body, `{"status":"success"}`},
		"omit: data.pagination":               {"," + pagination, ""},
		"omit: [status, data.total_results]":  {`"status":"success",`, "", `"total_results":2,`, ""},
		"omit: data.connections[0]":           {first + ",", ""},
		"omit: data.connections[0].name":      {name, "{"},
		"omit: data.connections[7].name":      {},
		"null: data.connections":              {body[strings.Index(body, "[") : strings.Index(body, "]")+1], "null"},
		"null: data.pagination.pages_fetched": {`"pages_fetched":1`, `"pages_fetched":null`},
		"retype: {data.total_results: string, data.pagination.end_page: boolean}": {
			`"total_results":2`, `"total_results":"2"`, `"end_page":1`, `"end_page":true`,
		},
		"retype: {data.total_available_results: array, data.pagination.start_page: object, status: number}": {
			`"total_available_results":2`, `"total_available_results":[2]`, `"start_page":1`, `"start_page":{"value":1}`, `"status":"success"`, `"status":9`,
		},
		"{omit: status, null: data.total_results, retype: {data.pagination: array}}": {
			`"status":"success",`, "", `"total_results":2`, `"total_results":null`, pagination, `"pagination":[{` + pagination[len(`"pagination":{`):] + "]",
		},
	} {
		plays(t, f, steps(step))
		a := asked(t, f, "k", query).whole()
		want := body
		for i := 0; i < len(edit); i += 2 {
			if !strings.Contains(want, edit[i]) {
				t.Fatalf("%s: got %s, which has no %s", step, want, edit[i])
			}
			want = strings.Replace(want, edit[i], edit[i+1], 1)
		}
		if a.status != http.StatusOK || a.body != want || a.header.Get("Content-Length") != fmt.Sprint(len(want)) {
			t.Errorf("%s: got %d %s\nwant 200 %s", step, a.status, a.body, want)
		}
	}
}

// The fields of every connection, and of an error too.
func TestBreachesOfManyAndOfErrors(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps("omit: 'data.connections[].name'", "null: 'data.connections[]'", "{error: invalid_cookie, omit: message}",
		"{error: invalid_cookie, retype: {message: array}}"))
	if a := asked(t, f, "k", twoPages).whole(); strings.Contains(a.body, `"name"`) || strings.Count(a.body, `"job_title"`) != 20 {
		t.Errorf("got %s, want 20 connections without a name", a.body)
	}
	if a := asked(t, f, "k", twoPages).whole(); !strings.Contains(a.body, `"connections":[null,null,`) {
		t.Errorf("got %s, want nulls for connections", a.body)
	}
	if a := asked(t, f, "k", twoPages).whole(); a.status != 403 || a.body != `{"status":"error"}` {
		t.Errorf("got %d %s, want an error without a message", a.status, a.body)
	}
	if a := asked(t, f, "k", twoPages).whole(); a.status != 403 || a.body != `{"status":"error","message":["Invalid or expired LinkedIn cookie"]}` {
		t.Errorf("got %d %s, want an error whose message is a list", a.status, a.body)
	}
}

func TestSet(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps(`{set: {name: "Jörg \"J\" & Söhne", job_title: N/A, profile_picture: N/A}}`, "{set: {job_title: a}}"))
	for _, p := range delivered(t, asked(t, f, "k", twoPages).whole(), twoPages).Connections {
		if p.Name != `Jörg "J" & Söhne` || p.JobTitle != "N/A" || p.ProfilePicture != "N/A" {
			t.Errorf("got %+v, want it as set", p)
		}
	}
	for _, p := range delivered(t, asked(t, f, "k", twoPages).whole(), twoPages).Connections {
		if p.Name == `Jörg "J" & Söhne` || p.JobTitle != "a" {
			t.Errorf("got %+v, want the job title set and no more", p)
		}
	}
}

// Every error of the catalogue, as it is and with what a scenario may change.
func TestErrors(t *testing.T) {
	t.Parallel()
	for _, e := range contract.Catalogue {
		t.Run(string(e.Kind), func(t *testing.T) {
			t.Parallel()
			for _, status := range []emulator.ErrorStatus{emulator.ErrorStatusHTTP, emulator.ErrorStatusOK} {
				f := served(t, emulator.Config{ErrorStatus: status})
				plays(t, f, steps("error: "+string(e.Kind), fmt.Sprintf("error: {kind: %s, status: 418, message: 'I am a teapot'}", e.Kind)))
				want := e.Message
				if strings.HasSuffix(want, " ") {
					want += "a scenario says so"
				}
				a := asked(t, f, "k", twoPages).whole()
				keeps(t, schemas.Error, a)
				refused(t, a, (contract.Terms{ErrorStatus: status}).Status(e), want)
				a = asked(t, f, "k", twoPages).whole()
				keeps(t, schemas.ErrorCustom, a)
				refused(t, a, 418, "I am a teapot")
				if spent(t, f, "k") != 0 {
					t.Errorf("got %d spent, want nothing", spent(t, f, "k"))
				}
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps("error: rate_limited", "error: {kind: rate_limited, retry_after: 90s}", "error: {kind: rate_limited, retry_after: 24h, status: 503}"))
	for i, want := range []string{"1", "90", "86400"} {
		if got := asked(t, f, "k", twoPages).whole().header.Get("Retry-After"); got != want {
			t.Errorf("answer %d: got Retry-After %q, want %s", i+1, got, want)
		}
	}
}

func TestRespond(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps(
		`respond: {status: 502, headers: {Content-Type: text/html, X-Proxy: squid}, body: "<h1>Bad gateway</h1>\n"}`,
		`respond: {}`,
		`{respond: {body: "0123456789"}, truncate: 0.3}`,
		`respond: {status: 204}`,
	))
	w := asked(t, f, "k", twoPages)
	a := w.whole()
	if a.status != 502 || a.body != "<h1>Bad gateway</h1>\n" || a.header.Get("Content-Type") != "text/html" || a.header.Get("X-Proxy") != "squid" {
		t.Errorf("got %d %v %s, want it as the scenario has it", a.status, a.header, a.body)
	}
	w.ask("k", twoPages)
	if a := w.whole(); a.status != 200 || a.body != "" || a.header.Get("Content-Length") != "0" {
		t.Errorf("got %d %v %q, want 200 and nothing", a.status, a.header, a.body)
	}
	w.ask("k", twoPages)
	if a, err := w.answer(); err != io.ErrUnexpectedEOF || a.body != "012" || a.header.Get("Content-Length") != "10" {
		t.Errorf("got %v %q %v, want three bytes of ten", a.header, a.body, err)
	}
	if a := asked(t, f, "k", twoPages).whole(); a.status != 204 || a.body != "" {
		t.Errorf("got %d %q, want 204 and nothing", a.status, a.body)
	}
	if spent(t, f, "k") != 0 {
		t.Errorf("got %d spent, want nothing", spent(t, f, "k"))
	}
}

// A client that goes on page by page while people come meets some twice, and while people go misses some.
func TestDuplicatesAndGaps(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		change      string
		size        int // of the network at the end
		met         int // who was met, each once
		again, lost int // who was met twice; who of the network at the end was never met
	}{
		"come to the front":  {"add: {count: 4}", 44, 40, 4, 4},
		"come at the end":    {"add: {count: 4, at: 30000}", 44, 44, 0, 0},
		"come behind page 1": {"add: {count: 4, at: 10}", 44, 44, 0, 0},
		"go from the front":  {"remove: {count: 4}", 36, 36, 0, 4},
		"go from the end":    {"remove: {count: 4, at: 36}", 36, 36, 0, 0},
		"come and go":        {"{add: {count: 4}, remove: {count: 4, at: 30}}", 40, 36, 4, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := served(t)
			plays(t, f, steps("answer: {}", row.change))
			met, again := map[string]bool{}, 0
			for page := 1; ; page++ {
				query := fmt.Sprintf(`{"login_token":"network-40","start_page":%d,"end_page":%d}`, page, page)
				people := delivered(t, ask(t, f, "k", query), query).Connections
				for _, p := range people {
					if met[p.ProfileURL] {
						again++
					}
					met[p.ProfileURL] = true
				}
				if len(people) == 0 {
					break
				}
			}
			const all = `{"login_token":"network-40","total_results":100}`
			lost := 0
			now := delivered(t, ask(t, f, "k", all), all)
			for _, p := range now.Connections {
				if !met[p.ProfileURL] {
					lost++
				}
			}
			if got := []int{len(now.Connections), len(met), again, lost}; !reflect.DeepEqual(got, []int{row.size, row.met, row.again, row.lost}) {
				t.Errorf("got %v of the network, met, met twice, never met; want %v", got, row)
			}
			if other := delivered(t, ask(t, f, "other", all), all); len(other.Connections) != 40 {
				t.Errorf("got %d people with another key, want 40", len(other.Connections))
			}
		})
	}
}
