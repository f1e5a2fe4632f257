package contract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth is how deep a body may nest. Chosen: a body that keeps the rules has depth 1.
const maxDepth = 64

// mostNamed is how many unknown fields of a body are warned of by name: a body may hold a hundred thousand, and
// warnings are kept.
const mostNamed = 8

// kind is the type of a JSON value, as messages say it.
type kind string

const (
	kindAbsent kind = ""
	kindNull   kind = "null"
	kindString kind = "a string"
	kindNumber kind = "a number"
	kindBool   kind = "a boolean"
	kindObject kind = "an object"
	kindArray  kind = "an array"
)

// value is what a body gives for a field.
type value struct {
	kind kind
	text string // of a string: what it says; of a number or boolean: as it was written
}

// mostEchoed is how long a string may be that a message repeats.
const mostEchoed = 16

// given says that there is a value; null for an optional field is as if it were absent.
func (v value) given() bool { return v.kind != kindAbsent && v.kind != kindNull }

// String is what a message says came.
func (v value) String() string {
	switch v.kind {
	case kindString:
		if len(v.text) > mostEchoed { // it may be a cookie in the wrong field
			return fmt.Sprintf("a string of %d bytes", len(v.text))
		}
		return "the string " + quote(v.text)
	case kindNumber:
		return "the number " + shorten(v.text)
	case kindBool:
		return "the boolean " + v.text
	}
	return string(v.kind)
}

var decoders = sync.Pool{New: func() any { return new(jsontext.Decoder) }}

// decode fills r.values from a body that is one JSON object, strictly: no name twice, no broken UTF-8, nothing after
// the object. The fault says why a body is not.
func (r *reader) decode(body []byte) (fault string) {
	if len(bytes.TrimSpace(body)) == 0 {
		return "the body must be one JSON object (got an empty body)"
	}
	d := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(d)
	d.Reset(bytes.NewReader(body))

	first, err := d.ReadToken()
	if err == nil && first.Kind() != '{' {
		return fmt.Sprintf("the body must be one JSON object (got %s)", kindOf(first))
	}
	for err == nil && d.PeekKind() == '"' {
		err = r.member(d)
	}
	if err == nil {
		_, err = d.ReadToken() // the closing brace, or what is wrong in its place
	}
	end := d.InputOffset()
	if err == nil && len(bytes.TrimLeft(body[end:], " \t\r\n")) > 0 {
		err = errTrailing
	}
	if err != nil {
		return explain(err, end, len(body))
	}
	if r.unknown > mostNamed {
		r.warn("%d unknown fields were ignored in all", r.unknown)
	}
	return ""
}

// member reads a name and its value.
func (r *reader) member(d *jsontext.Decoder) error {
	name, err := d.ReadToken()
	if err != nil {
		return err
	}
	field := r.fieldNamed(name.String())
	if field < 0 {
		r.unknownField(name.String())
	}
	v, err := readValue(d)
	if err == nil && field >= 0 {
		r.values[field] = v
	}
	return err
}

func (r *reader) unknownField(name string) {
	r.unknown++
	if r.unknown <= mostNamed {
		r.warn(unknownField+"%s was ignored", quoteName(name))
	}
}

// unknownField begins the warning of a field that is none.
const unknownField = "unknown field "

// UnknownFields says whether one of the warnings of a request is that of an unknown field.
func UnknownFields(warnings []string) bool {
	for _, w := range warnings {
		if strings.HasPrefix(w, unknownField) {
			return true
		}
	}
	return false
}

// quoteName quotes the name of a field: of one that looks like somebody's cookie, in the wrong place, its fingerprint.
func quoteName(name string) string { return quote(APIKey(name).Shown()) }

func (r *reader) fieldNamed(name string) int {
	for i := range r.fields {
		if r.fields[i].Name == name {
			return i
		}
	}
	return -1
}

// readValue reads a value to its end, token by token, so that nesting too deep is met before it is followed.
func readValue(d *jsontext.Decoder) (value, error) {
	outside := d.StackDepth()
	t, err := d.ReadToken()
	if err != nil {
		return value{}, err
	}
	v := value{kind: kindOf(t)}
	switch t.Kind() {
	case '"', '0', 't', 'f':
		v.text = t.String()
	}
	for d.StackDepth() > outside {
		if d.StackDepth() > maxDepth {
			return v, errTooDeep
		}
		if _, err := d.ReadToken(); err != nil {
			return v, err
		}
	}
	return v, nil
}

func kindOf(t jsontext.Token) kind {
	switch t.Kind() {
	case 'n':
		return kindNull
	case '"':
		return kindString
	case '0':
		return kindNumber
	case 't', 'f':
		return kindBool
	case '[':
		return kindArray
	}
	return kindObject
}

var (
	errTrailing = errors.New("something follows the object")
	errTooDeep  = fmt.Errorf("it nests deeper than %d levels", maxDepth)
)

// explain turns a decoder's error into a fault, without repeating any value that came. offset is where the decoder
// is in a body of size bytes.
func explain(err error, offset int64, size int) string {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		offset = syntax.ByteOffset
		err = syntax.Err
	}
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		return fmt.Sprintf("the body names a field twice, %s; give each once", quoteName(syntax.JSONPointer.LastToken()))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("the body must be one JSON object (it ends too early, after byte %d)", size)
	}
	return fmt.Sprintf("the body must be one JSON object (at byte %d: %s)", offset, reason(err))
}

// reason is what the decoder says, without the characters of a broken escape sequence: they may be a cookie's.
func reason(err error) string {
	said := err.Error()
	for _, broken := range []string{"invalid escape sequence", "invalid surrogate pair"} {
		if strings.HasPrefix(said, broken) {
			return broken + " in string"
		}
	}
	return said
}
