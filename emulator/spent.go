package emulator

import (
	"fmt"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
)

// CheckSpent checks that a key has spent so many credits, or all keys together where key is "". The failure says what was
// spent, and by which calls.
func (f *Fixture) CheckSpent(key string, credits int64) {
	f.tb.Helper()
	if key == "" {
		f.checkAllSpent(credits)
		return
	}
	if got := f.Account(key).Spent; got != credits {
		f.tb.Errorf("emulator: %s has spent %d credits, want %d%s", contract.APIKey(key), got, credits, spending(f.Ledger(key)))
	}
}

func (f *Fixture) checkAllSpent(credits int64) {
	f.tb.Helper()
	var got int64
	var by strings.Builder
	for _, a := range f.Accounts() {
		if got += a.Spent; a.Spent > 0 {
			fmt.Fprintf(&by, "\n  %d by %s", a.Spent, contract.APIKey(a.Key))
		}
	}
	if got != credits {
		f.tb.Errorf("emulator: all keys have spent %d credits, want %d%s", got, credits, by.String())
	}
}

// mostSpending is how many calls a failure tells.
const mostSpending = 50

// spending is a line for each call that a ledger says was paid or given back, of the latest of them.
func spending(ledger []LedgerEntry) string {
	var lines []string
	folded := false
	for _, e := range ledger {
		switch e.Kind {
		case credits.Charge, credits.Refund:
			lines = append(lines, fmt.Sprintf("\n  %s of %d by request %s, %d left", e.Kind, max(e.Amount, -e.Amount), e.RequestID, e.Balance))
		case credits.CarriedForward:
			folded = true
		}
	}
	before := max(len(lines)-mostSpending, 0)
	told := strings.Join(lines[before:], "")
	switch {
	case folded:
		return "\n  more calls than the ledger keeps, and then" + told
	case before > 0:
		return fmt.Sprintf("\n  %d calls, and then", before) + told
	case told == "":
		return "; no call has cost anything"
	}
	return told
}
