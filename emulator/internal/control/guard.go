package control

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"mime"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// A web page that is open in somebody's browser can send requests to the emulator on their machine. What it sends tells
// on it: its Origin and Sec-Fetch-Site, or a Host that only the page's owner knows by that name (DNS rebinding), or a body
// of one of the three types that need no leave of the server. No answer here or of the vendor's routes ever has a CORS
// header, so that a browser asks in vain for anything else. Health, ready and the avatars alone are for everyone: they change
// nothing, and tell nothing but that an emulator is there.

// TokenHeader is the header that may carry the token in the place of Authorization.
const TokenHeader = "X-Emulator-Token"

// Access is who may use the control routes. Its zero value keeps out web pages of other sites, and nobody else.
type Access struct {
	// Token is what every call has to carry: as Authorization: Bearer TOKEN, or as X-Emulator-Token. Zero: none is needed.
	Token string

	// Hosts are names and addresses, without a port, by which the routes may be called beside those of the loopback
	// interface.
	Hosts []string

	// CheckHost says that the Host of a request is to be one of those whatever the listener. Zero: only where the listener
	// is of the loopback interface, which no other machine can call by a name of its own.
	CheckHost bool
}

// guard is Access in force. It is safe for use from many goroutines.
type guard struct {
	closed bool
	token  [sha256.Size]byte // of what closes the routes; the token itself is not kept
	hosts  map[string]bool   // in lower case
	always bool              // the Host is checked whatever the listener
}

func newGuard(a Access) *guard {
	g := &guard{closed: a.Token != "", token: sha256.Sum256([]byte(a.Token)), hosts: map[string]bool{"localhost": true}, always: a.CheckHost}
	for _, host := range a.Hosts {
		g.hosts[strings.ToLower(host)] = true
	}
	return g
}

// admit says why a request is refused, or nothing.
func (g *guard) admit(r *http.Request) error {
	if err := g.visit(r); err != nil {
		return err
	}
	return g.bearer(r)
}

// visit is admit but for the token.
func (g *guard) visit(r *http.Request) error {
	if err := g.host(r); err != nil {
		return err
	}
	return sameOrigin(r)
}

// host refuses a Host that a page may have made a name of this machine: DNS rebinding, CVE-2021-32827.
func (g *guard) host(r *http.Request) error {
	loopback, overSocket := r.Context().Value(socketKey{}).(bool)
	if !overSocket { // on a server of the caller's, whose listener nobody told us of
		_, overSocket = r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	}
	if !overSocket || !loopback && !g.always || g.knows(hostname(r.Host)) {
		return nil
	}
	return faultf(http.StatusForbidden, "the Host %.100q is none by which the control routes may be called, and may be a trick of a web page; "+
		"call them as localhost or 127.0.0.1, or name the host with --control-host (control_host)", r.Host)
}

func (g *guard) knows(host string) bool {
	return g.hosts[host] || net.ParseIP(host).IsLoopback()
}

// hostname is the name or address of a Host header, in lower case.
func hostname(hostport string) string {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// sameOrigin refuses what a page of another origin made a browser send. Browsers that know Sec-Fetch-Site send it with
// every request, older ones tell the Origin of those that change something; programs such as curl send neither.
func sameOrigin(r *http.Request) error {
	for _, site := range r.Header.Values("Sec-Fetch-Site") {
		if site != "same-origin" && site != "none" {
			return foreign("Sec-Fetch-Site", site)
		}
	}
	for _, origin := range r.Header.Values("Origin") {
		if !strings.EqualFold(origin, "http://"+r.Host) && !strings.EqualFold(origin, "https://"+r.Host) {
			return foreign("Origin", origin)
		}
	}
	return nil
}

func foreign(header, value string) error {
	return faultf(http.StatusForbidden, "a web page of another origin (%s: %.100s) may not use the control routes; "+
		"call them from a program, or open their address in a tab of its own", header, value)
}

// bearer refuses a call without the token, where there is one. That the two are compared by their hashes takes the same
// time whatever the call carries, of whatever length.
func (g *guard) bearer(r *http.Request) error {
	if !g.closed {
		return nil
	}
	given := tokens(r)
	right := 0
	for _, token := range given {
		sum := sha256.Sum256([]byte(token))
		right |= subtle.ConstantTimeCompare(sum[:], g.token[:])
	}
	if right == 1 {
		return nil
	}
	came := "none"
	if len(given) > 0 {
		came = "another"
	}
	return faultf(http.StatusUnauthorized, "the control routes are closed to calls without the token (got %s); "+
		"send what --control-token (control_token) says, as Authorization: Bearer TOKEN or as %s: TOKEN", came, TokenHeader)
}

// tokens are what a request carries as one.
func tokens(r *http.Request) []string {
	given := slices.Clone(r.Header.Values(TokenHeader))
	for _, credentials := range r.Header.Values("Authorization") {
		if scheme, token, _ := strings.Cut(credentials, " "); strings.EqualFold(scheme, "Bearer") {
			given = append(given, strings.TrimSpace(token))
		}
	}
	return given
}

var yamlTypes = []string{"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"}

// otherTypes are the media types that the body of a route may have beside JSON.
var otherTypes = map[string][]string{
	Prefix + "/scenarios/lint":         yamlTypes,
	Prefix + "/scenarios/:name":        yamlTypes,
	Prefix + "/accounts/:key/scenario": yamlTypes,
	Prefix + "/networks/:cookie":       {csvType},
}

// typed refuses a call that changes something, unless its Content-Type is one that a browser lets no page send to another
// origin before it has asked: not that of a form, nor none. A PUT or DELETE without a body needs none: a browser never
// sends those unasked, whereas a POST it does.
func typed(c echo.Context) error {
	r := c.Request()
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return nil
	case http.MethodPut, http.MethodDelete:
		if r.ContentLength == 0 {
			return nil
		}
	}
	allowed := append([]string{"application/json"}, otherTypes[c.Path()]...)
	came := r.Header.Get("Content-Type")
	if media, _, err := mime.ParseMediaType(came); err == nil && slices.Contains(allowed, media) {
		return nil
	}
	got := "got none"
	if came != "" {
		got = fmt.Sprintf("got %.60q", came)
	}
	return faultf(http.StatusUnsupportedMediaType, "Content-Type must be %s (%s): web pages can send others unasked",
		strings.Join(allowed, " or "), got)
}

// socketKey is where OnListener notes that a listener is one of the network, and whether of the loopback interface.
type socketKey struct{}

// OnListener is the base context of a server on l, for http.Server.BaseContext: it tells the guard what l is. One that is
// no socket is reached by no browser.
func OnListener(l net.Listener) context.Context {
	ctx := context.Background()
	if addr, ok := l.Addr().(*net.TCPAddr); ok {
		ctx = context.WithValue(ctx, socketKey{}, addr.IP.IsLoopback())
	}
	return ctx
}
