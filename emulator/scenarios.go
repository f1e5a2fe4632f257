package emulator

import (
	"errors"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// Scenario says which requests it speaks for and, step by step, what they get. Its fields are the keys of the scenario
// language, which schemas/scenario.schema.json describes; a zero field is a key that is absent.
type Scenario = scenario.Scenario

// The parts of a Scenario, named as the keys of the language.
type (
	Match         = scenario.Match     // which requests it speaks for
	Step          = scenario.Step      // an action, what is done to it, and how long it lasts
	Answer        = scenario.Answer    // the ordinary answer
	ScenarioError = scenario.Error     // an error of the catalogue
	Respond       = scenario.Respond   // a raw response
	Delay         = scenario.Delay     // a wait
	Normal        = scenario.Normal    // a distribution of waits
	Lognormal     = scenario.Lognormal // a distribution of waits
	Drip          = scenario.Drip      // a body in pieces
	Fields        = scenario.Fields    // paths of fields of a body
	Set           = scenario.Set       // what fields of every connection are sent as
	Change        = scenario.Change    // connections that come or go
	Duration      = scenario.Duration  // as Go writes one: "200ms"
)

// ActiveScenario is a scenario that was activated: Scenario, Key ("" for one of all keys) and Requests.
type ActiveScenario struct {
	Scenario *Scenario
	Key      string
	Requests int64 // how many it has spoken to
}

// ParseScenario reads a scenario, YAML or JSON. The error says everything that is wrong, each with file, line and
// column, and the nearest known word; file is what the error calls it.
func ParseScenario(file string, text []byte) (*Scenario, error) { return scenario.Parse(file, text) }

// ShippedScenarios are the scenarios that come with the package, by name in alphabetical order.
func ShippedScenarios() ([]*Scenario, error) { return scenario.Shipped() }

// ShippedScenario is the scenario of that name that comes with the package, and the text it was written in. The error
// says the nearest name.
func ShippedScenario(name string) (*Scenario, []byte, error) {
	s, err := scenario.Lookup(name)
	if err != nil {
		return nil, nil, err
	}
	text, err := scenario.Source(name)
	return s, text, err
}

// PutScenario makes s speak for every key from now on, before those activated earlier; one of the same name gives way
// to it. The error says what is wrong with s.
func (e *Emulator) PutScenario(s *Scenario) error { return e.stage.Activate(s) }

// ConfigureScenario is PutScenario for one of Config.Scenarios, or of what stands for them, such as a folder: a Reset
// makes it active again. It comes, with fresh counts, to the place of the active one of its name, if there is one. The
// error says what is wrong with s; then what was active stays.
func (e *Emulator) ConfigureScenario(s *Scenario) error { return e.stage.Configure(s) }

// DismissScenario ends the scenario of that name for every key and for each Reset to come, and says whether it spoke.
func (e *Emulator) DismissScenario(name string) bool { return e.stage.Dismiss(name) }

// PutScenarioFor makes s speak for one key alone, in the place of the one that the key had, with counts of its own.
func (e *Emulator) PutScenarioFor(key string, s *Scenario) error {
	if err := checkKey(key); err != nil {
		return err
	}
	return e.stage.ActivateFor(contract.APIKey(key), s)
}

func checkKey(key string) error {
	if strings.TrimSpace(key) == "" {
		return errors.New("key: got a blank string, want one that is not blank")
	}
	return nil
}

// ResetScenario makes the scenario of that name begin anew, for all or for one key or by special values: its counts, and
// what it made of networks. It stays active. It says whether there was one.
func (e *Emulator) ResetScenario(name string) (reset bool) {
	e.gate.Alone(func() { reset = e.stage.RewindOne(name) })
	return reset
}

// ResetScenarioFor is ResetScenario of the counts and networks of one key alone. Counts that all keys share are not its.
func (e *Emulator) ResetScenarioFor(key, name string) (reset bool) {
	e.gate.Alone(func() { reset = e.stage.RewindOneFor(contract.APIKey(key), name) })
	return reset
}

// DeleteScenario ends the scenario of that name that speaks for every key, and says whether there was one.
func (e *Emulator) DeleteScenario(name string) bool { return e.stage.Deactivate(name) }

// DeleteScenarioFor ends the scenario of one key, and says whether there was one.
func (e *Emulator) DeleteScenarioFor(key string) bool {
	return e.stage.DeactivateFor(contract.APIKey(key))
}

// Scenarios are the active scenarios: those of all keys in order of activation, the last of which is asked first, and
// then those of single keys, by key.
func (e *Emulator) Scenarios() []ActiveScenario {
	active := e.stage.Active()
	all := make([]ActiveScenario, len(active))
	for i, a := range active {
		all[i] = ActiveScenario{Scenario: a.Scenario, Key: string(a.Key), Requests: a.Requests}
	}
	return all
}
