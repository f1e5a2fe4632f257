package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fault is one thing that is wrong with a scenario.
type Fault struct {
	Line    int    `json:"line,omitempty"`   // from 1; 0 for a scenario that was made in Go
	Column  int    `json:"column,omitempty"` // from 1, in characters
	Path    string `json:"path,omitempty"`   // such as steps[1].error
	Message string `json:"message"`          // what came, what was wanted
}

// LintError is everything that is wrong with a scenario, in the order of the file.
type LintError struct {
	File   string // as it was given to Parse, or scenario "name" for one made in Go
	Faults []Fault
	More   int // how many faults there are beyond those listed
}

// maxFaults is how many faults are listed.
const maxFaults = 100

// Error is a line for each fault: file:line:column: message, or scenario "name": path: message.
func (e *LintError) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = e.File + ":" + f.place() + " " + f.Message
	}
	if e.More > 0 {
		lines = append(lines, fmt.Sprintf("%s: and %d more", e.File, e.More))
	}
	return strings.Join(lines, "\n")
}

// lintError is the error of these faults: in the order of the file, each once, not too many.
func lintError(file string, faults []Fault) *LintError {
	slices.SortFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	faults = slices.Compact(faults)
	listed := min(len(faults), maxFaults)
	return &LintError{File: file, Faults: faults[:listed], More: len(faults) - listed}
}

func (f Fault) place() string {
	switch {
	case f.Line > 0:
		return fmt.Sprintf("%d:%d:", f.Line, f.Column)
	case f.Path != "":
		return " " + f.Path + ":"
	}
	return ""
}

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
