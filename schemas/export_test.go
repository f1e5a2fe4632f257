package schemas

import "regexp"

// Pass is the verdict of the pass over the bytes alone; known is false where the schema is left to the library whole.
func (s *Set) Pass(name Name, body []byte) (valid, sure, known bool) {
	c := s.proofs[name].pass
	if c == nil {
		return false, false, false
	}
	valid, sure = c.proves(body)
	return valid, sure, true
}

// Derived matches s by the pattern derived from re; walked is false where it is left to regexp.
func Derived(re *regexp.Regexp, s []byte) (matches, walked bool) {
	p := derive(re)
	return p.matches(s), p.rest == nil
}

// Plain says whether the plain form of a format proves s.
func Plain(format string, s []byte) bool { return plainFormats[format](s) }
