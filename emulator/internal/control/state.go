package control

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// maxState is the longest state that is read, in bytes.
const maxState = 256 << 20

type loaded struct {
	Version int `json:"version"`
}

// getState answers GET /state: 200 with all that the emulator remembers, of one moment. Keys, cookies and addresses are
// in it by their SHA-256 alone.
func (t *Control) getState(echo.Context) (reply, error) {
	document, err := t.actions.State()
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, schema: schemas.State, body: json.RawMessage(document)}, nil
}

// putState answers PUT /state with the document of a GET /state: all that it says is in force, as one step which no
// request sees half of. 200 with its version; 400 that says what is wrong with it, and then nothing has changed.
func (t *Control) putState(c echo.Context) (reply, error) {
	document, err := readUpTo(c, maxState)
	if err != nil {
		return reply{}, err
	}
	if err := t.actions.PutState(document); err != nil {
		return reply{}, faultf(http.StatusBadRequest, "%v", err)
	}
	var head loaded
	if err := json.Unmarshal(document, &head); err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, schema: schemas.StateLoaded, body: head}, nil
}
