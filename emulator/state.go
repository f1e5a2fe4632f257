package emulator

import (
	"encoding/json"
	"fmt"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/limit"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// StateVersion is the version of the document of State. One of another version is refused.
const StateVersion = 1

// state is the document of State, which schemas/state.schema.json describes.
type state struct {
	Version     int                    `json:"version"`
	Accounts    []credits.Saved        `json:"accounts"`
	RateWindows []limit.Saved          `json:"rate_windows"`
	Logins      []cookies.Saved        `json:"logins"`
	Networks    []cookies.SavedNetwork `json:"networks,omitempty"`
	Scenarios   scenario.Saved         `json:"scenarios"`
	Clock       clock.Saved            `json:"clock"`
}

// State is all that the emulator remembers, as one JSON document: accounts and their ledgers, rate windows, logins and
// ages of cookies, networks that were put, active scenarios and how far they are, the clock. Keys, cookies and addresses
// are in it by their SHA-256 alone, and are known again once they are used. It is of one moment, in which no request was
// half done.
func (e *Emulator) State() ([]byte, error) {
	s := state{Version: StateVersion}
	e.gate.Alone(func() {
		s.Accounts = e.bank.Save()
		s.RateWindows = e.limiter.Save()
		s.Logins = e.jar.Save()
		s.Networks = e.jar.SaveNetworks()
		s.Scenarios = e.stage.Save()
		s.Clock = e.clock.Save()
	})
	document, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write the state: %w", err)
	}
	return document, nil
}

// PutState makes the document of a State all that the emulator remembers, as one step: no request sees half of it. The
// configuration stays, and goes before the document where it says something new: accounts that it declares and the
// document lacks are opened, and its scenarios begin that are new or were changed. Where there is an error, which says
// what is wrong with the document, nothing has changed.
func (e *Emulator) PutState(document []byte) error {
	restore, err := e.restoring(document)
	if err != nil {
		return fmt.Errorf("state: %w", err)
	}
	e.gate.Renew(func() {
		for _, part := range restore {
			part()
		}
	})
	return nil
}

// restoring is a step for each part, all of which can be taken.
func (e *Emulator) restoring(document []byte) (restore []func(), err error) {
	s, err := readState(document)
	if err != nil {
		return nil, err
	}
	for _, ready := range []func() (func(), error){
		func() (func(), error) { return e.bank.Restoring(s.Accounts) },
		func() (func(), error) { return e.limiter.Restoring(s.RateWindows) },
		func() (func(), error) { return e.jar.Restoring(s.Logins) },
		func() (func(), error) { return e.jar.RestoringNetworks(s.Networks) },
		func() (func(), error) { return e.stage.Restoring(s.Scenarios) },
		func() (func(), error) { return e.clock.Restoring(s.Clock) },
	} {
		part, err := ready()
		if err != nil {
			return nil, err
		}
		restore = append(restore, part)
	}
	return restore, nil
}

// readState is a document that keeps the schema of this version.
func readState(document []byte) (*state, error) {
	var head struct{ Version *int }
	if err := json.Unmarshal(document, &head); err == nil && head.Version != nil && *head.Version != StateVersion {
		return nil, fmt.Errorf("version: got %d, want %d; another release wrote it", *head.Version, StateVersion)
	}
	set, err := schemas.Default()
	if err != nil {
		return nil, err
	}
	if err := set.Check(schemas.State, document); err != nil {
		return nil, fmt.Errorf("it breaks the schema %w", err)
	}
	s := &state{}
	if err := json.Unmarshal(document, s); err != nil {
		return nil, fmt.Errorf("it cannot be read: %w", err)
	}
	return s, nil
}
