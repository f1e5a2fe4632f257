package vendor

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// connections answers POST /v1/network/connections. It is the way of a request, in the contract's order of checks: each
// step fills in its part of x, or ends the request with one error of the catalogue. handle then checks, writes and
// records what comes of it.
func (v *Vendor) connections(x *exchange) (answer, error) {
	if err := v.authenticate(x); err != nil {
		return answer{}, err
	}
	if err := v.parse(x); err != nil {
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

// authenticate finds the account of the request's API key.
func (v *Vendor) authenticate(x *exchange) error {
	x.key = contract.APIKey(x.request.Header.Get("X-Api-Key"))
	if strings.TrimSpace(string(x.key)) == "" {
		x.key = ""
		return contract.ErrMissingAPIKey()
	}
	account, known := v.Bank.Account(x.key)
	if !known {
		return contract.ErrInvalidAPIKey()
	}
	x.account, x.left = account, account.Count()
	return nil
}

// parse reads the query, and finds the cookie's state and network.
func (v *Vendor) parse(x *exchange) error {
	faults := contentType(x.request.Header.Get("Content-Type"))
	body, fault := x.readBody()
	if fault != "" {
		return contract.ErrInvalidRequest(strings.Join(append(faults, fault), "; "))
	}
	read := contract.Parse(body, v.Terms.Lenient)
	x.query.LoginToken, x.warnings = read.Query.LoginToken, read.Warnings
	if faults = append(faults, read.Faults...); len(faults) > 0 {
		return contract.ErrInvalidRequest(strings.Join(faults, "; "))
	}
	x.query = read.Query
	x.state, x.network = v.Jar.Open(x.query.LoginToken)
	x.plan = x.query.Plan(x.network.Size(), v.Terms.Charge)
	return nil
}

// contentType says what is wrong with a Content-Type: it is to be application/json, with any parameters.
func contentType(header string) (faults []string) {
	if header == "application/json" {
		return nil
	}
	media, _, err := mime.ParseMediaType(header)
	switch {
	case header == "":
		return []string{"Content-Type must be application/json (got none)"}
	case err != nil || media != "application/json":
		return []string{fmt.Sprintf("Content-Type must be application/json (got %.60q)", header)}
	}
	return nil
}

// charge takes what the query costs. A request whose cookie will be refused pays nothing, but where it could not have
// paid it is refused for that: credits come before the cookie, whose state is known only by asking LinkedIn.
func (v *Vendor) charge(x *exchange) error {
	take := x.account.Charge
	if x.state != contract.CookieValid {
		take = func(cost int64, _ string) (int64, bool) { return x.account.Affords(cost) }
	}
	left, ok := take(x.plan.Cost, x.id)
	if x.left = left; !ok {
		return contract.ErrInsufficientCredits()
	}
	if x.state == contract.CookieValid {
		x.charged = x.plan.Cost
	}
	return nil
}

// fetch asks LinkedIn, which knows whether the cookie is any good.
func (v *Vendor) fetch(x *exchange) error {
	if x.state != contract.CookieValid {
		return contract.ErrInvalidCookie()
	}
	return nil
}

// page makes the answer: one that was sent before and kept, or a new one.
func (v *Vendor) page(x *exchange) answer {
	start, end := x.query.Pages()
	key := pageKey{network: x.network, start: start, end: end, first: x.plan.First, count: x.plan.Count}
	a := answer{status: http.StatusOK, schema: schemas.Success, keepAs: key}
	if kept, ok := v.pages.get(key); ok {
		a.body, a.proven = kept, true
		return a
	}
	success := x.query.Success(x.plan, x.network.Size())
	x.out = contract.AppendSuccess(x.out[:0], success, func(dst []byte, place int) []byte {
		return x.network.AppendConnection(dst, x.plan.First+place)
	})
	a.body = x.out
	return a
}
