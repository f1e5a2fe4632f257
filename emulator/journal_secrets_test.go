package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Secrets as a client sends them by mistake.
const (
	realCookie = "AQEDARxT8kQBpZ2nAAABk3m1vXIAAAGTYcJ5ck4AVr0n6fWqP1sLd7Zt_Yb3Xh-Ue2Gc9Ko4Mj8Nq5Rw7Ty1Ui0Op6As3Df"
	realKey    = "9b2d7c41e8f05a6637d1c0be4f82a915"
)

// mistakes are calls of every kind: good and refused ones, logins, verifications, and scenarios that break the answer.
// Each has secrets in it.
var mistakes = []struct {
	path, key, body string
	scenario        string // a step that is played for it
}{
	{body: `{"login_token":"%s","country":"FR","start_page":1,"end_page":2}`},
	{body: `{"login_token":"%s","total_results":5}`},
	{body: `{"login_token":"%s","start_page":0,"country":"XX","secret":"%[1]s"}`},
	{body: `{"login_token":"%s","country":"%[1]s","start_page":"%[1]s"}`},
	{body: `{"login_token":["%s"],"total_results":{"cookie":"%[1]s"}}`},
	{body: `{"login_token":"%s","login_token":"%[1]s"}`},
	{body: `{"login_token":"%s"} and %[1]s`},
	{body: `{"login_token":"%s`},
	{body: `login_token=%s`},
	{body: `["%s"]`},
	{body: `{"login_token":"%s\q"}`},
	{body: `{"login_token":"%s","` + realCookie + `":1,"` + realKey + `":2}`},
	{body: `{"` + realCookie + `":1,"` + realCookie + `":2,"x":"%s"}`},
	{key: "-", body: `{"login_token":"%s"}`},
	{path: "/v1/network/" + realCookie, body: `%s`},
	{path: "/" + realKey + "/x?key=" + realKey, body: `%s`},
	{body: `{"login_token":"%s"}`, scenario: "error: invalid_cookie"},
	{body: `{"login_token":"%s"}`, scenario: "malformed: true"},
	{body: `{"login_token":"%s"}`, scenario: "retype: {data: string}"},
	{body: `{"login_token":"%s"}`, scenario: "respond: {status: 502, body: <h1>}"},
	{path: loginPath, body: `{"email":"mail-%s@example.com","password":"pass-%[1]s","country":"DE"}`},
	{path: loginPath, body: `{"email":"verify-%s@example.com","password":"pass-%[1]s"}`},
	{path: loginPath, body: `{"email":"wrong-password-%s@example.com","password":"pass-%[1]s"}`},
	{path: loginPath, body: `{"email":"restricted-%s@example.com","password":"pass-%[1]s"}`},
	{path: loginPath, body: `{"email":"%s","password":"","code":"code-%[1]s"}`},
	{path: verifyPath, body: `{"email":"verify-%s@example.com","code":"code-%[1]s"}`},
	{path: verifyPath, body: `{"email":"verify-%s@example.com","code":0,"password":"pass-%[1]s"}`},
	{path: "/v1/check"},
}

// Whatever a client sends, none of its secrets is in the log, the journal or a stream of it.
func TestNoSecretIsWritten(t *testing.T) {
	t.Parallel()
	for name, secret := range map[string]string{"ordinary": "hush-my-own-cookie", "real cookie": realCookie, "real key": realKey} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			f := emulator.RunT(t, emulator.Config{Logger: log.debug()})
			follower := follows(t, f, "", "")
			for _, m := range mistakes {
				mistake(t, f, m.path, m.key, m.body, m.scenario, secret)
			}
			verify(t, f, secret, "verify-"+secret+"@example.com", emulator.VerificationCode("verify-"+secret+"@example.com"))
			page := control(t, f, "GET", "/journal", "").body
			calls := len(mistakes) + 1
			if got := len(journalOf(t, f, "").Entries); got != calls {
				t.Fatalf("got %d entries, want %d", got, calls)
			}
			var streamed strings.Builder
			for range calls {
				streamed.WriteString(follower.next().data + "\n")
			}
			for where, text := range map[string]string{"journal": page, "stream": streamed.String(), "log": logged(t, log, calls)} {
				hidesSecrets(t, where, text, secret)
			}
			code := fmt.Sprintf("%q", emulator.VerificationCode("verify-"+secret+"@example.com"))
			if strings.Contains(page, code) {
				t.Errorf("journal: has the code %s that was sent", code)
			}
		})
	}
}

// mistake makes a call with the secret in it.
func mistake(t *testing.T, f *emulator.Fixture, to, key, body, scenario, secret string) {
	t.Helper()
	method := "POST"
	switch to {
	case "":
		to = path
	case "/v1/check":
		method = "GET"
	}
	switch key {
	case "":
		key = secret
	case "-":
		key = ""
	}
	if scenario != "" {
		plays(t, f, steps(scenario))
		defer f.DeleteScenario("test")
	}
	if strings.Contains(body, "%s") {
		body = fmt.Sprintf(body, secret)
	}
	send(t, f, method, to, body, "x-api-key", key, "Content-Type", "application/json")
}

// logged are all lines of the log, of calls requests.
func logged(t *testing.T, log *logbook, calls int) string {
	t.Helper()
	var lines strings.Builder
	for calls > 0 {
		line := log.line(t)
		if strings.Contains(line, `"msg":"request"`) {
			calls--
		}
		lines.WriteString(line + "\n")
	}
	return lines.String()
}

// hidesSecrets checks that text has none of what was sent, and no beginning of it.
func hidesSecrets(t *testing.T, where, text, secret string) {
	t.Helper()
	handedOut := contract.Email("mail-" + secret + "@example.com").Cookie(1)
	for _, s := range []string{secret, realCookie, realKey, string(handedOut)} {
		for _, part := range []string{s[:12], s[len(s)-12:]} {
			if at := strings.Index(text, part); at >= 0 {
				t.Errorf("%s: has %q: ...%s...", where, part, text[max(0, at-120):min(len(text), at+120)])
			}
		}
	}
}

// A secret that looks real is served like any other, and warned of: once in the log, and with each call in the journal.
func TestRealSecretsAreWarnedOf(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	f := emulator.RunT(t, emulator.Config{Logger: log.logger()})
	for range 3 {
		query := fmt.Sprintf(`{"login_token":%q}`, realCookie)
		delivered(t, ask(t, f, realKey, query), query)
	}
	ask(t, f, "k", `{"login_token":"c"}`)
	warnings := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(logged(t, log, 4)), "\n") {
		var l struct{ Level, Msg, Secret string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if l.Level == "WARN" && strings.Contains(l.Msg, "REAL SECRET") {
			warnings[l.Secret]++
		}
	}
	key, cookie := contract.APIKey(realKey).Fingerprint(), contract.Cookie(realCookie).Fingerprint()
	if len(warnings) != 2 || warnings[key] != 1 || warnings[cookie] != 1 {
		t.Errorf("got the warnings %v, want one for %s and one for %s", warnings, key, cookie)
	}
	for i, e := range f.Journal("") {
		told := strings.Contains(strings.Join(e.Warnings, "\n"), key+" looks like a real secret") && strings.Contains(strings.Join(e.Warnings, "\n"), cookie+" looks like a real secret")
		if want := i < 3; e.Secret != want || told != want {
			t.Errorf("call %d: got secret %v and the warnings %q, want it told: %v", i+1, e.Secret, e.Warnings, want)
		}
	}
	if got := f.Journal(realKey); len(got) != 3 {
		t.Errorf("got %d entries of the key itself, want 3", len(got))
	}
}

// However many real secrets come, the log warns of a thousand at most.
func TestWarningsOfRealSecretsAreBounded(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	f := emulator.RunT(t, emulator.Config{Logger: log.logger(), NoListener: true})
	const calls = 1050
	for i := range calls {
		send(t, f, "GET", "/v1/check", "", "x-api-key", fmt.Sprintf("%s%04d", realKey, i))
	}
	if got := strings.Count(logged(t, log, calls), "REAL SECRET"); got != 1000 {
		t.Errorf("got %d warnings, want 1000", got)
	}
}

// The routes of accounts and scenarios tell a real key by its fingerprint, and an ordinary one as it is.
func TestRealKeysAreNotShown(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	ask(t, f, "ordinary", `{"login_token":"c"}`)
	ask(t, f, realKey, `{"login_token":"c"}`)
	f.ScenarioFor(realKey, "flaky")
	fingerprint := contract.APIKey(realKey).Fingerprint()
	for _, call := range [][3]string{
		{"GET", "/accounts", ""}, {"GET", "/accounts/" + realKey, ""}, {"PUT", "/accounts/" + realKey, `{"credits":5}`},
		{"GET", "/accounts/" + realKey + "/ledger", ""}, {"GET", "/scenarios", ""},
	} {
		a := control(t, f, call[0], call[1], call[2])
		if a.status != http.StatusOK || strings.Contains(a.body, realKey) {
			t.Errorf("%s: got %d %.300s, want 200 without the key", call, a.status, a.body)
		}
		if !strings.HasSuffix(call[1], "ledger") && !strings.Contains(a.body, fmt.Sprintf("%q", fingerprint)) {
			t.Errorf("%s: got %.300s, want the fingerprint", call, a.body)
		}
	}
	if a := control(t, f, "GET", "/accounts", ""); !strings.Contains(a.body, `"key":"ordinary"`) {
		t.Errorf("got %s, want the ordinary key as it is", a.body)
	}
	if got := f.Account(realKey).Credits; got != 5 {
		t.Errorf("got %d credits, want the 5 of the real key's own account", got)
	}
}
