package cookies

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// Place is where a network of one's own is: under a cookie, for every key or for one alone. It has digests and no secret.
// All cookies that a member's logins hand out are one.
type Place struct {
	Cookie contract.Digest
	Key    contract.Digest // zero: every key
}

// PlaceOf is the place of a cookie: for every key where key is "".
func PlaceOf(key contract.APIKey, cookie contract.Cookie) Place {
	p := Place{Cookie: cookie.Owner().Digest()}
	if key != "" {
		p.Key = key.Digest()
	}
	return p
}

// OfOneKey says whether the place is for one key alone.
func (p Place) OfOneKey() bool { return p.Key != contract.Digest{} }

func comparePlaces(a, b Place) int {
	return cmp.Or(bytes.Compare(a.Cookie[:], b.Cookie[:]), bytes.Compare(a.Key[:], b.Key[:]))
}

// Origin is where a network comes from.
type Origin string

// The origins.
const (
	Drawn      Origin = "drawn"      // from the cookie
	Configured Origin = "configured" // the configuration has it
	Put        Origin = "put"        // a control action put it, over the one that there was
)

// Own is a network of one's own.
type Own struct {
	Place
	Origin Origin // Configured or Put
	List   *network.List
}

// MaxBytes is how much all networks that were put may have together, as JSON.
const MaxBytes = 128 << 20

// ErrNoRoom is the error of a network that would be more than MaxBytes, together with those that were put before.
var ErrNoRoom = errors.New("no room for another network")

// networks are the networks of one's own of a Jar.
type networks struct {
	configured map[Place]*network.List // never written to
	count      atomic.Int64            // of those that were put

	mu    sync.RWMutex // guards put and bytes
	put   map[Place]*network.List
	bytes int // of those in put
}

// find is the list of the place of a key and a cookie, nil where the cookie's network is drawn: one that was put, and of
// two that for the key alone.
func (n *networks) find(key contract.APIKey, cookie contract.Cookie) (*network.List, Place, Origin) {
	if n.count.Load() == 0 && len(n.configured) == 0 {
		return nil, Place{}, Drawn
	}
	return n.at(PlaceOf(key, cookie))
}

func (n *networks) at(p Place) (*network.List, Place, Origin) {
	all := Place{Cookie: p.Cookie}
	n.mu.RLock()
	defer n.mu.RUnlock()
	for _, p := range []Place{p, all} {
		if list, ok := n.put[p]; ok {
			return list, p, Put
		}
	}
	if list, ok := n.configured[all]; ok {
		return list, all, Configured
	}
	return nil, all, Drawn
}

// replace makes put all that was put.
func (n *networks) replace(put map[Place]*network.List) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.put, n.bytes = put, 0
	for _, list := range put {
		n.bytes += list.Bytes()
	}
	n.count.Store(int64(len(put)))
}

// PutNetwork makes list the network at a place from the next request on. It is ErrNoRoom that there is none for it.
func (j *Jar) PutNetwork(at Place, list *network.List) error {
	n := &j.networks
	n.mu.Lock()
	defer n.mu.Unlock()
	after := n.bytes + list.Bytes()
	if before, ok := n.put[at]; ok {
		after -= before.Bytes()
	}
	if after > MaxBytes {
		return fmt.Errorf("%w: all that were put would have %d bytes as JSON, want at most %d; delete one, or reset the networks",
			ErrNoRoom, after, MaxBytes)
	}
	n.put[at], n.bytes = list, after
	n.count.Store(int64(len(n.put)))
	return nil
}

// DeleteNetwork makes the network at a place what it was before one was put there, and says whether one was.
func (j *Jar) DeleteNetwork(at Place) bool {
	n := &j.networks
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.delete(at)
}

// delete forgets what was put at a place, and says whether anything was. The caller holds the lock.
func (n *networks) delete(at Place) bool {
	list, ok := n.put[at]
	if ok {
		n.bytes -= list.Bytes()
		delete(n.put, at)
		n.count.Store(int64(len(n.put)))
	}
	return ok
}

// ResetNetworks forgets every network that was put.
func (j *Jar) ResetNetworks() { j.networks.replace(map[Place]*network.List{}) }

// DeleteNetworksOf forgets the networks that were put for one key alone.
func (j *Jar) DeleteNetworksOf(key contract.APIKey) {
	n, digest := &j.networks, key.Digest()
	if n.count.Load() == 0 {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for at := range n.put {
		if at.Key == digest {
			n.delete(at)
		}
	}
}

// NetworkAt is the network of one's own of a place, as requests of its key get it: one of every key where it has none for
// itself. ok is false where what they get is drawn.
func (j *Jar) NetworkAt(at Place) (own Own, ok bool) {
	list, place, origin := j.networks.at(at)
	return Own{place, origin, list}, list != nil
}

// Networks are the networks of one's own that are in force, in the order of their places.
func (j *Jar) Networks() []Own {
	n := &j.networks
	n.mu.RLock()
	defer n.mu.RUnlock()
	all := []Own{}
	for p, list := range n.put {
		all = append(all, Own{p, Put, list})
	}
	for p, list := range n.configured {
		if _, over := n.put[p]; !over {
			all = append(all, Own{p, Configured, list})
		}
	}
	slices.SortFunc(all, func(a, b Own) int { return comparePlaces(a.Place, b.Place) })
	return all
}

// SavedNetwork is a network that was put, as a state writes it down.
type SavedNetwork struct {
	Cookie      contract.Digest       `json:"cookie"`        // of the login_token
	Key         *contract.Digest      `json:"key,omitempty"` // whose own it is; nil: every key's
	Connections []contract.Connection `json:"connections"`
}

// SaveNetworks are the networks that were put, in the order of their places.
func (j *Jar) SaveNetworks() []SavedNetwork {
	var all []SavedNetwork
	for _, own := range j.Networks() {
		if own.Origin != Put {
			continue
		}
		s := SavedNetwork{Cookie: own.Cookie, Connections: own.List.Connections()}
		if own.OfOneKey() {
			s.Key = &own.Key
		}
		all = append(all, s)
	}
	return all
}

// RestoringNetworks is ready to make what was saved, which keeps the schema of states, all that was put. The error says
// what is wrong with it; then nothing is ready.
func (j *Jar) RestoringNetworks(saved []SavedNetwork) (restore func(), err error) {
	put, size := make(map[Place]*network.List, len(saved)), 0
	for i, s := range saved {
		p := Place{Cookie: s.Cookie}
		if s.Key != nil {
			p.Key = *s.Key
		}
		if _, twice := put[p]; twice {
			return nil, fmt.Errorf("networks[%d]: is of the same cookie and key as one before it, want each once", i)
		}
		put[p] = network.NewList(s.Connections)
		if size += put[p].Bytes(); size > MaxBytes {
			return nil, fmt.Errorf("networks[%d]: %w: up to it they have %d bytes as JSON, want at most %d", i, ErrNoRoom, size, MaxBytes)
		}
	}
	return func() { j.networks.replace(put) }, nil
}
