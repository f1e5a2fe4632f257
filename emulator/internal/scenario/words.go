package scenario

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// title is what a schema calls the value at k, or the value's own key.
func title(schema map[string]any, k keys) string {
	if title, ok := schema["title"].(string); ok {
		return title
	}
	for i := len(k) - 1; i >= 0; i-- {
		if name, ok := k[i].(string); ok {
			return name
		}
	}
	return "scenario"
}

// words are the keys of an object, in order.
func words[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// describe is a value of a scenario in a few words.
func describe(v any) string {
	switch v := v.(type) {
	case nil:
		return "empty"
	case string:
		return lint.Quote(v)
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	return fmt.Sprint(v)
}

// typeName is a JSON type in a word or two.
func typeName(v any) string {
	return map[any]string{
		"string": "text", "integer": "an integer", "number": "a number", "boolean": "true or false",
		"array": "a list", "object": "an object",
	}[v]
}

// bound is a limit of the schema: numbers as people write them.
func bound(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}
