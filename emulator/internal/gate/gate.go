// Package gate parts what requests do to the state of an emulator from what replaces that state as a whole.
package gate

import (
	"context"
	"sync"
	"sync/atomic"
)

// Gate lets requests in together, and a reset alone. Whatever a request reads or changes it does in one stay within the
// gate, so it sees all of the state from before a reset or all of it from after. It never waits within: not for its
// client and for no scripted delay; so a reset is let in soon, whoever hangs. It may be used from many goroutines.
type Gate struct {
	last context.Context // ends the last era
	mu   sync.RWMutex    // is held for reading by whom is within
	era  atomic.Pointer[era]
}

// era is the time between two resets of everything.
type era struct {
	context.Context
	end context.CancelFunc
}

// New is a gate in its first era. The last era ends with ctx.
func New(ctx context.Context) *Gate {
	g := &Gate{last: ctx}
	g.begin()
	return g
}

func (g *Gate) begin() {
	ctx, end := context.WithCancel(g.last)
	g.era.Store(&era{ctx, end})
}

// Enter lets a request in, which is to Leave soon. The era is done once nothing that began in it is to be waited for.
func (g *Gate) Enter() (era context.Context) {
	g.mu.RLock()
	return g.era.Load().Context
}

// Leave lets a request out.
func (g *Gate) Leave() { g.mu.RUnlock() }

// Alone runs f while no request is within.
func (g *Gate) Alone(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f()
}

// Renew is Alone, after which another era begins.
func (g *Gate) Renew(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f()
	ended := g.era.Load()
	g.begin()
	ended.end()
}
