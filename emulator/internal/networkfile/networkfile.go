// Package networkfile reads and writes networks of one's own: connections in their order, as JSON or as CSV. What it reads
// keeps schemas/network-file.schema.json, so that every answer made of it keeps the schema of answers.
package networkfile

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// MaxSource is the longest source of a network, in bytes.
const MaxSource = 32 << 20

// Format is how a network is written.
type Format string

// The formats.
const (
	JSON Format = "json" // a list of connections, or an answer of the endpoint with data.connections
	CSV  Format = "csv"  // a header row with the names of the fields, and a row for each connection
)

// Formats are all of them.
var Formats = []Format{JSON, CSV}

// FormatOf is the format of a file: by the ending of its name, or else by how it begins.
func FormatOf(file string, text []byte) Format {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return JSON
	case ".csv":
		return CSV
	}
	if start := bytes.TrimLeft(withoutMark(text), " \t\r\n"); len(start) > 0 && (start[0] == '[' || start[0] == '{') {
		return JSON
	}
	return CSV
}

// Parse reads a network. file is its name in messages. One that cannot be served is a *lint.Error with all that is wrong
// with it, and where.
func Parse(file string, format Format, text []byte) ([]contract.Connection, error) {
	read := &reading{source: withoutMark(text), connections: []contract.Connection{}} // an empty network is one
	switch start := (spot{1, 1}); {
	case len(text) > MaxSource:
		read.say(start, "the network has %d bytes, want at most %d", len(text), MaxSource)
	case !utf8.Valid(text):
		read.say(read.invalidUTF8(), "a byte that is not UTF-8, want UTF-8 text")
	case format == CSV:
		read.csv()
	default:
		read.json()
	}
	return read.done(file)
}

// withoutMark is text without the byte order mark that some programs begin a file with.
func withoutMark(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\ufeff")) }

// Check is what Parse would say of connections made in Go. Its faults have no line but say where they are: [3].name.
func Check(name string, connections []contract.Connection) error {
	read := &reading{made: true}
	for _, c := range connections {
		read.add(c)
	}
	_, err := read.done(name)
	return err
}

// spot is a line and a column of a source, both from 1; the column is in characters. In what was made in Go the line is
// the place of the connection, and the column that of the field.
type spot struct{ line, column int }

// reading is a network that is being read.
type reading struct {
	source      []byte
	made        bool // in Go
	connections []contract.Connection
	spots       [][fieldCount]spot // where the fields of each stand, for faults that are found later
	count       int                // of connections, those that are too many too
	written     int                // bytes of what was read, as it would be written
	faults      []lint.Fault
}

func (r *reading) say(at spot, format string, args ...any) {
	r.faults = append(r.faults, lint.Fault{Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)})
}

// room counts a connection that begins at a spot, and says whether there is room for it.
func (r *reading) room(at spot) bool {
	r.count++
	if r.count == contract.MaxNetwork+1 {
		r.say(at, "one connection more than the %d that a network can have", contract.MaxNetwork)
	}
	return r.count <= contract.MaxNetwork
}

// add takes a connection that was made in Go.
func (r *reading) add(c contract.Connection) {
	place := len(r.connections) + 1
	if !r.room(spot{place, 0}) {
		return
	}
	var spots [fieldCount]spot
	for i, f := range fields {
		spots[i] = spot{place, i + 1}
		if value := f.of(&c); !utf8.ValidString(*value) {
			r.say(spots[i], "%s has a byte that is not UTF-8, want UTF-8 text", f.name)
			*value = f.standIn
		}
	}
	r.connections, r.spots = append(r.connections, c), append(r.spots, spots)
}

// done is what was read, if nothing is wrong with it.
func (r *reading) done(file string) ([]contract.Connection, error) {
	if err := r.prove(); err != nil {
		return nil, err
	}
	if n := r.written; n > MaxSource && len(r.faults) == 0 {
		return nil, fmt.Errorf("%s: the network has %d bytes as JSON, want at most %d", file, n, MaxSource)
	}
	if len(r.faults) == 0 {
		return r.connections, nil
	}
	all := lint.New(file, r.faults)
	for i, f := range all.Faults {
		if r.made {
			all.Faults[i] = lint.Fault{Path: madePath(f), Message: f.Message}
		}
	}
	return nil, all
}

// madePath is where a fault of what was made in Go is: [3].name, or [3].
func madePath(f lint.Fault) string {
	at := fmt.Sprintf("[%d]", f.Line-1)
	if f.Column > 0 {
		at += "." + fields[f.Column-1].name
	}
	return at
}

// invalidUTF8 is where the source stops being UTF-8.
func (r *reading) invalidUTF8() spot {
	at := spot{1, 1}
	for text := r.source; len(text) > 0; {
		c, size := utf8.DecodeRune(text)
		if c == utf8.RuneError && size == 1 {
			break
		}
		at = at.after(c)
		text = text[size:]
	}
	return at
}

// after is where the next character stands.
func (s spot) after(c rune) spot {
	if c == '\n' {
		return spot{s.line + 1, 1}
	}
	return spot{s.line, s.column + 1}
}
