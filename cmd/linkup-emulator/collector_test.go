package main_test

import (
	"math"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

func TestCollectorIsTunedWhereTheEnvironmentIsSilent(t *testing.T) {
	rows := []struct {
		name        string
		env         map[string]string
		wantPercent int
		wantLimit   int64
	}{
		{"silent", nil, main.CollectorPercent, main.SoftMemoryLimit},
		{"GOGC set", map[string]string{"GOGC": "50"}, 100, main.SoftMemoryLimit},
		{"GOMEMLIMIT set", map[string]string{"GOMEMLIMIT": "1GiB"}, main.CollectorPercent, math.MaxInt64},
	}
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(limit)
	defer debug.SetGCPercent(percent)
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got, want := main.TuneCollector(environment(row.env)), row.wantPercent == main.CollectorPercent; got != want {
				t.Errorf("got follow %v, want %v", got, want)
			}
			gotPercent, gotLimit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
			if gotPercent != row.wantPercent || gotLimit != row.wantLimit {
				t.Errorf("got %d %%, %d bytes, want %d %%, %d bytes", gotPercent, gotLimit, row.wantPercent, row.wantLimit)
			}
		})
	}
}

func TestPercentFollowsTheHeap(t *testing.T) {
	now := 200
	for _, row := range []struct {
		live uint64 // MiB
		want int
	}{{1, 200}, {12, 200}, {14, 75}, {40, 75}, {12, 75}, {10, 200}, {13, 200}, {300, 75}, {0, 200}} {
		if now = main.PercentFor(row.live<<20, now); now != row.want {
			t.Errorf("%d MiB live: got %d %%, want %d %%", row.live, now, row.want)
		}
	}
}

func TestOnCollectionGoesOn(t *testing.T) {
	var called atomic.Int64
	main.OnCollection(func() { called.Add(1) })
	for called.Load() < 3 {
		runtime.GC()
	}
}
