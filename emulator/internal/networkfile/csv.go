package networkfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// csv reads a header row with the names of the fields, in any order, and a row for each connection. A CR before an LF
// inside of a field is lost, as in a file it is the end of a line that some programs write.
func (r *reading) csv() {
	c := &csvReader{reading: r, rows: csv.NewReader(bytes.NewReader(r.source)), lines: []int{0}}
	c.rows.FieldsPerRecord = -1 // a row that is too short is told with all others
	c.rows.ReuseRecord = true
	for i, b := range r.source {
		if b == '\n' {
			c.lines = append(c.lines, i+1)
		}
	}
	if !c.header() {
		return
	}
	for c.row() {
	}
}

type csvReader struct {
	*reading
	rows    *csv.Reader
	lines   []int // offsets at which the lines of the source begin
	columns []int // which field is in each column; -1 for none
}

// next reads a row, and says whether there was one.
func (c *csvReader) next() ([]string, bool) {
	row, err := c.rows.Read()
	var fault *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return nil, false
	case errors.As(err, &fault):
		c.say(c.spot(fault.Line, fault.Column), "not CSV: %v", fault.Err)
		return nil, false
	case err != nil:
		c.say(spot{1, 1}, "not CSV: %v", err)
		return nil, false
	}
	return row, true
}

// header reads the first row, and says whether the rows after it can be read.
func (c *csvReader) header() bool {
	names, ok := c.next()
	if !ok {
		if len(c.faults) == 0 {
			c.say(spot{1, 1}, "the file is empty, want a header row: %s", strings.Join(fieldNames, ","))
		}
		return false
	}
	if other := strings.IndexAny(names[0], ";\t"); len(names) == 1 && other >= 0 {
		c.say(spot{1, 1}, "the columns are parted by %q, want commas: %s", names[0][other], strings.Join(fieldNames, ","))
		return false
	}
	if !slices.ContainsFunc(names, isNearField) {
		c.say(c.column(0), "the first row is no header, want %s", strings.Join(fieldNames, ","))
		return false
	}
	var given, meant [fieldCount]bool
	for column, name := range names {
		i := fieldNamed(name)
		switch at := c.column(column); {
		case i < 0:
			c.unknown(at, "column", name, &meant)
		case given[i]:
			c.say(at, "column %s is given twice", name)
			i = -1
		default:
			given[i] = true
		}
		c.columns = append(c.columns, i)
	}
	for i := range fields {
		if !given[i] && !meant[i] {
			c.say(c.column(0), "the header has no column %s, want %s", fields[i].name, lint.AllOf(fieldNames))
		}
	}
	return true
}

func isNearField(name string) bool {
	_, near := lint.Nearest(name, fieldNames)
	return near
}

// row reads the next connection, and says whether there may be more.
func (c *csvReader) row() bool {
	row, ok := c.next()
	if !ok {
		return false
	}
	start := c.column(0)
	if !c.room(start) {
		return true
	}
	if len(row) != len(c.columns) {
		c.say(start, "the row has %d fields, want %d as the header has", len(row), len(c.columns))
		return true
	}
	connection := standIn()
	var spots [fieldCount]spot
	for column, i := range c.columns {
		if i >= 0 {
			*fields[i].of(&connection), spots[i] = strings.Clone(row[column]), c.column(column)
		}
	}
	c.connections, c.spots = append(c.connections, connection), append(c.spots, spots)
	return true
}

// column is where a column of the row that was read last stands.
func (c *csvReader) column(column int) spot { return c.spot(c.rows.FieldPos(column)) }

// spot is a place that is told by its line and the bytes before it there.
func (c *csvReader) spot(line, column int) spot {
	start := c.lines[min(line, len(c.lines))-1]
	end := min(start+column-1, len(c.source))
	return spot{line, utf8.RuneCount(c.source[start:end]) + 1}
}
