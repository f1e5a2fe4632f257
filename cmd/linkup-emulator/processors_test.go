package main_test

import (
	"runtime"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

func TestProcessorsAreTunedWhereNothingElseSaysHowMany(t *testing.T) {
	cores := runtime.NumCPU()
	for _, row := range []struct {
		name      string
		env       map[string]string
		now, want int
	}{
		{"silent", nil, cores, cores + main.MoreProcessors},
		{"GOMAXPROCS set", map[string]string{"GOMAXPROCS": "1"}, cores, cores},
		{"a control group allows another number", nil, cores + 5, cores + 5},
	} {
		t.Run(row.name, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(row.now))
			main.TuneProcessors(environment(row.env))
			if got := runtime.GOMAXPROCS(0); got != row.want {
				t.Errorf("got %d, want %d", got, row.want)
			}
		})
	}
}
