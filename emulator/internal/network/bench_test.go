package network_test

import (
	"fmt"
	"testing"

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

func BenchmarkPage(b *testing.B) {
	for _, page := range []int{1, 3000} {
		b.Run(fmt.Sprint(page), func(b *testing.B) {
			b.ReportAllocs()
			n, buf := network.Of("network-30000").Resize(network.MaxSize), []byte(nil)
			for b.Loop() {
				buf = buf[:0]
				for i := range contract.ResultsPerPage {
					buf = n.AppendConnection(buf, (page-1)*contract.ResultsPerPage+i)
				}
			}
		})
	}
}
