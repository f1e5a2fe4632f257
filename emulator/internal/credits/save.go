package credits

import (
	"fmt"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Saved is an account as a state writes it down.
type Saved struct {
	Key      contract.Digest `json:"key"`      // of the x-api-key
	Credits  int64           `json:"credits"`  // the balance, which the ledger sums to
	Spent    int64           `json:"spent"`    // charges less refunds
	Requests int64           `json:"requests"` // made with the key
	Ledger   []Entry         `json:"ledger"`   // as Account.Ledger
}

// Save is every account that was declared or used, in the order of their digests.
func (b *Bank) Save() []Saved {
	all := []Saved{}
	for _, e := range b.accounts.Entries() {
		all = append(all, e.Value.save(e.Digest))
	}
	return all
}

func (a *Account) save(key contract.Digest) Saved {
	a.mu.Lock()
	defer a.mu.Unlock()
	return Saved{Key: key, Credits: a.balance, Spent: a.spent, Requests: a.requests, Ledger: a.ledger.entries()}
}

// Restoring is ready to make saved accounts all there are, and those that are declared beside them. The error says what
// is wrong with them; then nothing is ready, and nothing has changed.
func (b *Bank) Restoring(saved []Saved) (restore func(), err error) {
	accounts := make(map[contract.Digest]*Account, len(saved))
	for i, s := range saved {
		if _, twice := accounts[s.Key]; twice {
			return nil, fmt.Errorf("accounts[%d].key: is the same as one before it, want each once", i)
		}
		if accounts[s.Key], err = s.account(b.terms.Now); err != nil {
			return nil, fmt.Errorf("accounts[%d].%w", i, err)
		}
	}
	return func() {
		b.accounts.Restore(accounts)
		b.openDeclared()
	}, nil
}

// account is the account that was saved, if its ledger is one and sums to its balance.
func (s Saved) account(now func() time.Time) (*Account, error) {
	a := &Account{now: now, name: s.Key.Name(), spent: s.Spent, requests: s.Requests}
	if n := len(s.Ledger); n == 0 || n > MaxEntries+1 {
		return nil, fmt.Errorf("ledger: has %d entries, want 1 to %d", n, MaxEntries+1)
	}
	for i, e := range s.Ledger {
		if err := a.ledger.follows(e); err != nil {
			return nil, fmt.Errorf("ledger[%d].%w", i, err)
		}
		if e.Kind == CarriedForward {
			a.ledger.carried, a.ledger.last = e, e.Seq
		} else {
			a.ledger.add(e)
		}
		a.balance = e.Balance
	}
	if a.balance != s.Credits {
		return nil, fmt.Errorf("credits: got %d, want the %d that the ledger sums to", s.Credits, a.balance)
	}
	return a, nil
}

// follows says in what e cannot be the next entry.
func (l *ledger) follows(e Entry) error {
	var before Entry
	if n := len(l.latest); n > 0 {
		before = l.latest[(l.oldest+n-1)%n]
	} else {
		before = l.carried
	}
	first := before.Seq == 0
	switch {
	case first != (e.Kind == Opening || e.Kind == CarriedForward):
		return fmt.Errorf("kind: got %s, want opening or carried_forward in the first entry and there alone", e.Kind)
	case e.Kind != CarriedForward && e.Seq != before.Seq+1:
		return fmt.Errorf("seq: got %d, want %d", e.Seq, before.Seq+1)
	case e.Balance != before.Balance+e.Amount:
		return fmt.Errorf("balance: got %d, want %d, as the amounts sum to", e.Balance, before.Balance+e.Amount)
	case e.Balance < 0 || e.Balance > contract.MaxInteger:
		return fmt.Errorf("balance: got %d, want 0 to %d", e.Balance, int64(contract.MaxInteger))
	case e.Kind == Charge && e.Amount >= 0 || e.Kind == Refund && e.Amount <= 0:
		return fmt.Errorf("amount: got %d for a %s, want less than 0 of a charge and more of a refund", e.Amount, e.Kind)
	}
	return nil
}
