package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// scenarios are the commands about scenarios.
type scenarios struct {
	List scenarioList `cmd:"" help:"List the shipped scenarios."`
	Show scenarioShow `cmd:"" help:"Print a shipped scenario, to start one of your own from."`
	Lint scenarioLint `cmd:"" help:"Say what is wrong with scenarios, with line and column; exit with 0 if nothing is, else with 1."`
}

type scenarioList struct{}

// Run prints a line for each shipped scenario.
func (*scenarioList) Run(p *Program) error {
	list, err := emulator.ShippedScenarios()
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
	for _, s := range list {
		fmt.Fprintf(out, "%s\t%s\n", s.Name, s.Description)
	}
	return out.Flush()
}

type scenarioShow struct {
	Name string `arg:"" help:"Its name."`
}

// Run prints the scenario as it was written.
func (s *scenarioShow) Run(p *Program) error {
	_, text, err := emulator.ShippedScenario(s.Name)
	if err != nil {
		return err
	}
	_, err = p.Stdout.Write(text)
	return err
}

type scenarioLint struct {
	Files []string `arg:"" name:"file" help:"YAML or JSON, a scenario each."`
}

// Run prints a line for each file that is right, and fails with everything that is wrong with the others.
func (s *scenarioLint) Run(p *Program) error {
	var faults []error
	for _, file := range s.Files {
		if _, err := readScenario(file); err != nil {
			faults = append(faults, err)
			continue
		}
		fmt.Fprintf(p.Stdout, "%s: right\n", file)
	}
	return errors.Join(faults...)
}

// loadScenarios are the scenarios named, each a shipped one or a file.
func loadScenarios(names []string) ([]*emulator.Scenario, error) {
	var all []*emulator.Scenario
	for _, name := range names {
		s, err := loadScenario(name)
		if err != nil {
			return nil, fmt.Errorf("--scenario: %w", err)
		}
		all = append(all, s)
	}
	return all, nil
}

// loadScenario is the shipped scenario of that name, or the one in that file. What has no ending and no folder is a name.
func loadScenario(name string) (*emulator.Scenario, error) {
	shipped, _, unknown := emulator.ShippedScenario(name)
	if unknown == nil {
		return shipped, nil
	}
	if _, err := os.Stat(name); err != nil && filepath.Ext(name) == "" && !strings.ContainsRune(name, os.PathSeparator) {
		return nil, fmt.Errorf("%w, and no file of that name", unknown)
	}
	return readScenario(name)
}

func readScenario(file string) (*emulator.Scenario, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read a scenario: %w", err)
	}
	return emulator.ParseScenario(file, text)
}
