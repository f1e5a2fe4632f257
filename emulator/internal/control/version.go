package control

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Version is what was built, and from what.
type Version struct {
	Version string `json:"version"` // of the emulator
	Commit  string `json:"commit"`  // "unknown" where it was built without one
	Dataset int    `json:"dataset"` // of the networks
	Go      string `json:"go"`      // the toolchain
}

// Running is the emulator that runs, told apart from every other.
type Running struct {
	Instance string `json:"instance"` // drawn at random, and the beginning of every request_id
	Port     int    `json:"port"`     // that the endpoint listens at, also where these routes are elsewhere; 0 where it has none

	ControlApart bool `json:"control_apart"` // these routes have a listener of their own
}

// getVersion answers GET /version: 200 with version, commit, dataset and go, and with instance, port and control_apart of the emulator that
// runs.
func (t *Control) getVersion(echo.Context) (reply, error) {
	return reply{status: http.StatusOK, schema: schemas.Version, body: struct {
		Version
		Running
	}{t.actions.BuildVersion(), t.actions.Running()}}, nil
}
