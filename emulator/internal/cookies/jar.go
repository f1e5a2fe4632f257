// Package cookies knows what each login_token opens, its state and the network of the member it belongs to, and hands
// out new ones to who logs in.
package cookies

import (
	"hash/maphash"
	"sync"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// Declared is what the configuration says of a cookie.
type Declared struct {
	State contract.CookieState // zero: valid
	Size  *int                 // connections in its network; nil: as drawn from the cookie
}

// Terms say what cookies there are, and how long they live.
type Terms struct {
	Declared map[contract.Cookie]Declared
	TTL      time.Duration    // how long a cookie is valid from its login, or else from its first use by a key; 0: for ever
	Now      func() time.Time // the emulator's clock
}

// Jar is every cookie there could be. It may be used from many goroutines.
type Jar struct {
	terms Terms
	seed  [2]maphash.Seed

	mu      sync.Mutex       // guards all below
	born    map[id]time.Time // of a cookie of a key, where cookies die
	logins  map[id]int       // how often a key has logged a member in
	waiting map[id]struct{}  // members of a key for whom a code is out
}

// id stands for what belongs to a key without keeping the key, the cookie or the address: two hashes.
type id [2]uint64

// NewJar is the jar in which the declared cookies are as declared, and any other is as its own text says.
func NewJar(terms Terms) *Jar {
	j := &Jar{terms: terms, seed: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
	j.Forget()
	return j
}

// Forget makes every cookie unused, and every login one that has not been.
func (j *Jar) Forget() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.born, j.logins, j.waiting = map[id]time.Time{}, map[id]int{}, map[id]struct{}{}
}

// Open is the state of a key's cookie and the network that it belongs to, which one that is refused has too. What was
// declared comes before what the cookie's own text says, and that before what is drawn from it.
func (j *Jar) Open(key contract.APIKey, cookie contract.Cookie) (contract.CookieState, network.Network) {
	state, owned := cookie.State(), network.Of(cookie.Owner())
	if size, ok := cookie.NetworkSize(); ok {
		owned = owned.Resize(size)
	}
	if declared, ok := j.terms.Declared[cookie]; ok {
		if state = declared.State; state == "" {
			state = contract.CookieValid
		}
		if declared.Size != nil {
			owned = owned.Resize(*declared.Size)
		}
	}
	if state == contract.CookieValid && j.outlived(key, string(cookie)) {
		state = contract.CookieExpired
	}
	return state, owned
}

// outlived says whether a cookie is older than cookies get, and notes when it was first used.
func (j *Jar) outlived(key contract.APIKey, cookie string) bool {
	if j.terms.TTL == 0 {
		return false
	}
	at, now := j.id(key, cookie), j.terms.Now()
	j.mu.Lock()
	defer j.mu.Unlock()
	born, used := j.born[at]
	if !used {
		j.born[at] = now
		return false
	}
	return now.Sub(born) >= j.terms.TTL
}

// Login hands a key a new cookie of the member with that address. Every one of them opens the same network.
func (j *Jar) Login(key contract.APIKey, email contract.Email) contract.Cookie {
	at := j.member(key, email)
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.waiting, at)
	j.logins[at]++
	cookie := email.Cookie(j.logins[at])
	if j.terms.TTL > 0 {
		j.born[j.id(key, string(cookie))] = j.terms.Now()
	}
	return cookie
}

// SendCode notes that a code is out for the member, whose login then waits for it.
func (j *Jar) SendCode(key contract.APIKey, email contract.Email) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.waiting[j.member(key, email)] = struct{}{}
}

// Waits says whether a code is out for the member.
func (j *Jar) Waits(key contract.APIKey, email contract.Email) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, ok := j.waiting[j.member(key, email)]
	return ok
}

// member is the id of a key's member, whatever the capitals that the address is written in.
func (j *Jar) member(key contract.APIKey, email contract.Email) id {
	return j.id(key, string(email.Cookie(0)))
}

func (j *Jar) id(key contract.APIKey, what string) id {
	type pair struct{ key, what string }
	p := pair{string(key), what}
	return id{maphash.Comparable(j.seed[0], p), maphash.Comparable(j.seed[1], p)}
}
