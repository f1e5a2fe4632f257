package schemas_test

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// JSON Schema ignores a keyword or a format that it does not know, so a slip in one would go unseen.
var (
	annotations = []string{"$schema", "$id", "$ref", "$defs", "title", "description", "default", "properties", "items"}
	formats     = []string{"uri", "date-time"}
)

func TestPublishedSchemas(t *testing.T) {
	for _, name := range proven(t) {
		t.Run(string(name), func(t *testing.T) {
			doc, id := document(t, name)
			if want := "https://linkup-emulator.dev/schemas/" + string(name) + ".schema.json"; id != want {
				t.Errorf("$id: got %s, want %s", id, want)
			}
			if want := "https://json-schema.org/draft/2020-12/schema"; doc["$schema"] != want {
				t.Errorf("$schema: got %v, want %s", doc["$schema"], want)
			}
			if doc["title"] == nil || doc["description"] == nil {
				t.Error("got no title or description, want both")
			}
			wellWritten(t, doc, "", name == schemas.Request || name == schemas.NetworkFile)
		})
	}
}

// wellWritten wants known keywords and formats, a description of each property, and objects that are closed unless open.
func wellWritten(t *testing.T, schema map[string]any, at string, open bool) {
	t.Helper()
	for keyword, value := range schema {
		if !slices.Contains(annotations, keyword) && !slices.Contains(assertions, keyword) {
			t.Errorf("%s: unknown keyword %s", at, keyword)
		}
		switch value := value.(type) {
		case map[string]any:
			if keyword == "items" {
				wellWritten(t, value, at+"/items", open)
				continue
			}
			for name, sub := range value {
				sub := sub.(map[string]any)
				if keyword == "properties" && !strings.Contains(at, "/anyOf") && sub["description"] == nil && sub["$ref"] == nil {
					t.Errorf("%s/%s: got no description, want one", at, name)
				}
				wellWritten(t, sub, at+"/"+name, open)
			}
		case []any:
			for _, sub := range value {
				if sub, ok := sub.(map[string]any); ok {
					wellWritten(t, sub, at+"/"+keyword, true)
				}
			}
		}
	}
	if schema["type"] == "object" && schema["additionalProperties"] != open {
		t.Errorf("%s: additionalProperties: got %v, want %v", at, schema["additionalProperties"], open)
	}
	if format, ok := schema["format"].(string); ok && !slices.Contains(formats, format) {
		t.Errorf("%s: unknown format %s", at, format)
	}
}

// A release of the library with another keyword is to be seen here, before a pass passes over it.
func TestEveryKeywordOfTheLibraryIsKnown(t *testing.T) {
	known := strings.Fields(`
		Format Always Ref Types Constant Enum AllOf AnyOf Required Properties AdditionalProperties MinItems MaxItems Items2020
		MinLength MaxLength Pattern Minimum Maximum
		RecursiveRef DynamicRef Not OneOf If MinProperties MaxProperties PropertyNames RegexProperties PatternProperties
		Dependencies DependentRequired DependentSchemas UnevaluatedProperties UniqueItems Items AdditionalItems PrefixItems Contains
		UnevaluatedItems ExclusiveMinimum ExclusiveMaximum MultipleOf Extensions
		Then Else MinContains MaxContains ContainsEval RecursiveAnchor DynamicAnchor
		Location Draft ContentEncoding ContentMediaType ContentSchema
		Title Description Default Comment ReadOnly WriteOnly Examples Deprecated`)
	schema := reflect.TypeFor[jsonschema.Schema]()
	for i := range schema.NumField() {
		if field := schema.Field(i); field.IsExported() && !slices.Contains(known, field.Name) {
			t.Errorf("got the unknown field %s of jsonschema.Schema, want it translated or left to the library", field.Name)
		}
	}
}

func TestReadmeListsTheSchemas(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []schemas.Name
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z-]+)\\.schema\\.json` \\|").FindAllSubmatch(text, -1) {
		listed = append(listed, schemas.Name(row[1]))
	}
	slices.Sort(listed)
	if want := defaultSet(t).Names(); !slices.Equal(listed, want) {
		t.Errorf("got %v, want %v", listed, want)
	}
}
