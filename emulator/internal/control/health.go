package control

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Phase is where in its life an emulator is.
type Phase string

// The phases.
const (
	Loading  Phase = "loading"
	Ready    Phase = "ready"
	Draining Phase = "draining"
)

type status struct {
	Status string `json:"status"`
}

// getHealth answers GET /health: 200 {"status":"ok"} as soon as the server serves.
func (t *Control) getHealth(echo.Context) (reply, error) {
	return reply{status: http.StatusOK, schema: schemas.Health, body: status{"ok"}}, nil
}

// getReady answers GET /ready: 200 {"status":"ready"} where the vendor's routes are served, 503 with "loading" before
// and "draining" after that.
func (t *Control) getReady(echo.Context) (reply, error) {
	phase := t.actions.Phase()
	code := http.StatusOK
	if phase != Ready {
		code = http.StatusServiceUnavailable
	}
	return reply{status: code, schema: schemas.Ready, body: status{string(phase)}}, nil
}
