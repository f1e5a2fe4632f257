package emulator_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// Many clients drain one account: what was delivered and what is left make what it opened with.
func TestDrainedByManyClients(t *testing.T) {
	t.Parallel()
	const opening, clients = 500, 64
	f := served(t, emulator.Config{Credits: opening})
	var pages atomic.Int64
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for {
				a := ask(t, f, "k", `{"login_token":"network-839","start_page":1,"end_page":3}`)
				if a.status == http.StatusPaymentRequired {
					return
				}
				if a.status != http.StatusOK {
					t.Errorf("got %d %s, want 200 or 402", a.status, a.body)
					return
				}
				pages.Add(3)
			}
		})
	}
	wg.Wait()
	account := f.Account("k")
	var sum int64
	for _, e := range f.Ledger("k") {
		sum += e.Amount
	}
	if pages.Load()+account.Credits != opening || sum != account.Credits || account.Credits != 2 {
		t.Errorf("got %d pages, %+v, ledger %d; want 498 pages and 2 left", pages.Load(), account, sum)
	}
}

func TestErrorsMayCost(t *testing.T) {
	t.Parallel()
	f := served(t, emulator.Config{ChargeErrors: true})
	for name, row := range map[string]struct {
		key, body, charged, left string
	}{
		"invalid request":      {"credits-5-a", `{}`, "1", "4"},
		"invalid cookie":       {"credits-5-b", `{"login_token":"expired"}`, "1", "4"},
		"insufficient credits": {"credits-5-c", `{"login_token":"network-839","total_results":99}`, "1", "4"},
		"while it lasts":       {"credits-0-d", `{}`, "0", "0"},
		"a success":            {"credits-5-e", `{"login_token":"network-839"}`, "1", "4"},
		"missing key":          {"", `{}`, "0", ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := ask(t, f, row.key, row.body).header
			if h.Get("X-Emulator-Charged") != row.charged || h.Get("X-Emulator-Credits-Left") != row.left {
				t.Errorf("got %s charged, %q left; want %s and %q", h.Get("X-Emulator-Charged"), h.Get("X-Emulator-Credits-Left"), row.charged, row.left)
			}
		})
	}
}

func TestSettingCredits(t *testing.T) {
	t.Parallel()
	f := served(t)
	const query = `{"login_token":"network-839","start_page":1,"end_page":2}`
	f.SetCredits("k", 1)
	refused(t, ask(t, f, "k", query), http.StatusPaymentRequired, "Insufficient credits available")
	f.SetCredits("k", 2)
	delivered(t, ask(t, f, "k", query), query)
	want := []struct {
		kind   string
		amount int64
	}{{"opening", 1000}, {"adjustment", -999}, {"adjustment", 1}, {"charge", -2}}
	entries := f.Ledger("k")
	if len(entries) != len(want) {
		t.Fatalf("got %+v, want %d entries", entries, len(want))
	}
	for i, w := range want {
		if string(entries[i].Kind) != w.kind || entries[i].Amount != w.amount {
			t.Errorf("entry %d: got %+v, want %+v", i, entries[i], w)
		}
	}
}
