package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// Fault is one thing that is wrong with a scenario.
type Fault = lint.Fault

// LintError is everything that is wrong with a scenario, in the order of the file.
type LintError = lint.Error

// touched are the paths at or around a fault.
func touched(faults []Fault) map[string]bool {
	around := map[string]bool{}
	for _, f := range faults {
		around[f.Path] = true
		for i, c := range f.Path {
			if c == '.' || c == '[' {
				around[f.Path[:i]] = true
			}
		}
		around[""] = true
	}
	return around
}

// keys are the map keys and list indices on the way to a value of the tree: strings and ints.
type keys []any

// with is the way to a child.
func (k keys) with(key any) keys { return append(slices.Clip(k), key) }

// String is the way as a person writes it: steps[1].error.
func (k keys) String() string {
	var b strings.Builder
	for _, key := range k {
		switch key := key.(type) {
		case int:
			b.WriteString("[" + strconv.Itoa(key) + "]")
		case string:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(key)
		}
	}
	return b.String()
}

var (
	pointerEscape   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")
)

// pointer is the way as a JSON pointer.
func (k keys) pointer() string {
	var b strings.Builder
	for _, key := range k {
		b.WriteByte('/')
		b.WriteString(pointerEscape.Replace(fmt.Sprint(key)))
	}
	return b.String()
}

// label is the last key by its name, with the indices after it: country[1].
func (k keys) label() string {
	i := len(k)
	for i > 0 {
		i--
		if _, ok := k[i].(string); ok {
			break
		}
	}
	if len(k) == 0 {
		return "scenario"
	}
	return k[i:].String()
}
