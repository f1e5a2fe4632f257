package network

import (
	"slices"
	"sync"
)

// slotBits is how many bits number the slots of a home: a block of a network has 256 people.
const (
	slotBits = 8
	slots    = 1 << slotBits
)

// slot is who takes a place in every block of a network: where somebody works, what the name is made of, the form of
// the slug.
type slot struct {
	place    *place
	culture  *culture
	form     form
	key      uint64 // of the culture and form
	ordinal  int    // which of its culture and form the slot is in a block
	perBlock int    // how many of that culture and form are in a block
}

// home is whom somebody living in a country knows.
type home [slots]slot

// atlas is everything that people are drawn from.
type atlas struct {
	homes    []*home // each as often as cookies live there
	initials []fragment
	gofakeit string // digest of what was bound of its tables
}

const initials = "A., B., C., D., E., F., G., H., J., K., L., M., N., P., R., S., T., W."

// world is made when the first person is asked for, not when the program starts.
var world = sync.OnceValue(func() *atlas {
	bound := bind()
	a := &atlas{initials: newFragments(initials), gofakeit: bound.digest()}
	cultures, places := newCultures(bound), newPlaces(bound)
	for country := range countries {
		h := newHome(country, cultures, places)
		for range homeWeights[country] {
			a.homes = append(a.homes, h)
		}
	}
	return a
})

// resident is a share of a country's people: how many, working in which language, with names of which culture.
type resident struct {
	place, culture, weight int
}

// newHome fills the slots of a country's home: somewhat over half with the people of the country, the rest with those
// of all the others.
func newHome(country int, cultures []*culture, places []*place) *home {
	var h home
	var residents []resident
	var shares []int
	for abroad := range countries {
		for _, r := range population[abroad] {
			share := r.weight * guestWeights[abroad] * (slots - nativeSlots)
			if abroad == country {
				share = r.weight * guestTotal(country) * nativeSlots
			}
			residents = append(residents, r)
			shares = append(shares, share)
		}
	}
	at := 0
	counts := map[uint64]int{}
	for i, n := range apportion(slots, shares) {
		for range n {
			r := residents[i]
			s := slot{place: places[r.place], culture: cultures[r.culture], form: formAt(at)}
			s.key = uint64(r.culture)*uint64(forms) + uint64(s.form)
			s.ordinal = counts[s.key]
			counts[s.key]++
			h[at] = s
			at++
		}
	}
	for i := range h {
		h[i].perBlock = counts[h[i].key]
	}
	return &h
}

// formAt spreads the forms of slugs over the slots of each culture: of twelve people seven have a suffix.
func formAt(at int) form {
	return [12]form{1: joined, 3: hyphenated, 6: joined, 8: hyphenated, 11: hyphenated}[at%12]
}

func guestTotal(except int) int {
	total := 0
	for country, weight := range guestWeights {
		if country != except {
			total += weight
		}
	}
	return total
}

// apportion divides n seats by shares: each share gets one, and the rest go by the quotients of Sainte-Laguë.
func apportion(n int, shares []int) []int {
	seats := slices.Repeat([]int{1}, len(shares))
	for range n - len(shares) {
		best := 0
		for i, share := range shares {
			if share*(2*seats[best]+1) > shares[best]*(2*seats[i]+1) {
				best = i
			}
		}
		seats[best]++
	}
	return seats
}
