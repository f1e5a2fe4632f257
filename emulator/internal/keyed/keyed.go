// Package keyed keeps values by a secret, an API key or a cookie, of which a state that was saved has the digest alone.
package keyed

import (
	"bytes"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Secret is what values are kept by.
type Secret interface {
	comparable
	~string
	Digest() contract.Digest
}

// Map is values by their secret. One that was restored sleeps under its digest until its secret is used; to look for
// secrets costs no digest once none sleeps. It may be used from many goroutines.
type Map[K Secret, V any] struct {
	woken   func(K, V)
	current atomic.Pointer[contents[K, V]]
}

// contents is all of a Map, so that it is replaced at once.
type contents[K Secret, V any] struct {
	awake    sync.Map // K to V
	sleeping atomic.Int64

	mu     sync.Mutex // is held where a value comes, wakes or goes; guards asleep
	asleep map[contract.Digest]V
}

// New is an empty Map. woken, which may be nil, is told the secret of each value that wakes, before anybody gets it.
func New[K Secret, V any](woken func(K, V)) *Map[K, V] {
	m := &Map[K, V]{woken: woken}
	m.Clear()
	return m
}

// Clear drops every value.
func (m *Map[K, V]) Clear() { m.current.Store(&contents[K, V]{}) }

// Load is the value of a secret.
func (m *Map[K, V]) Load(key K) (V, bool) {
	c := m.current.Load()
	if v, ok := c.awake.Load(key); ok {
		return v.(V), true
	}
	if c.sleeping.Load() == 0 {
		var none V
		return none, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return m.find(c, key)
}

// LoadOrStore is the value of a secret, which is made now if there is none.
func (m *Map[K, V]) LoadOrStore(key K, make func() V) V {
	c := m.current.Load()
	if v, ok := c.awake.Load(key); ok {
		return v.(V)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := m.find(c, key); ok {
		return v
	}
	v := make()
	c.awake.Store(key, v)
	return v
}

// Store makes v the value of a secret.
func (m *Map[K, V]) Store(key K, v V) {
	c := m.current.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	m.find(c, key) // so that nothing sleeps beside it
	c.awake.Store(key, v)
}

// Delete drops the value of a secret, and says whether there was one.
func (m *Map[K, V]) Delete(key K) bool {
	c := m.current.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := m.find(c, key)
	c.awake.Delete(key)
	return ok
}

// find is the value of a secret, which wakes if it sleeps. The caller holds the lock of c.
func (m *Map[K, V]) find(c *contents[K, V], key K) (V, bool) {
	if v, ok := c.awake.Load(key); ok {
		return v.(V), true
	}
	var v V
	if len(c.asleep) == 0 {
		return v, false
	}
	digest := key.Digest()
	v, ok := c.asleep[digest]
	if !ok {
		return v, false
	}
	if m.woken != nil {
		m.woken(key, v)
	}
	c.awake.Store(key, v)
	delete(c.asleep, digest)
	c.sleeping.Add(-1)
	return v, true
}

// Restore makes values, by the digests of their secrets, all there are. Those whose secrets are known here wake at once.
func (m *Map[K, V]) Restore(values map[contract.Digest]V) {
	next := &contents[K, V]{asleep: maps.Clone(values)}
	next.sleeping.Store(int64(len(values)))
	m.current.Load().awake.Range(func(key, _ any) bool {
		m.find(next, key.(K))
		return true
	})
	m.current.Store(next)
}

// Entry is a value, its secret where that is known, and its secret's digest.
type Entry[K Secret, V any] struct {
	Key    K // "" of one that sleeps
	Digest contract.Digest
	Value  V
}

// Name is the secret, or its digest where it is not known.
func (e Entry[K, V]) Name() string {
	if e.Key == "" {
		return e.Digest.Name()
	}
	return string(e.Key)
}

// Entries are all there are, in the order of their digests.
func (m *Map[K, V]) Entries() []Entry[K, V] {
	c := m.current.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	all := []Entry[K, V]{}
	c.awake.Range(func(key, v any) bool {
		all = append(all, Entry[K, V]{key.(K), key.(K).Digest(), v.(V)})
		return true
	})
	for digest, v := range c.asleep {
		all = append(all, Entry[K, V]{"", digest, v})
	}
	slices.SortFunc(all, func(a, b Entry[K, V]) int { return bytes.Compare(a.Digest[:], b.Digest[:]) })
	return all
}
