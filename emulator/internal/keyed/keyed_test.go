package keyed_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/keyed"
)

// value knows the key that it woke with.
type value struct{ n, woken int }

func newMap() *keyed.Map[contract.APIKey, *value] {
	return keyed.New(func(_ contract.APIKey, v *value) { v.woken++ })
}

func digest(key string) contract.Digest { return contract.APIKey(key).Digest() }

func TestRestoredValuesWakeOnce(t *testing.T) {
	m := newMap()
	m.Store("known", &value{n: 1})
	m.Store("gone", &value{n: 2})
	m.Restore(map[contract.Digest]*value{digest("known"): {n: 3}, digest("asleep"): {n: 4}, digest("deleted"): {n: 5}})

	if _, ok := m.Load("gone"); ok {
		t.Error("got what was not restored, want all of it replaced")
	}
	names := map[string]bool{}
	for _, e := range m.Entries() {
		names[e.Name()] = true
	}
	if want := map[string]bool{"known": true, digest("asleep").Name(): true, digest("deleted").Name(): true}; fmt.Sprint(names) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if !m.Delete("deleted") || m.Delete("deleted") {
		t.Error("got a sleeping value deleted never or twice, want once")
	}
	for key, want := range map[contract.APIKey]int{"known": 3, "asleep": 4} {
		for range 2 {
			if v, ok := m.Load(key); !ok || v.n != want || v.woken != 1 {
				t.Errorf("%s: got %+v, %v, want %d that woke once", string(key), v, ok, want)
			}
		}
	}
	m.Clear()
	if _, ok := m.Load("known"); ok || len(m.Entries()) > 0 {
		t.Error("got a value after Clear")
	}
}

// However many ask for a key first, they get one value, and one that sleeps goes before a new one.
func TestOneValueForAll(t *testing.T) {
	m := newMap()
	m.Restore(map[contract.Digest]*value{digest("asleep"): {n: 7}})
	var wg sync.WaitGroup
	got := make([][2]*value, 64)
	for i := range got {
		wg.Go(func() {
			for j, key := range []contract.APIKey{"asleep", "new"} {
				got[i][j] = m.LoadOrStore(key, func() *value { return &value{n: i} })
			}
		})
	}
	wg.Wait()
	for _, g := range got {
		if g != got[0] {
			t.Fatalf("got %v and %v, want one value each", g, got[0])
		}
	}
	if v := got[0][0]; v.n != 7 || v.woken != 1 {
		t.Errorf("got %+v, want what slept, woken once", v)
	}
}

func TestStoreGoesBeforeWhatSleeps(t *testing.T) {
	m := newMap()
	m.Restore(map[contract.Digest]*value{digest("k"): {n: 1}})
	m.Store("k", &value{n: 2})
	if v, _ := m.Load("k"); v.n != 2 || len(m.Entries()) != 1 {
		t.Errorf("got %+v of %d, want 2 alone", v, len(m.Entries()))
	}
}

func BenchmarkLoad(b *testing.B) {
	m := newMap()
	m.Store("my-first-key", &value{})
	b.ReportAllocs()
	for b.Loop() {
		m.Load("my-first-key")
	}
}
