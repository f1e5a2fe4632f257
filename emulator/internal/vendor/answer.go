package vendor

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// answer is what is to be sent.
type answer struct {
	status  int
	headers map[string]string // beside those that every answer has
	schema  schemas.Name      // of body
	body    []byte            // JSON
	proven  bool              // body was checked before, or is a scenario's own
	keepAs  pageKey           // zero: not to be kept
	err     *contract.Error   // nil: a success
}

// attempt is endpoint(x), with a panic made an error like any other.
func (v *Vendor) attempt(endpoint endpoint, x *exchange) (a answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = contract.ErrInternal(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return endpoint(x)
}

// refuse makes the answer to a request that failed: what it paid is given back, and the error paid for where errors
// cost something and the account has it.
func (v *Vendor) refuse(x *exchange, err error) answer {
	var e *contract.Error
	if !errors.As(err, &e) {
		e = contract.ErrInternal(err)
	}
	v.repay(x, v.Terms.Cost(e.ErrorKind))
	if e.Cause != nil {
		v.Logger.Error("internal error", "request_id", x.id, "error", e.Cause)
	}
	a := answer{status: v.Terms.Status(e.ErrorKind), schema: schemas.Error, err: e}
	if e == x.action().Error && x.action().CustomMessage {
		a.schema = schemas.ErrorCustom
	} else if a.body, a.proven = v.errors[e.Kind]; a.proven {
		return a
	}
	x.out = contract.AppendFailure(x.out[:0], e.Message)
	a.body = x.out
	return a
}

// repay gives back what x was charged, and charges cost in its place if the account has that. A scenario may have
// decided already where the money goes.
func (v *Vendor) repay(x *exchange, cost int64) {
	if x.account == nil || x.action().Charge != "" {
		return
	}
	x.left = x.account.Refund(x.charged, x.id)
	x.charged = 0
	if left, ok := x.account.Charge(cost, x.id); ok {
		x.charged, x.left = cost, left
	}
}

// giveUp undoes a scenario's word on the charge: an answer that is not given after all is never paid for.
func (x *exchange) giveUp() {
	if x.action().Charge == scenario.ChargeAfter {
		x.charged = 0
	}
	x.action().Charge = ""
}

// breach breaks the fields that a scenario says, after the body was proven. It is no breach of ours.
func (v *Vendor) breach(x *exchange, a answer) answer {
	if !x.spoken || a.schema == "" {
		return a
	}
	body, err := x.action().Breach.Apply(a.body)
	if err != nil {
		return v.refuse(x, contract.ErrInternal(err))
	}
	a.body = body
	return a
}
