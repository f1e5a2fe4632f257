// Package credits keeps an account for each API key, and a ledger for each account. A charge and its refusal are one
// atomic step, a balance never goes below 0, and the entries of a ledger always sum to the balance.
package credits

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Terms say which keys are accounts, and with how many credits each opens.
type Terms struct {
	Opening       int64                     // credits of an account that nothing else is said of
	Declared      map[contract.APIKey]int64 // credits of the accounts that exist from the start
	RejectUnknown bool                      // only Declared keys are accounts
	Now           func() time.Time          // stamps the ledgers
}

// Bank holds the accounts. It may be used from many goroutines.
type Bank struct {
	terms    Terms
	accounts sync.Map // contract.APIKey to *Account
}

// NewBank opens the accounts that terms declare; any other opens when its key is first used.
func NewBank(terms Terms) *Bank {
	terms.Declared = maps.Clone(terms.Declared)
	b := &Bank{terms: terms}
	for key := range terms.Declared {
		b.Account(key)
	}
	return b
}

// Account is the key's account, opened now if need be; false where the key is to be rejected.
func (b *Bank) Account(key contract.APIKey) (*Account, bool) {
	if a, ok := b.accounts.Load(key); ok {
		return a.(*Account), true
	}
	opening, known := b.opening(key)
	if !known {
		return nil, false
	}
	a, _ := b.accounts.LoadOrStore(key, open(key, opening, b.terms.Now))
	return a.(*Account), true
}

// Find is Account without opening one that nobody used yet: what it would open with is told, and kept nowhere.
func (b *Bank) Find(key contract.APIKey) (*Account, bool) {
	if a, ok := b.accounts.Load(key); ok {
		return a.(*Account), true
	}
	opening, known := b.opening(key)
	if !known {
		return nil, false
	}
	return open(key, opening, b.terms.Now), true
}

// Open is Account for a key that becomes known by this call, whatever the terms say of unknown ones.
func (b *Bank) Open(key contract.APIKey) *Account {
	if a, ok := b.Account(key); ok {
		return a
	}
	a, _ := b.accounts.LoadOrStore(key, open(key, b.terms.Opening, b.terms.Now))
	return a.(*Account)
}

// opening is what the key's account opens with: what was declared, what its own text says, or what all open with.
func (b *Bank) opening(key contract.APIKey) (credits int64, known bool) {
	if credits, ok := b.terms.Declared[key]; ok {
		return credits, true
	}
	if b.terms.RejectUnknown {
		return 0, false
	}
	if credits, ok := key.Opening(); ok {
		return credits, true
	}
	return b.terms.Opening, true
}

// Statements are the accounts that were declared or used, in the order of their keys.
func (b *Bank) Statements() []Statement {
	all := []Statement{}
	b.accounts.Range(func(_, a any) bool {
		all = append(all, a.(*Account).Statement())
		return true
	})
	slices.SortFunc(all, func(x, y Statement) int { return strings.Compare(x.Key, y.Key) })
	return all
}
