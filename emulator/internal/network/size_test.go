package network_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

func TestSizes(t *testing.T) {
	const members = 100_000
	sizes := make([]int, members)
	for i := range sizes {
		sizes[i] = network.Of(contract.Cookie(fmt.Sprintf("size-%d", i))).Size()
	}
	slices.Sort(sizes)
	for _, row := range []struct {
		name     string
		rank     float64
		min, max int
	}{
		{"the smallest is empty", 0, 0, 0},
		{"one in a hundred is empty", 0.008, 0, 0},
		{"but not two", 0.012, 1, 9},
		{"three more have less than a page", 0.038, 1, 9},
		{"and no more", 0.042, 10, 20},
		{"a tenth", 0.1, 60, 90},
		{"a quarter", 0.25, 200, 270},
		{"the median", 0.5, 480, 520},
		{"three quarters", 0.75, 1150, 1400},
		{"nine tenths", 0.9, 2800, 3300},
		{"one in a hundred", 0.99, 14000, 18500},
		{"the largest", 0.9999, network.MaxSize, network.MaxSize},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := sizes[int(row.rank*members)]; got < row.min || got > row.max {
				t.Errorf("got %d at rank %.4f, want %d to %d", got, row.rank, row.min, row.max)
			}
		})
	}
}
