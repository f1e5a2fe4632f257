package journal

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Redacted is a body as the journal keeps it: one JSON value without a secret, or nothing. Only the functions of this
// package make one of a body that came.
type Redacted []byte

// Plain is a body of our own that has no secret, as it is: one JSON value.
func Plain(body []byte) Redacted { return body }

// fit is r, or its description where it is too long to be kept.
func (r Redacted) fit() Redacted {
	if len(r) > MaxBody {
		return described(nil, fmt.Sprintf("a body of %d bytes, of which none are kept: the most is %d", len(r), MaxBody))
	}
	return r
}

// unknown is a body of size bytes of which nothing is told but that.
func unknown(dst []byte, size int) Redacted {
	if size == 0 {
		return nil
	}
	return described(dst, fmt.Sprintf("a body of %d bytes that is no JSON object", size))
}

// The bounds of a foreign body that is shown, so that it is JSON to every reader, also within an entry.
const (
	deepest       = 32
	longestNumber = 100 // characters
)

// Foreign is a body without secrets that somebody else has written, such as who wrote a scenario: as it is where it is
// strict JSON, else described.
func Foreign(body []byte) Redacted {
	if len(body) > MaxBody {
		return Redacted(body).fit()
	}
	d := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(d)
	d.Reset(bytes.NewReader(body))
	for whole := false; ; whole = true {
		token, err := d.ReadToken()
		switch {
		case err == io.EOF && whole:
			return body
		case err != nil || d.StackDepth() > deepest || token.Kind() == '0' && len(token.String()) > longestNumber:
			return unknown(nil, len(body))
		case d.StackDepth() == 0 && len(bytes.TrimLeft(body[d.InputOffset():], " \t\r\n")) > 0:
			return unknown(nil, len(body))
		}
	}
}

func described(dst []byte, as string) []byte {
	dst, _ = jsontext.AppendQuote(dst[:0], as) // ASCII
	return dst
}

// Object appends to dst[:0] the body of an exchange, whose fields are those of its route: what the contract knows to be no
// secret as it came, secrets as fingerprints, and everything else as the type and size that it has. The names of other
// fields are shown where they look like names. A body that is no JSON object is described.
func Object(dst, body []byte, fields []contract.Field) Redacted {
	if len(body) > MaxBody {
		return Redacted(body).fit()
	}
	d := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(d)
	d.Reset(bytes.NewReader(body))
	out, ok := redactObject(dst[:0], d, fields)
	if !ok || len(bytes.TrimLeft(body[d.InputOffset():], " \t\r\n")) > 0 {
		return unknown(dst, len(body))
	}
	return out
}

// Answer is Object of a body that a login was answered with.
func Answer(dst, body []byte) Redacted { return Object(dst, body, answerFields) }

var answerFields = []contract.Field{
	{Name: "status", Values: []string{contract.StatusSuccess, contract.StatusError}},
	{Name: "message", Values: []string{contract.MessageLoggedIn, contract.MessageCodeSent}},
}

var decoders = sync.Pool{New: func() any { return new(jsontext.Decoder) }}

func redactObject(dst []byte, d *jsontext.Decoder, fields []contract.Field) ([]byte, bool) {
	if d.PeekKind() != '{' {
		return nil, false
	}
	if _, err := d.ReadToken(); err != nil {
		return nil, false
	}
	dst = append(dst, '{')
	for first := true; d.PeekKind() == '"'; first = false {
		if !first {
			dst = append(dst, ',')
		}
		name, err := d.ReadValue()
		if err != nil {
			return nil, false
		}
		m := memberOf(name, fields)
		dst = append(appendName(dst, name), ':')
		value, err := d.ReadValue()
		if err != nil {
			return nil, false
		}
		dst = m.append(dst, value)
	}
	_, err := d.ReadToken()
	return append(dst, '}'), err == nil
}

// member is what is known of a field by its name. The zero member is of a name that is not known.
type member struct {
	field       *contract.Field     // of the route
	fingerprint func(string) string // of a secret
}

func memberOf(quoted jsontext.Value, fields []contract.Field) (m member) {
	var room [64]byte
	name := unquoted(room[:0], quoted)
	m.fingerprint = fingerprints[string(name)]
	for i := range fields {
		if fields[i].Name == string(name) {
			m.field = &fields[i]
		}
	}
	return m
}

// unquoted is what a JSON string says, in dst or in the string itself.
func unquoted(dst []byte, quoted jsontext.Value) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	dst, _ = jsontext.AppendUnquote(dst, quoted) // the decoder has read it, so it is one
	return dst
}

// fingerprints are what is shown of the fields that are secrets, whatever their route.
var fingerprints = map[string]func(string) string{
	"login_token": func(s string) string { return contract.Cookie(s).Fingerprint() },
	"email":       func(s string) string { return contract.Email(s).Fingerprint() },
	"password":    func(s string) string { return guarded("password:", s) },
	"code":        func(s string) string { return guarded("code:", s) },
}

// appendName appends the name of a field: as it is where it looks like one.
func appendName(dst []byte, quoted jsontext.Value) []byte {
	if nameable(quoted[1 : len(quoted)-1]) {
		return append(dst, quoted...)
	}
	var room [64]byte
	name := unquoted(room[:0], quoted)
	if !nameable(name) {
		name = fmt.Appendf(nil, "a name of %d bytes", len(name))
	}
	dst, _ = jsontext.AppendQuote(dst, name)
	return dst
}

// longestName is how long a field's name is that is shown: no cookie is so short.
const longestName = 24

func nameable(name []byte) bool {
	if len(name) == 0 || len(name) > longestName {
		return false
	}
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}

// append appends the value of the field, as much of it as may be shown.
func (m member) append(dst []byte, value jsontext.Value) []byte {
	switch {
	case value.Kind() == 'n':
		return append(dst, value...)
	case m.fingerprint != nil:
		dst, _ = jsontext.AppendQuote(dst, m.fingerprint(string(text(value))))
		return dst
	case m.field != nil && known(m.field, value):
		return append(dst, value...)
	}
	dst, _ = jsontext.AppendQuote(dst, kindOf(value))
	return dst
}

// text is what a value says: of a string its characters, of any other how it is written.
func text(value jsontext.Value) []byte {
	if value.Kind() == '"' {
		return unquoted(nil, value)
	}
	return value
}

// known says that value is what the contract allows in the field: a number in a field of numbers, a word where words are
// listed.
func known(f *contract.Field, value jsontext.Value) bool {
	switch value.Kind() {
	case '0':
		return f.Type == "integer" && len(value) <= longestName
	case '"':
		word := text(value)
		return slices.ContainsFunc(f.Values, func(allowed string) bool { return allowed == string(word) })
	}
	return false
}

// kindOf is what is said of a value that is not shown.
func kindOf(value jsontext.Value) string {
	switch value.Kind() {
	case '"':
		return fmt.Sprintf("a string of %d bytes", len(text(value)))
	case '0':
		return "a number"
	case 't', 'f':
		return "a boolean"
	case '[':
		return "an array"
	}
	return "an object"
}

// guard is the key of guarded, of this process.
var guard = sync.OnceValue(func() []byte {
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails: crypto/rand
	return key
})

// guarded is a fingerprint of what is so short that it could be found by trying them all: it means nothing in another
// process.
func guarded(prefix, secret string) string {
	mac := hmac.New(sha256.New, guard())
	mac.Write([]byte(prefix + secret))
	return prefix + hex.EncodeToString(mac.Sum(nil)[:3])
}
