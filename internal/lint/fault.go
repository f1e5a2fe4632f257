// Package lint says what is wrong with a file that a person wrote: where, what came, what was wanted, and the word that was
// probably meant.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a file.
type Fault struct {
	Line    int    `json:"line,omitempty"`   // from 1; 0 for what was made in Go
	Column  int    `json:"column,omitempty"` // from 1, in characters
	Path    string `json:"path,omitempty"`   // such as steps[1].error
	Message string `json:"message"`          // what came, what was wanted
	Near    string `json:"near,omitempty"`   // the known word that was probably meant, where there is one
}

// Error is everything that is wrong with a file, in the order of the file.
type Error struct {
	File   string // as it was given to whoever reads it, or a name such as scenario "x" for what was made in Go
	Faults []Fault
	More   int // how many faults there are beyond those listed
}

// maxFaults is how many faults are listed.
const maxFaults = 100

// Error is a line for each fault: file:line:column: message, or scenario "name": path: message.
func (e *Error) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = e.File + ":" + f.place() + " " + f.Message
	}
	if e.More > 0 {
		lines = append(lines, fmt.Sprintf("%s: and %d more", e.File, e.More))
	}
	return strings.Join(lines, "\n")
}

// New is the error of these faults: in the order of the file, each once, not too many.
func New(file string, faults []Fault) *Error {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	faults = slices.Compact(faults)
	listed := min(len(faults), maxFaults)
	return &Error{File: file, Faults: faults[:listed], More: len(faults) - listed}
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
