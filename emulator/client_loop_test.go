package emulator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// collector is the loop of a public client, written again: it asks for ten pages at a time until a list is empty, takes
// 403 as 'cookie expired', logs in again and retries once. It also takes an error in the body of a 200.
type collector struct {
	t      testing.TB
	f      *emulator.Fixture
	key    string
	cookie string
	logins int
	before func() // each batch; nil: nothing
}

var (
	errCookie = errors.New("cookie expired")
	errTwice  = errors.New("the cookie was refused right after a login")
)

func (c *collector) login() {
	c.t.Helper()
	c.cookie = loggedIn(c.t, login(c.t, c.f, c.key, "ada@example.com"))
	c.logins++
}

func (c *collector) collect() (all []contract.Connection, err error) {
	c.t.Helper()
	c.login()
	for start := 1; ; start += 10 {
		people, err := c.batch(start)
		if errors.Is(err, errCookie) {
			c.login()
			if people, err = c.batch(start); errors.Is(err, errCookie) {
				return all, errTwice
			}
		}
		if err != nil || len(people) == 0 {
			return all, err
		}
		all = append(all, people...)
	}
}

func (c *collector) batch(start int) ([]contract.Connection, error) {
	c.t.Helper()
	if c.before != nil {
		c.before()
	}
	query := fmt.Sprintf(`{"login_token":%q,"country":"US","start_page":%d,"end_page":%d}`, c.cookie, start, start+9)
	a := ask(c.t, c.f, c.key, query)
	var body struct{ Status, Message string }
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		return nil, err
	}
	switch {
	case a.status == http.StatusForbidden || body.Message == "Invalid or expired LinkedIn cookie":
		return nil, errCookie
	case a.status != http.StatusOK || body.Status != "success":
		return nil, fmt.Errorf("%d %s", a.status, body.Message)
	}
	return delivered(c.t, a, query).Connections, nil
}

// Under cookie-expires the loop collects every connection exactly once, in the network's order, and pays for what it
// got and no more.
func TestAClientsLoop(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		config emulator.Config
		key    string
		play   func(f *emulator.Fixture)
		again  func(batches int) (logins int)
	}{
		"undisturbed":        {key: "k", again: func(int) int { return 1 }},
		"cookie-expires":     {key: "k", play: func(f *emulator.Fixture) { f.Scenario("cookie-expires") }, again: func(n int) int { return (n + 1) / 2 }},
		"for the key":        {key: "k", play: func(f *emulator.Fixture) { f.ScenarioFor("k", "cookie-expires") }, again: func(n int) int { return (n + 1) / 2 }},
		"by a special key":   {key: "scenario-cookie-expires-loop", again: func(n int) int { return (n + 1) / 2 }},
		"error_status is ok": {config: emulator.Config{ErrorStatus: emulator.ErrorStatusOK}, key: "scenario-cookie-expires-ok", again: func(n int) int { return (n + 1) / 2 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := served(t, row.config)
			if row.play != nil {
				row.play(f)
			}
			c := &collector{t: t, f: f, key: row.key}
			all, err := c.collect()
			if err != nil {
				t.Fatal(err)
			}
			query := fmt.Sprintf(`{"login_token":%q,"total_results":30000}`, loggedIn(t, login(t, f, "bystander", "ada@example.com")))
			f.SetCredits("bystander", 3000)
			want := delivered(t, ask(t, f, "bystander", query), query).Connections
			if len(all) != len(want) || len(want) < 300 {
				t.Fatalf("got %d connections, want each of %d, and so many that the loop is tried", len(all), len(want))
			}
			for i := range all {
				if all[i] != want[i] {
					t.Fatalf("connection %d: got %+v, want %+v", i, all[i], want[i])
				}
			}
			batches := (len(want)+99)/100 + 1 // the last is empty
			if want := row.again(batches); c.logins != want {
				t.Errorf("got %d logins for %d batches, want %d", c.logins, batches, want)
			}
			if got, want := spent(t, f, row.key), int64(len(want)+9)/10; got != want {
				t.Errorf("got %d spent, want one for each of %d pages", got, want)
			}
		})
	}
}

// A cookie that stays refused ends the loop after one retry, and costs nothing.
func TestAClientsLoopGivesUp(t *testing.T) {
	t.Parallel()
	f := served(t)
	f.Scenario("bad-cookie")
	c := &collector{t: t, f: f, key: "k"}
	if all, err := c.collect(); !errors.Is(err, errTwice) || len(all) != 0 || c.logins != 2 || spent(t, f, "k") != 0 {
		t.Errorf("got %d connections, %v, %d logins and %d spent; want none, the error, 2 and 0", len(all), err, c.logins, spent(t, f, "k"))
	}
}

// Where cookies die of age the loop logs in as often as it must, and still gets everybody once.
func TestAClientsLoopWithAgeingCookies(t *testing.T) {
	t.Parallel()
	f := served(t, emulator.Config{CookieTTL: time.Hour})
	f.Freeze()
	c := &collector{t: t, f: f, key: "k", before: func() { f.Advance(40 * time.Minute) }}
	all, err := c.collect()
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for _, p := range all {
		met[p.ProfileURL] = true
	}
	if size := sizeOf(c.cookie[:strings.LastIndex(c.cookie, "-")]); len(met) != size || len(all) != size {
		t.Errorf("got %d connections, %d of them once, want each of %d", len(all), len(met), size)
	}
	if got, want := spent(t, f, "k"), int64(len(all)+9)/10; got != want {
		t.Errorf("got %d spent, want %d", got, want)
	}
	if batches := (len(all)+99)/100 + 1; c.logins != batches {
		t.Errorf("got %d logins for %d batches, want one for each: none has two in an hour", c.logins, batches)
	}
}
