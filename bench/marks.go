package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// figure is one number of a report that a mark can be set for.
type figure struct {
	value   float64
	unit    string
	atLeast bool // the mark is the least allowed; else the most
}

// The figures beside those of the cases.
const (
	startFigure  = "start"  // ms to the first answer
	idleFigure   = "idle"   // MB resident after it
	memoryFigure = "memory" // MB resident after the requests of -memory
	tailFigure   = ".p99"   // after a case's name: its ratio of p99
)

// marks are the figures to reach, in the order they were given.
type marks []mark

type mark struct {
	name  string
	value float64
}

// figureNames are all the names that a mark can have.
func figureNames() []string {
	names := []string{startFigure, idleFigure, memoryFigure}
	for _, name := range allNames() {
		names = append(names, name, name+tailFigure)
	}
	return names
}

// parseMarks reads marks of the form name=number.
func parseMarks(texts []string) (all marks, err error) {
	for _, text := range texts {
		name, number, _ := strings.Cut(text, "=")
		value, err := strconv.ParseFloat(number, 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) || value <= 0 {
			return nil, fmt.Errorf("-marks: got %q, want name=number with a number above 0, such as hot=0.5", text)
		}
		if !slices.Contains(figureNames(), name) {
			return nil, fmt.Errorf("-marks: got the name %q, want one of %s", name, strings.Join(figureNames(), ", "))
		}
		all = append(all, mark{name, value})
	}
	return all, nil
}

// missed says which marks the figures do not keep, in a line each; nil where they keep them all. A figure that was not
// measured keeps no mark.
func (all marks) missed(figures map[string]figure) error {
	var missed []error
	for _, m := range all {
		f, measured := figures[m.name]
		switch {
		case !measured:
			missed = append(missed, fmt.Errorf("mark %s: it was not measured", m.name))
		case f.atLeast && f.value < m.value:
			missed = append(missed, fmt.Errorf("mark %s missed: got %.3f%s, want at least %v%s", m.name, f.value, f.unit, m.value, f.unit))
		case !f.atLeast && f.value > m.value:
			missed = append(missed, fmt.Errorf("mark %s missed: got %.3f%s, want at most %v%s", m.name, f.value, f.unit, m.value, f.unit))
		}
	}
	return errors.Join(missed...)
}
