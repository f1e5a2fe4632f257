package network_test

import (
	"fmt"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

func TestListIsServedBeforeWhoJoins(t *testing.T) {
	drawn := network.Of("mine").Resize(50)
	var people []contract.Connection
	for _, i := range []int{3, 7, 5, 4} { // 4 and 5 would be the first to join
		people = append(people, drawn.Connection(i))
	}
	n := drawn.With(network.NewList(people))
	if n.Size() != 4 {
		t.Fatalf("got %d connections, want the 4 of the list", n.Size())
	}
	seen := map[string]int{}
	for i := range 2000 {
		c := n.Connection(i)
		if i < 4 && c != people[i] {
			t.Errorf("got %+v at %d, want %+v", c, i, people[i])
		}
		if first, twice := seen[c.ProfileURL]; twice {
			t.Errorf("got %s at %d and %d", c.ProfileURL, first, i)
		}
		seen[c.ProfileURL] = i
		if i >= 8 && c != drawn.Connection(i) {
			t.Errorf("got %+v at %d, want who is drawn there", c, i)
		}
		if got, want := string(n.AppendConnection([]byte("x"), i)), string(contract.AppendConnection([]byte("x"), c)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Pages are kept by the ID: those of another network must never be taken for it.
func TestIDIsOfOneNetwork(t *testing.T) {
	a, b := network.Of("a"), network.Of("b")
	list, same := network.NewList(nil), network.NewList(nil)
	of := map[network.ID]string{}
	for name, n := range map[string]network.Network{
		"a": a, "b": b, "a resized": a.Resize(7), "a with": a.With(list), "b with": b.With(list), "a with the same": a.With(same),
	} {
		if other, ok := of[n.ID()]; ok {
			t.Errorf("got one ID for %s and %s", name, other)
		}
		of[n.ID()] = name
	}
	if a.ID() != network.Of("a").ID() || a.With(list).ID() != network.Of("a").With(list).ID() {
		t.Error("got two IDs of one network")
	}
	if a.Own() != nil || a.With(list).Own() != list {
		t.Error("got another list than the network has")
	}
}

func BenchmarkAppendOwnConnection(b *testing.B) {
	drawn := network.Of("network-1000")
	var people []contract.Connection
	for i := range 1000 {
		people = append(people, drawn.Connection(i))
	}
	n := drawn.With(network.NewList(people))
	for name, n := range map[string]network.Network{"drawn": drawn, "own": n} {
		b.Run(fmt.Sprint(name), func(b *testing.B) {
			b.ReportAllocs()
			var buf []byte
			i := 0
			for b.Loop() {
				buf = n.AppendConnection(buf[:0], i)
				i = (i + 1) % 1000
			}
		})
	}
}
