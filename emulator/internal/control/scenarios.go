package control

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

type scenarios struct {
	Active  []active  `json:"active"`
	Shipped []shipped `json:"shipped"`
}

type active struct {
	Scenario *scenario.Scenario `json:"scenario"`
	Key      string             `json:"key,omitempty"`
	Requests int64              `json:"requests"`
}

type shipped struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

// getScenarios answers GET /scenarios: 200 with the active scenarios, the last of which is asked first, each with how
// many requests it has spoken to; and those that come with the program.
func (t *Control) getScenarios(echo.Context) (reply, error) {
	all := scenarios{Active: []active{}, Shipped: []shipped{}}
	for _, a := range t.actions.ActiveScenarios() {
		all.Active = append(all.Active, active{a.Scenario, a.Key.Shown(), a.Requests})
	}
	list, err := scenario.Shipped()
	if err != nil {
		return reply{}, err
	}
	for _, s := range list {
		all.Shipped = append(all.Shipped, shipped{s.Name, s.Description})
	}
	return reply{status: http.StatusOK, schema: schemas.Scenarios, body: all}, nil
}

// putScenario answers PUT /scenarios/{name}: the scenario speaks for every key from now on. The body is the scenario,
// YAML or JSON, named as the path says; without a body it is the shipped one of that name. 200 with the scenario; 400
// with everything that is wrong with it, each with line and column; 404 where no shipped one has that name.
func (t *Control) putScenario(c echo.Context) (reply, error) {
	name, err := pathParam(c, "name")
	if err != nil {
		return reply{}, err
	}
	s, err := readScenario(c, name)
	if err != nil {
		return reply{}, err
	}
	if s.Name != name {
		return reply{}, faultf(http.StatusBadRequest, "the scenario is named %q, and the path says %q; make them one", s.Name, name)
	}
	if err := t.actions.PutScenario(s); err != nil {
		return reply{}, faultf(http.StatusBadRequest, "%v", err)
	}
	return reply{status: http.StatusOK, schema: schemas.Scenario, body: s}, nil
}

// deleteScenario answers DELETE /scenarios/{name}: the scenario no longer speaks for every key. 200 with what is active
// then; 404 where it did not.
func (t *Control) deleteScenario(c echo.Context) (reply, error) {
	name, err := pathParam(c, "name")
	if err != nil {
		return reply{}, err
	}
	if !t.actions.DeleteScenario(name) {
		return reply{}, faultf(http.StatusNotFound, "no scenario %q is active for every key", name)
	}
	return t.getScenarios(c)
}

// putAccountScenario answers PUT /accounts/{key}/scenario: the scenario speaks for that key alone, in the place of the
// one it had. The body is the scenario, YAML or JSON; ?name=NAME without a body is the shipped one of that name. 200 with
// the scenario; 400 with everything that is wrong with it; 404 where no shipped one has that name.
func (t *Control) putAccountScenario(c echo.Context) (reply, error) {
	key, err := pathParam(c, "key")
	if err != nil {
		return reply{}, err
	}
	s, err := readScenario(c, c.QueryParam("name"))
	if err != nil {
		return reply{}, err
	}
	if err := t.actions.PutScenarioFor(key, s); err != nil {
		return reply{}, misnamed(err, badRequest)
	}
	return reply{status: http.StatusOK, schema: schemas.Scenario, body: s}, nil
}

// deleteAccountScenario answers DELETE /accounts/{key}/scenario: the key has no scenario of its own any more. 200 with
// what is active then; 404 where it had none.
func (t *Control) deleteAccountScenario(c echo.Context) (reply, error) {
	key, err := pathParam(c, "key")
	if err != nil {
		return reply{}, err
	}
	had, err := t.actions.DeleteScenarioFor(key)
	if err != nil {
		return reply{}, misnamed(err, badRequest)
	}
	if !had {
		return reply{}, faultf(http.StatusNotFound, "the key has no scenario of its own")
	}
	return t.getScenarios(c)
}

// readScenario is the scenario that the body is or, without a body, the shipped one of that name.
func readScenario(c echo.Context, name string) (*scenario.Scenario, error) {
	text, err := readBody(c)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		s, err := scenario.Lookup(name)
		if err != nil {
			return nil, faultf(http.StatusNotFound, "the body is empty, and there is %v", err)
		}
		return s, nil
	}
	s, err := scenario.Parse("body", text)
	var lint *scenario.LintError
	switch {
	case errors.As(err, &lint):
		return nil, faultf(http.StatusBadRequest, "%v", lint)
	case err != nil:
		return nil, faultf(http.StatusBadRequest, "%v", err)
	}
	return s, nil
}
