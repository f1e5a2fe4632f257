package schemas

import (
	"math"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// check is one schema of the library as data for a pass: what it says of each kind of value, nil where it says nothing.
type check struct {
	kinds  kind       // the kinds allowed
	only   [][]scalar // const and enum: the value is one of each list
	every  []*check   // $ref and allOf: the value satisfies each
	some   []*check   // anyOf: the value satisfies at least one
	number *numberCheck
	text   *textCheck
	array  *arrayCheck
	object *objectCheck
}

// kind is a set of the kinds of JSON value.
type kind uint8

const (
	null kind = 1 << iota
	boolean
	integer // a number without a fraction: 10, 1e1 and 10.0 are the same to JSON Schema
	fraction
	text
	array
	object

	number  = integer | fraction
	anyKind = null | boolean | number | text | array | object
)

var kindsByType = map[string]kind{
	"null": null, "boolean": boolean, "integer": integer, "number": number,
	"string": text, "array": array, "object": object,
}

// unknownArray is the check of an array that no schema describes.
var unknownArray = &arrayCheck{maxItems: math.MaxInt, items: anything}

// anything is the check of a value that no schema describes.
var anything = &check{kinds: anyKind}

type arrayCheck struct {
	minItems, maxItems int
	items              *check
}

// translator turns schemas of the library into checks.
type translator struct {
	checks  map[*jsonschema.Schema]*check // those begun, so that a schema may refer to itself
	unknown bool                          // a schema has a keyword that a pass can't check
}

// translate makes the check of schema; it is nil where the schema, or one that it is made of, has a keyword that only the
// library can check.
func translate(schema *jsonschema.Schema) *check {
	t := &translator{checks: map[*jsonschema.Schema]*check{}}
	c := t.check(schema)
	if t.unknown {
		return nil
	}
	return c
}

func (t *translator) check(s *jsonschema.Schema) *check {
	if c, ok := t.checks[s]; ok {
		return c
	}
	c := &check{kinds: kindsOf(s)}
	t.checks[s] = c
	t.unknown = t.unknown || leftToLibrary(s)
	c.only = t.choices(s)
	c.number = t.number(s)
	c.text = t.text(s)
	c.array = t.array(s)
	c.object = t.object(s)
	c.every = t.each(s.AllOf)
	if s.Ref != nil {
		c.every = append(c.every, t.check(s.Ref))
	}
	c.some = t.each(s.AnyOf)
	if c.refers() {
		c = c.every[0]
		t.checks[s] = c
	}
	return c
}

// refers says whether c is nothing but a reference.
func (c *check) refers() bool {
	return c.kinds == anyKind && len(c.every) == 1 && c.only == nil && c.some == nil &&
		c.number == nil && c.text == nil && c.array == nil && c.object == nil
}

func kindsOf(s *jsonschema.Schema) kind {
	if len(s.Types) == 0 {
		return anyKind
	}
	var kinds kind
	for _, name := range s.Types {
		kinds |= kindsByType[name]
	}
	return kinds
}

// leftToLibrary says whether s has a keyword, of all that the library knows, that a pass can't check. Content keywords are
// annotations in this draft, and what Then, Else, MinContains and MaxContains say depends on If and Contains.
func leftToLibrary(s *jsonschema.Schema) bool {
	return slices.Contains([]bool{
		s.Always != nil && !*s.Always,
		s.RecursiveRef != nil, s.DynamicRef != nil,
		s.Not != nil, len(s.OneOf) > 0, s.If != nil,
		s.MinProperties != -1, s.MaxProperties != -1, s.PropertyNames != nil, s.RegexProperties,
		len(s.PatternProperties) > 0, len(s.Dependencies) > 0, len(s.DependentRequired) > 0, len(s.DependentSchemas) > 0,
		s.UnevaluatedProperties != nil,
		s.UniqueItems, s.Items != nil, s.AdditionalItems != nil, len(s.PrefixItems) > 0, s.Contains != nil,
		s.UnevaluatedItems != nil,
		s.ExclusiveMinimum != nil, s.ExclusiveMaximum != nil, s.MultipleOf != nil,
		len(s.Extensions) > 0,
	}, true)
}

func (t *translator) each(schemas []*jsonschema.Schema) []*check {
	var checks []*check
	for _, s := range schemas {
		checks = append(checks, t.check(s))
	}
	return checks
}

func (t *translator) array(s *jsonschema.Schema) *arrayCheck {
	if s.MinItems == -1 && s.MaxItems == -1 && s.Items2020 == nil {
		return nil
	}
	a := &arrayCheck{minItems: s.MinItems, maxItems: s.MaxItems, items: anything}
	if s.MaxItems == -1 {
		a.maxItems = math.MaxInt
	}
	if s.Items2020 != nil {
		a.items = t.check(s.Items2020)
	}
	return a
}
