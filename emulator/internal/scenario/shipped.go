package scenario

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
	"github.com/linkup-emulator/linkup-emulator/scenarios"
)

const shippedSuffix = ".yaml"

// shipped are the scenarios that come with the program, by name.
var shipped = sync.OnceValues(func() (map[string]*Scenario, error) {
	files, err := fs.Glob(scenarios.FS, "*"+shippedSuffix)
	if err != nil {
		return nil, fmt.Errorf("list the shipped scenarios: %w", err)
	}
	all := make(map[string]*Scenario, len(files))
	for _, file := range files {
		src, err := scenarios.FS.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read a shipped scenario: %w", err)
		}
		s, err := Parse(file, src)
		if err != nil {
			return nil, err
		}
		if s.Name+shippedSuffix != file {
			return nil, fmt.Errorf("shipped scenario %s names itself %s, want the name of its file", file, s.Name)
		}
		all[s.Name] = s
	}
	return all, nil
})

// Shipped are the scenarios that come with the program, by name in alphabetical order: copies, free to change.
func Shipped() ([]*Scenario, error) {
	all, err := shipped()
	if err != nil {
		return nil, err
	}
	list := make([]*Scenario, 0, len(all))
	for _, name := range words(all) {
		list = append(list, all[name].copy())
	}
	return list, nil
}

// Lookup finds a shipped scenario: a copy, free to change. The error says the nearest name.
func Lookup(name string) (*Scenario, error) {
	all, err := shipped()
	if err != nil {
		return nil, err
	}
	s, ok := all[name]
	if !ok {
		return nil, fmt.Errorf("%s", lint.Unknown("shipped scenario", name, words(all)))
	}
	return s.copy(), nil
}

// IsShipped says whether a scenario of that name comes with the program.
func IsShipped(name string) bool {
	all, err := shipped()
	return err == nil && all[name] != nil
}

// Source is a shipped scenario as it was written, comments and all.
func Source(name string) ([]byte, error) {
	if _, err := Lookup(name); err != nil {
		return nil, err
	}
	return scenarios.FS.ReadFile(name + shippedSuffix)
}

// copy is the scenario with nothing in common. It is known to be right, so it can be written and read again.
func (s *Scenario) copy() *Scenario {
	copied, err := decode[Scenario](s)
	if err != nil {
		return &Scenario{Name: s.Name, Description: s.Description}
	}
	return copied
}

// specialPrefix begins a login_token or an x-api-key that activates a shipped scenario for itself.
const specialPrefix = "scenario-"

// longestName is the longest name that the schema allows.
const longestName = 64

// special is the shipped scenario that a value activates: the longest name that fits, then the end or a hyphen.
func special(value string) *Scenario {
	name, ok := strings.CutPrefix(value, specialPrefix)
	if !ok {
		return nil
	}
	all, err := shipped()
	if err != nil {
		return nil
	}
	if len(name) > longestName {
		i := strings.LastIndexByte(name[:longestName+1], '-')
		name = name[:max(i, 0)]
	}
	for name != "" {
		if s, ok := all[name]; ok {
			return s
		}
		name = name[:max(strings.LastIndexByte(name, '-'), 0)]
	}
	return nil
}
