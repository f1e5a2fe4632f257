package schemas

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// maxProperties is how many properties a schema may describe to be checked in a pass: they are bits of a word.
const maxProperties = 64

// maxStrangers is how many names that its schema doesn't describe an object may have to be checked in a pass: each is
// compared with each.
const maxStrangers = 32

type objectCheck struct {
	properties []property // those required first, in the order of the schema: that in which they are sent
	index      map[string]int
	required   uint64 // bit i for properties[i]
	closed     bool   // additionalProperties: false
	others     *check // of a property that is not described
}

type property struct {
	quoted []byte // its name, as JSON writes it
	check  *check
}

// unknownObject is the check of an object that no schema describes.
var unknownObject = &objectCheck{others: anything}

func (t *translator) object(s *jsonschema.Schema) *objectCheck {
	if len(s.Properties) == 0 && len(s.Required) == 0 && s.AdditionalProperties == nil {
		return nil
	}
	o := &objectCheck{index: map[string]int{}, others: anything}
	for _, name := range names(s) {
		o.index[name] = len(o.properties)
		o.properties = append(o.properties, t.property(name, s.Properties[name]))
	}
	t.unknown = t.unknown || len(o.properties) > maxProperties
	for _, name := range s.Required {
		i, described := o.index[name]
		t.unknown = t.unknown || !described
		o.required |= 1 << i
	}
	switch others := s.AdditionalProperties.(type) {
	case bool:
		o.closed = !others
	case *jsonschema.Schema:
		o.others = t.check(others)
	}
	return o
}

// names are the properties that s describes, in the order in which they are likely to come.
func names(s *jsonschema.Schema) []string {
	var names []string
	for _, name := range s.Required {
		if s.Properties[name] != nil {
			names = append(names, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (t *translator) property(name string, s *jsonschema.Schema) property {
	quoted, err := json.Marshal(name)
	t.unknown = t.unknown || err != nil
	return property{quoted: quoted, check: t.check(s)}
}

// object checks the object that begins at p.at.
func (p *pass) object(o *objectCheck) bool {
	p.at++
	if p.space(); p.take('}') {
		return o.required == 0
	}
	strangers := len(p.strangers)
	for seen, next := uint64(0), 0; ; {
		i, ok := p.name(o, next, strangers)
		if p.space(); !ok || !p.take(':') {
			return false
		}
		child := o.others
		if i >= 0 {
			if seen&(1<<i) != 0 {
				return false
			}
			seen |= 1 << i
			next = i + 1
			child = o.properties[i].check
		}
		if !p.value(child) {
			return false
		}
		if p.space(); p.take('}') {
			p.strangers = p.strangers[:strangers]
			return o.required&^seen == 0
		}
		if !p.take(',') {
			return false
		}
		p.space()
	}
}

// name reads the name of a property, of which next is the likely one: its index, or -1 where o doesn't describe it.
func (p *pass) name(o *objectCheck, next, strangers int) (i int, ok bool) {
	if next < len(o.properties) && bytes.HasPrefix(p.body[p.at:], o.properties[next].quoted) {
		p.at += len(o.properties[next].quoted)
		return next, true
	}
	name, ok := p.string()
	if !ok {
		return 0, false
	}
	if i, described := o.index[string(name)]; described {
		return i, true
	}
	return -1, !o.closed && p.stranger(name, strangers)
}

// stranger remembers a name that the schema of an object doesn't describe. It is not ok if the object, whose strangers
// begin at first, has it already.
func (p *pass) stranger(name []byte, first int) (ok bool) {
	if p.again > 0 {
		return true
	}
	if p.escaped || len(p.strangers)-first == maxStrangers {
		p.unsure = true
		return false
	}
	for _, other := range p.strangers[first:] {
		if bytes.Equal(name, other) {
			return false
		}
	}
	p.strangers = append(p.strangers, name)
	return true
}
