package emulator

import "net/http"

// NoListenerURL is the URL of an emulator without a listener. It is one that no network resolves, so that a client that
// was not given the emulator's transport fails, and reaches nobody.
const NoListenerURL = "http://linkup-emulator.invalid"

// Transport is an http.RoundTripper that serves requests inside of the process, without a socket. It takes any scheme
// and host in the URL, so that a client whose base URL is hard-coded needs no other:
//
//	client := &http.Client{Transport: emu.Transport()}
//	client.Post("https://api.linkupapi.com/v1/network/connections", ...)
//
// A request meets what it would meet over a socket: the same HTTP, delays, pieces, bodies that break off, closed and
// reset connections. Each has a connection of its own, and nothing is left of it once the response's body is read or
// closed. It fails before Start and after Close. It may be used from many goroutines.
//
// Inside of a testing/synctest bubble, make the emulator in the bubble, with Config.NoListener: then its delays, windows
// and expiries go by the bubble's clock, and take no time. One made outside of it answers too, in its own time.
func (e *Emulator) Transport() http.RoundTripper { return transport{e.server} }

type transport struct{ server *server }

// RoundTrip implements http.RoundTripper.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	// One for each request: an http.Transport remembers who dials, and so belongs to one bubble or to none.
	over := &http.Transport{DialContext: t.server.dial, DisableKeepAlives: true, Protocols: http1()}
	if r.URL == nil {
		return over.RoundTrip(r) // which says what is wrong
	}
	inside, address := r.WithContext(r.Context()), *r.URL
	address.Scheme = "http"
	inside.URL = &address
	response, err := over.RoundTrip(inside)
	if response != nil {
		response.Request = r
	}
	return response, err
}

// http1 spares a transport the making of another for HTTP/2.
func http1() *http.Protocols {
	var p http.Protocols
	p.SetHTTP1(true)
	return &p
}
