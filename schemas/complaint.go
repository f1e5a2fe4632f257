package schemas

import (
	"errors"
	"fmt"
	"net/url"
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
