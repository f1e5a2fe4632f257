package main

import (
	"io"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
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
	OnSignals     = onSignals
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

// Explained is what the schema says to a configuration, and whether the words alone find fault with it; ok is false where
// it does not come so far.
func Explained(text string) (faulty bool, verdict error, ok bool) {
	root, err := parseYAML("f", []byte(text))
	if err != nil || root == nil || (places{at: map[string]position{}}).walk("", root) != nil {
		return false, nil, false
	}
	body, tree, err := toJSON(root)
	if err != nil {
		return false, nil, false
	}
	rules, err := configRules()
	if err != nil {
		panic(err)
	}
	set, err := schemas.Default()
	if err != nil {
		panic(err)
	}
	return len(explain(rules, tree, "")) > 0, set.Check(schemas.Config, body), true
}
