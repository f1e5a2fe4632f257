package emulator

import (
	"errors"
	"fmt"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// Account is what the account of an API key says of itself: Key, Credits, Spent, Requests, and the Fingerprint of
// the key.
type Account = credits.Statement

// LedgerEntry is one movement of an account's balance: Seq, At, Kind, Amount, Balance, RequestID.
type LedgerEntry = credits.Entry

// ErrNoAccount is returned for a key that is no account, where Config.UnknownKeys is RejectUnknownKeys.
var ErrNoAccount = errors.New("no such account")

// Accounts are the accounts that were declared or used, in the order of their keys.
func (e *Emulator) Accounts() []Account { return e.bank.Statements() }

// AccountOf is the account of an API key, as it is or as it would open; ErrNoAccount where the key is none.
func (e *Emulator) AccountOf(key string) (Account, error) {
	a, ok := e.bank.Find(contract.APIKey(key))
	if !ok {
		return Account{}, fmt.Errorf("%s: %w", contract.APIKey(key), ErrNoAccount)
	}
	return a.Statement(), nil
}

// PutCredits makes credits (0 to MaxCredits) the balance of a key's account, which becomes one where it was none.
func (e *Emulator) PutCredits(key string, credits int64) (Account, error) {
	if strings.TrimSpace(key) == "" {
		return Account{}, errors.New("key: got a blank string, want one that is not blank")
	}
	if err := within("credits", credits, MaxCredits); err != nil {
		return Account{}, err
	}
	return e.bank.Open(contract.APIKey(key)).Set(credits), nil
}

// LedgerOf is the ledger of an API key, oldest entry first; it sums to the balance. ErrNoAccount where the key is none.
func (e *Emulator) LedgerOf(key string) ([]LedgerEntry, error) {
	a, ok := e.bank.Find(contract.APIKey(key))
	if !ok {
		return nil, fmt.Errorf("%s: %w", contract.APIKey(key), ErrNoAccount)
	}
	return a.Ledger(), nil
}

// actions is the Emulator as the control routes see it.
type actions struct{ *Emulator }

// Running is the emulator as it is told apart from others. Its port is told and no address: clients may call it by any.
func (a actions) Running() control.Running {
	return control.Running{Instance: a.instance, Port: a.server.port(), ControlApart: a.aside != nil}
}

func (a actions) Phase() control.Phase { return a.phase.Load().(control.Phase) }

// PutScenario of the control routes keeps the text, too, that the scenario was written in.
func (a actions) PutScenario(s *Scenario, text []byte) error { return a.stage.Put(s, text) }

func (a actions) ScenarioText(name string) (text []byte, ok bool, err error) {
	return a.stage.Text(name)
}

func (a actions) Standings() (active, special []scenario.Active) { return a.stage.Standings() }

func (a actions) BuildVersion() control.Version { return builtFrom(a.config.Version) }
func (a actions) Contract() contract.Document   { return contract.DocumentUnder(a.config.terms()) }
