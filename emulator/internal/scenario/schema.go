package scenario

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

const schemaFile = "scenario.schema.json"

// published is the schema of a scenario: compiled, and as the tree that messages take their words from.
type published struct {
	compiled *jsonschema.Schema
	tree     any
}

var publishedSchema = sync.OnceValues(func() (*published, error) {
	text, err := schemas.FS.ReadFile(schemaFile)
	if err != nil {
		return nil, fmt.Errorf("read the schema of scenarios: %w", err)
	}
	p := &published{}
	var named struct {
		ID string `json:"$id"`
	}
	if err := errors.Join(json.Unmarshal(text, &p.tree), json.Unmarshal(text, &named)); err != nil {
		return nil, fmt.Errorf("read %s: %w", schemaFile, err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	// By its $id: a file's name the library makes a path, and so asks for the working directory, which may be gone.
	if err := compiler.AddResource(named.ID, bytes.NewReader(text)); err != nil {
		return nil, fmt.Errorf("read %s: %w", schemaFile, err)
	}
	p.compiled, err = compiler.Compile(named.ID)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", schemaFile, err)
	}
	return p, nil
})

// check is what the schema says against s, in words for whoever wrote it.
func (p *published) check(s *source) []Fault {
	err := p.compiled.Validate(s.tree)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []Fault{s.fault(nil, "%v", err)}
	}
	c := &complaints{published: p, source: s}
	c.collect(invalid)
	return c.faults()
}

// schemaAt is the subschema that holds the keyword at an absolute location.
func (p *published) schemaAt(location string) map[string]any {
	_, pointer, _ := strings.Cut(location, "#")
	var v, around any = p.tree, nil
	for _, key := range splitPointer(pointer) {
		around = v
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			if i, err := strconv.Atoi(key); err == nil && i < len(at) {
				v = at[i]
			}
		}
	}
	schema, _ := around.(map[string]any)
	return schema
}

// splitPointer is the parts of a JSON pointer as the library writes one: escaped for a URL too.
func splitPointer(pointer string) []string {
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	if pointer == "" {
		return nil
	}
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			part = plain
		}
		parts[i] = pointerUnescape.Replace(part)
	}
	return parts
}
