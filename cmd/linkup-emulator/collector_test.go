package main_test

import (
	"math"
	"runtime/debug"
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
			main.TuneCollector(environment(row.env))
			gotPercent, gotLimit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
			if gotPercent != row.wantPercent || gotLimit != row.wantLimit {
				t.Errorf("got %d %%, %d bytes, want %d %%, %d bytes", gotPercent, gotLimit, row.wantPercent, row.wantLimit)
			}
		})
	}
}
