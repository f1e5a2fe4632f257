package emulator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// sample is a client that collects a network as it should, but for one fault.
type sample struct {
	t      *testing.T
	f      *emulator.Fixture
	key    string
	cookie string
	pages  int // a call
	fault  emulator.FindingName
	body   string // fields beside the page's; "" none

	patience int      // how often the fault is repeated
	sent     []string // ids of the requests that were answered
	got      int      // connections
}

// reply is what the client makes of an answer.
type reply struct {
	status    int
	message   string // of an error
	people    int
	available int
	wait      time.Duration
}

var errBroken = errors.New("the connection broke, or the body did")

func (c *sample) ask(start int) (reply, error) {
	c.t.Helper()
	query := fmt.Sprintf(`{"login_token":%q,"start_page":%d,"end_page":%d%s}`, c.cookie, start, start+c.pages-1, c.body)
	request, err := http.NewRequest(http.MethodPost, c.f.URL+path, strings.NewReader(query))
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("x-api-key", c.key)
	request.Header.Set("Content-Type", "application/json")
	response, err := c.f.Client().Do(request)
	if err != nil {
		return reply{}, errBroken
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	var body struct {
		Status, Message string
		Data            struct {
			Available   int `json:"total_available_results"`
			Connections []emulator.Connection
		}
	}
	if err != nil || json.Unmarshal(text, &body) != nil {
		return reply{}, errBroken
	}
	c.sent = append(c.sent, response.Header.Get("X-Request-Id"))
	seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
	if body.Status == "error" && body.Message == "" {
		c.t.Fatalf("got an error without a message: %s", text)
	}
	return reply{response.StatusCode, body.Message, len(body.Data.Connections), body.Data.Available, time.Duration(seconds) * time.Second}, nil
}

// collect asks page after page, mends what can be mended, and gives up where nothing can.
func (c *sample) collect() {
	c.t.Helper()
	mended := false
	for start, calls := 1, 0; ; calls++ {
		if calls > 400 {
			c.t.Fatal("got no end after 400 calls")
		}
		r, err := c.ask(start)
		switch {
		case err != nil:
			continue
		case r.message == "" || r.status == http.StatusOK && c.is(emulator.ErrorAsSuccess):
			mended = false
			c.got += r.people
			if start > 1 && c.is(emulator.BoughtTwice) {
				start = 1
				continue
			}
			if r.people == 0 && r.message == "" && (start-1)*10 < r.available {
				continue // empty, though there is more
			}
			if start += c.pages; r.message == "" && (start-1)*10 >= r.available && !c.is(emulator.PastTheEnd) {
				return
			}
		case r.status == http.StatusTooManyRequests:
			if !c.is(emulator.IgnoredRetryAfter) {
				c.f.Advance(r.wait)
			}
		case r.status == http.StatusInternalServerError:
			c.f.Advance(10 * time.Second) // an outage passes
		case strings.Contains(r.message, "cookie"):
			if c.is(emulator.DeadCookie) {
				continue
			}
			if mended {
				return
			}
			mended = true
			c.cookie = loggedIn(c.t, login(c.t, c.f, c.key, "ada@example.com"))
		default:
			if !c.is(emulator.HopelessRetry) {
				return
			}
		}
	}
}

// is says whether the client has the fault, and has patience with it once more.
func (c *sample) is(fault emulator.FindingName) bool {
	if c.fault != fault || c.patience == 0 {
		return false
	}
	c.patience--
	return true
}

// perform plays steps for every key, and each of the client's cookies counts.
func perform(t *testing.T, f *emulator.Fixture, steps string) {
	t.Helper()
	s, err := emulator.ParseScenario("own.yaml", []byte("name: own\nper: key\nsteps: "+steps))
	if err != nil {
		t.Fatal(err)
	}
	f.Play(s)
}

// Each client has one fault, and the report names it, with what it wasted and the requests that show it.
func TestFaultsAreFound(t *testing.T) {
	t.Parallel()
	const size = 95 // connections, 10 pages
	for fault, row := range map[emulator.FindingName]struct {
		config   emulator.Config
		client   sample
		steps    string
		calls    int64 // that show the fault
		needless int64 // calls
		wasted   int64 // credits
		requests []int // indices of the requests that were answered
	}{
		// 1-4, 5-8, 9-12, then 13-16 and on, of which the first is forgiven, and each of which costs what it asks for.
		emulator.PastTheEnd: {config: emulator.Config{Charge: emulator.ChargeRequested}, client: sample{pages: 4, patience: 3},
			calls: 2, needless: 2, wasted: 8, requests: []int{4, 5}},
		// 1-4, 5-8, all over again: 1-4, 5-8, and then on.
		emulator.BoughtTwice: {client: sample{pages: 4, patience: 1}, calls: 2, needless: 2, wasted: 8, requests: []int{2, 3}},
		// One page a call: the first tells how many there are; from the third on each could have been part of the one before.
		emulator.SinglePages: {client: sample{pages: 1}, calls: 8, needless: 8, requests: []int{2, 3, 4, 5, 6, 7, 8, 9}},
		// Two too many, that cost a credit each.
		emulator.IgnoredRetryAfter: {config: emulator.Config{ChargeErrors: true}, client: sample{pages: 4, patience: 2},
			steps: "[{error: {kind: rate_limited, retry_after: 60s}, times: 3}]", calls: 2, needless: 2, wasted: 2, requests: []int{1, 2}},
		emulator.HopelessRetry: {config: emulator.Config{ChargeErrors: true}, client: sample{pages: 4, patience: 3},
			steps: "[{error: invalid_request, forever: true}]", calls: 3, needless: 3, wasted: 3, requests: []int{1, 2, 3}},
		emulator.UnknownFields: {client: sample{pages: 10, body: `,"page_size":50`}, calls: 1, requests: []int{0}},
		// Refused, twice more, and then a login.
		emulator.DeadCookie: {config: emulator.Config{ChargeErrors: true}, client: sample{pages: 4, patience: 2},
			steps: "[{answer: {}}, {error: invalid_cookie, times: 3}]", calls: 2, needless: 2, wasted: 2, requests: []int{2, 3}},
		// The second range comes as an error with HTTP 200, and the third is asked for.
		emulator.ErrorAsSuccess: {config: emulator.Config{ErrorStatus: emulator.ErrorStatusOK}, client: sample{pages: 4, patience: 2},
			steps: "[{answer: {}}, {error: insufficient_credits}]", calls: 1, requests: []int{2}},
	} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			f := emulator.RunT(t, row.config)
			if row.steps != "" {
				perform(t, f, row.steps)
			}
			c := row.client
			c.t, c.f, c.key, c.cookie, c.fault = t, f, "my-key", fmt.Sprintf("network-%d", size), fault
			c.collect()
			r := f.Report()
			if len(r.Findings) != 1 {
				t.Fatalf("got %s\nwant %s alone", r.FindingsText(), fault)
			}
			got := r.Findings[0]
			var want []string
			for _, i := range row.requests {
				want = append(want, c.sent[i])
			}
			if got.Name != fault || got.Calls != row.calls || got.CallsWasted != row.needless || got.CreditsWasted != row.wasted {
				t.Errorf("got %+v, want %s of %d calls, that wasted %d credits and %d calls", got, fault, row.calls, row.wasted, row.needless)
			}
			if !slices.Equal(got.Requests, want) || r.CreditsWasted != row.wasted {
				t.Errorf("got the requests %v and %d wasted, want %v of %v and %d", got.Requests, r.CreditsWasted, want, c.sent, row.wasted)
			}
		})
	}
}

// A client that is as it should be gets no finding, whatever it meets, and whichever status errors come with.
func TestAWellBehavedClientGetsNoFinding(t *testing.T) {
	t.Parallel()
	list, err := emulator.ShippedScenarios()
	if err != nil {
		t.Fatal(err)
	}
	waits := []string{"slow", "timeout", "hang"} // whose waits no clock but a bubble's makes short
	names := []string{""}
	for _, s := range list {
		if !slices.Contains(waits, s.Name) {
			names = append(names, s.Name)
		}
	}
	if len(names) < len(list)-len(waits)+1 {
		t.Fatalf("got the scenarios %v, want all but %v", names, waits)
	}
	for _, name := range names {
		for _, status := range []emulator.ErrorStatus{emulator.ErrorStatusHTTP, emulator.ErrorStatusOK} {
			t.Run(name+"/"+string(status), func(t *testing.T) {
				t.Parallel()
				f := emulator.RunT(t, emulator.Config{ErrorStatus: status})
				if name != "" {
					f.Scenario(name)
				}
				behave(t, f)
			})
		}
	}
	for _, name := range waits {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := emulator.RunT(t, emulator.Config{NoListener: true})
				f.Scenario(name)
				f.Client().Timeout = 30 * time.Second
				behave(t, f)
			})
		})
	}
}

// behave collects a network as a client should, and wants no finding.
func behave(t *testing.T, f *emulator.Fixture) {
	t.Helper()
	c := &sample{t: t, f: f, key: "my-key", cookie: "network-95", pages: 4}
	c.collect()
	if r := f.Report(); len(r.Findings) > 0 || r.CreditsWasted != 0 || r.Calls == 0 {
		t.Errorf("got %s", r.Text())
	}
}

// The loop of a public client, which asks for ten pages at a time up to an empty list, is as it should be too.
func TestAPublicClientGetsNoFinding(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	f.Scenario("cookie-expires")
	c := &collector{t: t, f: f, key: "k"}
	if _, err := c.collect(); err != nil {
		t.Fatal(err)
	}
	r := f.ReportOf("k")
	if len(r.Findings) > 0 || r.Credits != spent(t, f, "k") || r.RealCredits != r.Credits {
		t.Errorf("got %s\nwant no finding, and %d credits", r.Text(), spent(t, f, "k"))
	}
}
