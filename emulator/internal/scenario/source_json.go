package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// readJSON fills s from JSON that is valid but for keys given twice.
func (s *source) readJSON(src []byte) *Fault {
	r := &jsonReader{source: s, src: src, line: position{1, 1},
		dec: jsontext.NewDecoder(bytes.NewReader(src), jsontext.AllowDuplicateNames(true))}
	tree, fault := r.value(nil, nil)
	s.tree = tree
	return fault
}

// jsonReader reads the values of src and where they stand.
type jsonReader struct {
	*source
	src  []byte
	dec  *jsontext.Decoder
	done int      // offset that line belongs to
	line position // place at done
}

// value reads the value at k; key is where its key stands, if it has one.
func (r *jsonReader) value(k keys, key *position) (any, *Fault) {
	here := r.next()
	if key == nil {
		key = &here
	}
	r.put(k, *key, here)
	if len(k) > maxNesting {
		return nil, here.faultf("nested deeper than %d", maxNesting)
	}
	tok, err := r.dec.ReadToken()
	if err != nil {
		return nil, here.faultf("not JSON: %v", brief(err))
	}
	switch tok.Kind() {
	case '{':
		return r.object(k)
	case '[':
		return r.array(k)
	case '"':
		return tok.String(), nil
	case '0':
		return number(tok.String()), nil
	case 'n':
		return nil, nil
	}
	return tok.Bool(), nil
}

func (r *jsonReader) object(k keys) (any, *Fault) {
	m := map[string]any{}
	for r.dec.PeekKind() != '}' {
		here := r.next()
		tok, err := r.dec.ReadToken()
		if err != nil {
			return nil, here.faultf("not JSON: %v", brief(err))
		}
		name := tok.String()
		if _, twice := m[name]; twice {
			return nil, here.faultf("key %s is given twice", lint.Quote(name))
		}
		v, fault := r.value(k.with(name), &here)
		if fault != nil {
			return nil, fault
		}
		m[name] = v
	}
	_, err := r.dec.ReadToken()
	return m, r.end(err)
}

func (r *jsonReader) array(k keys) (any, *Fault) {
	l := []any{}
	for r.dec.PeekKind() != ']' {
		v, fault := r.value(k.with(len(l)), nil)
		if fault != nil {
			return nil, fault
		}
		l = append(l, v)
	}
	_, err := r.dec.ReadToken()
	return l, r.end(err)
}

func (r *jsonReader) end(err error) *Fault {
	if err == nil {
		return nil
	}
	return r.next().faultf("not JSON: %v", brief(err))
}

// next is where the next token stands. It only goes forward, so that a file is counted through once.
func (r *jsonReader) next() position {
	r.dec.PeekKind()
	to := int(r.dec.InputOffset())
	for to < len(r.src) && bytes.IndexByte([]byte(" \t\r\n,:"), r.src[to]) >= 0 {
		to++
	}
	for r.done < to {
		c, size := utf8.DecodeRune(r.src[r.done:])
		r.done += size
		r.line.column++
		if c == '\n' {
			r.line = position{r.line.line + 1, 1}
		}
	}
	return r.line
}

// number is an integer where it is one, and else a float64.
func number(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text // too large for anything that the language counts: the schema wants a number and says so
	}
	return whole(f)
}

// whole is f as an integer where it is one: to JSON Schema 2.0 is an integer.
func whole(f float64) any {
	if n := int64(f); float64(n) == f && f < 1<<53 && f > -1<<53 {
		return n
	}
	return f
}

func brief(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("it ends too early")
	}
	return err
}
