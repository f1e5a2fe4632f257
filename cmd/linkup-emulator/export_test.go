package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Main is the program as a process runs it.
var Main = main

// What the tests look at from inside.
var (
	ParseConfig    = parseConfig
	Reachable      = reachable
	TuneCollector  = tuneCollector
	TuneProcessors = tuneProcessors
	PercentFor     = percentFor
	OnCollection   = onCollection
	ExampleCall    = exampleCall
	EnvName        = envName
	OnSignals      = onSignals
)

// MoreProcessors is what tuneProcessors adds.
const MoreProcessors = moreProcessors

// The limits that tuneCollector sets.
const (
	CollectorPercent = smallHeapPercent
	SoftMemoryLimit  = softMemoryLimit
)

// ConfigOf is the configuration that serve would start with, and the settings that are no part of it, by the names of
// the file.
func ConfigOf(p *Program) (cfg emulator.Config, others map[string]string, err error) {
	var line commandLine
	given := &sources{lookupEnv: p.LookupEnv}
	if _, err := p.parse(&line, given); err != nil {
		return cfg, nil, err
	}
	s := line.Serve
	return s.config(given.file, nil, slog.New(slog.DiscardHandler)), map[string]string{
		"console":           strconv.FormatBool(s.Console),
		"log_format":        string(s.LogFormat),
		"log_level":         string(s.LogLevel),
		"scenario":          strings.Join(s.Scenario, ","),
		"scenario_dir":      s.ScenarioDir,
		"state":             s.State,
		"budget":            string(s.Budget),
		"proxy":             string(s.Proxy),
		"proxy_passthrough": fmt.Sprint(s.ProxyPassthrough),
		"state_every":       time.Duration(s.StateEvery).String(),
		"tls_name":          strings.Join(s.names(nil)[4:], ","),
		"trust_dir":         string(s.TrustDir),
	}, nil
}

// WatchScenarios is watchScenarios, for tests.
func WatchScenarios(e *emulator.Emulator, path string, logger *slog.Logger) (stop func(), err error) {
	return watchScenarios(e, path, logger)
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

// Metrics is metrics, for tests.
type Metrics = metrics

// NewMetrics is newMetrics.
var NewMetrics = newMetrics

// Handler is what GET /_emulator/metrics answers with.
func (m *metrics) Handler() http.Handler { return m.handler(slog.New(slog.DiscardHandler)) }
