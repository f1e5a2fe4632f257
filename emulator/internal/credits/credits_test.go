package credits_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"pgregory.net/rapid"
)

func at() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func account(t *testing.T, key contract.APIKey, terms credits.Terms) *credits.Account {
	t.Helper()
	terms.Now = at
	a, ok := credits.NewBank(terms).Account(key)
	if !ok {
		t.Fatalf("account %s: got none, want one", key)
	}
	return a
}

func sum(entries []credits.Entry) (total int64) {
	for _, e := range entries {
		total += e.Amount
	}
	return total
}

func TestOpening(t *testing.T) {
	declared := map[contract.APIKey]int64{"rich": 77, "credits-5": 6}
	for name, row := range map[string]struct {
		key    contract.APIKey
		reject bool
		want   int64
		known  bool
	}{
		"any key":                       {"k", false, 1000, true},
		"declared":                      {"rich", false, 77, true},
		"its own text":                  {"credits-5-x", false, 5, true},
		"its own text, none":            {"credits-0", false, 0, true},
		"declared beats its own text":   {"credits-5", false, 6, true},
		"unknown is rejected":           {"k", true, 0, false},
		"special is unknown too":        {"credits-5-x", true, 0, false},
		"declared when others rejected": {"rich", true, 77, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := credits.NewBank(credits.Terms{Opening: 1000, Declared: declared, RejectUnknown: row.reject, Now: at})
			for how, find := range map[string]func(contract.APIKey) (*credits.Account, bool){"Find": b.Find, "Account": b.Account} {
				a, known := find(row.key)
				if known != row.known {
					t.Fatalf("%s: got known %v, want %v", how, known, row.known)
				}
				if known && a.Statement().Credits != row.want {
					t.Errorf("%s: got %d credits, want %d", how, a.Statement().Credits, row.want)
				}
			}
		})
	}
}

func TestFindOpensNothing(t *testing.T) {
	b := credits.NewBank(credits.Terms{Opening: 1000, Now: at})
	b.Find("seen")
	if got := b.Statements(); len(got) != 0 {
		t.Errorf("after Find: got %d accounts, want 0", len(got))
	}
	b.Account("b")
	b.Account("a")
	if got := b.Statements(); len(got) != 2 || got[0].Key != "a" || got[1].Key != "b" {
		t.Errorf("after two: got %v, want a and b", got)
	}
}

func TestLedgerSaysEachMovement(t *testing.T) {
	a := account(t, "k", credits.Terms{Opening: 10})
	a.Count()
	if left, ok := a.Charge(3, "r1"); left != 7 || !ok {
		t.Errorf("Charge(3): got %d %v, want 7 true", left, ok)
	}
	if left, ok := a.Charge(8, "r2"); left != 7 || ok {
		t.Errorf("Charge(8): got %d %v, want 7 false", left, ok)
	}
	if left, ok := a.Affords(8); left != 7 || ok {
		t.Errorf("Affords(8): got %d %v, want 7 false", left, ok)
	}
	a.Charge(0, "r3")
	a.Refund(0, "r3")
	if left := a.Refund(1, "r1"); left != 8 {
		t.Errorf("Refund(1): got %d, want 8", left)
	}
	a.Set(8)
	if got, want := a.Set(20), (credits.Statement{Key: "k", Credits: 20, Spent: 2, Requests: 1, Fingerprint: contract.APIKey("k").Fingerprint()}); got != want {
		t.Errorf("Set(20): got %+v, want %+v", got, want)
	}
	want := []credits.Entry{
		{1, at(), credits.Opening, 10, 10, ""},
		{2, at(), credits.Charge, -3, 7, "r1"},
		{3, at(), credits.Refund, 1, 8, "r1"},
		{4, at(), credits.Adjustment, 12, 20, ""},
	}
	got := a.Ledger()
	if len(got) != len(want) {
		t.Fatalf("got %d entries, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("entry %d: got %+v, want %+v", i, got[i], want[i])
		}
	}
}

// Whatever happens to an account, its entries sum to its balance, follow each other without a gap, and stay bounded.
func TestLedgerAlwaysSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := credits.NewBank(credits.Terms{Opening: rapid.Int64Range(0, 5000).Draw(t, "opening"), Now: at})
		a, _ := b.Account("k")
		for range rapid.IntRange(0, 3*credits.MaxEntries).Draw(t, "moves") {
			n := rapid.Int64Range(0, 50).Draw(t, "amount")
			switch rapid.IntRange(0, 9).Draw(t, "move") {
			case 0:
				a.Set(n * 20)
			case 1, 2:
				a.Refund(n, "r")
			default:
				before := a.Statement().Credits
				if _, ok := a.Charge(n, "r"); ok != (n <= before) {
					t.Fatalf("Charge(%d) of %d: got %v", n, before, ok)
				}
			}
		}
		entries, balance := a.Ledger(), a.Statement().Credits
		if got := sum(entries); got != balance || balance < 0 {
			t.Fatalf("got a sum of %d, want the balance %d, not below 0", got, balance)
		}
		if len(entries) > credits.MaxEntries+1 {
			t.Fatalf("got %d entries, want at most %d", len(entries), credits.MaxEntries+1)
		}
		for i, e := range entries {
			if i > 0 && (e.Seq != entries[i-1].Seq+1 || e.Balance != entries[i-1].Balance+e.Amount) {
				t.Fatalf("entry %d does not follow: %+v after %+v", i, e, entries[i-1])
			}
		}
	})
}

func TestDrainedByMany(t *testing.T) {
	const opening, callers = 10_000, 64
	b := credits.NewBank(credits.Terms{Opening: opening, Now: at})
	var taken atomic.Int64
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			a, _ := b.Account("k")
			for cost := int64(i%3 + 1); ; {
				if _, ok := a.Charge(cost, "r"); !ok {
					return
				}
				taken.Add(cost)
			}
		})
	}
	wg.Wait()
	a, _ := b.Account("k")
	left := a.Statement().Credits
	if taken.Load()+left != opening || a.Statement().Spent != taken.Load() || sum(a.Ledger()) != left {
		t.Errorf("got %d taken, %d left, %+v, ledger %d; want them to make %d", taken.Load(), left, a.Statement(), sum(a.Ledger()), opening)
	}
}

func BenchmarkCharge(b *testing.B) {
	bank := credits.NewBank(credits.Terms{Opening: contract.MaxInteger, Now: time.Now})
	b.ReportAllocs()
	for b.Loop() {
		a, _ := bank.Account("k")
		a.Charge(1, "request")
	}
}
