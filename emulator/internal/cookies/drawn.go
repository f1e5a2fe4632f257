package cookies

import (
	"hash/maphash"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/kept"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// The bounds of the networks that are remembered.
const (
	drawnSlots = 1024
	keptCookie = 256 // bytes
)

// drawn remembers the networks that were drawn from cookies which came again. It may be used from many goroutines.
type drawn struct {
	seed maphash.Seed
	kept *kept.Cache[drawnFrom]
}

// drawnFrom is a cookie and the network that is drawn from it; it is never written to again.
type drawnFrom struct {
	cookie  contract.Cookie
	network network.Network
}

func newDrawn() drawn { return drawn{maphash.MakeSeed(), kept.New[drawnFrom](drawnSlots)} }

// of is the network that is drawn from the cookie's owner.
func (d *drawn) of(cookie contract.Cookie) network.Network {
	hash := maphash.String(d.seed, string(cookie))
	if known := d.kept.Get(hash); known != nil && known.cookie == cookie {
		return known.network
	}
	n := network.Of(cookie.Owner())
	if len(cookie) <= keptCookie && d.kept.Wants(hash) {
		d.kept.Keep(hash, &drawnFrom{contract.Cookie(strings.Clone(string(cookie))), n})
	}
	return n
}
