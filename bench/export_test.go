package main

import (
	"sync/atomic"
	"time"
)

// What the tests see of this package.
var (
	Run           = run
	Main          = main
	ParseSettings = parseSettings
	ParseMarks    = parseMarks
	FigureNames   = figureNames
	AllNames      = allNames
	Align         = align
	Kilobytes     = kilobytes
	Ticks         = ticks
	Soak          = soak
)

const BareMode = bareMode

type Figure = figure

func NewFigure(value float64, atLeast bool) Figure { return Figure{value: value, atLeast: atLeast} }

func (all marks) Missed(figures map[string]Figure) error { return all.missed(figures) }

// SpreadText is how the spread of some numbers is printed.
func SpreadText(numbers ...float64) string { return spreadOf(numbers).String() }

// Ratio is how the ratio is printed of rounds with these rates.
func Ratio(bare, emulator []float64) string {
	var r row
	for i := range bare {
		r.bare = append(r.bare, sample{rate: bare[i], p99: time.Millisecond})
		r.emulator = append(r.emulator, sample{rate: emulator[i], p99: time.Millisecond})
	}
	return r.ratio().String()
}

// Requests are n requests of a case to an address, each of another connection.
func Requests(name, address string, n int) (requests [][]byte) {
	for _, c := range append(cases, crowd) {
		if c.name == name {
			t := c.to(address, new(atomic.Uint64))
			for i := range n {
				requests = append(requests, t.append(nil, i))
			}
		}
	}
	return requests
}

// SoakKinds are the kinds of requests of a soak.
func SoakKinds() (names []string) {
	for _, k := range soakKinds {
		names = append(names, k.name)
	}
	return names
}

// FlatMemory is what is said of memory of which after is what was resident after each of so many looks, a request apart.
func FlatMemory(looks int, after func(at float64) float64, percent float64) error {
	var m memory
	for i := range looks {
		m.seen = append(m.seen, resident{float64(i + 1), after(float64(i + 1))})
	}
	return m.flat(percent)
}
