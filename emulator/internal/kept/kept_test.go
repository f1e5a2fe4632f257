package kept_test

import (
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/kept"
)

// want asks for the value of a hash, as users of a Cache do, and says whether it was kept.
func want(c *kept.Cache[uint64], hash uint64) bool {
	if v := c.Get(hash); v != nil && *v == hash {
		return true
	}
	if c.Wants(hash) {
		c.Keep(hash, &hash)
	}
	return false
}

func TestWhatComesAgainIsKept(t *testing.T) {
	c := kept.New[uint64](4)
	for i, row := range []struct {
		hash uint64
		kept bool
		len  int
	}{
		{1, false, 0}, {1, false, 1}, {1, true, 1}, // once is not enough
		{5, false, 1}, {1, true, 1}, // of the same slot, once
		{5, false, 1}, {5, true, 1}, {1, false, 1}, // twice in a row: it has the slot
		{2, false, 1}, {3, false, 1}, {2, false, 2}, {2, true, 2}, // others of other slots do not come between
	} {
		if got := want(c, row.hash); got != row.kept || c.Len() != row.len {
			t.Errorf("step %d: got %d kept: %v, %d in all; want %v, %d", i, row.hash, got, c.Len(), row.kept, row.len)
		}
	}
}

func TestWhatComesOnceCostsNothing(t *testing.T) {
	c := kept.New[uint64](8)
	for hash := range uint64(1000) {
		want(c, hash+1) // 0 is as if it had come before
	}
	if c.Len() != 0 {
		t.Errorf("got %d values, want none", c.Len())
	}
}
