package emulator

import (
	"fmt"
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// The control routes know a network by the cookie itself or, one of one's own, by what they tell of it: the fingerprint or
// the digest of the cookie; and the key that alone has it in the same way.

// place is where the network of a key and a cookie is, each by any of its names, and the cookie itself if that was given.
func (e *Emulator) place(keyName, cookieName string) (at cookies.Place, cookie contract.Cookie, err error) {
	if keyName != "" {
		if at.Key, err = e.keyDigest(keyName); err != nil {
			return at, "", err
		}
	}
	if digest, ok := contract.ReadName(cookieName); ok {
		at.Cookie = digest
		return at, "", nil
	}
	if !contract.IsCookieFingerprint(cookieName) {
		cookie = contract.Cookie(cookieName)
		at.Cookie = cookies.PlaceOf("", cookie).Cookie
		return at, cookie, notBlank(cookieName)
	}
	var called []contract.Digest
	for _, own := range e.jar.Networks() {
		if own.Cookie.CookieFingerprint() == cookieName {
			called = append(called, own.Cookie)
		}
	}
	at.Cookie, err = theOne(called, cookieName)
	return at, "", err
}

// theOne is the digest that all of called are.
func theOne(called []contract.Digest, name string) (contract.Digest, error) {
	switch called = slices.Compact(called); len(called) {
	case 0:
		return contract.Digest{}, fmt.Errorf("%w is called %s", control.ErrNoNetwork, name)
	case 1:
		return called[0], nil
	}
	return contract.Digest{}, fmt.Errorf("%w: %d of them have the fingerprint %s", control.ErrSeveralCookies, len(called), name)
}

// keyDigest is the digest of the key that name is, or is the fingerprint or the digest of.
func (e *Emulator) keyDigest(name string) (contract.Digest, error) {
	if digest, ok := contract.ReadName(name); ok {
		return digest, nil
	}
	for _, own := range e.jar.Networks() { // of which a key need not have been used
		if own.OfOneKey() && own.Key.KeyFingerprint() == name && !e.bank.Uses(contract.APIKey(name)) {
			return own.Key, nil
		}
	}
	key, err := e.keyNamed(name)
	return contract.APIKey(key).Digest(), err
}

// OwnNetworks of the control routes are those of Networks, with their digests.
func (a actions) OwnNetworks() []cookies.Own { return a.jar.Networks() }

// NetworkOf is the network that a cookie has for a key, or for every key where keyName is "".
func (a actions) NetworkOf(keyName, cookieName string) (control.Network, error) {
	at, cookie, err := a.place(keyName, cookieName)
	if err != nil {
		return control.Network{}, err
	}
	own, ok := a.jar.NetworkAt(at)
	drawn := network.Of(cookie.Owner())
	switch {
	case ok:
		return control.Network{Place: own.Place, Origin: own.Origin, Network: drawn.With(own.List)}, nil
	case cookie == "":
		return control.Network{}, fmt.Errorf("%w is called %s", control.ErrNoNetwork, cookieName)
	}
	return control.Network{Place: cookies.Place{Cookie: at.Cookie}, Origin: cookies.Drawn, Network: a.jar.NetworkOf("", cookie)}, nil
}

// PutNetworkOf puts a network where NetworkOf finds it, and returns that.
func (a actions) PutNetworkOf(keyName, cookieName string, connections []contract.Connection) (control.Network, error) {
	at, cookie, err := a.place(keyName, cookieName)
	if err != nil {
		return control.Network{}, err
	}
	list := network.NewList(connections)
	if err := a.jar.PutNetwork(at, list); err != nil {
		return control.Network{}, err
	}
	return control.Network{Place: at, Origin: cookies.Put, Network: network.Of(cookie.Owner()).With(list)}, nil
}

// DeleteNetworkOf deletes what PutNetworkOf put, and says whether it had.
func (a actions) DeleteNetworkOf(keyName, cookieName string) (bool, error) {
	at, _, err := a.place(keyName, cookieName)
	return err == nil && a.jar.DeleteNetwork(at), err
}
