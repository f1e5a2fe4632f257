package schemas_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// The schemas published are a few: that the pass means what the library means by each keyword is proven on random ones.
func TestRandomSchemasAgree(t *testing.T) {
	passes := 0
	rapid.Check(t, func(t *rapid.T) {
		root := schemaOf(t, 3)
		root["$defs"] = map[string]any{"one": schemaOf(t, 2), "two": schemaOf(t, 1)}
		text, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		set, err := schemas.Compile(fstest.MapFS{"random.schema.json": {Data: text}})
		if err != nil && strings.Contains(err.Error(), "infinite loop") {
			t.Skip("refers to itself in place")
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		for range 20 {
			body := []byte(instance(t, 3))
			if err := agree(set, "random", body); err != nil {
				t.Fatalf("%v by %s", err, text)
			}
			if valid, sure, known := set.Pass("random", body); valid && sure && known {
				passes++
			}
		}
	})
	if passes == 0 {
		t.Error("got no body that a pass proves, want some: nothing was compared")
	}
}

// schemaOf is a random schema of some keywords, nested depth deep at most.
func schemaOf(t *rapid.T, depth int) map[string]any {
	s := map[string]any{}
	for range rapid.IntRange(0, 3).Draw(t, "keywords") {
		if depth > 0 && rapid.Bool().Draw(t, "deep") {
			addApplicator(t, s, depth)
		} else {
			addAssertion(t, s)
		}
	}
	return s
}

func addAssertion(t *rapid.T, s map[string]any) {
	types := []string{"null", "boolean", "integer", "number", "string", "array", "object"}
	small := rapid.IntRange(0, 3)
	switch rapid.IntRange(0, 11).Draw(t, "assertion") {
	case 0:
		s["type"] = rapid.SampledFrom(types).Draw(t, "type")
	case 1:
		s["type"] = rapid.SliceOfNDistinct(rapid.SampledFrom(types), 1, 4, rapid.ID).Draw(t, "types")
	case 2:
		s["const"] = json.RawMessage(rapid.SampledFrom(scalars[:len(scalars)-malformed]).Draw(t, "const"))
	case 3:
		one := json.RawMessage(rapid.SampledFrom([]string{`null`, `0`, `-1.0`, `1.5`, `1e30`, `[]`, `{"a":1}`}).Draw(t, "enum"))
		s["enum"] = []any{one, "é", true}
	case 4:
		s["minimum"] = rapid.SampledFrom([]any{-1, 0, 2, 1.5, json.Number("1e30"), json.Number("9223372036854775807")}).Draw(t, "min")
	case 5:
		s["maximum"] = rapid.SampledFrom([]any{-1, 0, 2, 2.5, json.Number("-9223372036854775808")}).Draw(t, "max")
	case 6:
		s["minLength"], s["maxItems"] = small.Draw(t, "minLength"), small.Draw(t, "maxItems")
	case 7:
		s["maxLength"], s["minItems"] = small.Draw(t, "maxLength"), small.Draw(t, "minItems")
	case 8:
		s["pattern"] = rapid.SampledFrom(patterns).Draw(t, "pattern")
	case 9:
		s["format"] = rapid.SampledFrom([]string{"uri", "date-time", "ipv4", "none-such"}).Draw(t, "format")
	case 10:
		s["required"] = rapid.SliceOfNDistinct(rapid.SampledFrom(fieldNames), 0, 2, rapid.ID).Draw(t, "required")
	case 11:
		s["uniqueItems"] = rapid.Bool().Draw(t, "unique")
	}
}

var fieldNames = []string{"a", "b", "é", `"&`}

func addApplicator(t *rapid.T, s map[string]any, depth int) {
	list := func() []any {
		var list []any
		for range rapid.IntRange(1, 3).Draw(t, "schemas") {
			list = append(list, schemaOf(t, depth-1))
		}
		return list
	}
	switch rapid.IntRange(0, 7).Draw(t, "applicator") {
	case 0:
		s["items"] = schemaOf(t, depth-1)
	case 1, 2:
		properties := map[string]any{}
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(fieldNames), 1, 3, rapid.ID).Draw(t, "properties") {
			properties[name] = schemaOf(t, depth-1)
		}
		s["properties"] = properties
	case 3:
		s["additionalProperties"] = rapid.SampledFrom([]any{false, true, schemaOf(t, depth-1)}).Draw(t, "additional")
	case 4:
		s["anyOf"] = list()
	case 5:
		s["allOf"] = list()
	case 6:
		s["$ref"] = rapid.SampledFrom([]string{"#/$defs/one", "#/$defs/two"}).Draw(t, "ref")
	case 7:
		s[rapid.SampledFrom([]string{"oneOf", "prefixItems"}).Draw(t, "left to the library")] = list()
	}
}

// scalars end with the malformed ones.
var scalars = []string{
	`null`, `true`, `false`, `0`, `-0`, `1`, `-1`, `2.0`, `1e0`, `10e-1`, `1.5`, `-1.5`, `3`, `1e18`, `1e30`, `9223372036854775807`,
	`9223372036854775808`, `-9223372036854775809`, `1.0000000000000000000000001`, `""`, `"a"`, `"abc"`, `"é"`, `"\u00e9"`, `"aéb\n"`,
	`"\ud83d\ude80"`, `"https://x/"`, `"https://x/%zz"`, `"ftp:x"`, `"2024-02-29T10:00:00Z"`, `"2026-02-28T10:00:00.5Z"`, `"1.2.3.4"`,
	`01`, `1.`, `"\ud800"`, `nul`, "\"\t\"", `1e401`,
}

const malformed = 6

// instance is the text of a random value, now and then of none.
func instance(t *rapid.T, depth int) string {
	shape := rapid.IntRange(0, 3).Draw(t, "shape")
	if depth == 0 || shape < 2 {
		last := len(scalars) - 1
		if rapid.IntRange(0, 30).Draw(t, "well-formed") > 0 {
			last -= malformed
		}
		return scalars[rapid.IntRange(0, last).Draw(t, "scalar")]
	}
	var parts []string
	for range rapid.IntRange(0, 3).Draw(t, "parts") {
		part := instance(t, depth-1)
		if shape == 3 {
			part = rapid.SampledFrom([]string{`"a"`, `"b"`, `"é"`, `"\"&"`, `"c"`, `"\u0061"`, `"d"`}).Draw(t, "name") + `: ` + part
		}
		parts = append(parts, part)
	}
	if shape == 3 {
		return "{" + strings.Join(parts, " ,") + "}"
	}
	return "[" + strings.Join(parts, ",\n") + "]"
}
