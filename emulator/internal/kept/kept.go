// Package kept remembers what was made before of what comes again, in a bounded table that takes no lock.
package kept

import "sync/atomic"

// Cache is a table of values by a hash of what they were made of. A value is kept once its hash came twice in a row among
// those that share its slot, so what comes once costs no memory; the newest such value has the slot. The hash does not
// identify a value: who gets one compares what it was made of. It may be used from many goroutines.
type Cache[V any] struct {
	values []atomic.Pointer[V]
	asked  []atomic.Uint64 // the hash that came last
}

// New is an empty Cache of so many slots.
func New[V any](slots int) *Cache[V] {
	return &Cache[V]{values: make([]atomic.Pointer[V], slots), asked: make([]atomic.Uint64, slots)}
}

// Get is the value in the slot of hash, or nil.
func (c *Cache[V]) Get(hash uint64) *V { return c.values[c.slot(hash)].Load() }

// Wants says that the value of hash is to be kept, as it came before; it is asked each time that there was none.
func (c *Cache[V]) Wants(hash uint64) bool { return c.asked[c.slot(hash)].Swap(hash) == hash }

// Keep puts a value, which is never written to again, into the slot of hash.
func (c *Cache[V]) Keep(hash uint64, v *V) { c.values[c.slot(hash)].Store(v) }

// Len is how many values there are.
func (c *Cache[V]) Len() (n int) {
	for i := range c.values {
		if c.values[i].Load() != nil {
			n++
		}
	}
	return n
}

func (c *Cache[V]) slot(hash uint64) uint64 { return hash % uint64(len(c.values)) }
