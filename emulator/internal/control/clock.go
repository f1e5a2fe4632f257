package control

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// getClock answers GET /clock: 200 with now, frozen and real.
func (t *Control) getClock(echo.Context) (reply, error) {
	return reply{http.StatusOK, schemas.Clock, t.actions.Clock()}, nil
}

// putClock answers PUT /clock with a body of one action or more, all as one step in this order: {"reset":true} shows the
// machine's time again, {"set":"2027-01-02T12:00:00Z"} shows that, {"advance":"90s"} goes on by that, {"freeze":true}
// stands still and {"freeze":false} runs on. 200 with what the clock shows then; 400 where nothing has changed.
func (t *Control) putClock(c echo.Context) (reply, error) {
	var put struct {
		Reset   bool      `json:"reset"`
		Set     time.Time `json:"set"`
		Advance string    `json:"advance"`
		Freeze  *bool     `json:"freeze"`
	}
	if err := t.read(c, schemas.ClockPut, &put); err != nil {
		return reply{}, err
	}
	if !put.Reset && put.Set.IsZero() && put.Advance == "" && put.Freeze == nil {
		return reply{}, faultf(http.StatusBadRequest, "the body has no action; there are reset, set, advance and freeze")
	}
	action := clock.Action{Reset: put.Reset, Set: put.Set, Freeze: put.Freeze}
	if put.Advance != "" {
		d, err := time.ParseDuration(put.Advance)
		if err != nil {
			return reply{}, faultf(http.StatusBadRequest, "advance: %v", err)
		}
		action.Advance = d
	}
	shows, err := t.actions.SetClock(action)
	if err != nil {
		return reply{}, faultf(http.StatusBadRequest, "%v", err)
	}
	return reply{http.StatusOK, schemas.Clock, shows}, nil
}
