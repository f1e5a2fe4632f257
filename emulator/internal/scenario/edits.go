package scenario

import "github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"

// Edit is a change of a network: connections that come or go at an index.
type Edit struct {
	Add    int `json:"add,omitempty"`    // how many come
	Remove int `json:"remove,omitempty"` // how many go
	At     int `json:"at"`               // where; one past the end is the end
}

// Edits are changes of a network, in order.
type Edits []Edit

// View is a network as its edits leave it. The zero value is an empty one.
type View struct {
	size   int
	pieces []piece // nil: the network as it is
}

// piece is a run of connections that stand next to each other: count of them from first on, upwards, or downwards
// for those that were added, as the newest stands first.
type piece struct {
	first, count int
	added        bool
}

// View is the edits over a network of size connections. No network grows past contract.MaxNetwork: what would is not
// added.
func (e Edits) View(size int) View {
	v := View{size: size}
	if len(e) == 0 {
		return v
	}
	v.pieces = []piece{{count: size}}
	next := size
	for _, edit := range e {
		if n := min(edit.Add, contract.MaxNetwork-v.size); n > 0 {
			v.insert(piece{first: next, count: n, added: true}, edit.At)
			next += n
		}
		v.remove(edit.Remove, edit.At)
	}
	return v
}

// Size is how many connections there are.
func (v View) Size() int { return v.size }

// At is which connection stands at index i, from 0 up to but not Size: below the size that the network had, one of its
// own; from that size on, one that was added, each with a number of its own.
func (v View) At(i int) int {
	if v.pieces == nil {
		return i
	}
	for _, p := range v.pieces {
		if i < p.count {
			return p.at(i)
		}
		i -= p.count
	}
	return i
}

func (p piece) at(i int) int {
	if p.added {
		return p.first + p.count - 1 - i
	}
	return p.first + i
}

// from is the piece without its first n connections, and until is only those.
func (p piece) from(n int) piece {
	if p.added {
		return piece{p.first, p.count - n, true}
	}
	return piece{p.first + n, p.count - n, false}
}

func (p piece) until(n int) piece {
	if p.added {
		return piece{p.first + p.count - n, n, true}
	}
	return piece{p.first, n, false}
}

func (v *View) insert(p piece, at int) {
	i := v.cut(min(at, v.size))
	v.pieces = append(v.pieces[:i], append([]piece{p}, v.pieces[i:]...)...)
	v.size += p.count
}

func (v *View) remove(count, at int) {
	at = min(at, v.size)
	count = min(count, v.size-at)
	if count <= 0 {
		return
	}
	from := v.cut(at)
	to := v.cut(at + count)
	v.pieces = append(v.pieces[:from], v.pieces[to:]...)
	v.size -= count
}

// cut makes a piece begin at index i, and says which.
func (v *View) cut(i int) int {
	for n, p := range v.pieces {
		if i == 0 {
			return n
		}
		if i < p.count {
			v.pieces = append(v.pieces[:n], append([]piece{p.until(i), p.from(i)}, v.pieces[n+1:]...)...)
			return n + 1
		}
		i -= p.count
	}
	return len(v.pieces)
}
