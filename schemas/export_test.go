package schemas

import (
	"errors"
	"regexp"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// MaxStrangers is how many names beyond its schema an object may have in a pass.
const MaxStrangers = maxStrangers

// Pass is the verdict of the pass over the bytes alone; known is false where the schema is left to the library whole.
func (s *Set) Pass(name Name, body []byte) (valid, sure, known bool) {
	p, err := s.proof(name)
	if err != nil || p.pass == nil {
		return false, false, false
	}
	valid, sure = p.pass.proves(body)
	return valid, sure, true
}

// Faults are the keywords that body breaks, as the library locates them; an anyOf counts as one.
func (s *Set) Faults(name Name, body []byte) (map[string]bool, error) {
	tree, err := decode(body)
	if err != nil {
		return nil, err
	}
	if err := plain(tree, "", 0); err != nil {
		return nil, err
	}
	faults := map[string]bool{}
	var invalid *jsonschema.ValidationError
	p, err := s.proof(name)
	if err != nil {
		return nil, err
	}
	if errors.As(p.library.Validate(tree), &invalid) {
		addFaults(invalid, faults)
	}
	return faults, nil
}

func addFaults(e *jsonschema.ValidationError, faults map[string]bool) {
	if len(e.Causes) == 0 || strings.HasSuffix(e.KeywordLocation, "/anyOf") {
		faults[e.AbsoluteKeywordLocation] = true
		return
	}
	for _, cause := range e.Causes {
		addFaults(cause, faults)
	}
}

// Derived matches s by the pattern derived from re; walked is false where it is left to regexp.
func Derived(re *regexp.Regexp, s []byte) (matches, walked bool) {
	p := derive(re)
	return p.matches(s), p.rest == nil
}

// ImpliesURI says whether all that re matches is known to be a URI.
func ImpliesURI(re *regexp.Regexp) bool { return derive(re).impliesURI() }

// Plain says whether the plain shape of a format proves s.
func Plain(format string, s []byte) bool { return plainFormats[format](s) }
