package control

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

type code struct {
	Email string `json:"email"`
	Code  string `json:"code"`
}

// getCode answers GET /codes/{email}: 200 with the address and the code that a login of it has to be verified with.
func (t *Control) getCode(c echo.Context) (reply, error) {
	email, err := pathParam(c, "email")
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, schema: schemas.Code, body: code{email, contract.Email(email).Code()}}, nil
}
