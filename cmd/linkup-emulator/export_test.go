package main

import (
	"io"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// Main is the program as a process runs it.
var Main = main

// What the tests look at from inside.
var (
	ParseConfig   = parseConfig
	Nearest       = nearest
	Distance      = distance
	Reachable     = reachable
	TuneCollector = tuneCollector
	ExampleCall   = exampleCall
	EnvName       = envName
)

// The limits that tuneCollector sets.
const (
	CollectorPercent = collectorPercent
	SoftMemoryLimit  = softMemoryLimit
)

// ConfigOf is the configuration that serve would start with, and what it would log at.
func ConfigOf(p *Program) (cfg emulator.Config, logFormat, logLevel string, err error) {
	var line commandLine
	given := &sources{lookupEnv: p.LookupEnv}
	if _, err := p.parse(&line, given); err != nil {
		return cfg, "", "", err
	}
	s := line.Serve
	return s.config(given.file, io.Discard), string(s.LogFormat), string(s.LogLevel), nil
}

// Explained says whether faults were found in a configuration, as JSON, by the words alone, without the schema.
func Explained(tree any) (bool, error) {
	rules, err := configRules()
	return len(explain(rules, tree, "")) > 0, err
}
