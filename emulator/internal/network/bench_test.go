package network_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

func BenchmarkOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		network.Of("some-cookie")
	}
}

func BenchmarkAppendConnection(b *testing.B) {
	b.ReportAllocs()
	n, buf := network.Of("some-cookie"), []byte(nil)
	for i := 0; b.Loop(); i++ {
		buf = n.AppendConnection(buf[:0], i%network.Limit)
	}
}

func BenchmarkConnection(b *testing.B) {
	b.ReportAllocs()
	n := network.Of("some-cookie")
	for i := 0; b.Loop(); i++ {
		n.Connection(i % network.Limit)
	}
}

// BenchmarkPage makes the first page of many networks and the last of the same, in turn, and prints what each costs and the
// ratio of the medians of the two. They are many as the people of one page are not as long as those of another.
func BenchmarkPage(b *testing.B) {
	const networks = 256
	all := make([]network.Network, networks)
	for i := range all {
		all[i] = network.Of(contract.Cookie(fmt.Sprint("network-30000-", i))).Resize(network.MaxSize)
	}
	var buf []byte
	pages := [2]struct {
		number int
		took   []time.Duration
	}{{number: 1}, {number: network.MaxSize / contract.ResultsPerPage}}
	for b.Loop() {
		for i := range pages {
			page := &pages[i]
			began := time.Now()
			for _, n := range all {
				buf = buf[:0]
				for k := range contract.ResultsPerPage {
					buf = n.AppendConnection(buf, (page.number-1)*contract.ResultsPerPage+k)
				}
			}
			page.took = append(page.took, time.Since(began)/networks)
		}
	}
	for i := range pages {
		slices.Sort(pages[i].took)
	}
	first, last := pages[0].took[len(pages[0].took)/2], pages[1].took[len(pages[1].took)/2]
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(first), "ns/first")
	b.ReportMetric(float64(last), "ns/last")
	b.ReportMetric(float64(last)/float64(first), "last/first")
}
