package cookies_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	size := func(n int) *int { return &n }
	jar := cookies.NewJar(cookies.Terms{Declared: map[contract.Cookie]cookies.Declared{
		"sized":         {Size: size(7)},
		"empty":         {Size: size(0)},
		"network-5":     {Size: size(6)},
		"gone":          {State: contract.CookieExpired},
		"caught":        {State: contract.CookieRestricted, Size: size(8)},
		"expired-fine":  {State: contract.CookieValid},
		"invalid-plain": {},
	}})
	drawn := func(c contract.Cookie) int { return network.Of(c).Size() }
	for cookie, want := range map[contract.Cookie]struct {
		state contract.CookieState
		size  int
	}{
		"any":           {contract.CookieValid, drawn("any")},
		"network-839":   {contract.CookieValid, 839},
		"network-30001": {contract.CookieValid, drawn("network-30001")},
		"expired":       {contract.CookieExpired, drawn("expired")},
		"invalid-1":     {contract.CookieExpired, drawn("invalid-1")},
		"sized":         {contract.CookieValid, 7},
		"empty":         {contract.CookieValid, 0},
		"network-5":     {contract.CookieValid, 6},
		"gone":          {contract.CookieExpired, drawn("gone")},
		"caught":        {contract.CookieRestricted, 8},
		"expired-fine":  {contract.CookieValid, drawn("expired-fine")},
		"invalid-plain": {contract.CookieValid, drawn("invalid-plain")},
	} {
		state, opened := jar.Open("k", cookie)
		if state != want.state || opened.Size() != want.size {
			t.Errorf("%s: got %s and %d connections, want %s and %d", string(cookie), state, opened.Size(), want.state, want.size)
		}
	}
}

// Whatever the address, key and number of a login, its cookie is new, valid, and opens the address's one network.
func TestLogin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		jar := cookies.NewJar(cookies.Terms{})
		email := contract.Email(rapid.StringMatching(`[a-zA-Z0-9.+]{1,12}@[a-z]{1,8}\.com`).Draw(t, "email"))
		keys := rapid.SliceOfN(rapid.SampledFrom([]contract.APIKey{"a", "b"}), 1, 6).Draw(t, "keys")
		type login struct {
			key    contract.APIKey
			cookie contract.Cookie
		}
		seen := map[login]bool{}
		_, want := jar.Open("other", email.Cookie(1))
		for _, key := range keys {
			at := login{key, jar.Login(key, email)}
			if seen[at] {
				t.Errorf("got the cookie %q twice", string(at.cookie))
			}
			seen[at] = true
			if state, opened := jar.Open(key, at.cookie); state != contract.CookieValid || opened != want {
				t.Errorf("got %s and another network: %v", state, opened != want)
			}
		}
	})
}

// A code is out for one key and one member, from SendCode until the login.
func TestCodes(t *testing.T) {
	t.Parallel()
	jar := cookies.NewJar(cookies.Terms{})
	if jar.Waits("k", "a@b.c") {
		t.Error("got a code out before any was sent")
	}
	jar.SendCode("k", "A@b.c")
	if !jar.Waits("k", "a@B.c") || jar.Waits("k2", "a@b.c") || jar.Waits("k", "b@b.c") {
		t.Error("want the code out for that member and key, in any capitals, and for nobody else")
	}
	jar.Login("k2", "a@b.c")
	if !jar.Waits("k", "a@b.c") {
		t.Error("got the code used up by another key's login")
	}
	jar.Login("k", "a@b.c")
	if jar.Waits("k", "a@b.c") {
		t.Error("got the code out after the login")
	}
}

// A cookie is valid for exactly the TTL from its birth: its login, or else its first use with a key.
func TestTTL(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)
		ttl := time.Duration(rapid.Int64Range(1, 1e6).Draw(t, "ttl"))
		jar := cookies.NewJar(cookies.Terms{TTL: ttl, Now: func() time.Time { return now }})
		born := map[contract.Cookie]time.Time{}
		for range rapid.IntRange(1, 20).Draw(t, "uses") {
			now = now.Add(time.Duration(rapid.Int64Range(0, 1e6).Draw(t, "pass")))
			cookie := contract.Cookie(rapid.SampledFrom([]string{"a", "b", "login"}).Draw(t, "cookie"))
			if cookie == "login" {
				cookie = jar.Login("k", "a@b.c")
				born[cookie] = now
			}
			if _, used := born[cookie]; !used {
				born[cookie] = now
			}
			for c, at := range born {
				want := contract.CookieValid
				if now.Sub(at) >= ttl {
					want = contract.CookieExpired
				}
				if got, _ := jar.Open("k", c); got != want {
					t.Errorf("%v after its birth: got %s, want %s under a TTL of %v", now.Sub(at), got, want, ttl)
				}
			}
		}
	})
}

func TestForget(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)
	jar := cookies.NewJar(cookies.Terms{TTL: time.Hour, Now: func() time.Time { return now }})
	first := jar.Login("k", "a@b.c")
	jar.SendCode("k", "a@b.c")
	jar.Open("k", "plain")
	now = now.Add(time.Hour)
	jar.Reset()
	if jar.Waits("k", "a@b.c") {
		t.Error("got a code out")
	}
	if state, _ := jar.Open("k", "plain"); state != contract.CookieValid {
		t.Errorf("got %s, want the cookie unused", state)
	}
	if again := jar.Login("k", "a@b.c"); again != first {
		t.Errorf("got %q, want the first login's cookie again", string(again))
	}
}

// Many logins at once each get a cookie of their own.
func TestLoginsAtOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)
	jar := cookies.NewJar(cookies.Terms{TTL: time.Hour, Now: func() time.Time { return now }})
	var mu sync.Mutex
	seen := map[contract.Cookie]bool{}
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			jar.SendCode("k", contract.Email(fmt.Sprintf("%d@b.c", i)))
			cookie := jar.Login("k", "a@b.c")
			state, _ := jar.Open("k", cookie)
			mu.Lock()
			defer mu.Unlock()
			seen[cookie] = state == contract.CookieValid
		})
	}
	wg.Wait()
	for cookie, valid := range seen {
		if !valid {
			t.Errorf("got %q refused", string(cookie))
		}
	}
	if len(seen) != 64 {
		t.Errorf("got %d cookies, want 64", len(seen))
	}
}
