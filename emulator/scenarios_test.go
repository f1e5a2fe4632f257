package emulator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// ending is how an answer ends.
type ending string

const (
	whole   ending = ""        // with its body, as announced
	reset   ending = "reset"   // before it began
	hung    ending = "hung"    // not at all, until the client leaves
	halved  ending = "halved"  // in the middle of its body
	notJSON ending = "notJSON" // with its body, which is damaged
)

// turn is a request for two pages of a network, and what it gets.
type turn struct {
	login bool          // before it the key logs in
	pass  time.Duration // before it so much time goes by
	wait  time.Duration // its answer comes after so much time, and not before

	ending     ending
	status     int
	message    string // of an error
	retryAfter string
	people     int  // of a success
	more       int  // connections that the network has in addition to its own
	faceless   bool // nobody has a picture
	charged    int64
}

var (
	ordinary = turn{status: 200, people: 20, charged: 2}
	expired  = turn{status: 403, message: "Invalid or expired LinkedIn cookie"}
	failed   = turn{status: 500, message: "Internal server error"}
	tooMany  = turn{status: 429, message: "Rate limit exceeded", retryAfter: "1"}
	broke    = turn{status: 402, message: "Insufficient credits available"}
	revoked  = turn{status: 401, message: "Invalid API key"}
)

// but is a turn with a difference.
func (r turn) but(change func(*turn)) turn {
	change(&r)
	return r
}

func (r turn) afterLogin() turn             { return r.but(func(r *turn) { r.login = true }) }
func (r turn) passed(d time.Duration) turn  { return r.but(func(r *turn) { r.pass = d }) }
func (r turn) waited(d time.Duration) turn  { return r.but(func(r *turn) { r.wait = d }) }
func (r turn) ended(e ending) turn          { return r.but(func(r *turn) { r.ending = e }) }
func (r turn) grown(n int) turn             { return r.but(func(r *turn) { r.more = n }) }
func (r turn) withStatus(status int) turn   { return r.but(func(r *turn) { r.status = status }) }
func (r turn) costing(credits int64) turn   { return r.but(func(r *turn) { r.charged = credits }) }
func (r turn) delivering(people int) turn   { return r.but(func(r *turn) { r.people = people }) }
func (r turn) withoutPictures(is bool) turn { return r.but(func(r *turn) { r.faceless = is }) }

// shipped is every scenario that comes with the package, turn by turn to its end.
var shipped = map[string][]turn{
	"bad-cookie":       {expired, expired, expired.afterLogin(), expired},
	"charged-error":    {failed.costing(2), ordinary, ordinary},
	"connection-reset": {ordinary.ended(reset).costing(0), ordinary, ordinary},
	"cookie-expires":   {ordinary, ordinary, expired, expired, expired, ordinary.afterLogin(), ordinary, ordinary},
	"cookie-revives":   {ordinary, ordinary, expired, expired, ordinary, ordinary},
	"empty-page":       {ordinary, ordinary.delivering(0).costing(0), ordinary, ordinary},
	"flaky":            {ordinary, ordinary, failed, ordinary, ordinary, failed, ordinary, ordinary, failed, ordinary},
	"growing-network":  {ordinary, ordinary.grown(3), ordinary.grown(6), ordinary.grown(9)},
	"hang":             {ordinary.ended(hung).costing(0), ordinary, ordinary},
	"invalid-key":      {revoked, revoked, revoked.afterLogin()},
	"lost-answer":      {ordinary.ended(reset), ordinary, ordinary},
	"malformed":        {ordinary.ended(notJSON), ordinary, ordinary},
	"missing-picture":  {ordinary.withoutPictures(true), ordinary.withoutPictures(true), ordinary.withoutPictures(true)},
	"no-credits":       {broke, broke, broke.afterLogin()},
	"ok-errors":        {expired.withStatus(200), broke.withStatus(200), revoked.withStatus(200), ordinary, ordinary},
	"outage":           {failed, failed, failed.passed(30*time.Second - 1), ordinary.passed(1), ordinary},
	"rate-limited":     {tooMany, tooMany, tooMany, ordinary, ordinary},
	"shrinking-network": {
		ordinary, ordinary.grown(-3), ordinary.grown(-6), ordinary.grown(-9),
	},
	"slow":      {ordinary.waited(slowly(1)), ordinary.waited(slowly(2)), ordinary.waited(slowly(3))},
	"timeout":   {ordinary.waited(2 * time.Minute), ordinary, ordinary},
	"truncated": {ordinary.ended(halved), ordinary, ordinary},
}

// slowly is how long the scenario slow keeps the nth request waiting: the same in every process, for every key.
func slowly(n int) (wait time.Duration) {
	s, err := scenario.Lookup("slow")
	if err != nil {
		panic(err)
	}
	stage := scenario.NewStage(nil)
	if err := stage.Activate(s); err != nil {
		panic(err)
	}
	for range n {
		d, _ := stage.Choose(scenario.Request{Key: "anybody"})
		wait = d.Action.Delay
	}
	return wait
}

// activations are the ways to a shipped scenario, each with the key and the cookie that it speaks for.
var activations = map[string]func(t *testing.T, f *emulator.Fixture, name string) (key, cookie string){
	"PUT": func(t *testing.T, f *emulator.Fixture, name string) (string, string) {
		if a := control(t, f, "PUT", "/scenarios/"+name, ""); a.status != http.StatusOK {
			t.Fatalf("got %d %s", a.status, a.body)
		}
		return "k", "network-95"
	},
	"PUT for a key": func(t *testing.T, f *emulator.Fixture, name string) (string, string) {
		if a := control(t, f, "PUT", "/accounts/k/scenario?name="+name, ""); a.status != http.StatusOK {
			t.Fatalf("got %d %s", a.status, a.body)
		}
		return "k", "network-95"
	},
	"fixture": func(t *testing.T, f *emulator.Fixture, name string) (string, string) {
		f.Scenario(name)
		return "k", "network-95"
	},
	"fixture for a key": func(t *testing.T, f *emulator.Fixture, name string) (string, string) {
		f.ScenarioFor("k", name)
		return "k", "network-95"
	},
	"special cookie": func(t *testing.T, f *emulator.Fixture, name string) (string, string) {
		return "k", large(t, "scenario-"+name+"-")
	},
	"special key": func(t *testing.T, f *emulator.Fixture, name string) (string, string) {
		return "scenario-" + name + "-x", "network-95"
	},
}

// large is a cookie that begins with prefix and opens a network of more than two pages.
func large(t *testing.T, prefix string) string {
	t.Helper()
	for i := range 100 {
		if cookie := fmt.Sprint(prefix, i); network.Of(contract.Cookie(cookie)).Size() > 40 {
			return cookie
		}
	}
	t.Fatalf("got no large network among the cookies %s0 to 99", prefix)
	return ""
}

func TestShippedScenarios(t *testing.T) {
	t.Parallel()
	for name, turns := range shipped {
		for way, activate := range activations {
			t.Run(name+"/"+way, func(t *testing.T) {
				t.Parallel()
				f := served(t)
				f.Freeze()
				key, cookie := activate(t, f, name)
				for i, row := range turns {
					if !t.Run(fmt.Sprint("turn ", i+1), func(t *testing.T) { take(t, f, key, cookie, row) }) {
						return
					}
				}
			})
		}
	}
}

func TestEveryShippedScenarioIsPlayed(t *testing.T) {
	t.Parallel()
	all, err := emulator.ShippedScenarios()
	if err != nil {
		t.Fatal(err)
	}
	played := map[string]bool{}
	for _, s := range all {
		played[s.Name] = true
		if len(shipped[s.Name]) == 0 {
			t.Errorf("%s: is not played by any test", s.Name)
		}
		if s.Description == "" {
			t.Errorf("%s: has no description", s.Name)
		}
	}
	for name := range shipped {
		if !played[name] {
			t.Errorf("%s: is played, and does not come with the package", name)
		}
	}
}

// take plays one turn, and checks what came and what it cost.
func take(t *testing.T, f *emulator.Fixture, key, cookie string, row turn) {
	if row.login {
		loggedIn(t, login(t, f, key, "ada@example.com"))
	}
	f.Advance(row.pass)
	before := spent(t, f, key)
	w := asked(t, f, key, fmt.Sprintf(`{"login_token":%q,"start_page":1,"end_page":2}`, cookie))
	if row.wait > 0 {
		w.after(f, row.wait)
	}
	row.meets(t, w, sizeOf(cookie))
	if got := spent(t, f, key) - before; got != row.charged {
		t.Errorf("got %d charged, want %d", got, row.charged)
	}
}

func sizeOf(cookie string) int {
	if n, ok := contract.Cookie(cookie).NetworkSize(); ok {
		return n
	}
	return network.Of(contract.Cookie(cookie)).Size()
}

// meets checks what comes on the wire.
func (r turn) meets(t *testing.T, w *wire, size int) {
	t.Helper()
	switch r.ending {
	case reset:
		if err := w.ends(); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("got %v, want a reset", err)
		}
		return
	case hung:
		w.silent()
		w.leave()
		return
	}
	a, err := w.answer()
	if got := a.header.Get("X-Emulator-Charged"); got != fmt.Sprint(r.charged) {
		t.Errorf("got %s charged by the header, want %d", got, r.charged)
	}
	if got := a.header.Get("Retry-After"); got != r.retryAfter {
		t.Errorf("got Retry-After %q, want %q", got, r.retryAfter)
	}
	switch {
	case r.ending == halved:
		if announced := a.header.Get("Content-Length"); err != io.ErrUnexpectedEOF || fmt.Sprint(len(a.body)*2) != announced && fmt.Sprint(len(a.body)*2+1) != announced {
			t.Errorf("got %d bytes of %s and %v, want half of them", len(a.body), announced, err)
		}
	case err != nil:
		t.Errorf("got %v, want the whole body", err)
	case r.ending == notJSON:
		if json.Valid([]byte(a.body)) {
			t.Errorf("got %s, want what is not JSON", a.body)
		}
	case r.message != "":
		r.refuses(t, a)
	default:
		r.delivers(t, a, size)
	}
}

func (r turn) refuses(t *testing.T, a answer) {
	t.Helper()
	refused(t, a, r.status, r.message)
	keeps(t, schemas.Error, a)
}

func (r turn) delivers(t *testing.T, a answer, size int) {
	t.Helper()
	keeps(t, schemas.Success, a)
	var success contract.Success
	if err := json.Unmarshal([]byte(a.body), &success); err != nil {
		t.Fatal(err)
	}
	data := success.Data
	if a.status != r.status || len(data.Connections) != r.people || data.TotalAvailableResults != int64(size+r.more) {
		t.Errorf("got %d with %d of %d connections, want %d with %d of %d",
			a.status, len(data.Connections), data.TotalAvailableResults, r.status, r.people, size+r.more)
	}
	if data.Pagination.PagesFetched != int64(r.people/10) || data.TotalResults != int64(r.people) {
		t.Errorf("got %d results, %+v; want them to tell %d", data.TotalResults, data.Pagination, r.people)
	}
	faces := strings.Count(a.body, `"profile_picture":"https:`)
	if r.people > 0 && r.faceless != (faces == 0) {
		t.Errorf("got %d pictures of %d people, want none: %v", faces, r.people, r.faceless)
	}
}

// keeps checks that the body of a keeps the schema.
func keeps(t testing.TB, schema schemas.Name, a answer) {
	t.Helper()
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	if err := set.Check(schema, []byte(a.body)); err != nil {
		t.Error(err)
	}
}
