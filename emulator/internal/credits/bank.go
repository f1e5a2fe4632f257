// Package credits keeps an account for each API key, and a ledger for each account. A charge and its refusal are one
// atomic step, a balance never goes below 0, and the entries of a ledger always sum to the balance.
package credits

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/keyed"
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
	accounts *keyed.Map[contract.APIKey, *Account]
}

// NewBank opens the accounts that terms declare; any other opens when its key is first used.
func NewBank(terms Terms) *Bank {
	terms.Declared = maps.Clone(terms.Declared)
	b := &Bank{terms: terms, accounts: keyed.New(func(key contract.APIKey, a *Account) { a.rename(key) })}
	b.openDeclared()
	return b
}

func (b *Bank) openDeclared() {
	for key := range b.terms.Declared {
		b.Account(key)
	}
}

// Reset makes the accounts what they were at first. Whoever holds an account of before moves no balance that is seen.
func (b *Bank) Reset() {
	b.accounts.Clear()
	b.openDeclared()
}

// ResetKey is Reset for the account of one key.
func (b *Bank) ResetKey(key contract.APIKey) {
	b.accounts.Delete(key)
	if _, declared := b.terms.Declared[key]; declared {
		b.Account(key)
	}
}

// Account is the key's account, opened now if need be; false where the key is to be rejected.
func (b *Bank) Account(key contract.APIKey) (*Account, bool) {
	if a, ok := b.accounts.Load(key); ok {
		return a, true
	}
	opening, known := b.opening(key)
	if !known {
		return nil, false
	}
	return b.open(key, opening), true
}

// Find is Account without opening one that nobody used yet: what it would open with is told, and kept nowhere.
func (b *Bank) Find(key contract.APIKey) (*Account, bool) {
	if a, ok := b.accounts.Load(key); ok {
		return a, true
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
	return b.open(key, b.terms.Opening)
}

func (b *Bank) open(key contract.APIKey, opening int64) *Account {
	return b.accounts.LoadOrStore(key, func() *Account { return open(key, opening, b.terms.Now) })
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

// Known is an account that is told apart from others without its key.
type Known struct {
	Key     contract.APIKey // "" where its digest is all that is known
	Account *Account
}

// Called are the accounts that were declared or used and whose key has that fingerprint or, as contract.Digest.Name says
// it, that digest.
func (b *Bank) Called(name string) []Known {
	var called []Known
	for _, e := range b.accounts.Entries() {
		if e.Digest.KeyFingerprint() == name || e.Digest.Name() == name {
			called = append(called, Known{e.Key, e.Value})
		}
	}
	return called
}

// Uses says whether the key itself was declared or used.
func (b *Bank) Uses(key contract.APIKey) bool {
	_, ok := b.accounts.Load(key)
	return ok
}

// Statements are the accounts that were declared or used, in the order of their keys.
func (b *Bank) Statements() []Statement {
	all := []Statement{}
	for _, e := range b.accounts.Entries() {
		all = append(all, e.Value.Statement())
	}
	slices.SortFunc(all, func(x, y Statement) int { return strings.Compare(x.Key, y.Key) })
	return all
}
