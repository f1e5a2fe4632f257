package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// played is a Recorder of a few calls.
func played() *report.Recorder {
	c := newClient(report.New(0))
	c.pages(1, 4) // r1
	c.pages(5, 8)
	c.cookie = "team-2"
	c.refused(contract.KindInvalidCookie, 1, 4) // r3
	c.results(30)
	c.key = "other-key"
	s := c.pagesSeen(9, 10) // r5
	s.Entry.Scenario, s.Entry.Step, s.Entry.Query.Country = "slow", 1, "US"
	c.see(s)
	c.pages(9, 10)
	c.pages(9, 10)
	c.login()
	return c.r
}

func TestMatches(t *testing.T) {
	t.Parallel()
	r := played()
	for name, row := range map[string]struct {
		match          report.Match
		calls, credits int64
	}{
		"all of the endpoint":      {report.Match{}, 7, 17},
		"login_token, glob":        {report.Match{LoginToken: "team-?"}, 5, 9},
		"login_token":              {report.Match{LoginToken: "c"}, 2, 8},
		"api_key, glob":            {report.Match{APIKey: "*-key"}, 3, 6},
		"key":                      {report.Match{Key: "k"}, 4, 11},
		"key's fingerprint":        {report.Match{Key: contract.APIKey("k").Fingerprint()}, 4, 11},
		"cookie":                   {report.Match{Cookie: "c"}, 2, 8},
		"cookie's fingerprint":     {report.Match{Cookie: contract.Cookie("c").Fingerprint()}, 2, 8},
		"country":                  {report.Match{Country: []string{"US", "UK"}}, 1, 2},
		"mode":                     {report.Match{Mode: contract.ModeTotalResults}, 1, 3},
		"page":                     {report.Match{Page: 4}, 2, 4},
		"page past all":            {report.Match{Page: 11}, 0, 0},
		"status":                   {report.Match{Status: 403}, 1, 0},
		"error":                    {report.Match{Error: contract.KindInvalidCookie}, 1, 0},
		"scenario":                 {report.Match{Scenario: "slow"}, 1, 2},
		"another route":            {report.Match{Route: contract.Login.Path}, 1, 0},
		"any route":                {report.Match{Route: report.AnyRoute}, 8, 17},
		"two fields":               {report.Match{Key: "k", Status: 200}, 3, 11},
		"two fields, none of both": {report.Match{Key: "other-key", Status: 403}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := r.Verify(report.Verification{Match: row.match, Exactly: new(int(row.calls)), CreditsSpent: new(int(row.credits))}, nil)
			if got.Status != report.Verified || got.Calls != row.calls || got.Credits != row.credits || got.Err() != nil {
				t.Errorf("got %+v, want %d calls of %d credits", got, row.calls, row.credits)
			}
		})
	}
}

func TestExpectations(t *testing.T) {
	t.Parallel()
	r := played()
	for name, row := range map[string]struct {
		v    report.Verification
		want string // the message; "" for none: verified
	}{
		"exactly":          {report.Verification{Exactly: new(7)}, ""},
		"exactly, less":    {report.Verification{Exactly: new(6)}, "calls: got 7, want exactly 6"},
		"at least":         {report.Verification{AtLeast: new(7)}, ""},
		"at most":          {report.Verification{AtMost: new(7)}, ""},
		"at most, more":    {report.Verification{AtMost: new(6)}, "calls: got 7, want at most 6"},
		"between":          {report.Verification{AtLeast: new(5), AtMost: new(9)}, ""},
		"between, more":    {report.Verification{AtLeast: new(1), AtMost: new(2)}, "calls: got 7, want at least 1 and at most 2"},
		"none":             {report.Verification{Match: report.Match{Status: 500}, Exactly: new(0)}, ""},
		"credits":          {report.Verification{CreditsSpent: new(17)}, ""},
		"credits, another": {report.Verification{Match: report.Match{Key: "k"}, CreditsSpent: new(12)}, "credits spent by calls with key key:8254c3: got 11, want 12"},
		"calls and credits": {report.Verification{Match: report.Match{Key: "k"}, Exactly: new(3), CreditsSpent: new(12)},
			"calls with key key:8254c3: got 4, want exactly 3\ncredits spent by calls with key key:8254c3: got 11, want 12"},
		"nearest misses": {report.Verification{Match: report.Match{Page: 9, Status: 403, LoginToken: "secret-cookie"}, AtLeast: new(1)}, strings.Join([]string{
			"calls with login_token cookie:ce3da5, page 9, status 403: got 0, want at least 1",
			"  almost: POST /v1/network/connections pages 9-10 of cookie:7774b2, 200, 2 times, the last r7: login_token is cookie:7774b2, want cookie:ce3da5; status is 200, want 403",
			"  almost: POST /v1/network/connections pages 9-10 of cookie:7774b2, 200 (scenario slow/1), once, the last r5: login_token is cookie:7774b2, want cookie:ce3da5; status is 200, want 403",
			"  almost: POST /v1/network/connections pages 1-4 of cookie:7774b2, 403 invalid_cookie, once, the last r3: login_token is cookie:7774b2, want cookie:ce3da5; page is pages 1-4, want 9",
		}, "\n")},
		"no match of a pattern": {report.Verification{Match: report.Match{APIKey: "half-a-sec*", Route: contract.Login.Path}, Exactly: new(1)}, strings.Join([]string{
			"calls with api_key (a pattern of 11 characters), route /v1/auth/login: got 0, want exactly 1",
			"  almost: POST /v1/auth/login, 200, once, the last r8: api_key is key:580843, want (a pattern of 11 characters)",
			"  almost: POST /v1/network/connections pages 9-10 of cookie:7774b2, 200, 2 times, the last r7: api_key is key:580843, want (a pattern of 11 characters); route is /v1/network/connections, want /v1/auth/login",
			"  almost: POST /v1/network/connections pages 9-10 of cookie:7774b2, 200 (scenario slow/1), once, the last r5: api_key is key:580843, want (a pattern of 11 characters); route is /v1/network/connections, want /v1/auth/login",
		}, "\n")},
	} {
		t.Run(name, func(t *testing.T) {
			got := r.Verify(row.v, nil)
			if row.want == "" && got.Status == report.Verified && len(got.Failures) == 0 {
				return
			}
			if got.Message != row.want || got.Status != report.Failed || got.Err() == nil || got.Err().Error() != row.want {
				t.Errorf("got  %s\nwant %s", got.Message, row.want)
			}
		})
	}
}

func TestUnusedScenarios(t *testing.T) {
	t.Parallel()
	stage := scenario.NewStage(nil)
	for _, text := range []string{"name: used\nsteps: [{error: invalid_cookie}, {error: internal_error}]", "name: idle\nmatch: {country: [US]}\nsteps: [{reset: true}]"} {
		s, err := scenario.Parse("a.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := stage.Activate(s); err != nil {
			t.Fatal(err)
		}
	}
	stage.Choose(scenario.Request{Key: "k", Query: contract.Query{LoginToken: "c", Country: "FR"}})
	for name, row := range map[string]struct {
		v    report.Verification
		want string
	}{
		"unused":            {report.Verification{UnusedScenarios: []string{"idle"}}, ""},
		"unused, none":      {report.Verification{UnusedScenarios: []string{}}, "unused scenarios: got idle, want none"},
		"unused, another":   {report.Verification{UnusedScenarios: []string{"used", "idle"}}, "unused scenarios: got idle, want idle, used"},
		"unmatched":         {report.Verification{UnmatchedSteps: []string{"used/2", "idle/1"}}, ""},
		"unmatched, none":   {report.Verification{UnmatchedSteps: []string{}}, "steps that no request met: got idle/1, used/2, want none"},
		"unmatched, itself": {report.Verification{UnmatchedSteps: []string{"idle/1"}}, "steps that no request met: got idle/1, used/2, want idle/1"},
	} {
		got := report.New(0).Verify(row.v, stage.Active())
		if failed := got.Status == report.Failed; failed != (row.want != "") || failed && got.Message != row.want {
			t.Errorf("%s: got %s, want %q", name, got.Message, row.want)
		}
	}
}

// What is no longer known of all calls is not said to be verified, unless what is known is enough.
func TestVerifyWhatWasForgotten(t *testing.T) {
	t.Parallel()
	r := report.New(20_000)
	first := newClient(r)
	first.pages(1, 2)
	for key := range 50 {
		c := newClient(r)
		c.key = contract.APIKey(strings.Repeat("x", key+1))
		c.pages(1, 2)
	}
	const forgot = "not all calls are known any more"
	for name, row := range map[string]struct {
		v    report.Verification
		sure bool
	}{
		"all":                       {report.Verification{AtMost: new(51)}, false},
		"one that is there":         {report.Verification{Match: report.Match{Key: strings.Repeat("x", 50)}, Exactly: new(1)}, true},
		"one that is there, a glob": {report.Verification{Match: report.Match{APIKey: strings.Repeat("x", 50)}, Exactly: new(1)}, true},
		"one that was there":        {report.Verification{Match: report.Match{Key: "k"}, Exactly: new(0)}, false},
		"one that never was":        {report.Verification{Match: report.Match{Key: "never"}, Exactly: new(0)}, true},
		"enough":                    {report.Verification{AtLeast: new(2)}, true},
		"enough, but the credits":   {report.Verification{AtLeast: new(2), CreditsSpent: new(8)}, false},
		"scenarios alone":           {report.Verification{UnusedScenarios: []string{}}, true},
	} {
		got := r.Verify(row.v, nil)
		if sure := got.Status == report.Verified; sure != row.sure || !sure && !strings.Contains(got.Message, forgot) {
			t.Errorf("%s: got %+v, want sure %v", name, got, row.sure)
		}
	}
	first.pages(1, 2)
	if got := r.Verify(report.Verification{Match: report.Match{Key: "k"}, Exactly: new(1)}, nil); got.Complete {
		t.Errorf("a key that came back: got %+v, want it known that calls before are not counted", got)
	}
}

func TestSpending(t *testing.T) {
	t.Parallel()
	r := played()
	want := []string{
		"4 credits for POST /v1/network/connections pages 1-4 of cookie:2e7d2c, 200, once, the last r1",
		"4 credits for POST /v1/network/connections pages 5-8 of cookie:2e7d2c, 200, once, the last r2",
		"3 credits for POST /v1/network/connections 30 results of cookie:7774b2, 200, once, the last r4",
	}
	if got := r.Spending("k"); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := r.Spending("nobody"); len(got) != 0 {
		t.Errorf("nobody: got %q, want nothing", got)
	}
	c := newClient(r)
	c.key, c.size = "spender", 30_000
	for page := range int64(60) {
		c.pages(2*page+1, 2*page+1)
	}
	lines := r.Spending("spender")
	if len(lines) != 51 || lines[50] != "10 credits for others" {
		t.Errorf("got %d lines, the last %q; want 50 and 10 credits for others", len(lines), lines[len(lines)-1])
	}
}
