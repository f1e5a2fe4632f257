// Package cookies knows what each login_token opens: its state, and the network of the member it belongs to.
package cookies

import (
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// Declared is what the configuration says of a cookie.
type Declared struct {
	State contract.CookieState // zero: valid
	Size  *int                 // connections in its network; nil: as drawn from the cookie
}

// Jar is every cookie there could be. It may be used from many goroutines.
type Jar struct{ declared map[contract.Cookie]Declared }

// NewJar is the jar in which the declared cookies are as declared, and any other is as its own text says.
func NewJar(declared map[contract.Cookie]Declared) *Jar { return &Jar{declared: declared} }

// Open is the state of a cookie and the network that it belongs to, which an expired cookie has too. What was declared
// comes before what the cookie's own text says, and that before what is drawn from it.
func (j *Jar) Open(cookie contract.Cookie) (contract.CookieState, network.Network) {
	owned := network.Of(cookie)
	if size, ok := cookie.NetworkSize(); ok {
		owned = owned.Resize(size)
	}
	declared, ok := j.declared[cookie]
	if !ok {
		return cookie.State(), owned
	}
	if declared.Size != nil {
		owned = owned.Resize(*declared.Size)
	}
	if declared.State == "" {
		return contract.CookieValid, owned
	}
	return declared.State, owned
}
