package control

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// getContract answers GET /contract: 200 with every rule that is emulated, its evidence, and the setting that changes it
// with the value in force; every special value; every error.
func (t *Control) getContract(echo.Context) (reply, error) {
	return reply{status: http.StatusOK, schema: schemas.Contract, body: t.actions.Contract()}, nil
}
