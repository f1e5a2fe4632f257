package scenario

import (
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Decision is what a scenario says to one request.
type Decision struct {
	Scenario string // its name
	Step     int    // from 1; 0 after the last step
	Request  int64  // which request of its count this is, from 1
	Action   Action // the zero value is the ordinary answer
	Edits    Edits  // every change in force for the network of this key and cookie, in order; also where no scenario speaks
}

// Break is how a connection ends without a whole answer.
type Break string

// The values of Break; the zero value is none.
const (
	BreakReset Break = "reset" // TCP RST with no byte of an answer
	BreakClose Break = "close" // after the headers of the ordinary answer
	BreakHang  Break = "hang"  // with no byte of an answer, when the client leaves
)

// Action is what a request gets, with nothing left to draw or look up. The zero value is the ordinary answer. At most
// one of Error, Respond and Break is set. Its parts are shared with the scenario: read, never write.
type Action struct {
	Error         *contract.Error // the error to answer with, its status Always sent where the scenario says one
	CustomMessage bool            // Error.Message is the scenario's, not the catalogue's
	Respond       *Respond        // the raw response to send; Status is never 0
	Break         Break

	Connections *int   // of an ordinary answer: at most so many of those asked for
	Set         *Set   // of an ordinary answer: what fields of every connection are sent as
	Breach      Breach // the fields that break the contract on purpose

	Delay     time.Duration   // before the headers, or before the break
	Chunks    []time.Duration // the body goes in so many equal pieces, with such a wait before each; nil: in one
	Malformed bool            // the body is not JSON
	Truncate  *float64        // the fraction of the body that is sent before the connection closes

	Charge Charge // "" is what the contract and its settings say
}

// Ordinary says that the request gets the ordinary answer and nothing is done to it.
func (a Action) Ordinary() bool {
	return a.Error == nil && a.Respond == nil && a.Break == "" && a.Connections == nil && a.Set == nil &&
		a.Breach.empty() && a.Delay == 0 && a.Chunks == nil && !a.Malformed && a.Truncate == nil && a.Charge == ""
}

// Deliberate says that what the client gets breaks the contract on purpose: it is to be marked so, and is no breach of
// our own.
func (a Action) Deliberate() bool {
	return a.Respond != nil || a.Break != "" || !a.Breach.empty() || a.Malformed || a.Truncate != nil || a.CustomMessage
}

// resolve is the step as an action for one request.
func (s *Step) resolve(d draw) Action {
	a := Action{
		Set: s.Set, Breach: Breach{Omit: s.Omit, Null: s.Null, Retype: s.Retype},
		Malformed: s.Malformed, Truncate: s.Truncate, Charge: s.Charge,
	}
	if s.Answer != nil {
		a.Connections = s.Answer.Connections
	}
	a.Error, a.CustomMessage = s.Error.resolve()
	a.Respond = s.Respond.resolve()
	a.Break = s.connection()
	if a.Charge == "" && (a.Respond != nil || a.Break != "") {
		a.Charge = ChargeNever
	}
	a.Delay, a.Chunks = s.waits(d)
	return a
}

func (s *Step) connection() Break {
	switch {
	case s.Reset:
		return BreakReset
	case s.Close:
		return BreakClose
	case s.Hang:
		return BreakHang
	}
	return ""
}

// resolve is the error of the catalogue with what is overridden, and whether its message is.
func (e *Error) resolve() (*contract.Error, bool) {
	if e == nil {
		return nil, false
	}
	kind, _ := contract.Lookup(e.Kind)
	answer := &contract.Error{ErrorKind: kind}
	if e.Kind == contract.KindRateLimited {
		answer.RetryAfter = max(time.Duration(e.RetryAfter), time.Second)
	}
	if strings.HasSuffix(answer.Message, ": ") {
		answer.Message += "a scenario says so"
	}
	if e.Status != 0 {
		answer.Status, answer.Always = e.Status, true
	}
	if e.Message != "" {
		answer.Message = e.Message
	}
	return answer, e.Message != ""
}

func (r *Respond) resolve() *Respond {
	if r == nil {
		return nil
	}
	resolved := *r
	if resolved.Status == 0 {
		resolved.Status = 200
	}
	return &resolved
}
