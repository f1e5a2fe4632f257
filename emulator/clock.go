package emulator

import (
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// ClockAction is what is done to the emulator's clock: what is not zero of Reset, Set, Advance and Freeze, in this order
// and as one step.
type ClockAction = clock.Action

// ClockReading is what the emulator's clock shows: Now, and whether it is Frozen or Real.
type ClockReading = clock.Reading

// Clock is what the emulator's clock shows. Windows, expiry, delays and stamps all follow it.
func (e *Emulator) Clock() ClockReading { return e.clock.Read() }

// SetClock does a to the emulator's clock. It fails, and changes nothing, where an Advance is negative or the time
// leaves the years 1 to 9999.
func (e *Emulator) SetClock(a ClockAction) (ClockReading, error) { return e.clock.Do(a) }

// VerificationCode is the code that a login of the address has to be verified with, where it is one of those that need
// one: six digits, the same in every process.
func VerificationCode(email string) string { return contract.Email(email).Code() }
