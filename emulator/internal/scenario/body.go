package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Apply sets the fields of one connection. A nil Set sets nothing.
func (s *Set) Apply(c *contract.Connection) {
	if s == nil {
		return
	}
	for field, value := range map[*string]string{&c.Name: s.Name, &c.JobTitle: s.JobTitle, &c.ProfilePicture: s.ProfilePicture} {
		if value != "" {
			*field = value
		}
	}
}

// Breach is the fields of a body that break the contract on purpose. A field that the body does not have, such as an
// entry past the end of a list, is none.
type Breach struct {
	Omit   []string        // left out
	Null   []string        // sent as null
	Retype map[string]Type // sent as another type
}

func (b Breach) empty() bool { return len(b.Omit)+len(b.Null)+len(b.Retype) == 0 }

// Apply is body, one JSON value, with the fields broken and everything else and its order as it was. The error is that
// of a body that is not JSON.
func (b Breach) Apply(body []byte) ([]byte, error) {
	if b.empty() {
		return body, nil
	}
	var out bytes.Buffer
	w := &breaker{
		rules: b.rules(),
		in:    jsontext.NewDecoder(bytes.NewReader(body)),
		out:   jsontext.NewEncoder(&out, jsontext.PreserveRawStrings(true)),
	}
	if err := w.value(nil); err != nil {
		return nil, fmt.Errorf("break the fields of a body: %w", err)
	}
	if _, err := w.in.ReadToken(); err != io.EOF {
		return nil, fmt.Errorf("break the fields of a body: want one JSON value and nothing after it")
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// rule is what becomes of a field.
type rule struct {
	path []segment
	as   Type // "" is left out, null is null
}

const (
	omitted Type = ""
	null    Type = "null"
)

func (b Breach) rules() []rule {
	var rules []rule
	for _, path := range b.Omit {
		rules = append(rules, rule{segments(path), omitted})
	}
	for _, path := range b.Null {
		rules = append(rules, rule{segments(path), null})
	}
	for path, as := range b.Retype {
		rules = append(rules, rule{segments(path), as})
	}
	return rules
}

// breaker copies a body, and breaks the fields that it has rules for.
type breaker struct {
	rules []rule
	in    *jsontext.Decoder
	out   *jsontext.Encoder
}

// of is the rule for the value at path.
func (w *breaker) of(path []segment) (rule, bool) {
	for _, r := range w.rules {
		if len(r.path) != len(path) {
			continue
		}
		same := true
		for i := range path {
			same = same && r.path[i].meets(path[i])
		}
		if same {
			return r, true
		}
	}
	return rule{}, false
}

// value copies the value at path, which no rule names.
func (w *breaker) value(path []segment) error {
	kind := w.in.PeekKind()
	if kind != '{' && kind != '[' {
		v, err := w.in.ReadValue()
		if err != nil {
			return err
		}
		return w.out.WriteValue(v)
	}
	if err := w.token(); err != nil {
		return err
	}
	for i := 0; ; i++ {
		switch w.in.PeekKind() {
		case '}', ']':
			return w.token()
		}
		if err := w.entry(path, kind, i); err != nil {
			return err
		}
	}
}

// token copies one token.
func (w *breaker) token() error {
	tok, err := w.in.ReadToken()
	if err != nil {
		return err
	}
	return w.out.WriteToken(tok)
}

// entry copies the entry i of the object or list at path, or what its rule makes of it.
func (w *breaker) entry(path []segment, kind jsontext.Kind, i int) error {
	child := append(path[:len(path):len(path)], segment{entry: i})
	var name jsontext.Token
	if kind == '{' {
		tok, err := w.in.ReadToken()
		if err != nil {
			return err
		}
		name = tok.Clone()
		child[len(path)] = segment{name: name.String()}
	}
	r, broken := w.of(child)
	if broken && r.as == omitted {
		return w.in.SkipValue()
	}
	if kind == '{' {
		if err := w.out.WriteToken(name); err != nil {
			return err
		}
	}
	if !broken {
		return w.value(child)
	}
	v, err := w.in.ReadValue()
	if err != nil {
		return err
	}
	return w.out.WriteValue(r.as.of(v))
}

// of is v as the type: its JSON text as a string, that text's length as a number, and itself in a list or an object.
func (t Type) of(v jsontext.Value) jsontext.Value {
	switch t {
	case String:
		text, err := json.Marshal(string(v))
		if err != nil {
			return jsontext.Value(`""`)
		}
		return text
	case Number:
		return fmt.Appendf(nil, "%d", len(v))
	case Boolean:
		return jsontext.Value("true")
	case Object:
		return fmt.Appendf(nil, `{"value":%s}`, v)
	case Array:
		return fmt.Appendf(nil, `[%s]`, v)
	}
	return jsontext.Value("null")
}

// Damage is what is sent of body, and the length that the headers announce. It leaves body alone.
func (a Action) Damage(body []byte) (sent []byte, length int) {
	if a.Malformed {
		body = malformed(body)
	}
	length = len(body)
	if a.Truncate != nil {
		body = body[:int(*a.Truncate*float64(length))]
	}
	return body, length
}

// malformed is body with its last character, the brace or bracket that closes it, turned into a comma: any reader of
// JSON gives up, none before the end.
func malformed(body []byte) []byte {
	if len(body) == 0 {
		return []byte("{")
	}
	body = bytes.Clone(body)
	body[len(body)-1] = ','
	return body
}

// Pieces are the pieces that body is sent in, each with the wait before it. They may be empty where body is short.
func (a Action) Pieces(body []byte) iter.Seq2[time.Duration, []byte] {
	return func(yield func(time.Duration, []byte) bool) {
		if len(a.Chunks) == 0 {
			yield(0, body)
			return
		}
		for i, wait := range a.Chunks {
			from, to := len(body)*i/len(a.Chunks), len(body)*(i+1)/len(a.Chunks)
			if !yield(wait, body[from:to]) {
				return
			}
		}
	}
}
