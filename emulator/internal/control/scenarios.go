package control

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

type scenarios struct {
	Active  []active  `json:"active"`
	Special []active  `json:"special"`
	Shipped []shipped `json:"shipped"`
}

type active struct {
	Scenario    *scenario.Scenario `json:"scenario"`
	Key         string             `json:"key,omitempty"`
	Fingerprint string             `json:"fingerprint,omitempty"`
	Requests    int64              `json:"requests"`
	Configured  bool               `json:"configured"`
	Applied     []int64            `json:"applied"`
	Cursors     []scenario.Cursor  `json:"cursors"`
	Total       int                `json:"cursors_total"`
}

type shipped struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

// getScenarios answers GET /scenarios: 200 with the active scenarios, the last of which is asked first; with those that
// special values made speak, by name; and with those that come with the program. Of each that speaks: how many requests it
// has spoken to, how many got each step, and where each of its counts stands, the one used last first, at most 100 of them.
func (t *Control) getScenarios(echo.Context) (reply, error) {
	all := scenarios{Shipped: []shipped{}}
	speaking, special := t.actions.Standings()
	all.Active, all.Special = standings(speaking), standings(special)
	list, err := scenario.Shipped()
	if err != nil {
		return reply{}, err
	}
	for _, s := range list {
		all.Shipped = append(all.Shipped, shipped{s.Name, s.Description})
	}
	return reply{status: http.StatusOK, schema: schemas.Scenarios, body: all}, nil
}

func standings(all []scenario.Active) []active {
	list := []active{}
	for _, a := range all {
		told := active{
			Scenario: a.Scenario.Shown(), Key: a.Key.Shown(), Fingerprint: a.Key.Called(), Requests: a.Requests, Configured: a.Configured,
			Applied: a.Applied, Cursors: a.Cursors, Total: a.Total,
		}
		if told.Cursors == nil {
			told.Cursors = []scenario.Cursor{}
		}
		list = append(list, told)
	}
	return list
}

type scenarioText struct {
	Name   string `json:"name"`
	Origin string `json:"origin"` // "active" or "shipped"
	Type   string `json:"type"`   // the Content-Type with which it is put
	Text   string `json:"text"`
}

// getScenario answers GET /scenarios/{name}: 200 with the text of the scenario that is active for all, as it was put, or
// as YAML where it was given otherwise; where none of that name is active, with that of the shipped one. With ?key=KEY it
// is the one that the key has of its own, which takes a name of the key as its routes do. 404 where there is none.
func (t *Control) getScenario(c echo.Context) (reply, error) {
	name, err := pathParam(c, "name")
	if err != nil {
		return reply{}, err
	}
	key := c.QueryParam("key")
	find := func() ([]byte, bool, error) { return t.actions.ScenarioText(name) }
	if key != "" {
		find = func() ([]byte, bool, error) { return t.actions.ScenarioTextFor(key, name) }
	}
	told := scenarioText{Name: name, Origin: "active", Type: "application/yaml"}
	text, ok, err := find()
	switch {
	case err != nil:
		return reply{}, misnamed(err, func(err error) error { return err })
	case !ok && key != "":
		return reply{}, faultf(http.StatusNotFound, "the key has no scenario %q of its own", name)
	case !ok:
		told.Origin = "shipped"
		if text, err = scenario.Source(name); err != nil {
			return reply{}, faultf(http.StatusNotFound, "no scenario %q is active for every key, and there is %v", name, err)
		}
	}
	if scenario.IsJSON(text) {
		told.Type = "application/json"
	}
	told.Text = string(text)
	return reply{status: http.StatusOK, schema: schemas.ScenarioText, body: told}, nil
}

// putScenario answers PUT /scenarios/{name}: the scenario speaks for every key from now on. The body is the scenario,
// YAML or JSON, named as the path says; without a body it is the shipped one of that name. 200 with the scenario; 400
// with everything that is wrong with it, each with line and column; 404 where no shipped one has that name.
func (t *Control) putScenario(c echo.Context) (reply, error) {
	name, err := pathParam(c, "name")
	if err != nil {
		return reply{}, err
	}
	s, text, err := readScenario(c, name)
	if err != nil {
		return reply{}, err
	}
	if s.Name != name {
		return reply{}, faultf(http.StatusBadRequest, "the scenario is named %q, and the path says %q; make them one", s.Name, name)
	}
	if err := t.actions.PutScenario(s, text); err != nil {
		return reply{}, faultf(http.StatusBadRequest, "%v", err)
	}
	return reply{status: http.StatusOK, schema: schemas.Scenario, body: s.Shown()}, nil
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
	s, text, err := readScenario(c, c.QueryParam("name"))
	if err != nil {
		return reply{}, err
	}
	if err := t.actions.PutScenarioFor(key, s, text); err != nil {
		return reply{}, misnamed(err, badRequest)
	}
	return reply{status: http.StatusOK, schema: schemas.Scenario, body: s.Shown()}, nil
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

type lintResult struct {
	Name   string           `json:"name"`
	Faults []scenario.Fault `json:"faults"`
	More   int              `json:"more"`
}

// postScenarioLint answers POST /scenarios/lint with a scenario, YAML or JSON: 200 with the name it gives itself, "" where
// it gives none, and everything that is wrong with it: line and column from 1, the path, what came and what was wanted,
// and the nearest known word; at most 100, and how many more. Nothing is activated, and nothing is wrong where faults is
// empty.
func (t *Control) postScenarioLint(c echo.Context) (reply, error) {
	text, err := readBody(c)
	if err != nil {
		return reply{}, err
	}
	name, found, err := scenario.Lint("body", text)
	if err != nil {
		return reply{}, err
	}
	result := lintResult{Name: name, Faults: []scenario.Fault{}}
	if found != nil {
		result.Faults, result.More = found.Faults, found.More
	}
	return reply{status: http.StatusOK, schema: schemas.ScenarioLint, body: result}, nil
}

// readScenario is the scenario that the body is or, without a body, the shipped one of that name, and its text.
func readScenario(c echo.Context, name string) (*scenario.Scenario, []byte, error) {
	text, err := readBody(c)
	if err != nil {
		return nil, nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		if text, err = scenario.Source(name); err != nil {
			return nil, nil, faultf(http.StatusNotFound, "the body is empty, and there is %v", err)
		}
	}
	s, err := scenario.Parse("body", text)
	if err != nil {
		return nil, nil, badRequest(err)
	}
	return s, text, nil
}
