package vendor

import (
	"fmt"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Validation is how often a body is proven by its schema before it is sent. docs/performance.md says what is validated
// when.
type Validation string

// The values of Validation.
const (
	ValidateOnce   Validation = "once"   // each body, but the same bytes once; the zero value means this too
	ValidateAlways Validation = "always" // each body anew, whole and by the schema library alone
)

// check proves the body by its schema. One that breaks it is never sent: that is an internal error of ours.
func (v *Vendor) check(x *exchange, a answer) answer {
	if a.proven && v.Validate != ValidateAlways || a.schema == "" {
		return a
	}
	if err := v.Schemas.Check(a.schema, a.body); err != nil {
		v.breaches.Add(1)
		x.complain = err.Error()
		x.giveUp()
		return v.refuse(x, contract.ErrInternal(fmt.Errorf("the answer breaks its schema: %w", err)))
	}
	if a.keepAs != (pageKey{}) && !a.proven {
		v.pages.keep(a.keepAs, a.body)
	}
	return a
}

// provenErrors are the bodies of the errors whose message is whole, checked here: one of them stands in for every body
// that is not sent.
func provenErrors(set *schemas.Set) (map[contract.Kind][]byte, error) {
	bodies := map[contract.Kind][]byte{}
	for _, e := range contract.Catalogue {
		if strings.HasSuffix(e.Message, " ") { // a reason follows
			continue
		}
		body := contract.AppendFailure(nil, e.Message)
		if err := set.Check(schemas.Error, body); err != nil {
			return nil, fmt.Errorf("the error %s breaks the schema of errors: %w", e.Kind, err)
		}
		bodies[e.Kind] = body
	}
	return bodies, nil
}
