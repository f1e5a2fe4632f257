package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// soakMode makes this program a soak: the emulator, as a process with all its defaults on, is asked for everything it has
// for as long as is wanted. Every answer is checked, the memory is watched, and at the end the credits that the answers
// said were charged are held against the accounts, their ledgers and the report.
//
//	go run ./bench soak                      # ten minutes
//	go run ./bench soak -requests 2000000    # or so many requests, if they come first
//
// It exits with 1 where an answer is wrong, a credit is missing or the memory grows.
const soakMode = "soak"

// The bounds of a soak.
const (
	maxSoakTime     = 2 * time.Hour
	maxSoakRequests = 100_000_000
)

// soakSettings are the flags of a soak.
type soakSettings struct {
	settings               // of which it has some alone
	time     time.Duration // the longest that it may take
	requests int           // 0: as many as there is time for
	growth   float64       // percent that the memory may grow in the second half
}

func parseSoak(args []string, stderr io.Writer) (s soakSettings, err error) {
	var arguments string
	flags := flag.NewFlagSet("bench "+soakMode, flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.DurationVar(&s.time, "time", 10*time.Minute, "how long it goes on at most")
	flags.IntVar(&s.requests, "requests", 0, "requests that end it; 0 is as many as there is time for")
	flags.IntVar(&s.connections, "connections", 32, "kept connections that ask at once")
	flags.Float64Var(&s.growth, "growth", 5, "percent that the resident memory may grow in the second half")
	flags.StringVar(&s.program, "program", "", "`file` of an emulator (default: build it)")
	flags.StringVar(&arguments, "arguments", "", "further arguments of the emulator, with spaces between")
	flags.StringVar(&s.settings.log, "log", "", "`file` for the emulator's log (default: discarded)")
	flags.StringVar(&s.output, "o", "", "`file` to write the report to, too")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	s.arguments = strings.Fields(arguments)
	return s, s.validate(flags.Args())
}

func (s soakSettings) validate(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("got %q, want flags alone", rest)
	case s.time < time.Second || s.time > maxSoakTime:
		return fmt.Errorf("-time: got %v, want 1s to %v", s.time, maxSoakTime)
	case s.requests < 0 || s.requests > maxSoakRequests:
		return fmt.Errorf("-requests: got %d, want 0 to %d", s.requests, maxSoakRequests)
	case s.connections < 1 || s.connections > maxConnections:
		return fmt.Errorf("-connections: got %d, want 1 to %d", s.connections, maxConnections)
	case !(s.growth >= 0 && s.growth <= 1_000_000): // so that NaN is refused, too
		return fmt.Errorf("-growth: got %v, want 0 to 1000000", s.growth)
	}
	return nil
}

// soak does what args ask for, prints what it found on stdout, and fails where something is wrong.
func soak(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parseSoak(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	return onBench(ctx, s.settings, func(b *bench) error {
		emulator, err := b.startEmulator(ctx, b.program)
		if err != nil {
			return err
		}
		defer emulator.stop()
		found, err := s.run(ctx, emulator, stderr)
		if err != nil {
			return err
		}
		if err := publish(found.String(), s.output, stdout); err != nil {
			return err
		}
		return found.memory.flat(s.growth)
	})
}

// run asks the emulator until the end, and holds its books against what was charged.
func (s soakSettings) run(ctx context.Context, emulator *process, stderr io.Writer) (*soaked, error) {
	books, err := openBooks(ctx, emulator.address)
	if err != nil {
		return nil, fmt.Errorf("open the accounts: %w", err)
	}
	found := &soaked{connections: s.connections, books: books}
	began := time.Now()
	if err := s.ask(ctx, emulator, found, stderr); err != nil {
		return nil, err
	}
	found.took = time.Since(began)
	if err := books.settle(ctx); err != nil {
		return nil, fmt.Errorf("after %d requests: %w", books.calls(), err)
	}
	return found, nil
}

// soaked is what a soak found.
type soaked struct {
	connections int
	took        time.Duration
	memory      memory
	books       *books
}

func (f *soaked) String() string {
	var out strings.Builder
	calls := f.books.calls()
	fmt.Fprintf(&out, "%d requests in %v, %.0f a second over %d connections; every status, size and charge was as it should be\n\n",
		calls, f.took.Round(time.Second), float64(calls)/f.took.Seconds(), f.connections)
	fmt.Fprint(&out, align(f.books.table()))
	fmt.Fprintf(&out, "\n%s\n%s\n", f.memory, f.books)
	return out.String()
}
