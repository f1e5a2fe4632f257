package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/fixtures"
)

// The page's own example: 839 connections, pages 1 and 2, 20 results, its keys in its order.
func TestAnswersAsThePageShows(t *testing.T) {
	t.Parallel()
	f := served(t)
	const query = `{"login_token":"network-839","country":"FR","start_page":1,"end_page":2}`
	a := ask(t, f, "k", query)
	if got := delivered(t, a, query); got.TotalResults != 20 || got.TotalAvailableResults != 839 || got.Pagination.PagesFetched != 2 {
		t.Errorf("got %d of %d, %+v", got.TotalResults, got.TotalAvailableResults, got.Pagination)
	}
	example, err := fixtures.FS.ReadFile("vendor/success.json")
	if err != nil {
		t.Fatal(err)
	}
	want := keys(t, string(example))
	got := keys(t, a.body)
	one := strings.Index(got, "name job_title")
	two := strings.LastIndex(got, "name job_title")
	if got = got[:one] + got[two:]; got != want { // the page shows one connection for all
		t.Errorf("got keys %s\nwant      %s", got, want)
	}
	if strings.Contains(a.body, `\u`) || !strings.Contains(a.body, "&v=beta&t=") {
		t.Error("got characters escaped that JSON does not want escaped")
	}
}

// keys are the names of a body's members as they stand in it.
func keys(t *testing.T, body string) string {
	t.Helper()
	if !json.Valid([]byte(body)) {
		t.Fatalf("no JSON: %s", body)
	}
	var names []string
	for _, m := range regexp.MustCompile(`"([a-z_]+)":`).FindAllStringSubmatch(body, -1) {
		names = append(names, m[1])
	}
	return strings.Join(names, " ")
}

func TestEachConnectionOnce(t *testing.T) {
	t.Parallel()
	f := served(t)
	seen := map[string]bool{}
	for page := 1; ; page++ {
		query := fmt.Sprintf(`{"login_token":"network-839","start_page":%d,"end_page":%d}`, page, page)
		people := delivered(t, ask(t, f, "k", query), query).Connections
		if len(people) == 0 {
			break
		}
		for _, p := range people {
			if seen[p.ProfileURL] {
				t.Errorf("page %d: %s came before", page, p.ProfileURL)
			}
			seen[p.ProfileURL] = true
		}
	}
	if len(seen) != 839 {
		t.Errorf("got %d people, want 839", len(seen))
	}
	if got, want := f.Account("k"), (emulator.Account{Key: "k", Credits: 916, Spent: 84, Requests: 85, Fingerprint: contract.APIKey("k").Fingerprint()}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestModes(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		query                      string
		config                     emulator.Config
		results, start, end, pages int64
		cost                       string
	}{
		"no paging at all":        {`{"login_token":"network-839"}`, emulator.Config{}, 10, 1, 1, 1, "1"},
		"total results":           {`{"login_token":"network-839","total_results":25}`, emulator.Config{}, 25, 1, 3, 3, "3"},
		"more than there are":     {`{"login_token":"network-11","total_results":95}`, emulator.Config{}, 11, 1, 10, 2, "2"},
		"more, all paid":          {`{"login_token":"network-11","total_results":95}`, emulator.Config{Charge: emulator.ChargeRequested}, 11, 1, 10, 2, "10"},
		"last page short":         {`{"login_token":"network-839","start_page":84,"end_page":84}`, emulator.Config{}, 9, 84, 84, 1, "1"},
		"past the end":            {`{"login_token":"network-839","start_page":85,"end_page":94}`, emulator.Config{}, 0, 85, 94, 0, "0"},
		"past the end, all paid":  {`{"login_token":"network-839","start_page":85,"end_page":94}`, emulator.Config{Charge: emulator.ChargeRequested}, 0, 85, 94, 0, "10"},
		"across the end":          {`{"login_token":"network-839","start_page":84,"end_page":9007199254740991}`, emulator.Config{}, 9, 84, 9007199254740991, 1, "1"},
		"empty network":           {`{"login_token":"network-0","total_results":1}`, emulator.Config{}, 0, 1, 1, 0, "0"},
		"nulls are as absent":     {`{"login_token":"network-839","country":null,"start_page":null,"end_page":null,"total_results":null}`, emulator.Config{}, 10, 1, 1, 1, "1"},
		"integers in other forms": {`{"login_token":"network-839","start_page":2.0,"end_page":3e0}`, emulator.Config{}, 20, 2, 3, 2, "2"},
		"lenient, one page alone": {`{"login_token":"network-839","start_page":7,"total_results":11}`, emulator.Config{Lenient: true}, 11, 1, 2, 2, "2"},
		"pages beat total":        {`{"login_token":"network-839","start_page":1,"end_page":1,"total_results":500}`, emulator.Config{}, 10, 1, 1, 1, "1"},
		"unknown fields":          {`{"login_token":"network-839","count":3}`, emulator.Config{}, 10, 1, 1, 1, "1"},
		"the largest network":     {`{"login_token":"network-30000","start_page":3000,"end_page":3001}`, emulator.Config{}, 10, 3000, 3001, 1, "1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := ask(t, served(t, row.config), "k", row.query)
			d := delivered(t, a, row.query)
			if p := d.Pagination; d.TotalResults != row.results || p.StartPage != row.start || p.EndPage != row.end || p.PagesFetched != row.pages {
				t.Errorf("got %d results, %+v; want %d results, pages %d to %d, %d fetched", d.TotalResults, p, row.results, row.start, row.end, row.pages)
			}
			if got := a.header.Get("X-Emulator-Charged"); got != row.cost {
				t.Errorf("got %s charged, want %s", got, row.cost)
			}
		})
	}
}

func TestOneNetworkForEveryKeyAndProcess(t *testing.T) {
	t.Parallel()
	const query = `{"login_token":"my-cookie","start_page":1,"end_page":3}`
	first := ask(t, served(t), "a", query)
	second := ask(t, served(t, emulator.Config{Credits: 7}), "b", query)
	if first.body != second.body {
		t.Error("got other bytes for another key of another emulator, want the same")
	}
	if other := ask(t, served(t), "a", strings.Replace(query, "my-cookie", "other", 1)); other.body == first.body {
		t.Error("got the same bytes for another cookie, want others")
	}
	if d := delivered(t, first, query); emulator.NetworkOf("my-cookie").Connection(12) != d.Connections[12] {
		t.Errorf("got %+v, want what NetworkOf says", d.Connections[12])
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	const good = `{"login_token":"network-839","start_page":1,"end_page":5}`
	size := 3
	reject := emulator.Config{UnknownKeys: emulator.RejectUnknownKeys, Accounts: []emulator.AccountConfig{{Key: "known", Credits: 9}}}
	declared := emulator.Config{Cookies: []emulator.CookieConfig{
		{LoginToken: "dead", State: emulator.CookieExpired}, {LoginToken: "expired-but-declared", Size: &size},
	}}
	for name, row := range map[string]struct {
		config   emulator.Config
		key      string
		body     string
		status   int
		inOKMode int
		message  string
	}{
		"no key":                 {key: "", body: good, status: 401, inOKMode: 200, message: "Missing API key"},
		"blank key":              {key: " \t", body: good, status: 401, inOKMode: 200, message: "Missing API key"},
		"unknown key":            {config: reject, key: "k", body: good, status: 401, inOKMode: 200, message: "Invalid API key"},
		"key before request":     {key: "", body: `{`, status: 401, inOKMode: 200, message: "Missing API key"},
		"request before credits": {key: "credits-0", body: `{}`, status: 400, inOKMode: 200, message: "Invalid parameter: login_token is required: a string that is not blank"},
		"too few credits":        {key: "credits-4", body: good, status: 402, inOKMode: 200, message: "Insufficient credits available"},
		"credits before cookie":  {key: "credits-0", body: `{"login_token":"expired-1","total_results":10}`, status: 402, inOKMode: 200, message: "Insufficient credits available"},
		"expired cookie":         {key: "k", body: `{"login_token":"expired"}`, status: 403, inOKMode: 200, message: "Invalid or expired LinkedIn cookie"},
		"invalid cookie":         {key: "k", body: `{"login_token":"invalid-x"}`, status: 403, inOKMode: 200, message: "Invalid or expired LinkedIn cookie"},
		"declared expired":       {config: declared, key: "k", body: `{"login_token":"dead"}`, status: 403, inOKMode: 200, message: "Invalid or expired LinkedIn cookie"},
		"one page alone":         {key: "k", body: `{"login_token":"c","end_page":2}`, status: 400, inOKMode: 200, message: "Invalid parameter: start_page is missing: give both start_page and end_page, or neither (got end_page alone)"},
		"two faults in the field's order": {key: "k", body: `{"total_results":"5","country":"XX","login_token":"c"}`, status: 400, inOKMode: 200,
			message: `Invalid parameter: country must be one of US, UK, FR, DE, NL, IT, IL, CA, BR, ES, IN (got the string "XX"); total_results must be an integer of at least 1 (got the string "5")`},
	} {
		for mode, status := range map[emulator.ErrorStatus]int{emulator.ErrorStatusHTTP: row.status, emulator.ErrorStatusOK: row.inOKMode} {
			t.Run(name+"/"+string(mode), func(t *testing.T) {
				t.Parallel()
				config := row.config
				config.ErrorStatus = mode
				f := served(t, config)
				a := ask(t, f, row.key, row.body)
				refused(t, a, status, row.message)
				if got := a.header.Get("X-Emulator-Charged"); got != "0" {
					t.Errorf("got %s charged, want 0", got)
				}
				for _, account := range f.Accounts() {
					if account.Spent != 0 || len(f.Ledger(account.Key)) != 1 {
						t.Errorf("got %+v with %d entries, want nothing spent and the opening alone", account, len(f.Ledger(account.Key)))
					}
				}
			})
		}
	}
	t.Run("a declared cookie is as declared", func(t *testing.T) {
		const query = `{"login_token":"expired-but-declared"}`
		if d := delivered(t, ask(t, served(t, declared), "k", query), query); d.TotalAvailableResults != 3 {
			t.Errorf("got %d connections, want 3", d.TotalAvailableResults)
		}
	})
}

func TestRoutesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, mode := range []emulator.ErrorStatus{emulator.ErrorStatusHTTP, emulator.ErrorStatusOK} {
		f := served(t, emulator.Config{ErrorStatus: mode})
		for _, method := range []string{"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} {
			a := send(t, f, method, path, "")
			refused(t, a, http.StatusMethodNotAllowed, "Method not allowed: use POST")
			if got := a.header.Get("Allow"); got != "POST" {
				t.Errorf("%s: got Allow %q, want POST", method, got)
			}
		}
		for _, other := range []string{"/", "/v1/network", path + "/", "/v1//network/connections", "/V1/network/connections", "/%00"} {
			refused(t, send(t, f, "POST", other, "{}"), http.StatusNotFound,
				"Not found: the emulator answers POST /v1/network/connections, POST /v1/auth/login, POST /v1/auth/verify, GET /v1/check, and tells of itself at GET /_emulator/contract")
		}
		if a := send(t, f, "HEAD", path, ""); a.status != http.StatusMethodNotAllowed || a.body != "" {
			t.Errorf("HEAD: got %d %q, want 405 without a body", a.status, a.body)
		}
	}
}

func TestContentType(t *testing.T) {
	t.Parallel()
	f := served(t)
	for header, message := range map[string]string{
		"application/json":                           "",
		"application/json; charset=utf-8":            "",
		"Application/JSON;charset=\"utf-8\"; x=y":    "",
		"text/plain":                                 `Invalid parameter: Content-Type must be application/json (got "text/plain"); country must be one of US, UK, FR, DE, NL, IT, IL, CA, BR, ES, IN (got the number 1)`,
		"application/jsonx":                          `Invalid parameter: Content-Type must be application/json (got "application/jsonx"); country must be one of US, UK, FR, DE, NL, IT, IL, CA, BR, ES, IN (got the number 1)`,
		"application/x-www-form-urlencoded; a=b; =c": "Invalid parameter: Content-Type must be application/json (got \"application/x-www-form-urlencoded; a=b; =c\"); country must be one of US, UK, FR, DE, NL, IT, IL, CA, BR, ES, IN (got the number 1)",
	} {
		body := `{"login_token":"c"}`
		if message != "" {
			body = `{"login_token":"c","country":1}`
		}
		a := send(t, f, "POST", path, body, "x-api-key", "k", "Content-Type", header)
		if message == "" && a.status != http.StatusOK {
			t.Errorf("%q: got %d %s, want 200", header, a.status, a.body)
		}
		if message != "" {
			refused(t, a, http.StatusBadRequest, message)
		}
	}
	refused(t, send(t, f, "POST", path, `{"login_token":"c"}`, "x-api-key", "k"), http.StatusBadRequest,
		"Invalid parameter: Content-Type must be application/json (got none)")
}

func TestDebugHeaders(t *testing.T) {
	t.Parallel()
	const query = `{"login_token":"network-839","start_page":1,"end_page":3}`
	f := served(t)
	a := ask(t, f, "credits-8", query)
	if charged, left := a.header.Get("X-Emulator-Charged"), a.header.Get("X-Emulator-Credits-Left"); charged != "3" || left != "5" {
		t.Errorf("got %s charged and %s left, want 3 and 5", charged, left)
	}
	id := a.header.Get("X-Request-Id")
	if entries := f.Ledger("credits-8"); len(entries) != 2 || entries[1].RequestID != id || id == "" {
		t.Errorf("got request id %q and %+v, want the charge to carry it", id, entries)
	}
	if again := ask(t, f, "k", query); again.header.Get("X-Request-Id") == id {
		t.Error("got the same request id twice")
	}
	quiet := ask(t, served(t, emulator.Config{HideDebugHeaders: true}), "k", query)
	for name := range quiet.header {
		if strings.HasPrefix(name, "X-") {
			t.Errorf("got %s, want no debugging headers", name)
		}
	}
}
