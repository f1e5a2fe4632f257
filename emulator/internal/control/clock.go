package control

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// getClock answers GET /clock: 200 with now, frozen and real.
func (t *Control) getClock(echo.Context) (reply, error) {
	return reply{status: http.StatusOK, schema: schemas.Clock, body: t.actions.Clock()}, nil
}

// putClock answers PUT /clock with a body of one action or more, all as one step in this order: {"reset":true} shows the
// machine's time again, {"set":"2027-01-02T12:00:00Z"} shows that, {"advance":"90s"} goes on by that, {"freeze":true}
// stands still and {"freeze":false} runs on. 200 with what the clock shows then; 400 where nothing has changed.
func (t *Control) putClock(c echo.Context) (reply, error) {
	var put clockPut
	if err := t.read(c, schemas.ClockPut, &put); err != nil {
		return reply{}, err
	}
	action, err := put.action()
	if err != nil {
		return reply{}, faultf(http.StatusBadRequest, "%v", err)
	}
	shows, err := t.actions.SetClock(action)
	if err != nil {
		return reply{}, faultf(http.StatusBadRequest, "%v", err)
	}
	return reply{status: http.StatusOK, schema: schemas.Clock, body: shows}, nil
}

type clockPut struct {
	Reset   bool   `json:"reset"`
	Set     string `json:"set"`
	Advance string `json:"advance"`
	Freeze  *bool  `json:"freeze"`
}

// action is what the body asks for. The schema lets pass what has the form of a time and is none that a clock here shows.
func (p clockPut) action() (a clock.Action, err error) {
	if !p.Reset && p.Set == "" && p.Advance == "" && p.Freeze == nil {
		return a, errors.New("the body has no action; there are reset, set, advance and freeze")
	}
	a = clock.Action{Reset: p.Reset, Freeze: p.Freeze}
	if p.Set != "" {
		// RFC 3339 lets its T and Z be lower case, which Go's reader doesn't.
		if a.Set, err = time.Parse(time.RFC3339, strings.ToUpper(p.Set)); err != nil {
			return a, fmt.Errorf("set: got %q, want a time such as 2027-01-02T12:00:00Z, without a leap second", p.Set)
		}
		if a.Set.IsZero() {
			return a, fmt.Errorf("set: got %q, want a time after that", p.Set)
		}
	}
	if p.Advance != "" {
		if a.Advance, err = time.ParseDuration(p.Advance); err != nil {
			return a, fmt.Errorf("advance: got %q, want a duration such as 90s, of at most 292 years", p.Advance)
		}
	}
	return a, nil
}
