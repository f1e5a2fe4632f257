package network

// The countries where the members live: those of the endpoint.
const (
	us = iota
	uk
	fr
	de
	nl
	it
	il
	ca
	br
	es
	in
	countries
)

// Places beside the countries, by the language of their headlines.
const (
	quebec = countries + iota
	israelInHebrew
	indiaInHindi
	placeCount
)

// The cultures that names come from. A surname that several have stands in the plain slugs of the first.
const (
	french = iota
	german
	dutch
	italian
	israeli
	brazilian
	spanish
	indian
	swedish
	danish
	polish
	hebrew
	devanagari
	english
	cultureCount
)

// nativeSlots is how many of a home's slots its own people take.
const nativeSlots = 140

// homeWeights is how many of a hundred cookies live where.
var homeWeights = [countries]int{us: 14, uk: 10, fr: 18, de: 11, nl: 7, it: 7, il: 5, ca: 7, br: 7, es: 7, in: 7}

// guestWeights is how many people abroad are known, in relation to each other.
var guestWeights = [countries]int{us: 18, uk: 14, fr: 18, de: 18, nl: 9, it: 9, il: 6, ca: 9, br: 14, es: 15, in: 9}

// population is who lives in each country, in people of a hundred.
var population = [countries][]resident{
	us: {{us, english, 73}, {us, spanish, 12}, {us, indian, 5}, {us, swedish, 3}, {us, danish, 1}, {us, polish, 4}, {us, italian, 2}},
	uk: {{uk, english, 79}, {uk, indian, 5}, {uk, polish, 7}, {uk, swedish, 2}, {uk, danish, 3}, {uk, french, 4}},
	fr: {{fr, french, 96}, {fr, italian, 2}, {fr, spanish, 2}},
	de: {{de, german, 94}, {de, polish, 4}, {de, danish, 2}},
	nl: {{nl, dutch, 93}, {nl, german, 3}, {nl, swedish, 4}},
	it: {{it, italian, 97}, {it, german, 3}},
	il: {{il, israeli, 86}, {israelInHebrew, hebrew, 9}, {il, polish, 5}},
	ca: {{ca, english, 63}, {quebec, french, 24}, {ca, indian, 5}, {ca, swedish, 2}, {ca, danish, 2}, {ca, polish, 4}},
	br: {{br, brazilian, 96}, {br, italian, 2}, {br, german, 2}},
	es: {{es, spanish, 97}, {es, brazilian, 3}},
	in: {{in, indian, 91}, {indiaInHindi, devanagari, 9}},
}
