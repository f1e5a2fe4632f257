package networkfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/internal/lint"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// json reads a list of connections, or an answer that has some.
func (r *reading) json() {
	j := &jsonReader{reading: r, here: spot{1, 1},
		dec: jsontext.NewDecoder(bytes.NewReader(r.source), jsontext.AllowDuplicateNames(true))}
	if err := j.document(); err != nil {
		r.say(j.next(), "not JSON: %v", brief(err))
		return
	}
	if len(r.faults) == 0 { // what is left are names twice, and nesting, in what nobody reads
		if err := schemas.Strict(r.source); err != nil {
			var at *jsontext.SyntacticError
			if errors.As(err, &at) {
				j = &jsonReader{reading: r, here: spot{1, 1}}
				r.say(j.moveTo(int(at.ByteOffset)), "not strict JSON: %v", at.Err)
				return
			}
			r.say(spot{1, 1}, "not strict JSON: %v", err)
		}
	}
}

// jsonReader reads the tokens of the source, and knows where they stand. Its errors are those of JSON itself; whatever else
// is wrong is said, and read on.
type jsonReader struct {
	*reading
	dec  *jsontext.Decoder
	done int  // bytes that were counted through
	here spot // behind them
}

func (j *jsonReader) document() error {
	at := j.next()
	var err error
	switch j.dec.PeekKind() {
	case '[':
		err = j.list()
	case '{':
		err = j.within("data", "the object has no data, want an answer that delivers connections, or a list of connections", j.answerData)
	default:
		err = j.no(at, "got %s, want a list of connections, or an answer with data.connections")
	}
	if err != nil {
		return err
	}
	after := j.next()
	switch _, err := j.dec.ReadToken(); {
	case err == nil:
		j.say(after, "more follows after the JSON value")
	case !errors.Is(err, io.EOF):
		return err
	}
	return nil
}

// answerData reads what an answer has as data.
func (j *jsonReader) answerData() error {
	at := j.next()
	if j.dec.PeekKind() != '{' {
		return j.no(at, "data is %s, want an object with connections")
	}
	return j.within("connections", "data has no connections, want a list of them", func() error {
		at := j.next()
		if j.dec.PeekKind() == '[' {
			return j.list()
		}
		return j.no(at, "data.connections is %s, want a list of connections")
	})
}

// within reads the object that comes next: what it has by a name, and nothing else of it. Where it has nothing by that
// name, it says that the object lacks it, and what it wants.
func (j *jsonReader) within(name, lacks string, read func() error) error {
	start, near := j.next(), jsonName{}
	found := false
	_, err := j.dec.ReadToken()
	for err == nil && j.dec.PeekKind() != '}' {
		key := jsonName{at: j.next()}
		if key.text, err = j.text(); err != nil {
			return err
		}
		if key.text == name && !found {
			found = true
			err = read()
			continue
		}
		if key.text == name {
			j.say(key.at, "%s is given twice", name)
		} else if _, ok := lint.Nearest(key.text, []string{name}); ok {
			near = key
		}
		_, err = j.skip()
	}
	if err != nil {
		return err
	}
	switch _, err = j.dec.ReadToken(); {
	case found:
	case near.text != "":
		j.say(near.at, "unknown field %s (did you mean %q?)", lint.Quote(near.text), name)
	default:
		j.say(start, "%s", lacks)
	}
	return err
}

// jsonName is the name of a field, and where it stands.
type jsonName struct {
	text string
	at   spot
}

// text reads a string.
func (j *jsonReader) text() (string, error) {
	token, err := j.dec.ReadToken()
	if err != nil {
		return "", err
	}
	return token.String(), nil
}

func (j *jsonReader) list() error {
	_, err := j.dec.ReadToken()
	for err == nil && j.dec.PeekKind() != ']' {
		at := j.next()
		switch {
		case !j.room(at):
			_, err = j.skip()
		case j.dec.PeekKind() == '{':
			err = j.connection(at)
		default:
			err = j.no(at, "a connection is %s, want an object with "+lint.AllOf(fieldNames))
		}
	}
	if err == nil {
		_, err = j.dec.ReadToken()
	}
	return err
}

// connection reads the one that begins at a spot.
func (j *jsonReader) connection(at spot) error {
	c := standIn()
	var spots [fieldCount]spot
	var meant [fieldCount]bool // there is a name near it
	_, err := j.dec.ReadToken()
	for err == nil && j.dec.PeekKind() != '}' {
		err = j.field(&c, &spots, &meant)
	}
	if err == nil {
		_, err = j.dec.ReadToken()
	}
	if err != nil {
		return err
	}
	for i := range fields {
		if spots[i] == (spot{}) && !meant[i] {
			j.missing(at, "the connection", &fields[i])
		}
	}
	j.connections, j.spots = append(j.connections, c), append(j.spots, spots)
	return nil
}

// field reads a name and its value into c, and notes where it stands, or which field it was probably meant to be.
func (j *jsonReader) field(c *contract.Connection, spots *[fieldCount]spot, meant *[fieldCount]bool) error {
	at := j.next()
	name, err := j.text()
	if err != nil {
		return err
	}
	i := fieldNamed(name)
	switch {
	case i < 0:
		j.unknown(at, "field", name, meant)
		_, err = j.skip()
		return err
	case spots[i] != (spot{}):
		j.say(at, "%s is given twice", name)
		_, err = j.skip()
		return err
	}
	spots[i] = j.next()
	if j.dec.PeekKind() != '"' {
		return j.no(spots[i], name+" is %s, want "+fields[i].want+fields[i].none)
	}
	*fields[i].of(c), err = j.text()
	return err
}

// no reads a value of the wrong kind, which a message says.
func (j *jsonReader) no(at spot, message string) error {
	kind, err := j.skip()
	if err == nil {
		j.say(at, message, kind)
	}
	return err
}

// skip reads a value, whatever it is, and says what it was.
func (j *jsonReader) skip() (kind string, err error) {
	value, err := j.dec.ReadValue()
	if err != nil {
		return "", err
	}
	switch value.Kind() {
	case '{':
		return "an object", nil
	case '[':
		return "a list", nil
	case '"':
		return "a string", nil
	case '0':
		return fmt.Sprintf("the number %.20s", value), nil
	}
	return string(value), nil // null, true or false
}

// next is where the next token stands.
func (j *jsonReader) next() spot {
	j.dec.PeekKind()
	to := int(j.dec.InputOffset())
	for to < len(j.source) && between[j.source[to]] {
		to++
	}
	return j.moveTo(to)
}

// between are the bytes that may stand between tokens.
var between = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, ',': true, ':': true}

// moveTo is where the byte at an offset stands. It only goes forward, so that a source is counted through once.
func (j *jsonReader) moveTo(offset int) spot {
	for j.done < offset {
		c, size := utf8.DecodeRune(j.source[j.done:])
		j.done += size
		j.here = j.here.after(c)
	}
	return j.here
}

// brief is an error of JSON without the offset, as its line and column are told.
func brief(err error) error {
	var at *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("it ends too early")
	case errors.As(err, &at):
		return at.Err
	}
	return err
}
