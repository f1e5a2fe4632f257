package cookies

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Saved is what has happened to the cookies of a key, as a state writes it down.
type Saved struct {
	Key     contract.Digest `json:"key"`     // of the x-api-key
	Cookies []SavedCookie   `json:"cookies"` // those whose age counts
	Members []SavedMember   `json:"members"`
}

// SavedCookie is the age of a cookie.
type SavedCookie struct {
	Cookie contract.Digest `json:"cookie"` // of the login_token
	Born   time.Time       `json:"born"`   // its login, or its first use
}

// SavedMember is somebody who has logged in, or is about to.
type SavedMember struct {
	Email   contract.Digest `json:"email"`    // of the address
	Logins  int             `json:"logins"`   // how many there have been
	CodeOut bool            `json:"code_out"` // a login waits for the code that was sent
}

// Save is what has happened to the cookies of every key, all in the order of digests.
func (j *Jar) Save() []Saved {
	j.mu.Lock()
	defer j.mu.Unlock()
	all := []Saved{}
	for _, key := range sorted(j.tenants) {
		t := j.tenants[key]
		s := Saved{Key: key, Cookies: []SavedCookie{}, Members: []SavedMember{}}
		for _, cookie := range sorted(t.born) {
			s.Cookies = append(s.Cookies, SavedCookie{cookie, t.born[cookie]})
		}
		for _, email := range sorted(t.members) {
			s.Members = append(s.Members, SavedMember{email, t.members[email].logins, t.members[email].waiting})
		}
		all = append(all, s)
	}
	return all
}

func sorted[V any](m map[contract.Digest]V) []contract.Digest {
	return slices.SortedFunc(maps.Keys(m), func(a, b contract.Digest) int { return bytes.Compare(a[:], b[:]) })
}

// Restoring is ready to make what was saved all that has happened. The error says what is wrong with it; then nothing is
// ready.
func (j *Jar) Restoring(saved []Saved) (restore func(), err error) {
	tenants := make(map[contract.Digest]*tenant, len(saved))
	for i, s := range saved {
		t := &tenant{map[contract.Digest]time.Time{}, map[contract.Digest]member{}}
		for _, c := range s.Cookies {
			t.born[c.Cookie] = c.Born
		}
		for _, m := range s.Members {
			t.members[m.Email] = member{m.Logins, m.CodeOut}
		}
		_, twice := tenants[s.Key]
		if twice || len(t.born) < len(s.Cookies) || len(t.members) < len(s.Members) {
			return nil, fmt.Errorf("logins[%d]: its key, or a cookie or member of it, is there twice, want each once", i)
		}
		tenants[s.Key] = t
	}
	return func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.tenants = tenants
	}, nil
}
