package vendor

import (
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// checkKey answers GET /v1/check: whether the API key is one. Source of the route: E5; its body is chosen.
func (v *Vendor) checkKey(x *exchange) (answer, error) {
	if err := v.authenticate(x); err != nil {
		return answer{}, err
	}
	if err := v.limit(x); err != nil {
		return answer{}, err
	}
	return v.tell(schemas.Check, contract.CheckedBody{Status: contract.StatusSuccess, Message: contract.MessageChecked})
}
