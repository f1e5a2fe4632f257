package emulator

import (
	"fmt"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
)

// The control routes know a key by what they tell of it, so that who reads the journal needs no key to act: by itself, by
// its fingerprint, or by its digest.

// named is the account of the key that name is, or is the fingerprint or the digest of: of one that is known by its
// digest alone, with no key. A key itself goes before what else the name may mean, and need not be an account.
func (e *Emulator) named(name string) (credits.Known, error) {
	key := contract.APIKey(name)
	_, isDigest := contract.ReadName(name)
	if !isDigest && !contract.IsKeyFingerprint(name) || e.bank.Uses(key) {
		return credits.Known{Key: key}, nil
	}
	called := e.bank.Called(name)
	for _, owner := range e.stage.Owners() {
		if owner.Fingerprint() == name && !e.bank.Uses(owner) {
			called = append(called, credits.Known{Key: owner})
		}
	}
	switch len(called) {
	case 0:
		return credits.Known{}, fmt.Errorf("%w that was used or declared is called %s", control.ErrNobody, name)
	case 1:
		return called[0], nil
	}
	return credits.Known{}, fmt.Errorf("%w: %d of them have the fingerprint %s", control.ErrSeveral, len(called), name)
}

// keyNamed is the key that name is, or is the fingerprint or the digest of.
func (e *Emulator) keyNamed(name string) (string, error) {
	known, err := e.named(name)
	if err == nil && known.Key == "" && name != "" {
		err = fmt.Errorf("%w: only the digest of %s is known, from a state that was loaded", control.ErrAsleep, name)
	}
	return string(known.Key), err
}

// AccountOf of the control routes takes a key by any of its names, as do those below.
func (a actions) AccountOf(name string) (Account, error) {
	known, err := a.named(name)
	if err != nil {
		return Account{}, err
	}
	if known.Account != nil {
		return known.Account.Statement(), nil
	}
	return a.Emulator.AccountOf(string(known.Key))
}

func (a actions) PutCredits(name string, credits int64) (Account, error) {
	known, err := a.named(name)
	if err != nil {
		return Account{}, err
	}
	if known.Account == nil {
		return a.Emulator.PutCredits(string(known.Key), credits)
	}
	if err := within("credits", credits, MaxCredits); err != nil {
		return Account{}, err
	}
	return known.Account.Set(credits), nil
}

func (a actions) LedgerOf(name string) ([]LedgerEntry, error) {
	known, err := a.named(name)
	if err != nil {
		return nil, err
	}
	if known.Account != nil {
		return known.Account.Ledger(), nil
	}
	return a.Emulator.LedgerOf(string(known.Key))
}

func (a actions) PutScenarioFor(name string, s *Scenario, text []byte) error {
	key, err := a.keyNamed(name)
	if err != nil {
		return err
	}
	if err := checkKey(key); err != nil {
		return err
	}
	return a.stage.PutFor(contract.APIKey(key), s, text)
}

func (a actions) ScenarioTextFor(name, scenario string) (text []byte, ok bool, err error) {
	key, err := a.keyNamed(name)
	if err != nil {
		return nil, false, err
	}
	return a.stage.TextFor(contract.APIKey(key), scenario)
}

func (a actions) ResetScenarioFor(name, scenario string) (bool, error) {
	key, err := a.keyNamed(name)
	if err != nil {
		return false, err
	}
	return a.Emulator.ResetScenarioFor(key, scenario), nil
}

func (a actions) DeleteScenarioFor(name string) (bool, error) {
	key, err := a.keyNamed(name)
	if err != nil {
		return false, err
	}
	return a.Emulator.DeleteScenarioFor(key), nil
}

func (a actions) ResetKey(name string) error {
	key, err := a.keyNamed(name)
	if err != nil {
		return err
	}
	return a.Emulator.ResetKey(key)
}
