package schemas

import (
	"bytes"
	"encoding/json"
	"math"
	"math/big"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// scalar is a value that is neither array nor object.
type scalar struct {
	kind kind
	yes  bool     // a boolean
	text []byte   // a string, decoded
	int  int64    // a number, if it is an integer that fits
	rat  *big.Rat // a number otherwise; nil if it fits
}

type numberCheck struct{ minimum, maximum int64 }

type textCheck struct {
	minLength, maxLength int // in runes
	pattern              *pattern
	format               *format
}

// scalar says whether c allows v.
func (c *check) scalar(v *scalar) bool {
	if c.kinds&v.kind == 0 {
		return false
	}
	for _, choices := range c.only {
		if !v.in(choices) {
			return false
		}
	}
	if c.text != nil && v.kind == text && !c.text.allows(v.text) {
		return false
	}
	if c.number != nil && v.kind&number != 0 && !c.number.allows(v) {
		return false
	}
	for _, c := range c.every {
		if !c.scalar(v) {
			return false
		}
	}
	return len(c.some) == 0 || v.satisfiesOneOf(c.some)
}

func (v *scalar) satisfiesOneOf(checks []*check) bool {
	for _, c := range checks {
		if c.scalar(v) {
			return true
		}
	}
	return false
}

func (v *scalar) in(choices []scalar) bool {
	for i := range choices {
		if v.equals(&choices[i]) {
			return true
		}
	}
	return false
}

// equals compares v to a choice, which has no rat.
func (v *scalar) equals(choice *scalar) bool {
	return v.kind == choice.kind && v.yes == choice.yes && v.int == choice.int && v.rat == nil &&
		bytes.Equal(v.text, choice.text)
}

func (c *numberCheck) allows(v *scalar) bool {
	if v.rat == nil {
		return v.int >= c.minimum && v.int <= c.maximum
	}
	return (c.minimum == math.MinInt64 || v.rat.Cmp(new(big.Rat).SetInt64(c.minimum)) >= 0) &&
		(c.maximum == math.MaxInt64 || v.rat.Cmp(new(big.Rat).SetInt64(c.maximum)) <= 0)
}

func (c *textCheck) allows(s []byte) bool {
	if c.minLength > 0 || c.maxLength < math.MaxInt {
		if n := utf8.RuneCount(s); n < c.minLength || n > c.maxLength {
			return false
		}
	}
	return (c.pattern == nil || c.pattern.matches(s)) && (c.format == nil || c.format.allows(s))
}

// choices are the lists of const and enum; lists with arrays, objects or numbers that don't fit are left to the library.
func (t *translator) choices(s *jsonschema.Schema) [][]scalar {
	var lists [][]scalar
	for _, values := range [][]any{s.Constant, s.Enum} {
		if len(values) == 0 {
			continue
		}
		list := make([]scalar, len(values))
		for i, value := range values {
			list[i] = t.choice(value)
		}
		lists = append(lists, list)
	}
	return lists
}

func (t *translator) choice(value any) scalar {
	switch value := value.(type) {
	case nil:
		return scalar{kind: null}
	case bool:
		return scalar{kind: boolean, yes: value}
	case string:
		return scalar{kind: text, text: []byte(value)}
	case json.Number:
		if v, ok := exact(string(value)); ok && v.rat == nil {
			return v
		}
	}
	t.unknown = true
	return scalar{}
}

func (t *translator) number(s *jsonschema.Schema) *numberCheck {
	if s.Minimum == nil && s.Maximum == nil {
		return nil
	}
	return &numberCheck{minimum: t.bound(s.Minimum, math.MinInt64), maximum: t.bound(s.Maximum, math.MaxInt64)}
}

// bound is r, which is left to the library if it isn't an integer that fits, or none where r is nil.
func (t *translator) bound(r *big.Rat, none int64) int64 {
	switch {
	case r == nil:
		return none
	case !r.IsInt() || !r.Num().IsInt64() || r.Num().Int64() == none:
		t.unknown = true
		return none
	}
	return r.Num().Int64()
}

func (t *translator) text(s *jsonschema.Schema) *textCheck {
	if s.MinLength == -1 && s.MaxLength == -1 && s.Pattern == nil && s.Format == "" {
		return nil
	}
	c := &textCheck{minLength: s.MinLength, maxLength: s.MaxLength, format: formatOf(s.Format)}
	if s.MaxLength == -1 {
		c.maxLength = math.MaxInt
	}
	if s.Pattern != nil {
		c.pattern = derive(s.Pattern)
		if s.Format == "uri" && c.pattern.impliesURI() {
			c.format = nil
		}
	}
	return c
}

// exact is the number that text, a number of JSON, stands for; not ok if it is outsized.
func exact(text string) (v scalar, ok bool) {
	if outsized(text) {
		return scalar{}, false
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return scalar{}, false
	}
	switch {
	case r.IsInt() && r.Num().IsInt64():
		return scalar{kind: integer, int: r.Num().Int64()}, true
	case r.IsInt():
		return scalar{kind: integer, rat: r}, true
	}
	return scalar{kind: fraction, rat: r}, true
}
