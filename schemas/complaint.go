package schemas

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// maxComplaints is how many faults of a body an error lists.
const maxComplaints = 5

// complaint says what the library found as one line, `/data/connections/0/name: length must be >= 1, but got 0`, with
// the faults in a fixed order: the library reports them in that of a map.
func complaint(err error) error {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	faults := leaves(invalid, nil)
	slices.Sort(faults)
	faults = slices.Compact(faults)
	if n := len(faults) - maxComplaints; n > 0 {
		faults = append(faults[:maxComplaints], fmt.Sprintf("and %d more", n))
	}
	return errors.New(strings.Join(faults, "; "))
}

// leaves appends the faults that have no deeper cause.
func leaves(e *jsonschema.ValidationError, faults []string) []string {
	if len(e.Causes) == 0 {
		return append(faults, location(e.InstanceLocation)+": "+message(e))
	}
	for _, cause := range e.Causes {
		faults = leaves(cause, faults)
	}
	return faults
}

// blank is how the pattern that wants more than white space begins; nobody could read it in a message.
const blank = `pattern '[^\\t\\n\\v\\f\\r `

func message(e *jsonschema.ValidationError) string {
	if strings.Contains(e.Message, blank) {
		return "is blank"
	}
	return e.Message
}

func location(pointer string) string {
	if pointer == "" {
		return "top level"
	}
	if plain, err := url.PathUnescape(pointer); err == nil {
		return plain
	}
	return pointer
}

// Breach is one place where a body breaks its schema.
type Breach struct {
	At      string // the JSON pointer of the value
	Keyword string // what it breaks, such as maxLength; an anyOf is one, whatever its choices say
}

// Breaches are all places where body breaks the schema called name, in no order, for whoever has words of their own for
// them. The error says that body is no strict JSON.
func (s *Set) Breaches(name Name, body []byte) ([]Breach, error) {
	tree, err := decode(body)
	if err == nil {
		err = plain(tree, "", 0)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p, err := s.proof(name)
	if err != nil {
		return nil, err
	}
	var invalid *jsonschema.ValidationError
	if errors.As(p.library.Validate(tree), &invalid) {
		return breaches(invalid, nil), nil
	}
	return nil, nil
}

func breaches(e *jsonschema.ValidationError, found []Breach) []Breach {
	keyword := path.Base(e.KeywordLocation)
	if len(e.Causes) == 0 || keyword == "anyOf" {
		return append(found, Breach{At: location(e.InstanceLocation), Keyword: keyword})
	}
	for _, cause := range e.Causes {
		found = breaches(cause, found)
	}
	return found
}

// Strict says in what body is no strict JSON value: UTF-8, no duplicate keys, nothing after it, nesting of at most 64.
func Strict(body []byte) error {
	if valid, sure := anything.proves(body); valid && sure {
		return nil
	}
	_, err := decode(body)
	return err
}
