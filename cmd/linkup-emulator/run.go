package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/reach"
)

// runCommand is the command that runs another one against an emulator of its own.
type runCommand struct {
	settings
	ReportFormat runFormat `default:"text" placeholder:"text|json|markdown|junit|none" help:"How the report is written, at the end, on standard error."`
	Misplaced    []string  `arg:"" optional:"" name:"command" help:"What to run, and its arguments: all that comes after --, which has to be there."`
}

// runFormat is a format of the report, or none.
type runFormat reportFormat

const noReport = "none"

// UnmarshalText takes text, json, markdown, junit or none.
func (f *runFormat) UnmarshalText(text []byte) error {
	return choose(f, text, "text", "json", "markdown", "junit", noReport)
}

// runDefaults are the settings of run that are not as those of serve: ports that nobody else has, so that runs do not
// get in each other's way, and a log that leaves the terminal to the command.
var runDefaults = map[string]string{"listen": "127.0.0.1:0", "proxy": "127.0.0.1:0", "log-level": "warn"}

// exitError is an exit status that is not 1. Err is what is to be said, if anything.
type exitError struct {
	status int
	err    error
}

// Error is what is to be said.
func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap is what is to be said.
func (e *exitError) Unwrap() error { return e.err }

// Run starts an emulator, runs the command, prints the report, and ends with the command's status. Where that is 0 it
// fails as serve does: where the budget was not kept, or the state not saved.
func (r *runCommand) Run(ctx context.Context, p *Program, given *sources) error {
	command, err := r.words(p.Args)
	if err != nil {
		return err
	}
	child, err := p.find(command)
	if err != nil {
		return err
	}
	logger, flush := r.logger(p.Stderr)
	defer flush()
	r.fleeting = true // as the command is told whom to trust, and nothing is to stay of it
	started, err := r.settings.open(p, given, logger)
	if err != nil {
		return err
	}
	started.tell()
	status, err := started.run(ctx, p, child)
	flush() // the report comes after what it tells of
	if err == nil {
		err = r.report(p, started.emulator)
	}
	err = errors.Join(err, started.close(p))
	if status != 0 {
		return &exitError{status, err}
	}
	return err
}

// words are those of the command: all after the first --. No other may stand alone.
func (r *runCommand) words(args []string) ([]string, error) {
	const usage = "linkup-emulator run [FLAG...] -- COMMAND [ARGUMENT...]"
	_, words := partedAtDashes(args)
	switch {
	case len(r.Misplaced) > 0:
		return nil, fmt.Errorf("run: got %q before --, want %s", r.Misplaced[0], usage)
	case len(words) == 0:
		return nil, errors.New("run: got no command, want " + usage)
	}
	return words, nil
}

// partedAtDashes is what stands before the first --, and what after it.
func partedAtDashes(args []string) (before, after []string) {
	if at := slices.Index(args, "--"); at >= 0 {
		return args[:at], args[at+1:]
	}
	return args, nil
}

// run runs a command with the variables that make it reach the emulator, and is its exit status.
func (s *service) run(ctx context.Context, p *Program, c *child) (status int, err error) {
	folder, err := os.MkdirTemp("", programName+"-")
	if err != nil {
		return 0, fmt.Errorf("run: %w", err)
	}
	defer os.RemoveAll(folder)
	to := reach.Emulator{URL: s.emulator.URL}
	if s.proxy != nil {
		to.Proxy = s.proxy.URL
	}
	if ca := s.emulator.CA(); ca != nil {
		if to.Files, err = reach.Write(folder, ca, p.LookupEnv); err != nil {
			return 0, fmt.Errorf("run: %w", err)
		}
	}
	for _, v := range to.Variables(p.LookupEnv) {
		c.Env = append(c.Env, v.Name+"="+v.Value)
	}
	return c.run(ctx, p)
}

// report prints what the run cost, on standard error: standard output is the command's.
func (r *runCommand) report(p *Program, e *emulator.Emulator) error {
	if r.ReportFormat == noReport {
		return nil
	}
	text, err := reportFormat(r.ReportFormat).write(e.Report(), r.Budget)
	if err == nil {
		_, err = p.Stderr.Write(text)
	}
	if err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	return nil
}
