package emulator

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
)

// Part is a part of the state that a Reset is of.
type Part = control.Part

// The parts.
const (
	PartAccounts  = control.PartAccounts  // accounts, ledgers, rate windows, ages of cookies, logins
	PartScenarios = control.PartScenarios // what is active, its counts, and what it made of networks
	PartNetworks  = control.PartNetworks  // networks that were put
	PartClock     = control.PartClock
	PartJournal   = control.PartJournal // what happened; requests that wait leave no trace in it
)

// Reset makes the parts, or everything where none is given, what the configuration says, as if the emulator had just
// started. The error names a part that there is not; then nothing has changed.
//
// It is one step: no request sees half of it. Requests that a scenario keeps waiting don't hold it up, nor do they touch
// what comes after it. Where all or the scenarios are reset they wait no longer: what was to come late comes at once, and
// what hangs is cut off.
func (e *Emulator) Reset(parts ...Part) error {
	for _, part := range parts {
		if !slices.Contains(control.Parts, part) {
			return fmt.Errorf("part: got %q, want one of %q", part, control.Parts)
		}
	}
	if len(parts) == 0 {
		parts = control.Parts
	}
	alone := e.gate.Alone
	if slices.Contains(parts, PartScenarios) {
		alone = e.gate.Renew
	}
	alone(func() {
		for _, part := range parts {
			e.resetPart(part)
		}
	})
	return nil
}

// resetPart resets one part. No request is within the gate.
func (e *Emulator) resetPart(part Part) {
	switch part {
	case PartAccounts:
		e.bank.Reset()
		e.limiter.Reset()
		e.jar.Reset()
		e.recorder.Rewind()
	case PartScenarios:
		e.stage.Reset()
	case PartNetworks:
		e.jar.ResetNetworks()
	case PartClock:
		_, _ = e.clock.Do(clock.Action{Reset: true}) // fails only where the machine's own time cannot be shown
	case PartJournal:
		if e.book != nil {
			e.book.Reset()
		}
	}
}

// ResetKey is Reset for one API key: its account, ledger and rate window, its cookies and logins, the networks put for it
// alone, the scenario of its own and its counts in those of all, and what the journal has of it. What is counted for all
// keys together stays, and so do requests that wait.
func (e *Emulator) ResetKey(key string) error {
	if strings.TrimSpace(key) == "" {
		return errors.New("key: got a blank string, want one that is not blank")
	}
	k := contract.APIKey(key)
	e.gate.Alone(func() {
		e.bank.ResetKey(k)
		e.limiter.ResetKey(k)
		e.jar.ResetKey(k)
		e.recorder.RewindFor(k)
		e.stage.ResetKey(k)
		if e.book != nil {
			e.book.ClearFor(k)
		}
	})
	return nil
}
