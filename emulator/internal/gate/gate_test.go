package gate_test

import (
	"context"
	"sync"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/gate"
)

// Whoever is within sees both counters as one: none is between the two writes of whom is alone.
func TestAloneIsWhole(t *testing.T) {
	g := gate.New(t.Context())
	var a, b int // guarded by g
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				g.Enter()
				if a != b {
					t.Errorf("got %d and %d, want one number", a, b)
				}
				g.Leave()
			}
		})
	}
	for range 100 {
		g.Alone(func() { a++; b++ })
	}
	wg.Wait()
}

func TestErasEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	g := gate.New(ctx)
	first := g.Enter()
	g.Leave()
	g.Alone(func() {})
	if first.Err() != nil {
		t.Error("got an era that Alone ended, want Renew alone to")
	}
	g.Renew(func() {
		if first.Err() != nil {
			t.Error("got the era ended before what it was ended for")
		}
	})
	second := g.Enter()
	g.Leave()
	if first.Err() == nil || second.Err() != nil {
		t.Errorf("got %v and %v, want the first era ended alone", first.Err(), second.Err())
	}
	cancel()
	if second.Err() == nil {
		t.Error("got an era without end, want it to end with the context")
	}
}

func BenchmarkEnterLeave(b *testing.B) {
	g := gate.New(b.Context())
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			g.Enter()
			g.Leave()
		}
	})
}
