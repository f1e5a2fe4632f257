package schemas

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

const (
	// maxDepth is how deep arrays and objects may nest.
	maxDepth = 64
	// maxDigits is how many characters a number may have, and what its exponent may be. Exact arithmetic on a longer
	// one costs seconds, and beyond an exponent of a million the library cannot do it at all.
	maxDigits = 400
)

var (
	errDepth  = fmt.Errorf("arrays and objects nest deeper than %d", maxDepth)
	errDigits = fmt.Errorf("a number has more than %d characters, or an exponent beyond ±%d", maxDigits, maxDigits)
	errAfter  = errors.New("more follows after the JSON value")
)

// decode reads body as one strict JSON value: UTF-8, no duplicate keys, nothing after it.
func decode(body []byte) (any, error) {
	d := jsontext.NewDecoder(bytes.NewReader(body))
	v, err := decodeValue(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.ReadToken(); err == nil {
		return nil, errAfter
	} else if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("not strict JSON: %w", err)
	}
	return v, nil
}

func decodeValue(d *jsontext.Decoder) (any, error) {
	token, err := d.ReadToken()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("not strict JSON: %w", io.ErrUnexpectedEOF)
	}
	if err != nil {
		return nil, fmt.Errorf("not strict JSON: %w", err)
	}
	if d.StackDepth() > maxDepth {
		return nil, errDepth
	}
	switch token.Kind() {
	case '{':
		return decodeObject(d)
	case '[':
		return decodeArray(d)
	case '"':
		return token.String(), nil
	case '0':
		return json.Number(token.String()), nil
	case 't', 'f':
		return token.Bool(), nil
	default:
		return nil, nil
	}
}

func decodeObject(d *jsontext.Decoder) (any, error) {
	object := map[string]any{}
	for d.PeekKind() != '}' {
		name, err := decodeValue(d)
		if err != nil {
			return nil, err
		}
		value, err := decodeValue(d)
		if err != nil {
			return nil, err
		}
		object[name.(string)] = value // the decoder takes nothing else for a name
	}
	_, err := d.ReadToken()
	return object, err
}

func decodeArray(d *jsontext.Decoder) (any, error) {
	array := []any{}
	for d.PeekKind() != ']' {
		value, err := decodeValue(d)
		if err != nil {
			return nil, err
		}
		array = append(array, value)
	}
	_, err := d.ReadToken()
	return array, err
}

// plain says whether the library can judge v, which is at the JSON pointer at: the library panics on a number that is
// none, and takes seconds over a huge one.
func plain(v any, at string, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("%s: %w", location(at), errDepth)
	}
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if err := plain(value, at+"/"+name, depth+1); err != nil {
				return err
			}
		}
	case []any:
		for i, value := range v {
			if err := plain(value, at+"/"+strconv.Itoa(i), depth+1); err != nil {
				return err
			}
		}
	case json.Number:
		if !jsontext.Value(v).IsValid() {
			return fmt.Errorf("%s: %s is not a number of JSON", location(at), v)
		}
		if outsized(string(v)) {
			return fmt.Errorf("%s: %w", location(at), errDigits)
		}
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s: %v is not a number of JSON", location(at), v)
		}
	}
	return nil
}

// outsized says whether the JSON number in text is beyond maxDigits.
func outsized(text string) bool {
	if len(text) > maxDigits {
		return true
	}
	e := strings.IndexAny(text, "eE")
	if e < 0 {
		return false
	}
	n, err := strconv.Atoi(text[e+1:])
	return err != nil || n < -maxDigits || n > maxDigits
}
