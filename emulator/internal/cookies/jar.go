// Package cookies knows what each login_token opens, its state and the network of the member it belongs to, and hands
// out new ones to who logs in.
package cookies

import (
	"sync"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// Declared is what the configuration says of a cookie.
type Declared struct {
	State   contract.CookieState // zero: valid
	Size    *int                 // connections in its network; nil: as drawn from the cookie
	Network *network.List        // of one's own; nil: as drawn
}

// Terms say what cookies there are, and how long they live.
type Terms struct {
	Declared map[contract.Cookie]Declared
	TTL      time.Duration    // how long a cookie is valid from its login, or else from its first use by a key; 0: for ever
	Now      func() time.Time // the emulator's clock
}

// Jar is every cookie there could be. It may be used from many goroutines.
type Jar struct {
	terms    Terms
	networks networks
	drawn    drawn

	mu      sync.Mutex                  // guards all below, and what it leads to
	tenants map[contract.Digest]*tenant // by key
}

// tenant is what has happened to the cookies of a key. It keeps digests alone: no cookie, no address.
type tenant struct {
	born    map[contract.Digest]time.Time // of a cookie, where cookies die
	members map[contract.Digest]member    // by address
}

// member is who logs in.
type member struct {
	logins  int  // how many there have been
	waiting bool // a code is out
}

// NewJar is the jar in which the declared cookies are as declared, and any other is as its own text says.
func NewJar(terms Terms) *Jar {
	j := &Jar{terms: terms, drawn: newDrawn()}
	j.networks.configured = map[Place]*network.List{}
	for cookie, declared := range terms.Declared {
		if declared.Network != nil {
			j.networks.configured[PlaceOf("", cookie)] = declared.Network
		}
	}
	j.Reset()
	j.ResetNetworks()
	return j
}

// Reset makes every cookie unused, and every login one that has not been.
func (j *Jar) Reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tenants = map[contract.Digest]*tenant{}
}

// ResetKey is Reset for the cookies and logins of one key, and forgets the networks that were put for it alone.
func (j *Jar) ResetKey(key contract.APIKey) {
	j.DeleteNetworksOf(key)
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.tenants, key.Digest())
}

// tenant is what has happened to the cookies of a key, to be added to. The caller holds the lock.
func (j *Jar) tenant(key contract.APIKey) *tenant {
	digest := key.Digest()
	t, ok := j.tenants[digest]
	if !ok {
		t = &tenant{map[contract.Digest]time.Time{}, map[contract.Digest]member{}}
		j.tenants[digest] = t
	}
	return t
}

// Open is the state of a key's cookie and the network that it belongs to, which one that is refused has too. What was put
// comes before what was declared, that before what the cookie's own text says, and that before what is drawn from it.
func (j *Jar) Open(key contract.APIKey, cookie contract.Cookie) (contract.CookieState, network.Network) {
	state, declared := cookie.State(), Declared{}
	if d, ok := j.terms.Declared[cookie]; ok {
		declared = d
		if state = declared.State; state == "" {
			state = contract.CookieValid
		}
	}
	owned := j.owned(key, cookie, declared.Size)
	if state == contract.CookieValid && j.outlived(key, cookie) {
		state = contract.CookieExpired
	}
	return state, owned
}

// NetworkOf is the network of Open, of a cookie that stays as unused as it is. A key that is "" has none of its own.
func (j *Jar) NetworkOf(key contract.APIKey, cookie contract.Cookie) network.Network {
	return j.owned(key, cookie, j.terms.Declared[cookie].Size)
}

// owned is the network of a cookie that was declared to have a size, or was not.
func (j *Jar) owned(key contract.APIKey, cookie contract.Cookie, declared *int) network.Network {
	owned := j.drawn.of(cookie)
	if size, ok := cookie.NetworkSize(); ok {
		owned = owned.Resize(size)
	}
	if declared != nil {
		owned = owned.Resize(*declared)
	}
	if list, _, _ := j.networks.find(key, cookie); list != nil {
		owned = owned.With(list)
	}
	return owned
}

// outlived says whether a cookie is older than cookies get, and notes when it was first used.
func (j *Jar) outlived(key contract.APIKey, cookie contract.Cookie) bool {
	if j.terms.TTL == 0 {
		return false
	}
	now, digest := j.terms.Now(), cookie.Digest()
	j.mu.Lock()
	defer j.mu.Unlock()
	t := j.tenant(key)
	born, used := t.born[digest]
	if !used {
		t.born[digest] = now
		return false
	}
	return now.Sub(born) >= j.terms.TTL
}

// Login hands a key a new cookie of the member with that address. Every one of them opens the same network.
func (j *Jar) Login(key contract.APIKey, email contract.Email) contract.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	t, digest := j.tenant(key), email.Digest()
	logins := t.members[digest].logins + 1
	t.members[digest] = member{logins: logins}
	cookie := email.Cookie(logins)
	if j.terms.TTL > 0 {
		t.born[cookie.Digest()] = j.terms.Now()
	}
	return cookie
}

// SendCode notes that a code is out for the member, whose login then waits for it.
func (j *Jar) SendCode(key contract.APIKey, email contract.Email) {
	j.mu.Lock()
	defer j.mu.Unlock()
	t, digest := j.tenant(key), email.Digest()
	t.members[digest] = member{t.members[digest].logins, true}
}

// Waits says whether a code is out for the member.
func (j *Jar) Waits(key contract.APIKey, email contract.Email) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	t, ok := j.tenants[key.Digest()]
	return ok && t.members[email.Digest()].waiting
}
