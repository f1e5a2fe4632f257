package emulator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// remembering is a configuration under which everything that there is to remember matters.
func remembering(t *testing.T) emulator.Config {
	t.Helper()
	var configured []*emulator.Scenario
	for _, text := range []string{
		"name: by-key\nmatch: {api_key: key-a}\nper: key\nsteps: [{answer: {}, times: 2}, {error: invalid_cookie, until: login}]",
		"name: by-cookie\nmatch: {login_token: network-25}\nsteps: [{add: {count: 2}}, {remove: {count: 1, at: 3}, times: 2}]\nloop: true",
		"name: by-time\nmatch: {country: [DE]}\nper: server\nsteps: [{error: internal_error, for: 30s}, {answer: {connections: 1}}]",
	} {
		s, err := emulator.ParseScenario("test", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		configured = append(configured, s)
	}
	return emulator.Config{
		NoListener: true, RateLimit: "6/m", CookieTTL: time.Minute, Scenarios: configured, Credits: 30,
		Accounts: []emulator.AccountConfig{{Key: "key-a", Credits: 12}},
	}
}

// act does one of many things to an emulator, and says what came of it.
func act(t *testing.T, f *emulator.Fixture, what, key string) string {
	t.Helper()
	short := func(a answer) string {
		return fmt.Sprint(a.status, a.header.Get("X-Emulator-Credits-Left"), a.header.Get("X-RateLimit-Remaining"), a.header.Get("Retry-After"), a.body)
	}
	switch what {
	case "advance":
		f.Advance(11 * time.Second)
	case "login":
		return short(login(t, f, key, "somebody@example.com"))
	case "begin login":
		return short(login(t, f, key, "verify@example.com"))
	case "verify":
		return short(post(t, f, verifyPath, key, fmt.Sprintf(`{"email":"verify@example.com","code":%q,"country":"FR"}`, emulator.VerificationCode("verify@example.com"))))
	case "own scenario":
		f.ScenarioFor(key, "flaky")
	case "credits":
		f.SetCredits(key, 17)
	case "end scenario":
		return fmt.Sprint(f.DeleteScenario("by-cookie"))
	default:
		return short(ask(t, f, key, what))
	}
	return ""
}

var acts = []string{
	`{"login_token":"network-25","start_page":1,"end_page":3}`, `{"login_token":"network-25","start_page":1,"end_page":1}`,
	`{"login_token":"some-cookie"}`, `{"login_token":"some-cookie","country":"DE"}`, `{"login_token":"scenario-cookie-revives"}`,
	"advance", "login", "begin login", "verify", "own scenario", "credits", "end scenario", `{"login_token":1}`,
}

var stateKeys = []string{"key-a", "key-b", "credits-9-c", "scenario-flaky-d"}

// Whatever has happened, an emulator that was given the state of another answers as that one goes on to answer, with the
// same balances and ledgers.
func TestStateGoesOn(t *testing.T) {
	t.Parallel()
	config := remembering(t)
	rapid.Check(t, func(r *rapid.T) {
		one := emulator.RunT(t, config)
		one.Freeze()
		what, key := rapid.SampledFrom(acts), rapid.SampledFrom(stateKeys)
		for range rapid.IntRange(0, 25).Draw(r, "before") {
			act(t, one, what.Draw(r, "act"), key.Draw(r, "key"))
		}
		saved, err := one.State()
		if err != nil {
			t.Fatal(err)
		}
		other := emulator.RunT(t, config)
		act(t, other, acts[0], "key-b") // is forgotten
		if err := other.PutState(saved); err != nil {
			r.Fatalf("%v\n%s", err, saved)
		}
		if again, _ := other.State(); string(again) != string(saved) {
			r.Fatalf("got the state\n%s\nwant the one that was put\n%s", again, saved)
		}
		for range rapid.IntRange(0, 25).Draw(r, "after") {
			do, by := what.Draw(r, "act"), key.Draw(r, "key")
			if want, got := act(t, one, do, by), act(t, other, do, by); got != want {
				r.Fatalf("%s of %s: got %s\nwant %s", do, by, got, want)
			}
		}
		sameAccounts(r, one, other)
	})
}

func sameAccounts(t rapid.TB, one, other *emulator.Fixture) {
	t.Helper()
	for _, key := range stateKeys {
		if got, want := other.Account(key), one.Account(key); got != want {
			t.Errorf("%s: got the account %+v, want %+v", key, got, want)
		}
		got, want := other.Ledger(key), one.Ledger(key)
		var sum int64
		for i := range got {
			sum += got[i].Amount
			got[i].RequestID, want[i].RequestID = "", ""
			got[i].At, want[i].At = time.Time{}, time.Time{} // of an account that is not open yet: now
		}
		if !slices.Equal(got, want) || sum != other.Account(key).Credits {
			t.Errorf("%s: got the ledger %+v, want %+v, and a sum of %d", key, got, want, other.Account(key).Credits)
		}
	}
}

// No key, cookie, address or password is in a state, nor where a match says one.
func TestStateHasNoSecret(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true, CookieTTL: time.Hour, RateLimit: "100/s"})
	secrets := []string{"AQEDARsecretcookie", "key-that-is-secret", "me@secret.example", "correct horse"}
	s, err := emulator.ParseScenario("test", []byte("name: x\nmatch: {login_token: AQEDARsecretcookie, api_key: key-that-is-secret}\nsteps: [{add: {count: 1}, forever: true}]"))
	if err != nil {
		t.Fatal(err)
	}
	f.Play(s)
	f.PlayFor(secrets[1], s)
	ask(t, f, secrets[1], `{"login_token":"AQEDARsecretcookie"}`)
	token := loggedIn(t, login(t, f, secrets[1], secrets[2]))
	ask(t, f, secrets[1], fmt.Sprintf(`{"login_token":%q}`, token))
	saved, err := f.State()
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range append(secrets, token) {
		if strings.Contains(string(saved), secret) {
			t.Errorf("got %q in the state %s", secret, saved)
		}
	}
	if other := emulator.RunT(t); other.PutState(saved) != nil {
		t.Error("got the state refused")
	} else if got := other.Scenarios(); len(got) != 2 || !strings.HasPrefix(got[1].Key, "sha256:") || !strings.HasPrefix(got[0].Scenario.Match.APIKey, "sha256:") {
		t.Errorf("got %+v, want two, digests in place of secrets", got)
	} else if data := delivered(t, ask(t, other, secrets[1], `{"login_token":"AQEDARsecretcookie"}`), `{"login_token":"x"}`); data.TotalAvailableResults != int64(emulator.NetworkOf(secrets[0]).Size()+2) {
		t.Errorf("got %d, want a network that the scenario has added two to", data.TotalAvailableResults)
	}
	if got := f.Scenarios(); got[0].Scenario.Match.LoginToken != secrets[0] {
		t.Errorf("got %+v, want the scenario that runs unchanged", got[0].Scenario.Match)
	}
}

// A document that is wrong anywhere changes nothing, and the error says where.
func TestBrokenStateChangesNothing(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, remembering(t))
	f.Freeze()
	f.PlayFor("key-b", &emulator.Scenario{Name: "own", Steps: []emulator.Step{{Add: &emulator.Change{Count: 1}}}})
	for _, what := range acts[:4] {
		act(t, f, what, "key-a")
		act(t, f, what, "key-b")
	}
	act(t, f, "login", "key-a")
	before, err := f.State()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		at    string // a JSON pointer into the state
		value any
		want  string
	}{
		{"version", 2, "version: got 2, want 1"},
		{"accounts/0/credits", 11, "accounts[0].credits: got 11, want"},
		{"accounts/0/ledger", []any{}, "accounts[0].ledger: has 0 entries"},
		{"accounts/0/ledger/0/kind", "charge", "accounts[0].ledger[0].kind: got charge, want opening"},
		{"accounts/0/ledger/1/seq", 7, "accounts[0].ledger[1].seq: got 7, want 2"},
		{"accounts/0/ledger/1/amount", -4, "accounts[0].ledger[1].balance: got"},
		{"accounts/0/key", strings.Repeat("g", 64), "/accounts/0/key"},
		{"accounts/1/key", "accounts/0/key", "accounts[1].key: is the same as one before it"},
		{"rate_windows/0/times", []any{}, "rate_windows[0].times: is empty"},
		{"rate_windows/1/key", "rate_windows/0/key", "rate_windows[1].key: is the same"},
		{"logins/1/key", "logins/0/key", "logins[1]: its key"},
		{"scenarios/general/0/scenario/name", "NO NAME", "scenario"},
		{"scenarios/general/1/scenario", "scenarios/general/0/scenario", "scenarios.general[1].scenario.name: by-key is active already"},
		{"scenarios/general/0/counts/0/step", 9, "scenarios.general[0].counts[0]: got step 9"},
		{"scenarios/own/0/key", nil, "scenarios.own[0].key: is not there"},
		{"scenarios/networks/0/edits/0/by", 99, "scenarios.networks[0].edits[0].by: got 99"},
		{"clock/now", nil, "clock.now: got"},
		{"clock/now", "9999-12-31T23:59:59.9Z", "clock: got a time in the year 9999"},
		{"surprise", true, "additionalProperties 'surprise' not allowed"},
	} {
		broken := changed(t, before, row.at, row.value)
		a := control(t, f, "PUT", "/state", string(broken))
		var said struct{ Message string }
		if err := json.Unmarshal([]byte(a.body), &said); err != nil || a.status != 400 || !strings.HasPrefix(said.Message, "state: ") || !strings.Contains(said.Message, row.want) {
			t.Errorf("%s: got %d %s, want 400 and %q", row.at, a.status, a.body, row.want)
		}
		if after, _ := f.State(); string(after) != string(before) {
			t.Fatalf("%s: got the state\n%s\nwant it unchanged\n%s", row.at, after, before)
		}
	}
	for _, text := range []string{"", "{", "[]", "null", string(before) + "x"} {
		if a := control(t, f, "PUT", "/state", text); a.status != 400 {
			t.Errorf("%.20q: got %d %s, want 400", text, a.status, a.body)
		}
	}
	if a := control(t, f, "PUT", "/state", string(before)); a.status != 200 || a.body != `{"version":1}` {
		t.Errorf("got %d %s, want the state taken", a.status, a.body)
	}
}

// changed is a document with another value at a place: a string that is a place of it too is the value there, and nil
// takes the place away.
func changed(t *testing.T, document []byte, at string, value any) []byte {
	t.Helper()
	var tree any
	if err := json.Unmarshal(document, &tree); err != nil {
		t.Fatal(err)
	}
	find := func(path []string) any {
		v := tree
		for _, key := range path {
			if l, ok := v.([]any); ok {
				var i int
				fmt.Sscan(key, &i)
				if i >= len(l) {
					t.Fatalf("%s: the state has only %d there", at, len(l))
				}
				v = l[i]
			} else {
				v = v.(map[string]any)[key]
			}
		}
		return v
	}
	if from, ok := value.(string); ok && strings.Contains(from, "/") {
		value = find(strings.Split(from, "/"))
	}
	path := strings.Split(at, "/")
	inside, last := find(path[:len(path)-1]).(map[string]any), path[len(path)-1]
	if inside[last] = value; value == nil {
		delete(inside, last)
	}
	text, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// What the configuration says now goes before what it said when a state was saved.
func TestStateUnderAnotherConfiguration(t *testing.T) {
	t.Parallel()
	scenario := func(name string, status int) *emulator.Scenario {
		return &emulator.Scenario{Name: name, Per: "server", Steps: []emulator.Step{{Respond: &emulator.Respond{Status: status}, Times: 9}}}
	}
	then := emulator.RunT(t, emulator.Config{NoListener: true, Scenarios: []*emulator.Scenario{
		scenario("same", 501), scenario("changed", 502), scenario("gone", 503), scenario("ended", 504),
	}})
	then.DeleteScenario("ended")
	then.Play(scenario("by-hand", 505))
	then.DeleteScenario("by-hand")
	then.Play(scenario("by-hand", 505))
	ask(t, then, "k", `{"login_token":"c"}`)
	saved, err := then.State()
	if err != nil {
		t.Fatal(err)
	}
	now := emulator.RunT(t, emulator.Config{NoListener: true, Accounts: []emulator.AccountConfig{{Key: "new", Credits: 5}, {Key: "k", Credits: 6}}, Scenarios: []*emulator.Scenario{
		scenario("same", 501), scenario("changed", 599), scenario("ended", 504), scenario("new", 506),
	}})
	if err := now.PutState(saved); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range now.Scenarios() {
		got = append(got, fmt.Sprint(s.Scenario.Name, " ", s.Scenario.Steps[0].Respond.Status, " ", s.Requests))
	}
	if want := []string{"same 501 0", "changed 599 0", "by-hand 505 1", "new 506 0"}; !slices.Equal(got, want) {
		t.Errorf("got %q active, want %q", got, want)
	}
	left := map[string]int64{}
	for _, a := range now.Accounts() {
		left[a.Key] = a.Credits
	}
	if want := map[string]int64{"new": 5, "k": then.Account("k").Credits}; !maps.Equal(left, want) {
		t.Errorf("got the accounts %v, want %v", left, want)
	}
}

func TestStateFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	if found, err := f.LoadState(path); found || err != nil {
		t.Errorf("got %v, %v, want no file and no error", found, err)
	}
	f.SetCredits("k", 5)
	if err := f.SaveState(path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v, want a file that only its owner reads", info.Mode(), err)
	}
	torn := filepath.Join(filepath.Dir(path), ".state.json.123.tmp")
	if err := os.WriteFile(torn, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := emulator.RunT(t, emulator.Config{NoListener: true})
	if found, err := other.LoadState(path); !found || err != nil || other.Account("k").Credits != 5 {
		t.Errorf("got %v, %v and %+v, want 5 credits", found, err, other.Account("k"))
	}
	if _, err := os.Stat(torn); err == nil {
		t.Error("got what a crash left still there")
	}
	const broken = `{"version":1}`
	if err := os.WriteFile(path, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := other.LoadState(path)
	if text, _ := os.ReadFile(path); !found || err == nil || !strings.HasPrefix(err.Error(), path+": state: ") || string(text) != broken {
		t.Errorf("got %v, %v and the file %s, want an error that names the file, left as it was", found, err, text)
	}
	if err := f.SaveState(filepath.Join(path, "not", "a", "folder")); err == nil {
		t.Error("got no error for a folder that there is not")
	}
}
