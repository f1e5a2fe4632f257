package cookies_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// large is a list of somewhat over 30 MB of JSON, in little memory.
func large() *network.List {
	c := contract.Connection{Name: "Ada", JobTitle: strings.Repeat("x", 1000), ProfileURL: "https://www.linkedin.com/in/ada/", ProfilePicture: "N/A"}
	people := make([]contract.Connection, contract.MaxNetwork)
	for i := range people {
		people[i] = c
	}
	return network.NewList(people)
}

func TestRoomForNetworksIsBounded(t *testing.T) {
	jar := cookies.NewJar(cookies.Terms{})
	list := large()
	fit := cookies.MaxBytes / list.Bytes()
	if fit < 3 || fit > 4 {
		t.Fatalf("got room for %d, want 3 or 4", fit)
	}
	place := func(i int) cookies.Place { return cookies.PlaceOf("", contract.Cookie(strings.Repeat("c", i+1))) }
	for i := range fit {
		if err := jar.PutNetwork(place(i), list); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(what string, want bool, err error) {
		t.Helper()
		if errors.Is(err, cookies.ErrNoRoom) != want || err != nil && !want {
			t.Errorf("%s: got %v, want no room %v", what, err, want)
		}
	}
	refused("one more", true, jar.PutNetwork(place(fit), list))
	if _, ok := jar.NetworkAt(place(fit)); ok {
		t.Error("got what was refused")
	}
	refused("in the place of another", false, jar.PutNetwork(place(0), list))
	if !jar.DeleteNetwork(place(1)) || jar.DeleteNetwork(place(1)) {
		t.Error("got it deleted not once")
	}
	refused("after one is deleted", false, jar.PutNetwork(place(fit), list))
	own := cookies.PlaceOf("k", "c")
	refused("of one key too", true, jar.PutNetwork(own, list))
	saved := jar.SaveNetworks()
	if _, err := jar.RestoringNetworks(append(saved, cookies.SavedNetwork{Connections: list.Connections()})); !errors.Is(err, cookies.ErrNoRoom) {
		t.Errorf("got %v, want no room for one more in a state", err)
	}
	jar.ResetNetworks()
	refused("after a reset", false, jar.PutNetwork(own, list))
	jar.DeleteNetworksOf("k")
	restore, err := jar.RestoringNetworks(saved)
	if err != nil {
		t.Fatal(err)
	}
	restore()
	refused("after all are back", true, jar.PutNetwork(own, list))
	if got := jar.Networks(); len(got) != fit || got[0].Origin != cookies.Put {
		t.Errorf("got %d networks, want %d", len(got), fit)
	}
}

// To look at a network is no use of its cookie.
func TestNetworkOfIsNoUse(t *testing.T) {
	jar := cookies.NewJar(cookies.Terms{TTL: 1})
	jar.NetworkOf("k", "c") // would ask for the time, which there is none of
	if saved := jar.Save(); len(saved) != 0 {
		t.Errorf("got %+v, want nothing that has happened", saved)
	}
}
