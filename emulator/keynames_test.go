package emulator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// twins are two keys with one fingerprint.
func twins(t *testing.T) (a, b string) {
	t.Helper()
	seen := map[string]string{}
	for i := range 1 << 20 {
		key := fmt.Sprint("twin-", i)
		name := contract.APIKey(key).Fingerprint()
		if other, ok := seen[name]; ok {
			return other, key
		}
		seen[name] = key
	}
	t.Fatal("got no two keys with one fingerprint")
	return "", ""
}

// Who has read the journal can act on a key without having it: each route takes its fingerprint and its digest.
func TestKeysByWhatTheyAreCalled(t *testing.T) {
	t.Parallel()
	const real = "sk_live_9aB3cD4eF5gH6iJ7kL8m" // looks like somebody's, so that its account is told by its fingerprint
	f := emulator.RunT(t)
	ask(t, f, real, `{"login_token":"network-9","start_page":1,"end_page":1}`)
	name, digest := contract.APIKey(real).Fingerprint(), contract.APIKey(real).Digest().Name()
	account := func(credits, spent int) string {
		return fmt.Sprintf(`{"key":%q,"credits":%d,"spent":%d,"requests":1,"fingerprint":%[1]q}`, name, credits, spent)
	}
	for _, row := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"GET", "/accounts/" + name, "", 200, account(999, 1)},
		{"GET", "/accounts/" + digest, "", 200, account(999, 1)},
		{"GET", "/accounts/" + name + "/ledger", "", 200, `"kind":"charge","amount":-1`},
		{"PUT", "/accounts/" + name, `{"credits":5}`, 200, account(5, 1)},
		{"PUT", "/accounts/" + strings.ReplaceAll(name, ":", "%3A"), `{"credits":7}`, 200, account(7, 1)},
		{"PUT", "/accounts/" + name + "/scenario?name=flaky", "", 200, `"name":"flaky"`},
		{"GET", "/scenarios", "", 200, `"key":"` + name + `"`},
		{"DELETE", "/accounts/" + digest + "/scenario", "", 200, `"active":[]`},
		{"DELETE", "/accounts/" + name + "/scenario", "", 404, `no scenario of its own`},
		{"POST", "/reset", `{"key":"` + name + `"}`, 200, `"parts"`},
		{"GET", "/accounts/" + name, "", 404, `no key that was used or declared is called ` + name},
		{"PUT", "/accounts/" + name, `{"credits":1}`, 404, `is the fingerprint of a key that was used`},
		{"GET", "/accounts/" + digest, "", 404, "no key"},
		{"GET", "/accounts/key:7F3A9C", "", 200, `"key":"key:7F3A9C"`}, // no fingerprint, but a key like any other
		{"GET", "/accounts/sha256:7f3a", "", 200, `"key":"sha256:7f3a"`},
	} {
		a := control(t, f, row.method, row.path, row.body)
		if a.status != row.status || !strings.Contains(a.body, row.says) || strings.Contains(a.body, real) {
			t.Errorf("%s %s: got %d %s\nwant %d with %s, and no key", row.method, row.path, a.status, a.body, row.status, row.says)
		}
	}
}

func TestFingerprintOfTwoKeys(t *testing.T) {
	t.Parallel()
	one, other := twins(t)
	f := emulator.RunT(t, emulator.Config{Accounts: []emulator.AccountConfig{{Key: one, Credits: 3}}})
	f.ScenarioFor(other, "flaky") // which makes it no account
	name := contract.APIKey(one).Fingerprint()
	for _, row := range []struct{ method, path, body string }{
		{"GET", "/accounts/" + name, ""},
		{"GET", "/accounts/" + name + "/ledger", ""},
		{"PUT", "/accounts/" + name, `{"credits":5}`},
		{"PUT", "/accounts/" + name + "/scenario?name=slow", ""},
		{"DELETE", "/accounts/" + name + "/scenario", ""},
		{"POST", "/reset", `{"key":"` + name + `"}`},
	} {
		a := control(t, f, row.method, row.path, row.body)
		if a.status != 409 || !strings.Contains(a.body, "2 of them have the fingerprint "+name+"; give the key itself, or sha256:") {
			t.Errorf("%s %s: got %d %s, want 409 that says what to give", row.method, row.path, a.status, a.body)
		}
	}
	if a := control(t, f, "GET", "/accounts/"+contract.APIKey(one).Digest().Name(), ""); !strings.Contains(a.body, `"credits":3`) {
		t.Errorf("got %d %s by the digest, want the account", a.status, a.body)
	}
	if got := f.Scenarios(); len(got) != 1 || got[0].Key != other {
		t.Errorf("got %+v, want the scenario of %s as it was", got, other)
	}
}

// A key that is written as another's fingerprint is itself.
func TestKeyThatIsAFingerprint(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	name := contract.APIKey("k").Fingerprint()
	f.SetCredits("k", 3)
	f.SetCredits(name, 4)
	if a := control(t, f, "GET", "/accounts/"+name, ""); !strings.Contains(a.body, `"credits":4`) {
		t.Errorf("got %s, want the account of the key itself", a.body)
	}
}

// Of a state that was loaded the keys are not known, and yet the accounts can be told and set.
func TestKeysOfALoadedState(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	f.SetCredits("k", 3)
	f.ScenarioFor("k", "flaky")
	state := control(t, f, "GET", "/state", "").body
	g := emulator.RunT(t)
	control(t, g, "PUT", "/state", state)
	name := contract.APIKey("k").Fingerprint()
	for _, row := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"GET", "/accounts", "", 200, `"fingerprint":"` + name + `"`},
		{"GET", "/accounts/" + name, "", 200, `"credits":3`},
		{"PUT", "/accounts/" + name, `{"credits":-1}`, 400, "credits"},
		{"PUT", "/accounts/" + name, `{"credits":8}`, 200, `"credits":8`},
		{"GET", "/accounts/" + name + "/ledger", "", 200, `"kind":"adjustment","amount":5,"balance":8`},
		{"DELETE", "/accounts/" + name + "/scenario", "", 409, "give the key itself, or use it first"},
		{"POST", "/reset", `{"key":"` + name + `"}`, 409, "give the key itself"},
		{"GET", "/accounts/k", "", 200, `{"key":"k","credits":8`},
		{"DELETE", "/accounts/" + name + "/scenario", "", 200, `"active":[]`},
	} {
		a := control(t, g, row.method, row.path, row.body)
		if a.status != row.status || !strings.Contains(a.body, row.says) {
			t.Errorf("%s %s: got %d %s, want %d with %s", row.method, row.path, a.status, a.body, row.status, row.says)
		}
	}
}
