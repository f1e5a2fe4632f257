package main_test

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

var (
	metricHelp   = regexp.MustCompile(`^# HELP (linkup_emulator_\w+) (.*)$`)
	metricType   = regexp.MustCompile(`^# TYPE (linkup_emulator_\w+) (\w+)$`)
	metricSample = regexp.MustCompile(`^(linkup_emulator_\w+?)(?:_bucket|_sum|_count)?\{(.*)\} `)
	metricLabel  = regexp.MustCompile(`(\w+)="([^"]*)"`)
)

// metricTable is the program's own metrics, after a request so that each has a sample.
func metricTable(t *testing.T, url string) string {
	t.Helper()
	post(t, url, "k", `{"login_token":"network-1"}`)
	type metric struct{ name, kind, help, labels string }
	var list []metric
	lines := bufio.NewScanner(bytes.NewReader(settled(t, func() []byte { return get(t, url+"/_emulator/metrics") })))
	for lines.Scan() {
		if m := metricHelp.FindStringSubmatch(lines.Text()); m != nil {
			list = append(list, metric{name: m[1], help: m[2]})
		}
		if m := metricType.FindStringSubmatch(lines.Text()); m != nil {
			list[len(list)-1].kind = m[2]
		}
		if m := metricSample.FindStringSubmatch(lines.Text()); m != nil {
			var names []string
			for _, l := range metricLabel.FindAllStringSubmatch(m[2], -1) {
				if l[1] != "le" {
					names = append(names, l[1])
				}
			}
			list[len(list)-1].labels = codes(names)
		}
	}
	slices.SortFunc(list, func(a, b metric) int { return cmp.Compare(a.name, b.name) })
	return rowsOf(list, []string{"metric", "type", "labels", "what it counts"}, func(i int) []string {
		return []string{code(list[i].name), list[i].kind, list[i].labels, list[i].help}
	})
}

// settled is what the metrics are once no request is under way: one is counted after its answer was sent.
func settled(t *testing.T, read func() []byte) []byte {
	t.Helper()
	for range 10_000 {
		if text := read(); bytes.Contains(text, []byte("\nlinkup_emulator_requests_in_flight 0\n")) {
			return text
		}
	}
	t.Fatal("got requests under way, want them to end")
	return nil
}

// post asks for connections, and says the status.
func post(t *testing.T, url, key, body string) int {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, url+"/v1/network/connections", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0
	}
	defer response.Body.Close()
	return response.StatusCode
}

// samples are the program's own samples, by name and labels, without those of the histogram's buckets and sums.
func samples(t *testing.T, text []byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && strings.HasPrefix(name, "linkup_emulator_") && !strings.Contains(name, "_bucket") && !strings.Contains(name, "_sum") {
			all[name] = value
		}
	}
	return all
}

func TestMetricsCountWhatWasAsked(t *testing.T) {
	url := serve(t, "--scenario=testdata/own.yaml", "--journal=10").url
	for _, call := range []struct{ key, body string }{
		{"k-secret", `{"login_token":"network-25-secret","start_page":1,"end_page":3}`},
		{"credits-1-secret", `{"login_token":"network-25-secret","start_page":1,"end_page":3}`},
		{"k-secret", `{"login_token":"scenario-flaky-secret"}`},
		{"k-secret", `{"login_token":"scenario-connection-reset-secret"}`},
		{"k-secret", `{"login_token":"meets-own-secret","total_results":10}`},
		{"k-secret", `{"login_token":""}`},
		{"", `{}`},
	} {
		post(t, url, call.key, call.body)
	}
	for _, path := range []string{"/v1/secret", "/secret", "/v2/network/connections", "/metrics"} {
		response, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	text := settled(t, func() []byte { return get(t, url+"/_emulator/metrics") })
	if bytes.Contains(text, []byte("secret")) {
		t.Errorf("got %s, want no word of a caller's", text)
	}
	route := `route="/v1/network/connections"`
	want := map[string]string{
		`linkup_emulator_requests_total{mode="pagination",` + route + `,scenario="none",status="200"}`:              "1",
		`linkup_emulator_requests_total{mode="pagination",` + route + `,scenario="none",status="402"}`:              "1",
		`linkup_emulator_requests_total{mode="total_results",` + route + `,scenario="flaky",status="200"}`:          "1",
		`linkup_emulator_requests_total{mode="total_results",` + route + `,scenario="connection-reset",status="0"}`: "1",
		`linkup_emulator_requests_total{mode="total_results",` + route + `,scenario="own",status="403"}`:            "1",
		`linkup_emulator_requests_total{mode="none",` + route + `,scenario="none",status="400"}`:                    "1",
		`linkup_emulator_requests_total{mode="none",` + route + `,scenario="none",status="401"}`:                    "1",
		`linkup_emulator_requests_total{mode="none",route="other",scenario="none",status="404"}`:                    "4",
		`linkup_emulator_request_duration_seconds_count{` + route + `}`:                                             "7",
		`linkup_emulator_request_duration_seconds_count{route="other"}`:                                             "4",
		`linkup_emulator_journal_dropped`:       "1",
		`linkup_emulator_requests_in_flight`:    "0",
		`linkup_emulator_credits_charged_total`: "4",
		`linkup_emulator_credits_refused_total`: "3",
		`linkup_emulator_schema_breaches_total`: "0",
	}
	got := samples(t, text)
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s: got %q, want %s", name, got[name], value)
		}
		delete(got, name)
	}
	for name, value := range got {
		t.Errorf("%s: got %s, want no such sample", name, value)
	}
}

// However many keys, cookies and paths there are, the labels stay as few as they were.
func TestMetricsStayFew(t *testing.T) {
	m := main.NewMetrics()
	e, err := emulator.New(emulator.Config{NoListener: true, Observer: m, Metrics: m.Handler()})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(); err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	client := &http.Client{Transport: e.Transport()}
	read := func() []byte {
		response, err := client.Get(e.URL + "/_emulator/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	lines := func() int { return bytes.Count(settled(t, read), []byte("\nlinkup_emulator_")) }
	ask := func(i int) {
		body := fmt.Sprintf(`{"login_token":"network-10-%d"}`, i)
		known, _ := http.NewRequest(http.MethodPost, e.URL+"/v1/network/connections", strings.NewReader(body))
		known.Header.Set("Content-Type", "application/json")
		known.Header.Set("x-api-key", fmt.Sprint("key-", i))
		unknown, _ := http.NewRequest(http.MethodGet, fmt.Sprint(e.URL, "/v1/", i), nil)
		for _, r := range []*http.Request{known, unknown} {
			response, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
		}
	}
	ask(0)
	before := lines()
	for i := range 200 {
		ask(i)
	}
	if after := lines(); after != before || before == 0 {
		t.Errorf("got %d samples after 200 callers, want the %d of the first", after, before)
	}
}

// BenchmarkMetrics is what counting adds to a request.
func BenchmarkMetrics(b *testing.B) {
	m := main.NewMetrics()
	o := emulator.Observation{Route: "/v1/network/connections", Status: 200, Mode: "pagination", Scenario: "none", Charged: 1}
	b.ReportAllocs()
	for b.Loop() {
		m.Began()
		m.Ended(o)
	}
}
