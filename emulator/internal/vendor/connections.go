package vendor

import (
	"net/http"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// connections answers POST /v1/network/connections. It is the way of a request, in the contract's order of checks: each
// step fills in its part of x, or ends the request with one error of the catalogue. handle then checks, writes and
// records what comes of it.
func (v *Vendor) connections(x *exchange) (answer, error) {
	if err := v.authenticate(x); err != nil {
		return answer{}, err
	}
	if err := v.limit(x); err != nil {
		return answer{}, err
	}
	if err := v.parse(x); err != nil {
		return answer{}, err
	}
	if err := v.script(x); err != nil {
		return answer{}, err
	}
	if err := v.charge(x); err != nil {
		return answer{}, err
	}
	if err := v.fetch(x); err != nil {
		return answer{}, err
	}
	return v.page(x), nil
}

// parse reads the query, and finds the cookie's state and network.
func (v *Vendor) parse(x *exchange) error {
	body, faults := x.content()
	if body == nil {
		return invalid(faults)
	}
	x.said = v.understand(body, x.hash, &x.fresh)
	read := &x.said.request
	x.query.LoginToken = read.Query.LoginToken
	if x.said.real {
		v.warnOfReal(x, x.said.cookie.Fingerprint)
	}
	x.warn(x.query.LoginToken.Beyond())
	x.warn(read.Warnings...)
	if faults = append(faults, read.Faults...); len(faults) > 0 {
		return invalid(faults)
	}
	x.query = read.Query
	x.state, x.network = v.Jar.Open(x.key, x.query.LoginToken)
	return nil
}

// script asks the scenarios what this request gets, and plans it over the network as they left it. An error of theirs
// ends the request here, unless it is to be paid for.
func (v *Vendor) script(x *exchange) error {
	x.decision, x.spoken = v.Stage.Choose(scenario.Request{Key: x.key, Query: x.query})
	x.view = x.decision.Edits.View(x.network.Size())
	x.plan = x.query.Plan(x.view.Size(), v.Terms.Charge)
	action := x.action()
	if action.Connections != nil {
		x.plan = x.plan.AtMost(*action.Connections, v.Terms.Charge)
	}
	if action.Error != nil && (action.Charge == "" || action.Charge == scenario.ChargeNever) {
		return action.Error
	}
	return nil
}

// charge takes what the query costs. A request whose cookie will be refused pays nothing, but where it could not have
// paid it is refused for that: credits come before the cookie, whose state is known only by asking LinkedIn. A scenario
// may have it otherwise: charged whatever comes of it, once the answer is sent, or never.
func (v *Vendor) charge(x *exchange) error {
	action := x.action()
	takes := x.state == contract.CookieValid && action.Charge == "" || action.Charge == scenario.ChargeBefore
	var ok bool
	if takes {
		x.left, ok = x.account.Charge(x.plan.Cost, x.id)
	} else {
		x.left, ok = x.account.Affords(x.plan.Cost)
	}
	if !ok && action.Charge != scenario.ChargeNever {
		x.giveUp()
		return contract.ErrInsufficientCredits()
	}
	if takes {
		x.charged = x.plan.Cost
	}
	if action.Error != nil {
		return action.Error
	}
	return nil
}

// fetch asks LinkedIn, which knows whether the cookie is any good.
func (v *Vendor) fetch(x *exchange) error {
	if x.state != contract.CookieValid && x.action().Respond == nil {
		return contract.ErrInvalidCookie()
	}
	return nil
}

// page makes the answer: one that was sent before and kept, or a new one.
func (v *Vendor) page(x *exchange) answer {
	if raw := x.action().Respond; raw != nil {
		return answer{status: raw.Status, headers: raw.Headers, body: []byte(raw.Body), proven: true}
	}
	a := answer{status: http.StatusOK, schema: schemas.Success}
	if v.LocalPictures {
		v.locally(x)
	}
	if x.avatars == "" && x.ordinary() {
		start, end := x.query.Pages()
		a.keepAs = pageKey{network: x.network.ID(), start: start, end: end, first: x.plan.First, count: x.plan.Count}
		if kept, ok := v.pages.get(a.keepAs); ok {
			a.body, a.proven = kept, true
			return a
		}
	}
	x.out = contract.AppendSuccess(x.out[:0], x.query.Success(x.plan, x.view.Size()), x.appendConnection)
	a.body = x.out
	return a
}

// appendConnection appends the connection at a place of the answer, as the scenarios leave it.
func (x *exchange) appendConnection(dst []byte, place int) []byte {
	at := x.view.At(x.plan.First + place)
	set := x.action().Set
	if set == nil && x.avatars == "" {
		return x.network.AppendConnection(dst, at)
	}
	c := x.network.Connection(at)
	set.Apply(&c)
	x.localize(&c)
	return contract.AppendConnection(dst, c)
}
