package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

func control(t *testing.T, f *emulator.Fixture, method, path, body string) answer {
	t.Helper()
	return send(t, f, method, "/_emulator"+path, body, "Content-Type", "application/json")
}

func TestAccountRoutes(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Accounts: []emulator.AccountConfig{{Key: "declared", Credits: 3}}})
	for _, row := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/accounts", "", 200, `{"accounts":[{"key":"declared","credits":3,"spent":0,"requests":0,"fingerprint":"key:f83322"}]}`},
		{"GET", "/accounts/k", "", 200, `{"key":"k","credits":1000,"spent":0,"requests":0,"fingerprint":"key:8254c3"}`},
		{"GET", "/accounts", "", 200, `{"accounts":[{"key":"declared","credits":3,"spent":0,"requests":0,"fingerprint":"key:f83322"}]}`},
		{"PUT", "/accounts/k", `{"credits": 10}`, 200, `{"key":"k","credits":10,"spent":0,"requests":0,"fingerprint":"key:8254c3"}`},
		{"PUT", "/accounts/k", `{"credits": 1e1}`, 200, `{"key":"k","credits":10,"spent":0,"requests":0,"fingerprint":"key:8254c3"}`},
		{"PUT", "/accounts/a%2Fb%20%25c", `{"credits":0}`, 200, `{"key":"a/b %c","credits":0,"spent":0,"requests":0,"fingerprint":"key:d9a49a"}`},
		{"PUT", "/accounts/100%25", `{"credits":0}`, 200, `{"key":"100%","credits":0,"spent":0,"requests":0,"fingerprint":"key:32e489"}`},
		{"GET", "/accounts/credits-77", "", 200, `{"key":"credits-77","credits":77,"spent":0,"requests":0,"fingerprint":"key:ed6661"}`},
		{"PUT", "/accounts/k", `{"credits": -1}`, 400, ``},
		{"PUT", "/accounts/k", `{"credits": 1.5}`, 400, ``},
		{"PUT", "/accounts/k", `{"credits": 9007199254740992}`, 400, ``},
		{"PUT", "/accounts/k", `{"credits": "10"}`, 400, ``},
		{"PUT", "/accounts/k", `{"credits": 1, "credits": 2}`, 400, ``},
		{"PUT", "/accounts/k", `{"credit": 10}`, 400, ``},
		{"PUT", "/accounts/k", ``, 400, ``},
		{"PUT", "/accounts/%20", `{"credits":1}`, 400, ``},
		{"GET", "/accounts/k", "", 200, `{"key":"k","credits":10,"spent":0,"requests":0,"fingerprint":"key:8254c3"}`},
		{"DELETE", "/accounts/k", "", 404, ``},
		{"GET", "/nothing", "", 404, ``},
		{"GET", "", "", 404, ``},
	} {
		a := control(t, f, row.method, row.path, row.body)
		if a.status != row.status || row.want != "" && a.body != row.want {
			t.Errorf("%s %s %s: got %d %s\nwant %d %s", row.method, row.path, row.body, a.status, a.body, row.status, row.want)
		}
		if row.status >= 400 && !strings.HasPrefix(a.body, `{"status":"error","message":"`) {
			t.Errorf("%s %s: got %s, want the envelope", row.method, row.path, a.body)
		}
	}
	var ledger struct{ Entries []emulator.LedgerEntry }
	a := control(t, f, "GET", "/accounts/k/ledger", "")
	if err := json.Unmarshal([]byte(a.body), &ledger); err != nil || len(ledger.Entries) != 2 || ledger.Entries[1].Amount != -990 {
		t.Errorf("got %s, want an opening and one adjustment", a.body)
	}
}

func TestAccountsThatAreNone(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{UnknownKeys: emulator.RejectUnknownKeys})
	for _, path := range []string{"/accounts/secret-key", "/accounts/secret-key/ledger"} {
		a := control(t, f, "GET", path, "")
		if a.status != http.StatusNotFound || strings.Contains(a.body, "secret-key") || !strings.Contains(a.body, "unknown_keys is reject") {
			t.Errorf("GET %s: got %d %s, want 404 that says why and no key", path, a.status, a.body)
		}
	}
	f.SetCredits("secret-key", 5)
	delivered(t, ask(t, f, "secret-key", `{"login_token":"c"}`), `{"login_token":"c"}`)
}

func TestHealthReadyVersion(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Version: "1.2.3"})
	for path, want := range map[string]string{
		"/health":  `{"status":"ok"}`,
		"/ready":   `{"status":"ready"}`,
		"/version": `{"version":"1.2.3","commit":"`,
	} {
		if a := control(t, f, "GET", path, ""); a.status != 200 || !strings.HasPrefix(a.body, want) {
			t.Errorf("%s: got %d %s, want 200 %s", path, a.status, a.body, want)
		}
	}
}

// Who comes back after a pause finds out whether it is the same emulator, and where its endpoint is.
func TestVersionTellsWhichEmulatorRuns(t *testing.T) {
	t.Parallel()
	type running struct {
		Instance string
		Port     int
		Apart    bool `json:"control_apart"`
	}
	of := func(f *emulator.Fixture) (r running) {
		response, err := f.Client().Get(f.ControlURL + "/_emulator/version")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if err := json.NewDecoder(response.Body).Decode(&r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	f := emulator.RunT(t, emulator.Config{ControlListen: "127.0.0.1:0"})
	first := of(f)
	if !strings.HasSuffix(f.URL, fmt.Sprint(":", first.Port)) || !first.Apart {
		t.Errorf("got %+v, want the port of %s, and the control routes apart", first, f.URL)
	}
	if id := ask(t, f, "k", `{"login_token":"c"}`).header.Get("X-Request-Id"); !strings.HasPrefix(id, first.Instance+"-") {
		t.Errorf("got the request %s of the instance %s, want one to begin as the other", id, first.Instance)
	}
	if again := of(f); again != first {
		t.Errorf("got %+v, then %+v of the same", first, again)
	}
	if other := of(emulator.RunT(t)); other.Instance == first.Instance || other.Apart {
		t.Errorf("got %+v after %+v, want another, with its control routes together", other, first)
	}
	if inside := of(emulator.RunT(t, emulator.Config{NoListener: true})); inside.Port != 0 {
		t.Errorf("got the port %d of one that listens at none", inside.Port)
	}
}

// What the contract route tells is what the code does: the settings in force, every special value by its own example,
// every rule with evidence that is explained.
func TestContractTellsWhatIsDone(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Charge: emulator.ChargeRequested, Lenient: true})
	a := control(t, f, "GET", "/contract", "")
	set, _ := schemas.Default()
	if err := set.Check(schemas.Contract, []byte(a.body)); err != nil {
		t.Fatal(err)
	}
	var d contract.Document
	if err := json.Unmarshal([]byte(a.body), &d); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"charge": "requested", "charge_errors": "false", "error_status": "http", "lenient": "true", "unknown_keys": "accept"}
	for _, s := range d.Settings {
		if s.Value != want[s.Name] {
			t.Errorf("%s: got %q, want %q", s.Name, s.Value, want[s.Name])
		}
		delete(want, s.Name)
	}
	if len(want) > 0 {
		t.Errorf("got no settings %v", want)
	}
	known := map[string]bool{}
	for _, s := range d.Sources {
		known[s.ID] = true
	}
	for _, r := range d.Rules {
		for _, e := range r.Evidence {
			if !known[e] {
				t.Errorf("rule %s: got evidence %q, which is no source", r.ID, e)
			}
		}
	}
	for _, v := range d.SpecialValues {
		if begins, _, _ := strings.Cut(strings.TrimSuffix(v.Pattern, "..."), "N"); !strings.HasPrefix(v.Example, begins) {
			t.Errorf("%s: got the example %q", v.Pattern, v.Example)
		}
	}
}
