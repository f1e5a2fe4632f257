package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// complaints are what the schema says, put into words.
type complaints struct {
	*published
	*source
	found []Fault
	minor []Fault // no news where the value itself, or something in it, is wrong in another way
}

// collect walks to the complaints that have no deeper cause. anyOf is one: its causes are the choices.
func (c *complaints) collect(e *jsonschema.ValidationError) {
	if len(e.Causes) == 0 || strings.HasSuffix(e.KeywordLocation, "/anyOf") {
		c.say(&breach{complaints: c, error: e, at: c.keys(e.InstanceLocation), path: splitPointer(e.KeywordLocation)})
		return
	}
	for _, cause := range e.Causes {
		c.collect(cause)
	}
}

func (c *complaints) faults() []Fault {
	found, wrong := c.found, touched(c.found)
	for _, minor := range c.minor {
		if !wrong[minor.Path] {
			found = append(found, minor)
		}
	}
	return found
}

// breach is one complaint of the schema.
type breach struct {
	*complaints
	error *jsonschema.ValidationError
	at    keys     // the value complained of
	path  []string // the keywords on the way, the last one the one that complains
}

func (c *complaints) say(b *breach) {
	keyword, schema := b.path[len(b.path)-1], c.schemaAt(b.error.AbsoluteKeywordLocation)
	if b.error.Message == "not allowed" {
		c.found = append(c.found, c.keyFault(b.at, "%s does not go with %s", b.at.label(), b.beside()))
		return
	}
	switch keyword {
	case "additionalProperties":
		b.unknownKeys(schema)
	case "required":
		b.missingKeys(schema)
	case "anyOf":
		c.minor = append(c.minor, c.fault(b.at, "%s says nothing to do, want one of %s", title(schema, b.at), lint.OneOf(choices(schema))))
	case "enum":
		b.enum(schema)
	default:
		c.found = append(c.found, c.fault(b.at, "%s", b.words(keyword, schema)))
	}
}

// beside is the key that forbids the value: the X of the last dependentSchemas/X on the way to the complaint.
func (b *breach) beside() string {
	for i := len(b.path) - 2; i >= 0; i-- {
		if b.path[i] == "dependentSchemas" {
			return b.path[i+1]
		}
	}
	return ""
}

func (b *breach) unknownKeys(schema map[string]any) {
	object, _ := b.get(b.at).(map[string]any)
	properties, _ := schema["properties"].(map[string]any)
	known := words(properties)
	for key := range object {
		if slices.Contains(known, key) {
			continue
		}
		what := "key of " + title(schema, b.at)
		if title(schema, b.at) == "step" {
			what = "action"
		}
		at := b.at.with(key)
		b.found = append(b.found, b.unknown(b.source.at(at).key, at, what, key, known))
	}
}

func (b *breach) missingKeys(schema map[string]any) {
	object, _ := b.get(b.at).(map[string]any)
	required, _ := schema["required"].([]any)
	for _, key := range required {
		if _, ok := object[fmt.Sprint(key)]; !ok {
			b.found = append(b.found, b.fault(b.at, "%s has no %v, want one", title(schema, b.at), key))
		}
	}
}

// words says what the value is and what schema wants by keyword.
func (b *breach) words(keyword string, schema map[string]any) string {
	is := b.at.label() + " is " + b.value()
	switch keyword {
	case "type":
		return is + ", want " + b.types(schema) + b.hint(schema)
	case "const":
		return fmt.Sprintf("%s, want %v, or leave it out", is, schema["const"])
	case "pattern":
		return is + ", want a " + title(schema, b.at)
	case "minimum":
		return is + ", want at least " + bound(schema["minimum"])
	case "maximum":
		return is + ", want at most " + bound(schema["maximum"])
	case "exclusiveMinimum":
		return is + ", want more than " + bound(schema["exclusiveMinimum"])
	case "exclusiveMaximum":
		return is + ", want less than " + bound(schema["exclusiveMaximum"])
	}
	return b.sizes(keyword, schema)
}

// value is the value in a few words: of a login_token or an api_key, which may be somebody's real one, only its length.
func (b *breach) value() string {
	v := b.get(b.at)
	if label := b.at.label(); v != nil && (label == "login_token" || label == "api_key") {
		return fmt.Sprintf("a value of %d characters", len([]rune(fmt.Sprint(v))))
	}
	return describe(v)
}

func (b *breach) sizes(keyword string, schema map[string]any) string {
	label := b.at.label()
	switch keyword {
	case "minItems", "minProperties":
		return fmt.Sprintf("%s has %d entries, want at least %s", label, b.entries(), bound(schema[keyword]))
	case "maxItems", "maxProperties":
		return fmt.Sprintf("%s has %d entries, want at most %s", label, b.entries(), bound(schema[keyword]))
	case "maxLength":
		return fmt.Sprintf("%s is %s, longer than the %s characters allowed", label, b.value(), bound(schema[keyword]))
	case "uniqueItems":
		return label + " names something twice, want each once"
	}
	if n := len(b.path); n > 2 && b.path[n-3] == "dependentRequired" {
		return fmt.Sprintf("%s needs %s beside it", b.path[n-2], b.needed())
	}
	return label + ": " + b.error.Message
}

// needed is the key that dependentRequired/X/N asks for.
func (b *breach) needed() string {
	at := b.error.AbsoluteKeywordLocation
	parent := b.schemaAt(at[:strings.LastIndex(at, "/dependentRequired/")] + "/dependentRequired")
	required, _ := parent["dependentRequired"].(map[string]any)
	names, _ := required[b.path[len(b.path)-2]].([]any)
	i, err := strconv.Atoi(b.path[len(b.path)-1])
	if err != nil || i >= len(names) {
		return "more"
	}
	return fmt.Sprint(names[i])
}

func (b *breach) enum(schema map[string]any) {
	values, _ := schema["enum"].([]any)
	known := make([]string, len(values))
	for i, v := range values {
		known[i] = fmt.Sprint(v)
	}
	value, ok := b.get(b.at).(string)
	if beside := b.beside(); beside != "" {
		b.minor = append(b.minor, b.fault(b.at, "%s %s does not go with %s, want %s", b.at.label(), describe(b.get(b.at)), beside, lint.OneOf(known)))
		return
	}
	if !ok {
		b.found = append(b.found, b.fault(b.at, "%s is %s, want %s", b.at.label(), describe(b.get(b.at)), lint.OneOf(known)))
		return
	}
	b.found = append(b.found, b.unknown(b.source.at(b.at).value, b.at, title(schema, b.at), value, known))
}

// entries is how many entries the value has.
func (b *breach) entries() int {
	switch v := b.get(b.at).(type) {
	case []any:
		return len(v)
	case map[string]any:
		return len(v)
	}
	return 0
}

// types are what the schema's type keyword wants; text by its own name where the schema has one for it.
func (b *breach) types(schema map[string]any) string {
	several, ok := schema["type"].([]any)
	if !ok {
		return typeName(schema["type"])
	}
	names := make([]string, len(several))
	for i, name := range several {
		names[i] = typeName(name)
		if then, ok := schema["then"].(map[string]any); ok && name == "string" {
			pointer, _ := then["$ref"].(string)
			names[i] = "a " + title(b.schemaAt(pointer+"/title"), b.at)
		}
	}
	return lint.OneOf(names)
}

// hint helps with what YAML takes for another type than was meant.
func (b *breach) hint(schema map[string]any) string {
	switch b.get(b.at).(type) {
	case bool, int64, float64:
		if schema["type"] == "string" {
			return ": put it in quotes"
		}
	case nil:
		if schema["type"] == "object" && schema["required"] == nil && schema["anyOf"] == nil {
			return ": {} where there is nothing to say"
		}
	}
	return ""
}

// keys is the way to the value at a JSON pointer: indices where lists are.
func (c *complaints) keys(pointer string) keys {
	var at keys
	for _, key := range splitPointer(pointer) {
		if _, ok := c.get(at).([]any); ok {
			if i, err := strconv.Atoi(key); err == nil {
				at = at.with(i)
				continue
			}
		}
		at = at.with(key)
	}
	return at
}

// choices are the keys of which an anyOf wants one.
func choices(schema map[string]any) []string {
	var keys []string
	options, _ := schema["anyOf"].([]any)
	for _, option := range options {
		o, _ := option.(map[string]any)
		required, _ := o["required"].([]any)
		for _, key := range required {
			keys = append(keys, fmt.Sprint(key))
		}
	}
	return keys
}
