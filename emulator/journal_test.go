package emulator_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// journalPage is what GET /_emulator/journal answers.
type journalPage struct {
	Entries []emulator.JournalEntry `json:"entries"`
	Dropped int64                   `json:"dropped"`
}

// journalOf asks the control route for the journal.
func journalOf(t *testing.T, f *emulator.Fixture, query string) journalPage {
	t.Helper()
	a := control(t, f, "GET", "/journal"+query, "")
	if a.status != http.StatusOK {
		t.Fatalf("GET /journal%s: got %d %s, want 200", query, a.status, a.body)
	}
	keeps(t, schemas.Journal, a)
	var page journalPage
	if err := json.Unmarshal([]byte(a.body), &page); err != nil {
		t.Fatal(err)
	}
	return page
}

// whatHappens are calls of a client, and what the journal is to say of each.
var whatHappens = map[string]struct {
	key, body string
	headers   []string // name, value, ...; Content-Type: application/json where there are none
	path      string   // of the endpoint, where it is empty
	scenario  string   // YAML
	want      string   // the entry, without what differs from run to run
}{
	"a page": {key: "k", body: `{"login_token":"network-42","country":"DE","start_page":5,"end_page":6}`,
		want: `{"route":"/v1/network/connections","key":"key:8254c3","cookie":"COOKIE","query":{"country":"DE","mode":"pagination","start_page":5,"end_page":6},` +
			`"delivered":{"connections":2,"pages":1,"available":42},"charged":1,"left":999,"status":200,"schema":"proven",` +
			`"request_body":{"login_token":"COOKIE","country":"DE","start_page":5,"end_page":6}}`},
	"connections": {key: "k", body: `{"login_token":"network-42"}`,
		want: `{"route":"/v1/network/connections","key":"key:8254c3","cookie":"COOKIE","query":{"country":"FR","mode":"total_results","total_results":10},` +
			`"delivered":{"connections":10,"pages":1,"available":42},"charged":1,"left":999,"status":200,"schema":"proven","request_body":{"login_token":"COOKIE"}}`},
	"no key": {key: "", body: `{"login_token":"c"}`,
		want: `{"route":"/v1/network/connections","fault":"Missing API key","error":"missing_api_key","status":401,"schema":"proven"}`},
	"a fault": {key: "k", body: `{"login_token":"c","start_page":0,"pages":[1]}`,
		want: `{"route":"/v1/network/connections","key":"key:8254c3","cookie":"COOKIE","fault":"Invalid parameter: start_page must be an integer of at least 1 (got the number 0); end_page is missing: give both start_page and end_page, or neither (got start_page alone)",` +
			`"error":"invalid_request","left":1000,"status":400,"warnings":["unknown field \"pages\" was ignored"],"schema":"proven","request_body":{"login_token":"COOKIE","start_page":0,"pages":"an array"}}`},
	"no JSON": {key: "k", body: `login_token=c`,
		want: `{"route":"/v1/network/connections","key":"key:8254c3","fault":"Invalid parameter: the body must be one JSON object (at byte 0: invalid character 'l' at start of value)",` +
			`"error":"invalid_request","left":1000,"status":400,"schema":"proven","request_body":"a body of 13 bytes that is no JSON object"}`},
	"a charset": {key: "k", body: `{"login_token":"expired"}`, headers: []string{"Content-Type", "application/json; charset=latin1"},
		want: `{"route":"/v1/network/connections","key":"key:8254c3","cookie":"COOKIE","query":{"country":"FR","mode":"total_results","total_results":10},` +
			`"fault":"Invalid or expired LinkedIn cookie","error":"invalid_cookie","left":1000,"status":403,"warnings":["charset \"latin1\" was ignored: JSON is UTF-8"],"schema":"proven","request_body":{"login_token":"COOKIE"}}`},
	"no route": {key: "k", body: `{}`, path: "/v1/connections",
		want: `{"route":"","fault":"ROUTES","error":"not_found","status":404,"schema":"proven"}`},
	"a login": {key: "k", body: `{"email":"ada@example.com","password":"pw"}`, path: "/v1/auth/login",
		want: `{"route":"/v1/auth/login","key":"key:8254c3","left":1000,"status":200,"schema":"proven","request_body":{"email":"email:b5fc85","password":"password:"}}`},
	"a scenario's limit": {key: "k", body: `{"login_token":"c"}`, scenario: steps("error: {kind: rate_limited, retry_after: 7s}"),
		want: `{"route":"/v1/network/connections","key":"key:8254c3","cookie":"COOKIE","query":{"country":"FR","mode":"total_results","total_results":10},"fault":"Rate limit exceeded","error":"rate_limited","retry_after":7,` +
			`"scenario":"test","step":1,"left":1000,"status":429,"schema":"proven","request_body":{"login_token":"COOKIE"}}`},
	"a raw answer": {key: "k", body: `{"login_token":"c"}`, scenario: steps(`respond: {status: 502, headers: {Content-Type: text/html, Retry-After: "9"}, body: "<h1>"}`),
		want: `{"route":"/v1/network/connections","key":"key:8254c3","cookie":"COOKIE","query":{"country":"FR","mode":"total_results","total_results":10},"retry_after":9,` +
			`"scenario":"test","step":1,"deliberate":true,"left":1000,"status":502,"request_body":{"login_token":"COOKIE"}}`},
}

// passwordDigits differ from process to process.
var passwordDigits = regexp.MustCompile(`password:[0-9a-f]{6}`)

func TestJournalTellsWhatHappened(t *testing.T) {
	t.Parallel()
	for name, row := range whatHappens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := emulator.RunT(t)
			if row.scenario != "" {
				plays(t, f, row.scenario)
			}
			if row.headers == nil {
				row.headers = []string{"Content-Type", "application/json"}
			}
			if row.path == "" {
				row.path = path
			}
			before := f.Clock().Now
			a := send(t, f, "POST", row.path, row.body, append(row.headers, "x-api-key", row.key)...)
			entries := journalOf(t, f, "").Entries
			if len(entries) != 1 {
				t.Fatalf("got %d entries, want 1", len(entries))
			}
			e := entries[0]
			if e.Seq != 1 || e.At.Before(before) || e.At.After(f.Clock().Now) || e.RequestID != a.header.Get("X-Request-Id") || e.Method != "POST" || e.Path != row.path {
				t.Errorf("got %d at %v, %s %s %s", e.Seq, e.At, e.RequestID, e.Method, e.Path)
			}
			if e.ResponseBytes != int64(len(a.body)) || e.RequestBytes > 0 && e.RequestBytes != int64(len(row.body)) {
				t.Errorf("got %d bytes for %d, want %d for %d", e.ResponseBytes, e.RequestBytes, len(a.body), len(row.body))
			}
			if got := tellingPart(t, e, row.body); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

// tellingPart is an entry as JSON, without what is empty and what differs from run to run.
func tellingPart(t *testing.T, e emulator.JournalEntry, body string) string {
	t.Helper()
	e.Seq, e.At, e.RequestID, e.Method, e.Path, e.RequestBytes, e.ResponseBytes, e.DurationUS, e.ResponseBody = 0, time.Time{}, "", "", "", 0, 0, 0, nil
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	cookie := contract.Parse([]byte(body), true).Query.LoginToken.Fingerprint()
	got := string(text)
	for _, empty := range []string{`"seq":0,`, `"at":"0001-01-01T00:00:00Z",`, `"request_id":"",`, `"method":"",`, `"path":"",`, `"key":"",`, `"cookie":"",`, `"query":null,`,
		`"fault":"",`, `"error":"",`, `"retry_after":0,`, `"scenario":"",`, `"step":0,`, `"deliberate":false,`, `"delivered":null,`, `"charged":0,`, `"left":null,`,
		`"request_bytes":0,`, `"response_bytes":0,`, `"duration_us":0,`, `"warnings":[],`, `"secret":false,`, `"schema":"",`} {
		got = strings.Replace(got, empty, "", 1)
	}
	got = strings.ReplaceAll(got, `,"request_body":null`, "")
	got = strings.ReplaceAll(got, `,"response_body":null`, "")
	if cookie != "" {
		got = strings.ReplaceAll(got, cookie, "COOKIE")
	}
	got = strings.ReplaceAll(got, contract.ErrNotFound().Message, "ROUTES")
	return passwordDigits.ReplaceAllString(got, "password:")
}

func TestJournalHasTheAnswer(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	a := ask(t, f, "k", `{"login_token":"network-42","total_results":3}`)
	login(t, f, "k", "ada@example.com")
	login(t, f, "k", "verify@example.com")
	f.Play(&emulator.Scenario{Name: "raw", Steps: []emulator.Step{{Respond: &emulator.Respond{Body: `{"a":[1]}`}}, {Malformed: true}}})
	ask(t, f, "k", `{"login_token":"c"}`)
	broken := ask(t, f, "k", `{"login_token":"c"}`)
	cookie := contract.Email("ada@example.com").Cookie(1).Fingerprint()
	for i, want := range []string{
		a.body,
		fmt.Sprintf(`{"status":"success","login_token":%q,"message":"Login successful"}`, cookie),
		fmt.Sprintf(`{"status":"success","message":"Check your email for verification code","email":%q}`, contract.Email("verify@example.com").Fingerprint()),
		`{"a":[1]}`,
		fmt.Sprintf(`"a body of %d bytes that is no JSON object"`, len(broken.body)),
	} {
		if got := string(f.Journal("k")[i].ResponseBody); got != want {
			t.Errorf("call %d: got %s, want %s", i+1, got, want)
		}
	}
}

func TestJournalRouteFilters(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Journal: 4})
	for _, c := range [][2]string{{"a", "c"}, {"b", "c"}, {"a", "d"}, {"a", "expired"}, {"b", "c"}, {"a", "c"}} { // 1 and 2 are dropped
		ask(t, f, c[0], fmt.Sprintf(`{"login_token":%q}`, c[1]))
	}
	for query, want := range map[string]struct {
		seqs    []int64
		dropped int64
	}{
		"":                              {[]int64{3, 4, 5, 6}, 2},
		"?key=&cookie=":                 {[]int64{3, 4, 5, 6}, 2},
		"?key=a":                        {[]int64{3, 4, 6}, 1},
		"?key=key:ca978112ca1bbdcafac2": {[]int64{}, 0},
		"?key=key:ca9781":               {[]int64{3, 4, 6}, 1},
		"?cookie=c":                     {[]int64{5, 6}, 2},
		"?key=b&cookie=c":               {[]int64{5}, 1},
		"?status=403":                   {[]int64{4}, 2},
		"?since=4":                      {[]int64{5, 6}, 2},
		"?limit=1":                      {[]int64{6}, 2},
		"?since=3&limit=1":              {[]int64{4}, 2},
		"?key=a&status=200&since=0":     {[]int64{3, 6}, 1},
		"?key=never&limit=5&status=599": {[]int64{}, 0},
		"?since=9007199254740991":       {[]int64{}, 2},
		"?scenario=flaky":               {[]int64{}, 2},
		"?bodies=false":                 {[]int64{3, 4, 5, 6}, 2},
	} {
		page := journalOf(t, f, query)
		got := []int64{}
		for _, e := range page.Entries {
			got = append(got, e.Seq)
		}
		if page.Entries == nil || !slices.Equal(got, want.seqs) || page.Dropped != want.dropped {
			t.Errorf("%s: got %v, %d dropped; want %v, %d", query, got, page.Dropped, want.seqs, want.dropped)
		}
	}
	for query, want := range map[string]string{
		"?status=99":          `status must be a whole number from 100 to 599 (got \"99\")`,
		"?status=ok":          `status must be a whole number from 100 to 599 (got \"ok\")`,
		"?since=-1":           `since must be a whole number from 0 to 9007199254740991 (got \"-1\")`,
		"?limit=0":            `limit must be a whole number from 1 to 1000000 (got \"0\")`,
		"?limit=1&limit=2":    `limit is given 2 times; give it once`,
		"?kye=a":              `there is no parameter \"kye\", only key, cookie, status, scenario, since, limit, bodies`,
		"?limit=x&status=y":   `limit must be a whole number from 1 to 1000000 (got \"x\"); status must be`,
		"/stream?limit=1":     `there is no parameter \"limit\", only key, cookie, status, scenario, since, bodies`,
		"?bodies=no":          `bodies must be true or false (got \"no\")`,
		"/stream?status=1000": `status must be`,
	} {
		if a := control(t, f, "GET", "/journal"+query, ""); a.status != http.StatusBadRequest || !strings.Contains(a.body, want) {
			t.Errorf("%s: got %d %s, want 400 with %s", query, a.status, a.body, want)
		}
	}
}

func TestClearingTheJournal(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Journal: 1})
	ask(t, f, "k", `{}`)
	ask(t, f, "k", `{}`)
	if a := control(t, f, "DELETE", "/journal", ""); a.status != http.StatusOK || a.body != `{"entries":[],"dropped":0}` {
		t.Errorf("got %d %s, want nothing left", a.status, a.body)
	}
	if page := journalOf(t, f, ""); len(page.Entries) != 0 || page.Dropped != 0 {
		t.Errorf("got %+v, want nothing", page)
	}
	ask(t, f, "k", `{}`)
	if got := f.Journal("k"); len(got) != 1 || got[0].Seq != 3 {
		t.Errorf("got %+v, want the call 3", got)
	}
	if err := f.ClearJournal(); err != nil || len(f.Journal("")) != 0 {
		t.Errorf("got %v and %d entries, want none", err, len(f.Journal("")))
	}
}

func TestNoJournal(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoJournal: true})
	ask(t, f, "k", `{"login_token":"c"}`)
	for _, call := range [][2]string{{"GET", "/journal"}, {"DELETE", "/journal"}, {"GET", "/journal/stream"}, {"GET", "/journal/x-1"}} {
		if a := control(t, f, call[0], call[1], ""); a.status != http.StatusNotFound || !strings.Contains(a.body, "no journal is kept: the setting journal is 0") {
			t.Errorf("%s: got %d %s, want 404 that says why", call, a.status, a.body)
		}
	}
	if _, _, err := f.JournalOf(emulator.JournalFilter{}); !errors.Is(err, emulator.ErrNoJournal) {
		t.Errorf("got %v, want ErrNoJournal", err)
	}
	if err := f.ClearJournal(); !errors.Is(err, emulator.ErrNoJournal) {
		t.Errorf("got %v, want ErrNoJournal", err)
	}
	if _, err := f.JournalEntryOf("x-1"); !errors.Is(err, emulator.ErrNoJournal) {
		t.Errorf("got %v, want ErrNoJournal", err)
	}
}

func TestJournalEntryOfARequest(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Journal: 2})
	first := ask(t, f, "k", `{"login_token":"c"}`).header.Get("X-Request-Id")
	f.Scenario("flaky")
	var ids []string
	for range 2 {
		ids = append(ids, ask(t, f, "k", `{"login_token":"c"}`).header.Get("X-Request-Id"))
	}
	for i, id := range ids {
		a := control(t, f, "GET", "/journal/"+id, "")
		keeps(t, schemas.JournalEntry, a)
		var e emulator.JournalEntry
		if err := json.Unmarshal([]byte(a.body), &e); err != nil || a.status != 200 || e.RequestID != id || !bytes.Contains(e.RequestBody, []byte("cookie:")) || len(e.ResponseBody) == 0 {
			t.Errorf("%s: got %d %s, want its entry with both bodies", id, a.status, a.body)
		}
		if got, err := f.JournalEntryOf(id); err != nil || got.Seq != int64(i+2) {
			t.Errorf("%s: got the call %d, %v; want %d", id, got.Seq, err, i+2)
		}
	}
	for _, gone := range []string{first, "", "%20", "other-1"} {
		if a := control(t, f, "GET", "/journal/"+gone, ""); a.status != http.StatusNotFound {
			t.Errorf("%q: got %d %s, want 404", gone, a.status, a.body)
		}
	}
	if _, err := f.JournalEntryOf(first); !errors.Is(err, emulator.ErrNoEntry) {
		t.Errorf("got %v, want ErrNoEntry for what was dropped", err)
	}
	if page := journalOf(t, f, "?scenario=flaky"); len(page.Entries) != 2 {
		t.Errorf("got %d entries, want the 2 to which the scenario spoke", len(page.Entries))
	}
}

// A reader of many calls takes them without their bodies, which they have all the same.
func TestJournalWithoutBodies(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	s := follows(t, f, "?bodies=false", "")
	ask(t, f, "k", `{"login_token":"c"}`)
	for name, e := range map[string]emulator.JournalEntry{"list": journalOf(t, f, "?bodies=false").Entries[0], "stream": s.call()} {
		if string(e.RequestBody) != "null" || string(e.ResponseBody) != "null" || e.ResponseBytes == 0 {
			t.Errorf("%s: got the bodies %s and %s, want none", name, e.RequestBody, e.ResponseBody)
		}
	}
	if e := journalOf(t, f, "?bodies=true").Entries[0]; len(e.RequestBody) < 10 || len(e.ResponseBody) < 10 {
		t.Errorf("got the bodies %s and %s, want them", e.RequestBody, e.ResponseBody)
	}
	if err := f.ClearJournal(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.JournalEntryOf("never"); err == nil {
		t.Error("got an entry of an empty journal, want none")
	}
}

func TestJournalConfig(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		config emulator.Config
		want   string
	}{
		"below 0":  {emulator.Config{Journal: -1}, "journal: got -1, want 0 to 1000000"},
		"too many": {emulator.Config{Journal: emulator.MaxJournal + 1}, "journal: got 1000001, want 0 to 1000000"},
		"both":     {emulator.Config{Journal: 5, NoJournal: true}, "journal: got 5 together with NoJournal, want one of the two"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := emulator.New(row.config); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want %s", err, row.want)
			}
		})
	}
}

// Who has the whole of a long answer, of which the most goes out before the end, finds the call in the journal and in the
// log; so does who was reset.
func TestJournalHasACallOnceItsClientHasTheAnswer(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	f := emulator.RunT(t, emulator.Config{Logger: log.logger(), Credits: emulator.MaxCredits})
	for i := range 100 {
		w := asked(t, f, "k", `{"login_token":"network-3000","start_page":1,"end_page":60}`)
		w.whole()
		if got := len(f.Journal("k")); got != i+1 {
			t.Fatalf("after %d answers: got %d calls", i+1, got)
		}
		w.leave()
		log.next(t)
	}
	f.Scenario("connection-reset")
	asked(t, f, "other", `{"login_token":"c"}`).ends()
	if got := f.Journal("other"); len(got) != 1 || got[0].Status != 0 || got[0].ResponseBody != nil || got[0].Left == nil || *got[0].Left != emulator.MaxCredits {
		t.Errorf("after a reset: got %+v, want a call without an answer", got)
	}
}

// What the journal costs a request, without a network: on and off, and both in turn, so that what else the machine does
// meets them alike.
func BenchmarkJournal(b *testing.B) {
	serving := func(b *testing.B, config emulator.Config) func() {
		config.Credits, config.NoListener, config.Logger = emulator.MaxCredits, true, discarded()
		f := emulator.RunT(b, config)
		return func() {
			request := httptest.NewRequest("POST", path, strings.NewReader(`{"login_token":"my-cookie","country":"FR","start_page":1,"end_page":1}`))
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("x-api-key", "k")
			recorder := httptest.NewRecorder()
			if f.ServeHTTP(recorder, request); recorder.Code != http.StatusOK {
				b.Fatal(recorder.Code)
			}
		}
	}
	for name, config := range map[string]emulator.Config{"on": {}, "off": {NoJournal: true}} {
		b.Run(name, func(b *testing.B) {
			ask := serving(b, config)
			b.ReportAllocs()
			for b.Loop() {
				ask()
			}
		})
	}
	b.Run("in_turn", func(b *testing.B) {
		on, off := serving(b, emulator.Config{}), serving(b, emulator.Config{NoJournal: true})
		var took [2]time.Duration
		for b.Loop() {
			for i, ask := range []func(){on, off} {
				began := time.Now()
				for range 100 {
					ask()
				}
				took[i] += time.Since(began)
			}
		}
		b.ReportMetric(float64(took[0].Nanoseconds())/float64(100*b.N), "ns/on")
		b.ReportMetric(float64(took[1].Nanoseconds())/float64(100*b.N), "ns/off")
		b.ReportMetric(float64(took[0])/float64(took[1]), "on/off")
	})
}
