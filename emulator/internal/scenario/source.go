package scenario

import (
	"fmt"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// MaxSource is the longest source of a scenario, in bytes.
const MaxSource = 256 << 10

// maxNesting is how deep lists and objects of a source may lie in each other. The language itself needs seven.
const maxNesting = 64

// source is a scenario as it was written: its values, and where each of them stands.
type source struct {
	tree  any // nil, bool, string, int64, uint64, float64, []any, map[string]any
	spots map[string]spot
}

// spot is where a value stands, by its JSON pointer.
type spot struct{ key, value position }

// position is a place in a file, from 1; the column is in characters.
type position struct{ line, column int }

// faultf is a fault at a place.
func (p position) faultf(format string, args ...any) *Fault {
	return &Fault{Line: p.line, Column: p.column, Message: fmt.Sprintf(format, args...)}
}

// read takes JSON for what it is, as tabs and escapes of JSON are not all YAML's, and everything else for YAML.
func read(src []byte) (*source, *Fault) {
	start := position{1, 1}
	if len(src) > MaxSource {
		return nil, start.faultf("the file has %d bytes, want at most %d", len(src), MaxSource)
	}
	if !utf8.Valid(src) {
		return nil, start.faultf("the file is not UTF-8 text")
	}
	s := &source{spots: map[string]spot{}}
	if IsJSON(src) {
		return s, s.readJSON(src)
	}
	return s, s.readYAML(src)
}

// put remembers where a value stands.
func (s *source) put(at keys, key, value position) { s.spots[at.pointer()] = spot{key, value} }

// at is where a value stands, or the nearest value around it that is there.
func (s *source) at(k keys) spot {
	for n := len(k); n >= 0; n-- {
		if found, ok := s.spots[k[:n].pointer()]; ok {
			return found
		}
	}
	return spot{position{1, 1}, position{1, 1}}
}

// get is the value at k.
func (s *source) get(k keys) any {
	v := s.tree
	for _, key := range k {
		switch key := key.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[key]
		case int:
			l, _ := v.([]any)
			if key >= len(l) {
				return nil
			}
			v = l[key]
		}
	}
	return v
}

// fault is a fault of the value at k.
func (s *source) fault(k keys, format string, args ...any) Fault {
	return s.about(s.at(k).value, k, format, args...)
}

// keyFault is a fault of the key at k: that it is there at all.
func (s *source) keyFault(k keys, format string, args ...any) Fault {
	return s.about(s.at(k).key, k, format, args...)
}

// unknown is a fault of a word at k, written at p, that is none of the known ones.
func (s *source) unknown(p position, k keys, what, word string, known []string) Fault {
	f := s.about(p, k, "%s", lint.Unknown(what, word, known))
	f.Near, _ = lint.Nearest(word, known)
	return f
}

func (s *source) about(p position, k keys, format string, args ...any) Fault {
	return Fault{Line: p.line, Column: p.column, Path: k.String(), Message: fmt.Sprintf(format, args...)}
}
