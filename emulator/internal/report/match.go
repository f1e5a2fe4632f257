package report

import (
	"fmt"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// AnyRoute is the Route of a Match that means every call, also those of paths that are no route.
const AnyRoute = "*"

// Match is which calls are meant: those that meet every field that is not zero. The first five are those of a scenario.
type Match struct {
	LoginToken string        `json:"login_token,omitempty"` // glob: * is any text, ? any one character
	APIKey     string        `json:"api_key,omitempty"`     // glob
	Country    []string      `json:"country,omitempty"`     // any of these
	Mode       contract.Mode `json:"mode,omitempty"`
	Page       int64         `json:"page,omitempty"` // the range asked for contains it

	Key      string        `json:"key,omitempty"`      // an API key, or its fingerprint
	Cookie   string        `json:"cookie,omitempty"`   // a cookie, or its fingerprint
	Route    string        `json:"route,omitempty"`    // a path, or AnyRoute; zero is Get Connections
	Status   int           `json:"status,omitempty"`   // of the answer
	Error    contract.Kind `json:"error,omitempty"`    // of the catalogue
	Scenario string        `json:"scenario,omitempty"` // the one that spoke
}

// made is a call, and who made it.
type made struct {
	call
	key    contract.APIKey
	cookie contract.Cookie
}

// matchField is a field of a Match: whether a call is as it says, what the call has, and what the field wants, as they may
// be shown.
type matchField struct {
	name string
	want func(m *Match) string // "" where the field is not given
	got  func(c *made) string
	same func(m *Match, c *made) bool // of a field that is given
}

// matchFields are the fields of a Match, in its order.
var matchFields = []matchField{
	{"login_token", func(m *Match) string { return pattern(m.LoginToken, cookieName) }, (*made).cookieName,
		func(m *Match, c *made) bool { return scenario.Glob(m.LoginToken, string(c.cookie)) }},
	{"api_key", func(m *Match) string { return pattern(m.APIKey, keyName) }, (*made).keyName,
		func(m *Match, c *made) bool { return scenario.Glob(m.APIKey, string(c.key)) }},
	{"country", func(m *Match) string { return strings.Join(m.Country, " or ") }, func(c *made) string { return c.query.Country },
		func(m *Match, c *made) bool { return slices.Contains(m.Country, c.query.Country) }},
	{"mode", func(m *Match) string { return string(m.Mode) }, func(c *made) string { return string(c.query.Mode) },
		func(m *Match, c *made) bool { return m.Mode == c.query.Mode }},
	{"page", func(m *Match) string { return number(m.Page) }, func(c *made) string { return c.asked() },
		func(m *Match, c *made) bool { return c.query.StartPage <= m.Page && m.Page <= c.query.EndPage }},
	{"key", func(m *Match) string { return exact(m.Key, keyName) }, (*made).keyName,
		func(m *Match, c *made) bool { return m.Key == string(c.key) || m.Key == c.keyName() }},
	{"cookie", func(m *Match) string { return exact(m.Cookie, cookieName) }, (*made).cookieName,
		func(m *Match, c *made) bool { return m.Cookie == string(c.cookie) || m.Cookie == c.cookieName() }},
	{"route", (*Match).route, func(c *made) string { return c.route },
		func(m *Match, c *made) bool { return m.Route == AnyRoute || m.route() == c.route }},
	{"status", func(m *Match) string { return number(int64(m.Status)) }, func(c *made) string { return number(int64(c.status)) },
		func(m *Match, c *made) bool { return m.Status == c.status }},
	{"error", func(m *Match) string { return string(m.Error) }, func(c *made) string { return string(c.fault) },
		func(m *Match, c *made) bool { return m.Error == c.fault }},
	{"scenario", func(m *Match) string { return m.Scenario }, func(c *made) string { return c.scenario },
		func(m *Match, c *made) bool { return m.Scenario == c.scenario }},
}

func (c *made) keyName() string    { return c.key.Fingerprint() }
func (c *made) cookieName() string { return c.cookie.Fingerprint() }

// difference is the fields in which a call is not as a Match says: their places in matchFields, as bits.
type difference uint

func (d difference) fields() int { return bits.OnesCount(uint(d)) }

// given are the fields of m that say something.
func (m *Match) given() (fields difference) {
	for i, f := range matchFields {
		if f.want(m) != "" {
			fields |= 1 << i
		}
	}
	return fields
}

// difference is in which of the given fields c is not as m says.
func (m *Match) difference(given difference, c *made) (d difference) {
	for i := range matchFields {
		if given&(1<<i) != 0 && !matchFields[i].same(m, c) {
			d |= 1 << i
		}
	}
	return d
}

// explain is d in words: "page is pages 1-10, want 12".
func (m *Match) explain(d difference, c *made) []string {
	words := make([]string, 0, d.fields())
	for i, f := range matchFields {
		if d&(1<<i) == 0 {
			continue
		}
		got := f.got(c)
		if got == "" {
			got = "none"
		}
		words = append(words, fmt.Sprintf("%s is %s, want %s", f.name, got, f.want(m)))
	}
	return words
}

func (m *Match) route() string {
	if m.Route == "" {
		return contract.GetConnections.Path
	}
	return m.Route
}

// String is the match as a person reads it, keys and cookies as fingerprints.
func (m *Match) String() string {
	var words []string
	for _, f := range matchFields {
		if want := f.want(m); want != "" && (f.name != "route" || m.Route != "") {
			words = append(words, f.name+" "+want)
		}
	}
	if len(words) == 0 {
		return "calls"
	}
	return "calls with " + strings.Join(words, ", ")
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func keyName(key string) string       { return contract.APIKey(key).Fingerprint() }
func cookieName(cookie string) string { return contract.Cookie(cookie).Fingerprint() }

// pattern is a glob as it may be shown: it may have most of a secret in it.
func pattern(glob string, name func(string) string) string {
	if !strings.ContainsAny(glob, "*?") {
		return name(glob)
	}
	return fmt.Sprintf("(a pattern of %d characters)", utf8.RuneCountInString(glob))
}

var fingerprint = regexp.MustCompile(`^(key|cookie):[0-9a-f]{6}$`)

// exact is a secret, or its fingerprint, as it may be shown.
func exact(secret string, name func(string) string) string {
	if fingerprint.MatchString(secret) {
		return secret
	}
	return name(secret)
}
