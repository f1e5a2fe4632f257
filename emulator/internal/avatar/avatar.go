// Package avatar draws a face for a name: the same one in every process and on every platform, as an SVG of its own without
// script, style or anything that is fetched.
package avatar

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// Size is the width and the height of a drawing.
const Size = 96

// Draw is the face of a seed, which may be any text.
func Draw(seed string) []byte {
	d := &drawing{dice: sha256.Sum256([]byte("linkup-emulator avatar 1\x00" + seed))}
	d.choose()
	fmt.Fprintf(&d.out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%[1]d" viewBox="0 0 96 96" role="img">`, Size)
	d.behind()
	d.head()
	d.face()
	d.front()
	d.out.WriteString("</svg>\n")
	return []byte(d.out.String())
}

// drawing is a face that is being drawn.
type drawing struct {
	dice [sha256.Size]byte
	used int
	out  strings.Builder

	ground, skin, shade, hair, lips, cloth string
	style                                  style
	beard                                  beard
	glasses                                bool
}

// below is a number from 0 to n-1, n at most 256; each takes a byte of the seed's hash, of which there are enough for all.
func (d *drawing) below(n int) int {
	b := d.dice[d.used]
	d.used++
	return int(b) * n >> 8
}

func (d *drawing) of(colours []string) string { return colours[d.below(len(colours))] }

// Colours that go together: quiet grounds, skin from light to dark with the shade of each, hair, and clothes.
var (
	grounds = []string{"#cfe3f5", "#d6ecd9", "#f6dfd0", "#e6dcf3", "#fbe8b8", "#d3ecec", "#f5d6de", "#dfe3ea", "#e4ecc8", "#f1e3d9"}
	skins   = [][2]string{{"#f8dcc6", "#ecc3a5"}, {"#f2c9a6", "#dfae87"}, {"#e0ac7e", "#c98f60"}, {"#c68a5c", "#a97044"}, {"#9c6240", "#814c2e"}, {"#70452f", "#58331f"}}
	hairs   = []string{"#2a2220", "#4a3326", "#6f4a2d", "#a0703e", "#d6a95c", "#b5502f", "#8d8c8a", "#d9d6d0"}
	// deepHairs are those that are told from the skins from deep on.
	deepHairs = []string{"#191413", "#2a2220", "#231a16", "#8d8c8a"}
	cloths    = []string{"#34516f", "#5b7f63", "#a4533f", "#6a4f80", "#c58b2f", "#3f7f86", "#8c3f58", "#4b4f58", "#e8e4dc", "#2d3e57"}
)

const deep = 4 // the first of the dark skins

const ink = "#2b2523" // of eyes, brows and glasses

func (d *drawing) choose() {
	tone := d.below(len(skins))
	d.ground, d.skin, d.shade = d.of(grounds), skins[tone][0], skins[tone][1]
	d.hair, d.lips = d.of(hairs), "#a8483f"
	if tone >= deep {
		d.hair, d.lips = d.of(deepHairs), "#4a211c"
	}
	d.cloth = d.of(cloths)
	d.style = style(d.below(int(styles)))
	if d.style == cropped || d.style == parted || d.style == bald {
		d.beard = beard(d.below(int(beards)))
	}
	d.glasses = d.below(4) == 0
}

// style is how hair is worn.
type style int

const (
	cropped style = iota
	parted
	bald
	bob
	long
	bun
	curls
	fringe
	styles
)

// beard is a kind of beard.
type beard int

const (
	shaven beard = iota
	full
	stubble
	moustache
	beards
)

// behind is what the head hides a part of: the ground, hair that falls, and the shoulders.
func (d *drawing) behind() {
	d.put(`<rect width="96" height="96" fill="%s"/>`, d.ground)
	switch d.style {
	case bob:
		d.put(`<path d="M24 44c0-18 10-28 24-28s24 10 24 28v18c0 4-3 6-7 6H31c-4 0-7-2-7-6z" fill="%s"/>`, d.hair)
	case long:
		d.put(`<path d="M23 46c0-20 10-30 25-30s25 10 25 30v38H23z" fill="%s"/>`, d.hair)
	case bun:
		d.put(`<circle cx="48" cy="14" r="9" fill="%s"/>`, d.hair)
	case curls:
		for _, at := range [][3]int{{28, 34, 10}, {36, 23, 10}, {48, 19, 11}, {60, 23, 10}, {68, 34, 10}, {26, 47, 8}, {70, 47, 8}} {
			d.put(`<circle cx="%d" cy="%d" r="%d" fill="%s"/>`, at[0], at[1], at[2], d.hair)
		}
	}
	d.put(`<path d="M12 96c1-16 14-24 36-24s35 8 36 24z" fill="%s"/>`, d.cloth)
	switch d.below(3) { // what is worn below the neck
	case 0:
		d.put(`<path d="M38 72l10 12 10-12-4-3H42z" fill="#fffdf8"/>`)
	case 1:
		d.put(`<path d="M37 73q11 10 22 0l3 2q-14 13-28 0z" fill="%s"/>`, d.shade)
	}
}

func (d *drawing) head() {
	d.put(`<path d="M40 60h16v11q-8 9-16 0z" fill="%s"/>`, d.shade)
	d.put(`<circle cx="28" cy="46" r="5" fill="%s"/><circle cx="68" cy="46" r="5" fill="%[1]s"/>`, d.shade)
	d.put(`<path d="M28 42c0-15 8-22 20-22s20 7 20 22c0 16-8 25-20 25S28 58 28 42z" fill="%s"/>`, d.skin)
}

func (d *drawing) face() {
	d.chin()
	apart := 8 + d.below(3) // of the eyes from the middle
	for _, x := range []int{48 - apart, 48 + apart} {
		d.put(`<circle cx="%d" cy="44" r="2.3" fill="%s"/>`, x, ink)
		d.put(`<path d="M%d 39q4-%d 8 0" fill="none" stroke="%s" stroke-width="1.8" stroke-linecap="round"/>`, x-4, 1+d.dice[31]&1, d.brow())
		if d.glasses {
			d.put(`<circle cx="%d" cy="44" r="6.5" fill="#ffffff" fill-opacity=".25" stroke="%s" stroke-width="1.6"/>`, x, ink)
		}
	}
	if d.glasses {
		d.put(`<path d="M%d 43q%d-2 %d 0" fill="none" stroke="%s" stroke-width="1.6"/>`, 48-apart+6, apart-6, 2*apart-12, ink)
	}
	d.put(`<path d="M48 46q%d 4 0 5" fill="none" stroke="%s" stroke-width="1.6" stroke-linecap="round"/>`, 2-4*d.below(2), d.shade)
	switch d.below(4) { // the mouth
	case 0:
		d.put(`<path d="M41 56q7 7 14 0z" fill="#fffdf8" stroke="%s" stroke-width="1.2" stroke-linejoin="round"/>`, d.lips)
	case 1:
		d.put(`<path d="M43 57q5 3 10 0" fill="none" stroke="%s" stroke-width="2" stroke-linecap="round"/>`, d.lips)
	case 2:
		d.put(`<path d="M42 56q7 5 12-1" fill="none" stroke="%s" stroke-width="2" stroke-linecap="round"/>`, d.lips)
	default:
		d.put(`<path d="M41 56q7 6 14 0" fill="none" stroke="%s" stroke-width="2" stroke-linecap="round"/>`, d.lips)
	}
}

func (d *drawing) chin() {
	switch d.beard {
	case full:
		d.put(`<path d="M28 47c2 6 6 6 9 5q11-5 22 0c3 1 7 1 9-5 0 14-9 23-20 23S28 61 28 47z" fill="%s"/>`, d.hair)
	case stubble:
		d.put(`<path d="M29 50c2 4 6 4 8 3q11-4 22 0c2 1 6 1 8-3-1 10-9 17-19 17S30 60 29 50z" fill="%s" fill-opacity=".35"/>`, d.hair)
	case moustache:
		d.put(`<path d="M39 55q9-6 18 0-5 1-9-1-4 2-9 1z" fill="%s"/>`, d.hair)
	}
}

func (d *drawing) brow() string {
	if d.hair == "#d9d6d0" || d.hair == "#d6a95c" {
		return d.shade
	}
	return d.hair
}

// front is the hair above the face.
func (d *drawing) front() {
	switch d.style {
	case cropped:
		d.put(`<path d="M27 41c-1-17 8-25 21-25s22 8 21 25c-3-8-6-11-9-13q-12 3-24 0c-3 2-6 5-9 13z" fill="%s"/>`, d.hair)
	case parted:
		d.put(`<path d="M27 42c-2-18 8-27 22-27 13 0 21 8 20 27-2-8-5-12-8-14-8 1-15-1-21-5 0 7-8 10-13 19z" fill="%s"/>`, d.hair)
	case bob, long:
		d.put(`<path d="M26 46c-1-19 8-29 22-29s23 10 22 29c-3-10-9-16-22-20-4 8-15 10-22 20z" fill="%s"/>`, d.hair)
	case bun:
		d.put(`<path d="M27 43c-1-17 8-26 21-26s22 9 21 26c-4-12-11-16-21-16s-17 4-21 16z" fill="%s"/>`, d.hair)
	case curls:
		for _, at := range [][3]int{{35, 27, 7}, {43, 24, 7}, {52, 24, 7}, {61, 27, 7}} {
			d.put(`<circle cx="%d" cy="%d" r="%d" fill="%s"/>`, at[0], at[1], at[2], d.hair)
		}
	case fringe:
		d.put(`<path d="M26 50c-2-22 8-34 22-34s24 12 22 34l-4-2c1-6 0-11-2-14H32c-2 3-3 8-2 14z" fill="%s"/>`, d.hair)
	}
}

func (d *drawing) put(shape string, values ...any) { fmt.Fprintf(&d.out, shape, values...) }
