package credits

import (
	"sync"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Statement is what an account says of itself.
type Statement struct {
	Key      string `json:"key"`      // the x-api-key itself, or its digest where a state was loaded and the key not used since
	Credits  int64  `json:"credits"`  // the balance
	Spent    int64  `json:"spent"`    // charges less refunds
	Requests int64  `json:"requests"` // requests made with the key, whatever came of them

	// Fingerprint is that of the key, as the journal and the log call it.
	Fingerprint string `json:"fingerprint"`
}

// Account is the credits of one API key. It may be used from many goroutines.
type Account struct {
	now func() time.Time

	mu       sync.Mutex // guards what follows
	name     string     // the key, or its digest where that is all that is known
	balance  int64
	spent    int64
	requests int64
	ledger   ledger
}

func open(key contract.APIKey, credits int64, now func() time.Time) *Account {
	a := &Account{name: string(key), now: now}
	a.book(Opening, credits, "")
	return a
}

// book moves the balance by amount and says so in the ledger: the one place where a balance moves.
func (a *Account) book(kind EntryKind, amount int64, requestID string) {
	a.balance += amount
	a.ledger.add(Entry{At: a.now().UTC(), Kind: kind, Amount: amount, Balance: a.balance, RequestID: requestID})
}

// rename says which key it is whose digest alone was known.
func (a *Account) rename(key contract.APIKey) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.name = string(key)
}

// Count counts a request made with the key; left is the balance.
func (a *Account) Count() (left int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.requests++
	return a.balance
}

// Charge takes cost credits (0 or more), or none where the balance is less; left is the balance after it.
func (a *Account) Charge(cost int64, requestID string) (left int64, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if cost > a.balance {
		return a.balance, false
	}
	if cost > 0 {
		a.spent += cost
		a.book(Charge, -cost, requestID)
	}
	return a.balance, true
}

// Refund gives back what a request was charged; left is the balance after it.
func (a *Account) Refund(amount int64, requestID string) (left int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if amount > 0 {
		a.spent -= amount
		a.book(Refund, amount, requestID)
	}
	return a.balance
}

// Affords says whether a charge of cost would be taken at this moment; left is the balance.
func (a *Account) Affords(cost int64) (left int64, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance, cost <= a.balance
}

// Set makes credits (0 or more) the balance.
func (a *Account) Set(credits int64) Statement {
	a.mu.Lock()
	defer a.mu.Unlock()
	if credits != a.balance {
		a.book(Adjustment, credits-a.balance, "")
	}
	return a.statement()
}

// Statement is the account as it is at this moment.
func (a *Account) Statement() Statement {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.statement()
}

func (a *Account) statement() Statement {
	return Statement{Key: a.name, Credits: a.balance, Spent: a.spent, Requests: a.requests, Fingerprint: contract.APIKey(a.name).Called()}
}

// Ledger is every entry that is kept, oldest first. Their amounts sum to the balance.
func (a *Account) Ledger() []Entry {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ledger.entries()
}
