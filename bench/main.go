// Command bench holds the emulator, with all its defaults on, against a bare net/http server that writes a fixed body of
// the same length: each a process of its own on loopback, asked in turn by the same load. It prints a table of requests
// per second, their ratio and latencies, and what the emulator takes of memory and of time to start.
//
//	go run ./bench
//	go run ./bench -cases hot,cold -rounds 5 -memory 0
//	go run ./bench -marks hot=0.5,cold=0.25,start=50,memory=40
//
// It exits with 1 where an answer is wrong or a mark is missed. It needs Linux, for the figures of /proc.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// wholeTime bounds a run beyond its rounds, so that nothing goes on for ever.
const wholeTime = 3 * time.Minute

func main() {
	if len(os.Args) > 1 && os.Args[1] == bareMode {
		exit(serveBare(os.Args[2:]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 1 && os.Args[1] == soakMode {
		exit(soak(ctx, os.Args[2:], os.Stdout, os.Stderr))
	}
	exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// run measures what args ask for, prints it on stdout, and fails where a mark is missed. How far it is, it says on stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parseSettings(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, s.longest(), fmt.Errorf("the run took longer than %v", s.longest()))
	defer cancel()
	return onBench(ctx, s, func(b *bench) error {
		report, err := b.run(ctx, stderr)
		if err != nil {
			return errors.Join(err, context.Cause(ctx))
		}
		if err := publish(report.String(), s.output, stdout); err != nil {
			return err
		}
		return s.marks.missed(report.figures())
	})
}

// onBench lets work be done on a bench of the settings, with a directory that is there meanwhile.
func onBench(ctx context.Context, s settings, work func(*bench) error) error {
	directory, err := os.MkdirTemp("", "linkup-emulator-bench-")
	if err != nil {
		return fmt.Errorf("make a directory for the program: %w", err)
	}
	defer os.RemoveAll(directory)
	b, err := newBench(ctx, s, directory)
	if err != nil {
		return err
	}
	defer b.log.Close() // of a nil file it is an error, and none of ours
	return work(b)
}

// newBench builds the program into directory, unless the settings name one.
func newBench(ctx context.Context, s settings, directory string) (b *bench, err error) {
	b = &bench{settings: s, program: s.program}
	if b.self, err = os.Executable(); err != nil {
		return nil, fmt.Errorf("find the program of the bare server: %w", err)
	}
	if b.program == "" {
		if b.program, err = build(ctx, directory); err != nil {
			return nil, err
		}
	}
	if s.log != "" {
		if b.log, err = os.Create(s.log); err != nil {
			return nil, fmt.Errorf("open the emulator's log: %w", err)
		}
	}
	return b, nil
}

// run measures everything that was asked for, and says on stderr how far it is.
func (b *bench) run(ctx context.Context, stderr io.Writer) (*report, error) {
	r := newReport(b)
	if err := b.watchStarts(ctx, &r.footprint); err != nil {
		return nil, fmt.Errorf("first answer: %w", err)
	}
	for _, c := range b.cases {
		row, err := b.measure(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", c.name, err)
		}
		r.rows = append(r.rows, row)
		fmt.Fprintf(stderr, "bench: %s: ratio %.2f\n", c.name, row.ratio().middle)
	}
	if err := b.watchMemory(ctx, &r.footprint); err != nil {
		return nil, fmt.Errorf("memory: %w", err)
	}
	r.loadAfter = loadAverage()
	return r, nil
}

// publish prints the report, and writes it to a file where one is named.
func publish(report, file string, stdout io.Writer) error {
	if _, err := io.WriteString(stdout, report); err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	if file == "" {
		return nil
	}
	if err := os.WriteFile(file, []byte(report), 0o644); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}
