package scenario

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// Parse reads a scenario from YAML or JSON. file is its name in messages. A scenario that breaks a rule is a
// *LintError with all its faults and where they stand.
func Parse(file string, src []byte) (*Scenario, error) {
	s, fault := read(src)
	if fault != nil {
		return nil, &LintError{File: file, Faults: []Fault{*fault}}
	}
	return s.scenario(file)
}

// Lint is Parse for who wants the faults: name is what the text calls the scenario, "" where it has no name, and faults is
// nil where nothing is wrong.
func Lint(file string, src []byte) (name string, faults *LintError, err error) {
	s, fault := read(src)
	if fault != nil {
		return "", &LintError{File: file, Faults: []Fault{*fault}}, nil
	}
	name, _ = s.get(keys{"name"}).(string)
	_, err = s.scenario(file)
	if errors.As(err, &faults) {
		return name, faults, nil
	}
	return name, nil, err
}

// Validate is the rules of Parse for a scenario made in Go. Its faults have no line but say where they are:
// steps[1].error.
func (s *Scenario) Validate() error {
	_, err := s.checked()
	return err
}

// checked is a copy of s that is known to keep every rule, and that nobody else holds.
func (s *Scenario) checked() (*Scenario, error) {
	if s == nil {
		return nil, fmt.Errorf("the scenario is nil, want one with a name and steps")
	}
	file := fmt.Sprintf("scenario %q", s.Name)
	text, err := json.Marshal(s)
	if err != nil {
		return nil, &LintError{File: file, Faults: []Fault{{Message: err.Error()}}}
	}
	copied, err := Parse(file, text)
	if e, ok := err.(*LintError); ok {
		for i := range e.Faults {
			e.Faults[i].Line, e.Faults[i].Column = 0, 0
		}
	}
	return copied, err
}

// scenario is what the source says, if it keeps the schema and the rules beyond it.
func (s *source) scenario(file string) (*Scenario, error) {
	schema, err := publishedSchema()
	if err != nil {
		return nil, err
	}
	faults := schema.check(s)
	faults = append(faults, s.lint(faults)...)
	if len(faults) > 0 {
		return nil, lint.New(file, faults)
	}
	return decode[Scenario](s.tree)
}

// decode turns a value of the tree into a T.
func decode[T any](tree any) (*T, error) {
	text, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	v := new(T)
	if err := json.Unmarshal(text, v); err != nil {
		return nil, err
	}
	return v, nil
}
