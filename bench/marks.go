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

// promisedMarks stands for promised in a list of marks.
const promisedMarks = "promised"

// promised are the marks that the emulator is to keep.
var promised = marks{
	{"hot", 0.80}, {"cold", 0.40}, {"hundred", 0.20}, {"error", 0.80}, {"scripted", 0.75},
	{"hot" + tailFigure, 1.3}, {"cold" + tailFigure, 1.3}, {"hundred" + tailFigure, 1.3}, {"error" + tailFigure, 1.3}, {"scripted" + tailFigure, 1.3},
	{startFigure, 30}, {idleFigure, 30}, {memoryFigure, 64},
}

// table is how the figures stand to the marks, those that were measured.
func (all marks) table(figures map[string]figure) [][]string {
	table := [][]string{{"mark", "wanted", "this run"}}
	for _, m := range all {
		if f, measured := figures[m.name]; measured {
			table = append(table, []string{m.name, m.wanted(f), fmt.Sprintf("%.2f%s: %s", f.value, f.unit, m.verdict(f))})
		}
	}
	return table
}

func (m mark) wanted(f figure) string {
	if f.atLeast {
		return fmt.Sprintf("at least %v%s", m.value, f.unit)
	}
	return fmt.Sprintf("at most %v%s", m.value, f.unit)
}

func (m mark) verdict(f figure) string {
	if m.keptBy(f) {
		return "kept"
	}
	return "missed"
}

func (m mark) keptBy(f figure) bool {
	if f.atLeast {
		return f.value >= m.value
	}
	return f.value <= m.value
}

// parseMarks reads marks of the form name=number, and promised for those that are.
func parseMarks(texts []string) (all marks, err error) {
	for _, text := range texts {
		if text == promisedMarks {
			all = append(all, promised...)
			continue
		}
		name, number, _ := strings.Cut(text, "=")
		value, err := strconv.ParseFloat(number, 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) || value <= 0 {
			return nil, fmt.Errorf("-marks: got %q, want promised, or name=number with a number above 0, such as hot=0.5", text)
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
		case !m.keptBy(f):
			missed = append(missed, fmt.Errorf("mark %s missed: got %.3f%s, want %s", m.name, f.value, f.unit, m.wanted(f)))
		}
	}
	return errors.Join(missed...)
}
