package network

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Dataset is the version of what the networks hold. What a version holds never changes: a change is another version.
const Dataset = 1

// MaxSize is the largest network: LinkedIn lets nobody have more connections.
const MaxSize = 30_000

// Limit is how many people stand ready in every network, whatever its size: below it, profile_urls are unique.
const Limit = 1 << 20

// domain parts the hashes of this dataset from all others.
const domain = "linkup-emulator dataset v1\x00"

// Network is a member's connections: drawn, or a List and after it drawn. It is a small value, comparable and safe for use
// from many goroutines.
type Network struct {
	seed, key uint64
	size      int
	own       *List // nil: all are drawn
}

// ID stands for a Network where something is kept by it, and keeps no List alive.
type ID struct {
	seed, key uint64
	size      int
	own       uint64
}

// Of is the network that belongs to a cookie. Its size, home country and people are drawn from the cookie alone.
func Of(cookie contract.Cookie) Network {
	sum := sha256.Sum256(append([]byte(domain), cookie...))
	return Network{
		seed: binary.BigEndian.Uint64(sum[0:]),
		key:  binary.BigEndian.Uint64(sum[8:]),
		size: sizeAt(binary.BigEndian.Uint64(sum[16:])),
	}
}

// Resize is the same people in the same order, but size of them (0 or more).
func (n Network) Resize(size int) Network {
	n.size = size
	return n
}

// With is the network that has the connections of a list in their order, and nobody else. Who may join are people drawn as
// before, but for those who are in the list.
func (n Network) With(list *List) Network {
	n.own, n.size = list, list.Size()
	return n
}

// Own is the list that the network has, nil where it is drawn.
func (n Network) Own() *List { return n.own }

// ID is the same for networks that are the same, and for no others, also after their lists are gone.
func (n Network) ID() ID {
	id := ID{seed: n.seed, key: n.key, size: n.size}
	if n.own != nil {
		id.own = n.own.serial
	}
	return id
}

// Size is how many connections the network has.
func (n Network) Size() int { return n.size }

// Connection is the one at index i, from 0 to Limit-1, also past Size: there wait people who may join.
func (n Network) Connection(i int) contract.Connection {
	if n.own != nil {
		return n.ownConnection(i)
	}
	var buf [1024]byte
	p := n.person(i)
	out := p.appendName(buf[:0])
	name := len(out)
	out = p.appendHeadline(out)
	headline := len(out)
	out = p.appendURL(out)
	url := len(out)
	out = p.appendPicture(out)
	all := string(out)
	return contract.Connection{Name: all[:name], JobTitle: all[name:headline], ProfileURL: all[headline:url], ProfilePicture: all[url:]}
}

// AppendConnection appends Connection(i) as one JSON object with the contract's fields in the contract's order. No
// table holds a character that JSON must escape, so text that is drawn is written as itself.
func (n Network) AppendConnection(dst []byte, i int) []byte {
	if n.own != nil {
		return contract.AppendConnection(dst, n.ownConnection(i))
	}
	p := n.person(i)
	dst = append(dst, `{"name":"`...)
	dst = p.appendName(dst)
	dst = append(dst, `","job_title":"`...)
	dst = p.appendHeadline(dst)
	dst = append(dst, `","profile_url":"`...)
	dst = p.appendURL(dst)
	dst = append(dst, `","profile_picture":"`...)
	dst = p.appendPicture(dst)
	return append(dst, `"}`...)
}
