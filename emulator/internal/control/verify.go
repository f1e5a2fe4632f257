package control

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// postVerify answers POST /verify: whether the calls so far were as the body expects, which has match and at least one of
// exactly, at_least, at_most, credits_spent, unused_scenarios and unmatched_steps. 200 where they were; 409 where they
// were not, with what was expected, what there is, and the calls that almost match; 400 where the body is anything else.
func (t *Control) postVerify(c echo.Context) (reply, error) {
	var v report.Verification
	if err := t.read(c, schemas.VerifyPost, &v); err != nil {
		return reply{}, err
	}
	result, err := t.actions.Verify(v)
	if err != nil {
		return reply{}, faultf(http.StatusBadRequest, "%v", err)
	}
	status := http.StatusOK
	if result.Status != report.Verified {
		status = http.StatusConflict
	}
	return reply{status: status, schema: schemas.Verify, body: result}, nil
}
