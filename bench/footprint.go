package main

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/bench/internal/load"
)

// starts is how often the program is started to see how soon it answers.
const starts = 10

// crowdTime is the longest that the requests of the memory figure may take.
const crowdTime = 100 * time.Second

// footprint is what the emulator takes beside time.
type footprint struct {
	firstAnswers []time.Duration // each from before exec to the end of the first answer, shortest first
	idle         float64         // resident MB after one answer
	loaded, peak float64         // resident MB after the requests below, and the most it ever was
	requests     int             // each with a cookie of its own
	took         time.Duration   // all of them
}

// watchStarts measures first answers, and the memory of a program that did no more.
func (b *bench) watchStarts(ctx context.Context, f *footprint) error {
	for range starts {
		began := time.Now()
		emulator, err := b.startEmulator(ctx, b.program)
		if err != nil {
			return err
		}
		_, err = askOnce(ctx, cases[0].to(emulator.address, new(atomic.Uint64)))
		f.firstAnswers = append(f.firstAnswers, time.Since(began))
		if err == nil {
			f.idle, _, err = emulator.memory()
		}
		emulator.stop()
		if err != nil {
			return err
		}
	}
	slices.Sort(f.firstAnswers)
	return nil
}

// watchMemory asks for many members' first pages and looks at the memory after it.
func (b *bench) watchMemory(ctx context.Context, f *footprint) error {
	if b.memory == 0 {
		return nil
	}
	emulator, err := b.startEmulator(ctx, b.program)
	if err != nil {
		return err
	}
	defer emulator.stop()
	ask := crowd.to(emulator.address, new(atomic.Uint64))
	traffic := load.Traffic{Connections: b.connections, Request: ask.append, Check: ask.check}
	result, err := load.Run(ctx, emulator.address, traffic, load.Limit{Time: crowdTime, Requests: b.memory})
	if err != nil {
		return err
	}
	f.requests, f.took = len(result.Latencies), result.Took
	f.loaded, f.peak, err = emulator.memory()
	return err
}
