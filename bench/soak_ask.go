package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/bench/internal/load"
)

// How often a soak reads the journal meanwhile, as somebody who follows it, and says how far it is.
const (
	journalTime = 2 * time.Second
	sayingTime  = 30 * time.Second
)

// slowest is the longest that an answer may take.
const slowest = 30 * time.Second

// ask asks over every connection until the end, while it watches the memory. The first answer that is wrong ends it.
func (s soakSettings) ask(ctx context.Context, emulator *process, found *soaked, stderr io.Writer) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	ending, end := context.WithTimeout(ctx, s.time)
	defer end()
	left := new(atomic.Int64)
	left.Store(int64(s.requests))
	var asking sync.WaitGroup
	for i := range s.connections {
		asking.Go(func() {
			if err := s.askOver(ctx, ending, newAsker(i, emulator.address, found.books), left); err != nil {
				fail(fmt.Errorf("connection %d: %w", i+1, err))
			}
		})
	}
	done := make(chan struct{})
	go func() { asking.Wait(); close(done) }()
	if err := found.watch(ctx, emulator, done, stderr); err != nil {
		fail(err)
	}
	<-done
	return context.Cause(ctx)
}

// askOver asks over one connection until ending is done or nothing is left to ask. What is under way then gets its answer.
func (s soakSettings) askOver(ctx, ending context.Context, a *asker, left *atomic.Int64) error {
	conn, err := load.Dial(ctx, a.address)
	if err != nil {
		return err
	}
	defer conn.Close()
	for ending.Err() == nil && (s.requests == 0 || left.Add(-1) >= 0) {
		request, kind, want := a.next()
		if err := conn.SetDeadline(time.Now().Add(slowest)); err != nil {
			return fmt.Errorf("set the deadline: %w", err)
		}
		answer, err := conn.Exchange(request)
		var charged int64
		if err == nil {
			charged, err = want.check(answer)
		}
		if err != nil {
			return fmt.Errorf("request %d (%s): %w", a.made, soakKinds[kind].name, err)
		}
		a.books.enter(kind, want.key, charged)
	}
	return nil
}

// watch looks at the memory, and reads the journal, until done.
func (f *soaked) watch(ctx context.Context, emulator *process, done <-chan struct{}, stderr io.Writer) error {
	memory, journal, saying := time.NewTicker(memoryTime), time.NewTicker(journalTime), time.NewTicker(sayingTime)
	defer memory.Stop()
	defer journal.Stop()
	defer saying.Stop()
	for {
		var err error
		select {
		case <-done:
			return f.memory.look(emulator, f.books.calls())
		case <-memory.C:
			err = f.memory.look(emulator, f.books.calls())
		case <-journal.C:
			err = f.books.readJournal(ctx)
		case <-saying.C:
			last := f.memory.seen[len(f.memory.seen)-1]
			fmt.Fprintf(stderr, "soak: %.0f requests, %.1f MB resident\n", last.requests, last.mb)
		}
		if err != nil {
			return err
		}
	}
}
