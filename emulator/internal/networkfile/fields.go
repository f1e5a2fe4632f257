package networkfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/internal/lint"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// field is one of a connection's, in the contract's order.
type field struct {
	name    string
	of      func(*contract.Connection) *string
	most    int    // characters; of the schema, which has the say
	want    string // what it is to be
	none    string // what to do where there is none
	standIn string // for a value that is none, so that the others are judged all the same
}

const fieldCount = 4

var fields = [fieldCount]field{
	{"name", func(c *contract.Connection) *string { return &c.Name }, 500,
		"a name that is not blank", "", "-"},
	{"job_title", func(c *contract.Connection) *string { return &c.JobTitle }, 1000,
		"a job title that is not blank", noneIsNA, contract.NotAvailable},
	{"profile_url", func(c *contract.Connection) *string { return &c.ProfileURL }, 500,
		"https://www.linkedin.com/in/SLUG/", "", "https://www.linkedin.com/in/-/"},
	{"profile_picture", func(c *contract.Connection) *string { return &c.ProfilePicture }, 1000,
		"a URL as https://media.licdn.com/dms/image/...", noneIsNA, contract.NotAvailable},
}

const noneIsNA = "; " + contract.NotAvailable + " where there is none"

// fieldNames are the names of the fields, in the contract's order.
var fieldNames = []string{fields[0].name, fields[1].name, fields[2].name, fields[3].name}

// fieldNamed is the place of a field, -1 for none.
func fieldNamed(name string) int { return slices.Index(fieldNames, name) }

// standIn is a connection that nothing is wrong with, to be filled.
func standIn() (c contract.Connection) {
	for _, f := range fields {
		*f.of(&c) = f.standIn
	}
	return c
}

// unknown says that a name is none of the fields, and notes the one that was probably meant.
func (r *reading) unknown(at spot, what, name string, meant *[fieldCount]bool) {
	r.say(at, "%s", lint.Unknown(what, name, fieldNames))
	if near, ok := lint.Nearest(name, fieldNames); ok {
		meant[fieldNamed(near)] = true
	}
}

// missing says that something, such as the connection, lacks a field.
func (r *reading) missing(at spot, what string, f *field) {
	r.say(at, "%s has no %s, want %s%s", what, f.name, f.want, f.none)
}

// prove lets the published schema judge what was read, and says where it is broken.
func (r *reading) prove() error {
	set, err := schemas.Default()
	if err != nil {
		return err
	}
	list := appendList(nil, r.connections, []byte("\n"))
	r.written = len(list) + 1
	if set.Check(schemas.NetworkFile, list) == nil {
		return nil
	}
	breaches, err := set.Breaches(schemas.NetworkFile, list)
	if err != nil {
		return err
	}
	for _, b := range breaches {
		parts := strings.Split(b.At, "/") // /3/name, as the list is one of connections with all fields
		if len(parts) != 3 {
			return fmt.Errorf("the network breaks %s at %s of the schema of network files", b.Keyword, b.At)
		}
		place, err := strconv.Atoi(parts[1])
		if err != nil {
			return fmt.Errorf("the network breaks the schema of network files at %s: %w", b.At, err)
		}
		i := fieldNamed(parts[2])
		r.breach(r.spots[place][i], &fields[i], *fields[i].of(&r.connections[place]), b.Keyword)
	}
	return nil
}

// breach says that a value breaks a keyword of the schema.
func (r *reading) breach(at spot, f *field, value, keyword string) {
	switch {
	case keyword == "maxLength":
		r.say(at, "%s has %d characters, want at most %d", f.name, utf8.RuneCountInString(value), f.most)
	case strings.TrimSpace(value) == "":
		r.say(at, "%s is blank, want %s%s", f.name, f.want, f.none)
	default:
		r.say(at, "%s is %s, want %s%s", f.name, lint.Quote(value), f.want, f.none)
	}
}
