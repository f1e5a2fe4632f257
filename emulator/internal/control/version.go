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

// getVersion answers GET /version: 200 with version, commit, dataset and go.
func (t *Control) getVersion(echo.Context) (reply, error) {
	return reply{status: http.StatusOK, schema: schemas.Version, body: t.actions.BuildVersion()}, nil
}
