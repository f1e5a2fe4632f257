package emulator_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// valid asks with a cookie, and says whether it was taken.
func valid(t *testing.T, f *emulator.Fixture, key, cookie string) bool {
	t.Helper()
	a := ask(t, f, key, fmt.Sprintf(`{"login_token":%q}`, cookie))
	if a.status != 200 {
		refused(t, a, 403, "Invalid or expired LinkedIn cookie")
	}
	return a.status == 200
}

// A cookie lives so long from its first use with a key, and one that a login handed out from that login.
func TestCookieTTL(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{CookieTTL: time.Hour})
	at(t, f, noon)
	mine := loggedIn(t, login(t, f, "a", "ada@example.com"))
	for _, row := range []struct {
		after       time.Duration // noon
		key, cookie string
		want        bool
	}{
		{time.Minute, "a", "plain", true}, // its first use
		{time.Minute, "a", mine, true},
		{time.Hour - 1, "a", mine, true},
		{time.Hour, "a", mine, false},
		{time.Hour, "a", "plain", true},
		{time.Hour, "b", "plain", true}, // its first use with another key
		{time.Hour, "b", mine, true},
		{time.Hour + time.Minute - 1, "a", "plain", true},
		{time.Hour + time.Minute, "a", "plain", false},
		{2*time.Hour - 1, "b", "plain", true},
		{2*time.Hour - 1, "b", mine, true},
		{2 * time.Hour, "b", "plain", false},
		{2 * time.Hour, "b", mine, false},
		{2000 * time.Hour, "a", mine, false},
	} {
		at(t, f, noon.Add(row.after))
		if got := valid(t, f, row.key, row.cookie); got != row.want {
			t.Errorf("%v after the login, %s with %s: got it valid %v, want %v", row.after, row.cookie, row.key, got, row.want)
		}
	}
	if again := loggedIn(t, login(t, f, "a", "ada@example.com")); again == mine || !valid(t, f, "a", again) || valid(t, f, "a", mine) {
		t.Error("got the new cookie refused or the old one taken, want the contrary")
	}
}

// A login does not give a cookie of an earlier one its life back, in whatever capitals the address is written.
func TestOldCookiesStayDead(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{CookieTTL: time.Hour})
	f.Freeze()
	old := loggedIn(t, login(t, f, "k", "ada@example.com"))
	f.Advance(time.Hour)
	loggedIn(t, login(t, f, "k", "ADA@example.com"))
	if valid(t, f, "k", old) {
		t.Error("got the old cookie taken, want it dead")
	}
}

// What is declared of a cookie, or what it says of itself, goes before its age; without a setting none ages.
func TestStatesOfCookies(t *testing.T) {
	t.Parallel()
	declared := []emulator.CookieConfig{
		{LoginToken: "gone", State: emulator.CookieExpired}, {LoginToken: "caught", State: emulator.CookieRestricted},
		{LoginToken: "expired-but-fine", State: emulator.CookieValid},
	}
	for _, ttl := range []time.Duration{0, time.Hour} {
		f := emulator.RunT(t, emulator.Config{CookieTTL: ttl, Cookies: declared})
		f.Freeze()
		for cookie, want := range map[string]bool{"gone": false, "caught": false, "expired-1": false, "expired-but-fine": true, "any": true} {
			if got := valid(t, f, "k", cookie); got != want {
				t.Errorf("%s: got it valid %v, want %v", cookie, got, want)
			}
		}
		f.Advance(10_000 * time.Hour)
		if got := valid(t, f, "k", "any"); got != (ttl == 0) {
			t.Errorf("under %v: got a cookie of old valid %v", ttl, got)
		}
	}
}

// A request that is refused before its cookie is looked at does not begin the cookie's life.
func TestARefusedRequestIsNoUse(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{CookieTTL: time.Hour, RateLimit: "1/s"})
	f.Freeze()
	ask(t, f, "k", `{"login_token":"c","country":"XX"}`)
	if a := ask(t, f, "k", `{"login_token":"c"}`); a.status != 429 {
		t.Errorf("got %d %s, want 429", a.status, a.body)
	}
	f.Advance(2 * time.Hour)
	if !valid(t, f, "k", "c") {
		t.Error("got the cookie refused at its first use")
	}
}
