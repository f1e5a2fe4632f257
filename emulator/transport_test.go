package emulator_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// way is a way to an emulator: what a client is given, and the URL that it calls.
type way struct {
	config emulator.Config
	client func(f *emulator.Fixture) *http.Client
	url    func(f *emulator.Fixture) string
}

func ofFixture(f *emulator.Fixture) *http.Client { return f.Client() }
func ownURL(f *emulator.Fixture) string          { return f.URL }
func inside(f *emulator.Fixture) *http.Client    { return &http.Client{Transport: f.Transport()} }
func guarded(f *emulator.Fixture) *http.Client   { return &http.Client{Transport: f.EgressGuard()} }
func vendorURL(*emulator.Fixture) string         { return "https://api.linkupapi.com" }

// ways are all ways there are.
var ways = map[string]way{
	"socket":                             {emulator.Config{}, ofFixture, ownURL},
	"socket with TLS":                    {emulator.Config{TLS: true}, ofFixture, ownURL},
	"transport beside a socket":          {emulator.Config{}, inside, vendorURL},
	"transport beside a socket with TLS": {emulator.Config{TLS: true}, inside, vendorURL},
	"guard beside a socket with TLS":     {emulator.Config{TLS: true}, guarded, ownURL},
	"transport":                          {emulator.Config{NoListener: true}, inside, vendorURL},
	"transport by the emulator's URL":    {emulator.Config{NoListener: true}, ofFixture, ownURL},
	"transport by a host and a port":     {emulator.Config{NoListener: true}, inside, func(*emulator.Fixture) string { return "HTTPS://[::1]:9" }},
	"guard":                              {emulator.Config{NoListener: true}, guarded, vendorURL},
	"guard beside a socket, own URL":     {emulator.Config{}, guarded, ownURL},
	"guard beside a socket, vendor's":    {emulator.Config{}, guarded, vendorURL},
	"guard by the vendor's host in caps": {emulator.Config{}, guarded, func(*emulator.Fixture) string { return "https://API.LinkupAPI.com.:443" }},
}

// Whatever a scenario does to an answer, a client meets the same by every way.
func TestEveryWayIsTheSame(t *testing.T) {
	t.Parallel()
	for name, w := range ways {
		for _, row := range []struct {
			step    string
			status  int   // 0: no answer at all
			ends    error // how it ends, before or in its body; nil: whole
			part    float64
			body    string // that is not the ordinary one
			charged int64
		}{
			{step: "answer: {}", status: 200, part: 1, charged: 2},
			{step: "answer: {connections: 0}", status: 200, body: `{"status":"success","data":{"total_results":0,"total_available_results":95,"connections":[],"pagination":{"start_page":1,"end_page":2,"results_per_page":10,"pages_fetched":0}}}`},
			{step: "error: insufficient_credits", status: 402, body: `{"status":"error","message":"Insufficient credits available"}`},
			{step: "{error: {kind: rate_limited, retry_after: 7s}}", status: 429, body: `{"status":"error","message":"Rate limit exceeded"}`},
			{step: "{error: {kind: invalid_cookie, status: 200}}", status: 200, body: `{"status":"error","message":"Invalid or expired LinkedIn cookie"}`},
			{step: "respond: {status: 502, headers: {Content-Type: text/html}, body: '<h1>'}", status: 502, body: "<h1>"},
			{step: "respond: {status: 200}", status: 200},
			{step: "respond: {status: 204}", status: 204},
			{step: "respond: {status: 304}", status: 304},
			{step: "reset: true", ends: syscall.ECONNRESET},
			{step: "{reset: true, delay: 1ms, charge: before}", ends: syscall.ECONNRESET, charged: 2},
			{step: "close: true", status: 200, ends: io.ErrUnexpectedEOF},
			{step: "hang: true", ends: context.DeadlineExceeded},
			{step: "delay: 1h", ends: context.DeadlineExceeded, charged: 2},
			{step: "delay: 1ms", status: 200, part: 1, charged: 2},
			{step: "drip: {chunks: 5, over: 4ms}", status: 200, part: 1, charged: 2},
			{step: "drip: {chunks: 2, over: 1h}", status: 200, ends: context.DeadlineExceeded, part: 0.5, charged: 2},
			{step: "delay: {fixed: 1h, at: chunks, chunks: 4}", status: 200, ends: context.DeadlineExceeded, part: 0.25, charged: 2},
			{step: "truncate: 0.25", status: 200, ends: io.ErrUnexpectedEOF, part: 0.25, charged: 2},
			{step: "truncate: 0", status: 200, ends: io.ErrUnexpectedEOF, charged: 2},
			{step: "{answer: {}, charge: never}", status: 200, part: 1},
			{step: "{answer: {}, charge: after}", status: 200, part: 1, charged: 2},
			{step: "omit: data", status: 200, body: `{"status":"success"}`, charged: 2},
		} {
			t.Run(name+"/"+row.step, func(t *testing.T) {
				t.Parallel()
				f := emulator.RunT(t, w.config)
				whole := ordinaryAnswer(t)
				play(t, f, steps(row.step))
				patience := patience
				if row.ends == context.DeadlineExceeded {
					patience = time.Second
				}
				ctx, cancel := context.WithTimeout(t.Context(), patience)
				defer cancel()
				got, err := fetch(w.client(f), asking(t, w.url(f), "k", twoPages).WithContext(ctx))
				if !errors.Is(err, row.ends) {
					t.Errorf("got %v, want %v", err, row.ends)
				}
				want := row.body
				if row.part > 0 {
					want = whole[:int(row.part*float64(len(whole)))]
				}
				if got.status != row.status || got.body != want {
					t.Errorf("got %d and %d bytes, %q\nwant %d and %d bytes, %q", got.status, len(got.body), got.body, row.status, len(want), want)
				}
				if row.part > 0 && got.header.Get("Content-Length") != fmt.Sprint(len(whole)) {
					t.Errorf("got a length of %s, want %d", got.header.Get("Content-Length"), len(whole))
				}
				f.CheckSpent("k", row.charged)
			})
		}
	}
}

// ordinaryAnswer is the body of the answer to twoPages.
func ordinaryAnswer(t *testing.T) string {
	t.Helper()
	a := ask(t, emulator.RunT(t, emulator.Config{NoListener: true}), "k", twoPages)
	delivered(t, a, twoPages)
	return a.body
}

// play makes a scenario, in YAML, speak for every key, without a request.
func play(t *testing.T, f *emulator.Fixture, text string) {
	t.Helper()
	s, err := emulator.ParseScenario("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	f.Play(s)
}

// fetch is as much of an answer as comes; zero where none does.
func fetch(client *http.Client, request *http.Request) (answer, error) {
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(body)}, err
}

// A request's own faults are told as over a socket.
func TestRequestsByEveryWay(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is full")
	query := strings.NewReader
	for name, w := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := emulator.RunT(t, w.config)
			for what, row := range map[string]struct {
				change func(*http.Request)
				status int
				body   string // a part of the answer's
				err    string // a part of the error's text
			}{
				"whole":             {func(r *http.Request) {}, 200, `"total_results":20`, ""},
				"no length":         {func(r *http.Request) { r.Body, r.ContentLength = io.NopCloser(query(twoPages)), -1 }, 200, `"total_results":20`, ""},
				"byte by byte":      {func(r *http.Request) { r.Body = io.NopCloser(iotest.OneByteReader(query(twoPages))) }, 200, `"total_results":20`, ""},
				"to be continued":   {func(r *http.Request) { r.Header.Set("Expect", "100-continue") }, 200, `"total_results":20`, ""},
				"body that fails":   {func(r *http.Request) { r.Body = io.NopCloser(iotest.ErrReader(broken)) }, 0, "", "the disk is full"},
				"body too short":    {func(r *http.Request) { r.ContentLength = 1000 }, 0, "", "ContentLength=1000 with Body length 56"},
				"body too long":     {func(r *http.Request) { r.ContentLength = 10 }, 0, "", "ContentLength=10 with Body length"},
				"a bad header":      {func(r *http.Request) { r.Header["X-Bad"] = []string{"a\nb"} }, 0, "", "invalid header field value"},
				"no body":           {func(r *http.Request) { r.Body, r.ContentLength = nil, 0 }, 400, "Invalid parameter: ", ""},
				"another method":    {func(r *http.Request) { r.Method = "PUT" }, 405, "", ""},
				"no body wanted":    {func(r *http.Request) { r.Method = "HEAD" }, 405, "", ""},
				"another path":      {func(r *http.Request) { r.URL.Path = "/v1/nowhere" }, 404, "", ""},
				"large headers":     {func(r *http.Request) { r.Header.Set("X-Large", strings.Repeat("x", 128<<10)) }, 431, "", ""},
				"an ended context":  {func(r *http.Request) { ended(r) }, 0, "", "context canceled"},
				"1 MiB and a byte":  {func(r *http.Request) { r.Body, r.ContentLength = io.NopCloser(query(strings.Repeat(" ", 1<<20+1))), -1 }, 400, "at most 1048576 bytes", ""},
				"a body that waits": {func(r *http.Request) { r.Body = later(r.Body) }, 200, `"total_results":20`, ""},
			} {
				request := asking(t, w.url(f), "k", twoPages)
				row.change(request)
				got, err := fetch(w.client(f), request)
				if err == nil && row.err != "" || err != nil && (row.err == "" || !strings.Contains(err.Error(), row.err)) {
					t.Errorf("%s: got %v, want %q", what, err, row.err)
				}
				if got.status != row.status || !strings.Contains(got.body, row.body) || request.Method == "HEAD" && got.body != "" {
					t.Errorf("%s: got %d %s, want %d with %s", what, got.status, got.body, row.status, row.body)
				}
			}
			f.CheckSpent("k", 10)
		})
	}
}

func ended(r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	cancel()
	*r = *r.WithContext(ctx)
}

// later is a body that another goroutine writes.
func later(body io.Reader) io.ReadCloser {
	read, write := io.Pipe()
	go func() {
		_, err := io.Copy(write, body)
		write.CloseWithError(err)
	}()
	return read
}

// The caller's request is left as it was, and the response says whose answer it is.
func TestTransportLeavesRequestsAlone(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	for name, over := range map[string]http.RoundTripper{
		"transport": f.Transport(), "guard": f.EgressGuard(),
		"tenant's": f.Tenant(t).Transport(), "tenant's guard": f.Tenant(t).EgressGuard(),
	} {
		request := asking(t, "https://api.linkupapi.com", "", twoPages)
		response, err := over.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.Request != request || request.URL.Scheme != "https" || len(request.Header) != 1 {
			t.Errorf("%s: got a response to %p, and the request %v; want %p as it was", name, response.Request, request, request)
		}
	}
	if _, err := f.Transport().RoundTrip(&http.Request{Method: "GET"}); err == nil {
		t.Error("got an answer to a request without a URL")
	}
}

func TestTransportNeedsAnEmulatorThatRuns(t *testing.T) {
	t.Parallel()
	for _, config := range []emulator.Config{{NoListener: true}, {Listen: "127.0.0.1:0"}} {
		e, err := emulator.New(config)
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Transport: e.Transport()}
		request := asking(t, "https://api.linkupapi.com", "k", twoPages)
		if _, err := fetch(client, request); err == nil || !strings.Contains(err.Error(), "the emulator was not started; call Start before a request") {
			t.Errorf("before the start: got %v, want to be told of it", err)
		}
		if err := e.Start(); err != nil {
			t.Fatal(err)
		}
		if a, err := fetch(client, asking(t, "https://api.linkupapi.com", "k", twoPages)); a.status != 200 || err != nil {
			t.Errorf("got %d and %v, want 200", a.status, err)
		}
		if err := e.Start(); err == nil {
			t.Error("got a second start, want an error")
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
		if _, err := fetch(client, asking(t, "https://api.linkupapi.com", "k", twoPages)); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("after the end: got %v, want %v", err, syscall.ECONNREFUSED)
		}
	}
}

func TestNoListener(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	if f.URL != emulator.NoListenerURL {
		t.Errorf("got %s, want %s", f.URL, emulator.NoListenerURL)
	}
	_, err := emulator.New(emulator.Config{NoListener: true, Listen: "127.0.0.1:0"})
	if err == nil || !strings.Contains(err.Error(), `listen: got "127.0.0.1:0" together with NoListener, want one of the two`) {
		t.Errorf("got %v, want the two refused together", err)
	}
}

// Who turns away in the middle of an answer has left, and what is paid afterwards is not paid.
func TestLeavingByEveryWay(t *testing.T) {
	t.Parallel()
	for name, w := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			w.config.Logger = log.logger()
			f := emulator.RunT(t, w.config)
			play(t, f, steps("{drip: {chunks: 2, over: 1h}, charge: after}"))
			response, err := w.client(f).Do(asking(t, w.url(f), "k", twoPages))
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if line := log.next(t); line["charged"] != 0. {
				t.Errorf("got %v, want nothing charged", line)
			}
			f.CheckSpent("k", 0)
		})
	}
}

func BenchmarkWays(b *testing.B) {
	for _, name := range []string{"socket", "transport"} {
		b.Run(name, func(b *testing.B) {
			w := ways[name]
			w.config.Logger = discarded()
			f := emulator.RunT(b, w.config)
			f.SetCredits("k", emulator.MaxCredits)
			client, url := w.client(f), w.url(f)
			b.ReportAllocs()
			for b.Loop() {
				if a, err := fetch(client, asking(b, url, "k", twoPages)); a.status != 200 || err != nil {
					b.Fatal(a, err)
				}
			}
		})
	}
}
