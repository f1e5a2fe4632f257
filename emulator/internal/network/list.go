package network

import (
	"sync"
	"sync/atomic"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// List is connections in their order, none of which ever changes. It may be used from many goroutines.
type List struct {
	serial      uint64 // of this list in this process, from 1
	connections []contract.Connection
	bytes       int                        // of its JSON
	urls        func() map[string]struct{} // the profile_urls, once they are asked for
}

// lists numbers the lists.
var lists atomic.Uint64

// NewList is a list of a copy of the connections, 0 to MaxSize of them, which keep the schema of network files.
func NewList(connections []contract.Connection) *List {
	l := &List{serial: lists.Add(1), connections: append([]contract.Connection{}, connections...)}
	l.urls = sync.OnceValue(l.newURLs)
	var buf []byte
	for _, c := range l.connections {
		buf = contract.AppendConnection(buf[:0], c)
		l.bytes += len(buf)
	}
	return l
}

// Size is how many connections are in it.
func (l *List) Size() int { return len(l.connections) }

// Bytes is how long its connections are as JSON.
func (l *List) Bytes() int { return l.bytes }

// Connections are all of them, to be read and not to be written to.
func (l *List) Connections() []contract.Connection { return l.connections }

func (l *List) newURLs() map[string]struct{} {
	urls := make(map[string]struct{}, len(l.connections))
	for _, c := range l.connections {
		urls[c.ProfileURL] = struct{}{}
	}
	return urls
}

// joining is how many people may join a list before the first of them is met again in the place of somebody who is in it.
const joining = Limit / 4

// ownConnection is the one at index i of a network with a list: of those past its end, whoever is drawn there. A
// profile_url that is in the list already, as that of somebody drawn from the same cookie may be, is passed over for one
// that nobody else in the network can have.
func (n Network) ownConnection(i int) contract.Connection {
	if i < len(n.own.connections) {
		return n.own.connections[i]
	}
	drawn, urls := n, n.own.urls()
	drawn.own = nil
	for c, at := drawn.Connection(i), i+joining; ; at += joining {
		if _, taken := urls[c.ProfileURL]; !taken || at >= Limit {
			return c
		}
		c = drawn.Connection(at)
	}
}
