package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/bench/internal/load"
)

// bench is one run of the benchmark: what it measures with, and how much.
type bench struct {
	settings
	self, program string   // the files of this program and of the emulator
	log           *os.File // the emulator's; nil: discarded
}

// warmTime is how long each server is asked before the rounds begin, or a round's time where that is less.
const warmTime = 500 * time.Millisecond

// samples is how many answers are looked at to find the one that the bare server gives.
const samples = 101

// startEmulator starts a program with its defaults, on a port of its own.
func (b *bench) startEmulator(ctx context.Context, program string) (*process, error) {
	args := append([]string{"serve", "--listen", "127.0.0.1:0"}, b.arguments...)
	return start(ctx, b.log, nil, program, args...)
}

// startFor is startEmulator, with the scenario of the case active.
func (b *bench) startFor(ctx context.Context, c benchCase, program string) (*process, error) {
	emulator, err := b.startEmulator(ctx, program)
	if err != nil {
		return nil, err
	}
	if err := c.activate(ctx, emulator.address); err != nil {
		emulator.stop()
		return nil, err
	}
	return emulator, nil
}

// activate makes the scenario of the case active, if it has one.
func (c benchCase) activate(ctx context.Context, address string) error {
	if c.scenario == "" {
		return nil
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPut, "http://"+address+"/_emulator/scenarios/"+c.name, strings.NewReader(c.scenario))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("activate the scenario: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("activate the scenario: got %s", answer.Status)
	}
	return nil
}

// side is a server under measurement.
type side struct {
	server  *process
	traffic load.Traffic
	rounds  []sample
}

// sample is what one round found of one server.
type sample struct {
	rate     float64 // answers a second
	p50, p99 time.Duration
	cpu      time.Duration // of the server, for an answer
}

// measure holds the emulator against the bare server, or another emulator, in one case: rounds of one and the other, in turn.
func (b *bench) measure(ctx context.Context, c benchCase) (row, error) {
	emulator, err := b.startFor(ctx, c, b.program)
	if err != nil {
		return row{}, err
	}
	defer emulator.stop()
	numbers := new(atomic.Uint64)
	ask := c.to(emulator.address, numbers)
	typical, err := typicalAnswer(ctx, ask)
	if err != nil {
		return row{}, err
	}
	check := ask.check
	if c.fixed {
		check = same(typical)
	}
	other, otherCheck, err := b.startOther(ctx, c, typical, check)
	if err != nil {
		return row{}, err
	}
	defer other.stop()
	sides := []*side{
		{server: other, traffic: load.Traffic{Connections: b.connections, Rate: b.rate, Request: c.to(other.address, numbers).append, Check: otherCheck}},
		{server: emulator, traffic: load.Traffic{Connections: b.connections, Rate: b.rate, Request: ask.append, Check: check}},
	}
	if err := b.alternate(ctx, sides); err != nil {
		return row{}, err
	}
	return row{name: c.name, what: c.what, length: len(typical.Body), bare: sides[0].rounds, emulator: sides[1].rounds}, nil
}

// startOther starts what the emulator is held against: the bare server, which gives that one answer, or another emulator.
func (b *bench) startOther(ctx context.Context, c benchCase, typical load.Answer, check func(load.Answer) error) (*process, func(load.Answer) error, error) {
	if b.against != "" {
		other, err := b.startFor(ctx, c, b.against)
		return other, check, err
	}
	bare, err := start(ctx, nil, typical.Body, b.self, bareMode, strconv.Itoa(typical.Status), strconv.Itoa(len(typical.Body)))
	return bare, same(typical), err
}

// alternate warms the sides, then measures them in rounds. Every other round the order is turned, so that neither always
// follows the other.
func (b *bench) alternate(ctx context.Context, sides []*side) error {
	for _, s := range sides {
		if _, err := load.Run(ctx, s.server.address, s.traffic, load.Limit{Time: min(warmTime, b.roundTime)}); err != nil {
			return err
		}
	}
	order := slices.Clone(sides)
	for range b.rounds {
		for _, s := range order {
			if err := s.round(ctx, b.roundTime); err != nil {
				return err
			}
		}
		slices.Reverse(order)
	}
	return nil
}

func (s *side) round(ctx context.Context, length time.Duration) error {
	before, err := s.server.cpu()
	if err != nil {
		return err
	}
	result, err := load.Run(ctx, s.server.address, s.traffic, load.Limit{Time: length})
	if err != nil {
		return err
	}
	after, err := s.server.cpu()
	if err != nil {
		return err
	}
	s.rounds = append(s.rounds, sample{
		rate: result.Rate(),
		p50:  result.Quantile(0.50),
		p99:  result.Quantile(0.99),
		cpu:  (after - before) / time.Duration(len(result.Latencies)),
	})
	return nil
}

// typicalAnswer is the one of middling length among the first answers, as the answers of a case may differ in length.
func typicalAnswer(ctx context.Context, ask *traffic) (load.Answer, error) {
	answers := make([]load.Answer, 0, samples)
	for range samples {
		a, err := askOnce(ctx, ask)
		if err != nil {
			return load.Answer{}, err
		}
		answers = append(answers, a)
	}
	slices.SortFunc(answers, func(x, y load.Answer) int { return len(x.Body) - len(y.Body) })
	return answers[samples/2], nil
}

// askOnce asks over a connection of its own. The answer's body is the caller's.
func askOnce(ctx context.Context, ask *traffic) (load.Answer, error) {
	conn, err := load.Dial(ctx, ask.address)
	if err != nil {
		return load.Answer{}, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(stopTime)); err != nil {
		return load.Answer{}, err
	}
	a, err := conn.Exchange(ask.append(nil, 0))
	if err == nil {
		err = ask.check(a)
	}
	a.Body = bytes.Clone(a.Body)
	return a, err
}
