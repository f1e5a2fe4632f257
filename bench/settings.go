package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// The bounds of a run.
const (
	maxRounds      = 50
	maxRoundTime   = time.Minute
	maxConnections = 1024
	maxMemory      = 10_000_000
	minRate        = 100
	maxRate        = 1_000_000
)

// settings are the flags.
type settings struct {
	rounds      int
	roundTime   time.Duration
	connections int
	rate        int // requests a second that each server is asked; 0: as many as it answers
	memory      int // requests of the memory figure; 0: leave it out
	cases       []benchCase
	marks       marks
	program     string // "": built from the source
	against     string // an emulator in the place of the bare server; "": the bare server
	arguments   []string
	log         string // file; "": discarded
	output      string // file; "": only printed
}

// longest is how long a run with these settings may take.
func (s settings) longest() time.Duration {
	sides := 2 * time.Duration(len(s.cases))
	return wholeTime + sides*time.Duration(s.rounds)*s.roundTime
}

// parseSettings reads the flags; what is wrong with them, and their help, is said on stderr.
func parseSettings(args []string, stderr io.Writer) (s settings, err error) {
	var cases, marks, arguments string
	var seconds float64
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&s.rounds, "rounds", 3, "rounds of each server in each case, in turn")
	flags.Float64Var(&seconds, "seconds", 2, "length of a round")
	flags.IntVar(&s.connections, "connections", 32, "kept connections that ask at once")
	flags.IntVar(&s.rate, "rate", 0, "requests a second that each server is asked (default: as many as it answers)")
	flags.IntVar(&s.memory, "memory", 1_000_000, "requests, each with a cookie of its own, before resident memory is read; 0 leaves that out")
	flags.StringVar(&cases, "cases", "", "cases to measure, with commas between: "+strings.Join(allNames(), ", ")+" (default all)")
	flags.StringVar(&marks, "marks", "", "marks to keep, such as hot=0.5,hot.p99=1.3,start=50,idle=30,memory=40, or promised for those that are")
	flags.StringVar(&s.program, "program", "", "`file` of an emulator to measure (default: build it)")
	flags.StringVar(&s.against, "against", "", "`file` of another emulator to measure against, in the place of the bare server")
	flags.StringVar(&arguments, "arguments", "", "further arguments of the emulator, with spaces between")
	flags.StringVar(&s.log, "log", "", "`file` for the emulator's log (default: discarded)")
	flags.StringVar(&s.output, "o", "", "`file` to write the report to, too")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if !(seconds >= 0.1 && seconds <= maxRoundTime.Seconds()) { // so that NaN is refused, too
		return s, fmt.Errorf("-seconds: got %v, want 0.1 to %v", seconds, maxRoundTime.Seconds())
	}
	s.roundTime = time.Duration(seconds * float64(time.Second))
	s.arguments = strings.Fields(arguments)
	if s.cases, err = choose(split(cases)); err != nil {
		return s, err
	}
	if s.marks, err = parseMarks(split(marks)); err != nil {
		return s, err
	}
	return s, s.validate(flags.Args())
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}

func (s settings) validate(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("got %q, want flags alone", rest)
	case s.rounds < 1 || s.rounds > maxRounds:
		return fmt.Errorf("-rounds: got %d, want 1 to %d", s.rounds, maxRounds)
	case s.connections < 1 || s.connections > maxConnections:
		return fmt.Errorf("-connections: got %d, want 1 to %d", s.connections, maxConnections)
	case s.rate != 0 && (s.rate < minRate || s.rate > maxRate):
		return fmt.Errorf("-rate: got %d, want %d to %d, or 0 for as many as are answered", s.rate, minRate, maxRate)
	case s.memory < 0 || s.memory > maxMemory:
		return fmt.Errorf("-memory: got %d, want 0 to %d", s.memory, maxMemory)
	}
	return nil
}
