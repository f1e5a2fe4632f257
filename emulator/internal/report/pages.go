package report

import (
	"math/bits"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// pageSet is a set of pages of a network, of which there are at most contract.MaxNetwork / contract.ResultsPerPage.
type pageSet []uint64

// add adds the pages from first to last, and says how many of them were there.
func (s *pageSet) add(first, last int64) (were int64) {
	for int64(len(*s)) <= last/64 {
		*s = append(*s, 0)
	}
	for word := first / 64; word <= last/64; word++ {
		mask := ^uint64(0)
		if word == first/64 {
			mask <<= first % 64
		}
		if word == last/64 {
			mask &= ^uint64(0) >> (63 - last%64)
		}
		were += int64(bits.OnesCount64((*s)[word] & mask))
		(*s)[word] |= mask
	}
	return were
}

// wholePages are the pages that an answer delivered all connections of: from first to last, which is less than first
// where it delivered none.
func wholePages(q *journal.Query, d *journal.Delivered) (first, last int64) {
	first = 1
	if q.Mode == contract.ModePagination {
		first = q.StartPage
	}
	whole := int64(d.Connections / contract.ResultsPerPage)
	before := (first - 1) * contract.ResultsPerPage
	if d.Connections%contract.ResultsPerPage > 0 && before+int64(d.Connections) == int64(d.Available) {
		whole++ // the last page of the network
	}
	return first, first + whole - 1
}

// lastPage is the number of the last page of a network of so many connections, 0 where it has none.
func lastPage(available int) int64 {
	return int64((available + contract.ResultsPerPage - 1) / contract.ResultsPerPage)
}
