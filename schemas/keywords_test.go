package schemas_test

import (
	"testing"
	"testing/fstest"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Each keyword at its edges, where neither the published schemas nor chance may lead.
func TestKeywords(t *testing.T) {
	const self = `{"properties":{"a":{"$ref":"#"},"n":{"type":"integer"}},"additionalProperties":false}`
	const either = `{"type":"object","anyOf":[{"required":["a"],"properties":{"a":{"items":{"type":"integer"}}}},{"required":["b"]}]}`
	tests := []struct {
		name, schema, body string
		want               bool
	}{
		{"integer of any size", `{"type":"integer"}`, `1e30`, true},
		{"fraction of any size", `{"type":"integer"}`, `1000000000000000000000.5`, false},
		{"number takes both", `{"type":["number","null"]}`, `1.5`, true},
		{"number is no text", `{"type":["number","null"]}`, `"1.5"`, false},
		{"minimum, at it", `{"minimum":-3}`, `-3.0`, true},
		{"minimum, below it", `{"minimum":-3}`, `-3.0000000000000000000001`, false},
		{"minimum, far below it", `{"minimum":-3}`, `-1e30`, false},
		{"minimum, far above it", `{"minimum":-3}`, `1e30`, true},
		{"minimum with a fraction", `{"minimum":1.5}`, `2`, true},
		{"maximum, at it", `{"maximum":3}`, `3`, true},
		{"maximum, above it", `{"maximum":3}`, `3.0000000000000000000001`, false},
		{"maximum, far above it", `{"maximum":3}`, `1e30`, false},
		{"maximum, far below it", `{"maximum":3}`, `-1e30`, true},
		{"maximum with a fraction", `{"maximum":2.5}`, `3`, false},
		{"maximum that fits no word", `{"maximum":1e30}`, `1e29`, true},
		{"maximum of what is no number", `{"maximum":3}`, `"9"`, true},
		{"const of 0, a great number", `{"const":0}`, `1e30`, false},
		{"const of 0, 0 in other words", `{"const":0}`, `-0.0e5`, true},
		{"const of 0, false", `{"const":0}`, `false`, false},
		{"const of false, true", `{"const":false}`, `true`, false},
		{"const of null", `{"const":null}`, `null`, true},
		{"const, an object", `{"const":"a"}`, `{}`, false},
		{"const that is an object", `{"const":{"a":[1]}}`, `{"a":[1.0]}`, true},
		{"enum and const", `{"const":1,"enum":[1,2]}`, `2`, false},
		{"enum with escapes", `{"enum":["é/"]}`, `"\u00e9\/"`, true},
		{"minLength in runes", `{"minLength":2}`, `"é"`, false},
		{"maxLength in runes", `{"maxLength":2}`, `"éé"`, true},
		{"maxLength, above it", `{"maxLength":2}`, `"ééé"`, false},
		{"pattern and escapes", `{"pattern":"^a/b$"}`, `"\u0061\/b"`, true},
		{"pattern of so many, one more", `{"pattern":"^[0-9]{3}x$"}`, `"1234x"`, false},
		{"pattern of so many, as many", `{"pattern":"^[0-9]{3}x$"}`, `"123x"`, true},
		{"pattern of so many, one more beyond ASCII", `{"pattern":"^[à-ü]{2}x$"}`, `"éééx"`, false},
		{"pattern of at least so many", `{"pattern":"^[0-9]{3,}x$"}`, `"12x"`, false},
		{"pattern left to regexp", `{"pattern":"^(ab|cd)$"}`, `"cd"`, true},
		{"pattern that a URI needn't have", `{"format":"uri","pattern":"^https://x/[^ ]+$"}`, `"https://x/%zz"`, false},
		{"pattern that only a URI has", `{"format":"uri","pattern":"^https://x/[a-z]+$"}`, `"https://x/z"`, true},
		{"format uri of another scheme", `{"format":"uri"}`, `"mailto:a@b"`, true},
		{"format uri, relative", `{"format":"uri"}`, `"/a"`, false},
		{"format date-time with an offset", `{"format":"date-time"}`, `"2024-02-29T23:59:60-00:00"`, true},
		{"format date-time, a day too many", `{"format":"date-time"}`, `"2026-02-29T00:00:00Z"`, false},
		{"format without a plain shape", `{"format":"ipv4"}`, `"1.2.3.4"`, true},
		{"format without a plain shape, broken", `{"format":"ipv4"}`, `"1.2.3"`, false},
		{"format of what is no text", `{"format":"ipv4"}`, `5`, true},
		{"minItems, none", `{"minItems":1}`, `[]`, false},
		{"minItems, too few", `{"minItems":3}`, `[1,[2]]`, false},
		{"minItems, enough", `{"minItems":2}`, `[1,[2]]`, true},
		{"maxItems, none", `{"maxItems":0}`, `[ ]`, true},
		{"maxItems, too many", `{"maxItems":1}`, `[1,2]`, false},
		{"items, the last one", `{"items":{"type":"integer"}}`, `[1,2,null]`, false},
		{"uniqueItems", `{"uniqueItems":true}`, `[1,1.0]`, false},
		{"prefixItems", `{"prefixItems":[{"type":"null"}]}`, `[1]`, false},
		{"oneOf, two", `{"oneOf":[{"type":"integer"},{"minimum":0}]}`, `1`, false},
		{"not", `{"not":{"type":"integer"}}`, `1`, false},
		{"if", `{"if":{"type":"integer"},"then":{"minimum":1}}`, `0`, false},
		{"contains", `{"contains":{"type":"integer"}}`, `["a"]`, false},
		{"minProperties", `{"minProperties":1}`, `{}`, false},
		{"propertyNames", `{"propertyNames":{"maxLength":1}}`, `{"ab":1}`, false},
		{"patternProperties", `{"patternProperties":{"^a":{"type":"null"}}}`, `{"ab":1}`, false},
		{"dependentRequired", `{"dependentRequired":{"a":["b"]}}`, `{"a":1}`, false},
		{"exclusiveMinimum", `{"exclusiveMinimum":1}`, `1`, false},
		{"multipleOf", `{"multipleOf":2}`, `3`, false},
		{"required, none at all", `{"required":["a"],"properties":{"a":true}}`, `{}`, false},
		{"required, another", `{"required":["a"],"properties":{"a":true,"b":true}}`, `{"b":1}`, false},
		{"required that is not described", `{"required":["a"]}`, `{"b":1}`, false},
		{"required that is not described, there", `{"required":["a"]}`, `{"a":1}`, true},
		{"never", `{"properties":{"a":false}}`, `{"a":1}`, false},
		{"always", `{"properties":{"a":true}}`, `{"a":1}`, true},
		{"additionalProperties that have a schema", `{"additionalProperties":{"type":"null"}}`, `{"a":null,"b":1}`, false},
		{"the same field twice, unknown", `{}`, `{"a":1,"b":{"a":2},"a":3}`, false},
		{"the same field twice, known", `{"properties":{"a":true}}`, `{"a":1,"\u0061":2}`, false},
		{"the same field in two objects", `{}`, `[{"a":1},{"a":{"a":1}}]`, true},
		{"the same field after an object with it", `{}`, `{"b":{"a":1},"a":1}`, true},
		{"a reference to itself", self, `{"a":{"a":{"n":1}}}`, true},
		{"a reference to itself, deep down", self, `{"a":{"a":{"n":"1"}}}`, false},
		{"a reference with more beside it", `{"$defs":{"i":{"type":"integer"}},"$ref":"#/$defs/i","minimum":1}`, `0`, false},
		{"a reference with a type beside it", `{"$defs":{"i":{"minimum":1}},"$ref":"#/$defs/i","type":"integer"}`, `"a"`, false},
		{"a reference with a const beside it", `{"$defs":{"i":{"minimum":1}},"$ref":"#/$defs/i","const":2}`, `3`, false},
		{"a reference with an anyOf beside it", `{"$defs":{"i":{"minimum":1}},"$ref":"#/$defs/i","anyOf":[{"const":2}]}`, `3`, false},
		{"allOf of an array, the second", `{"allOf":[{"minItems":1},{"maxItems":1}]}`, `[1,2]`, false},
		{"allOf of an array, what follows", `{"items":{"allOf":[{"minItems":1},{"maxItems":1}]}}`, `[[1],[2]]`, true},
		{"anyOf of an object, the first", either, `{"a":[1]}`, true},
		{"anyOf of an object, the second", either, `{"a":[[[["x"]]]],"b":1}`, true},
		{"anyOf of an object, neither", either, `{"a":["x"]}`, false},
		{"anyOf of an object, not of its kind", either, `[]`, false},
		{"a field twice where only an anyOf looks", `{"anyOf":[{"type":"object"}]}`, `{"a":1,"a":1}`, false},
		{"anyOf of a text", `{"anyOf":[{"const":"a"},{"minLength":3}]}`, `"ab"`, false},
		{"control character for a quote", `{}`, "[\"a\t]", false},
		{"bad UTF-8 among the good", `{}`, "[\"é\xffabcdefgh\"]", false},
		{"bad UTF-8 in the last bytes", `{}`, "[\"abcdefgh\xff\"]", false},
		{"a lone surrogate", `{}`, `["\ud800"]`, false},
		{"numbers as texts are", `{}`, `[-]`, false},
		{"a point without digits", `{}`, `[1.]`, false},
		{"a number of 19 digits", `{"maximum":1000000000000000000}`, `9999999999999999999`, false},
		{"a number of 20 digits", `{"minimum":1}`, `18446744073709551616`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			set, err := schemas.Compile(fstest.MapFS{"it.schema.json": {Data: []byte(tt.schema)}})
			if err != nil {
				t.Fatalf("got %v, want no error", err)
			}
			if err := agree(set, "it", []byte(tt.body)); err != nil {
				t.Error(err)
			}
			if err := set.Check("it", []byte(tt.body)); (err == nil) != tt.want {
				t.Errorf("got %v, want valid %v", err, tt.want)
			}
		})
	}
}
