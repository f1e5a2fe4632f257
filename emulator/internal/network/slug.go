package network

// Slugs are unique in a network, below Limit, for these reasons.
//
// There are three forms. A suffixed slug ends in a hyphen and 8 or 9 hexadecimal digits. A hyphenated one has one hyphen
// and then a surname that is no such digits; a joined one has no hyphen. So slugs of different forms differ.
//
// Suffixed: the digits are the person's index after a permutation of all numbers of that many digits, and two indices
// have two images.
//
// Hyphenated and joined: within a culture and form, people are numbered from 0 (see Network.person), and that number,
// permuted, is a pair of names, so no pair occurs twice. Different pairs give different slugs since only names that bear
// it take part (see plainNames): folded to a-z alone; a given name different, once folded, from every other of its
// culture; a surname different, once folded, from every other of all cultures, and not the end of any of them. A
// hyphenated slug thus comes apart at its hyphen. A joined one comes apart too: if it ended in two surnames, one would be
// the end of the other. And percent-encoding, where a plain slug has it, is a function of the pair that keeps this
// apart from folded ones by its '%'.

// form is how a slug is made of a name.
type form uint8

const (
	suffixed   form = iota // linda-kallqvist-3b1a2b145
	hyphenated             // linda-kallqvist, or linda-k%c3%a4llqvist
	joined                 // lindakallqvist
	forms
)

const (
	profileHost = "https://www.linkedin.com/in/"
	hexDigits   = "0123456789abcdef"
)

func (p *person) appendURL(dst []byte) []byte {
	d := p.dice(forSlug)
	dst = append(dst, profileHost...)
	switch p.form {
	case joined:
		dst = append(append(dst, p.parts[0].folded...), p.parts[1].folded...)
	case hyphenated:
		dst = p.appendWords(dst, d.below(4) == 0)
	default:
		dst = p.appendWords(dst, d.below(4) == 0)
		dst = append(dst, '-')
		dst = p.appendSuffix(dst, 8+min(d.below(4), 1))
	}
	return append(dst, '/')
}

// appendWords appends the words of the name, joined by hyphens, each folded to ASCII or, where that is wanted or the
// script leaves no choice, percent-encoded.
func (p *person) appendWords(dst []byte, encoded bool) []byte {
	empty := true
	for _, part := range p.parts[:p.count] {
		word := part.folded
		if encoded || word == "" {
			word = part.encoded
		}
		if word == "" {
			continue
		}
		if !empty {
			dst = append(dst, '-')
		}
		dst = append(dst, word...)
		empty = false
	}
	return dst
}

// appendSuffix appends so many hexadecimal digits that belong to this index alone.
func (p *person) appendSuffix(dst []byte, digits int) []byte {
	number := permute(p.index, p.network.key^forSlug, 4*digits)
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		dst = append(dst, hexDigits[number>>shift&15])
	}
	return dst
}
