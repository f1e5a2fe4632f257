package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// rules is as much of the published schema as it takes to say in a person's words where a configuration breaks it. The
// verdict is the schema's own: these words are sought only for a file that it has refused.
type rules struct {
	Type       string           `json:"type"`
	Properties map[string]rules `json:"properties"`
	Required   []string         `json:"required"`
	Items      *rules           `json:"items"`
	Enum       []string         `json:"enum"`
	Pattern    string           `json:"pattern"`
	Minimum    *int64           `json:"minimum"`
	Maximum    *int64           `json:"maximum"`
}

// configRules reads the rules from the schema that is published, so that they cannot differ.
var configRules = sync.OnceValues(func() (rules, error) {
	var r rules
	text, err := schemas.FS.ReadFile(string(schemas.Config) + ".schema.json")
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil {
		return rules{}, fmt.Errorf("read the schema of the configuration: %w", err)
	}
	return r, nil
})

// explain is what is wrong with v, which stands at pointer and is to keep r.
func explain(r rules, v any, pointer string) []fault {
	switch {
	case r.Type == "object":
		if object, ok := v.(map[string]any); ok {
			return explainObject(r, object, pointer)
		}
	case r.Type == "array":
		if list, ok := v.([]any); ok {
			return explainList(*r.Items, list, pointer)
		}
	case r.holds(v):
		return nil
	}
	return []fault{{pointer, label(pointer) + "got " + r.shown(v, pointer) + ", want " + r.wanted()}}
}

func explainObject(r rules, object map[string]any, pointer string) []fault {
	var faults []fault
	names := slices.Sorted(maps.Keys(r.Properties))
	for name, value := range object {
		at := pointer + "/" + escape(name)
		if rule, known := r.Properties[name]; known {
			faults = append(faults, explain(rule, value, at)...)
			continue
		}
		faults = append(faults, fault{nameOf(at), label(pointer) + unknown(name, names, pointer == "")})
	}
	for _, name := range r.Required {
		if _, there := object[name]; !there {
			faults = append(faults, fault{pointer, label(pointer) + name + " is missing"})
		}
	}
	return faults
}

func explainList(item rules, list []any, pointer string) []fault {
	var faults []fault
	for i, value := range list {
		faults = append(faults, explain(item, value, pointer+"/"+strconv.Itoa(i))...)
	}
	return faults
}

// holds says whether the scalar v keeps r.
func (r rules) holds(v any) bool {
	if r.Enum != nil {
		s, isString := v.(string)
		return isString && slices.Contains(r.Enum, s)
	}
	switch r.Type {
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "integer":
		number, isNumber := v.(json.Number)
		n, err := strconv.ParseInt(string(number), 10, 64)
		return isNumber && err == nil && (r.Minimum == nil || n >= *r.Minimum) && (r.Maximum == nil || n <= *r.Maximum)
	default:
		s, ok := v.(string)
		return ok && (r.Pattern == "" || regexp.MustCompile(r.Pattern).MatchString(s)) // which compiles: the schema did
	}
}

// wanted is what r allows.
func (r rules) wanted() string {
	switch {
	case r.Enum != nil:
		return alternatives(r.Enum)
	case r.Type == "boolean":
		return "true or false"
	case r.Type == "integer" && r.Minimum != nil && r.Maximum != nil:
		return fmt.Sprintf("a whole number from %d to %d", *r.Minimum, *r.Maximum)
	case r.Type == "integer":
		return "a whole number"
	case r.Type == "array":
		return "a list"
	case r.Type == "object":
		return "a mapping with " + alternatives(slices.Sorted(maps.Keys(r.Properties)))
	case strings.HasPrefix(r.Pattern, "^"):
		return "a string that matches " + r.Pattern
	default:
		return "a string that is not blank"
	}
}

// shown is the value v as a message may say it: its kind alone where it is, or may be meant as, a key, a cookie or a token.
func (r rules) shown(v any, pointer string) string {
	secret := strings.HasSuffix(pointer, "/key") || strings.HasSuffix(pointer, "/login_token") || pointer == "/control_token"
	switch v := v.(type) {
	case nil:
		return "nothing"
	case map[string]any:
		return "a mapping"
	case []any:
		return "a list"
	case string:
		if strings.TrimSpace(v) == "" {
			return "a blank string"
		}
		if secret || r.Type == "object" || r.Type == "array" {
			return "a string"
		}
		return strconv.Quote(v)
	case json.Number:
		if secret {
			return "a number; put it in quotes"
		}
		if r.Type == "object" || r.Type == "array" {
			return "a number"
		}
	}
	return fmt.Sprint(v)
}

// unknown says that name is none of names. Within a list it may be a key that stands at the wrong place, and is shown
// only where it is clearly meant as one of the names.
func unknown(name string, names []string, show bool) string {
	near, ok := lint.Nearest(name, names)
	switch {
	case ok:
		return fmt.Sprintf("unknown name %q, did you mean %q?", name, near)
	case show:
		return fmt.Sprintf("unknown name %q, want %s", name, alternatives(names))
	default:
		return "unknown name, want " + alternatives(names)
	}
}

// label is a JSON pointer as a message begins with it, accounts[0].key for /accounts/0/key, and nothing for the root.
func label(pointer string) string {
	if pointer == "" {
		return ""
	}
	var b strings.Builder
	for i, part := range strings.Split(pointer[1:], "/") {
		switch _, err := strconv.Atoi(part); {
		case err == nil:
			fmt.Fprintf(&b, "[%s]", part)
		case i > 0:
			b.WriteString("." + part)
		default:
			b.WriteString(part)
		}
	}
	return b.String() + ": "
}
