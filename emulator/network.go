package emulator

import (
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// Connection is one person of a network, as the endpoint answers it: Name, JobTitle, ProfileURL, ProfilePicture.
type Connection = contract.Connection

// Network is the connections of the member that a cookie belongs to.
type Network struct{ of network.Network }

// NetworkOf is the network that a login_token owns where no configuration says otherwise, the same in every process.
func NetworkOf(loginToken string) Network {
	return Network{cookies.NewJar(cookies.Terms{}).NetworkOf("", contract.Cookie(loginToken))}
}

// Size is how many connections it has, from 0 to 30,000.
func (n Network) Size() int { return n.of.Size() }

// Connection is the one at place i, from 0 to Size()-1: page p of the endpoint holds places 10(p-1) to 10p-1.
func (n Network) Connection(i int) Connection { return n.of.Connection(i) }
