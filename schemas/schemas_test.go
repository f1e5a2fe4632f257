package schemas_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

func TestDefaultCompilesOnce(t *testing.T) {
	first, second := defaultSet(t), defaultSet(t)
	if first != second {
		t.Error("got two sets, want one a process")
	}
}

func TestCompileRefuses(t *testing.T) {
	const fine = `{"type":"object"}`
	tests := []struct {
		name  string
		files map[string]string
		want  string // in the error
	}{
		{"no file", nil, "no schemas"},
		{"no file of that name", map[string]string{"a.json": fine, "deeper/a.schema.json": fine}, "no schemas"},
		{"no JSON", map[string]string{"a.schema.json": fine, "b.schema.json": `{"type":`}, "b.schema.json"},
		{"a duplicate key", map[string]string{"a.schema.json": `{"type":"object","type":"array"}`}, "a.schema.json"},
		{"an unknown type", map[string]string{"a.schema.json": fine, "b.schema.json": `{"type":"objekt"}`}, "b.schema.json"},
		{"a pattern that is none", map[string]string{"a.schema.json": `{"pattern":"["}`}, "a.schema.json"},
		{"a reference to nothing", map[string]string{"a.schema.json": `{"$ref":"#/$defs/none"}`}, "a.schema.json"},
		{"a reference to a file that isn't there", map[string]string{"a.schema.json": `{"$ref":"b.schema.json"}`}, "b.schema.json"},
		{"a reference to the network", map[string]string{"a.schema.json": `{"$ref":"https://example.com/b.json"}`}, "https://example.com/b.json"},
		{"a reference to itself in place", map[string]string{"a.schema.json": `{"$ref":"#"}`}, "a.schema.json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := fstest.MapFS{}
			for name, text := range tt.files {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			if _, err := schemas.Compile(files); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error that says %s", err, tt.want)
			}
		})
	}
}

func TestCompileTakesAReferenceToAnotherFile(t *testing.T) {
	set, err := schemas.Compile(fstest.MapFS{
		"a.schema.json": {Data: []byte(`{"items":{"$ref":"b.schema.json"}}`)},
		"b.schema.json": {Data: []byte(`{"type":"integer"}`)},
	})
	if err != nil {
		t.Fatalf("got %v, want no error", err)
	}
	if err := set.Check("a", []byte(`[1,2]`)); err != nil {
		t.Errorf("got %v, want no error", err)
	}
	if err := set.Check("a", []byte(`[1,"2"]`)); err == nil {
		t.Error("got no error, want one")
	}
}

func TestCheckSaysWhatIsWrongAndWhere(t *testing.T) {
	tests := []struct {
		name   string
		schema schemas.Name
		body   string
		want   string
	}{
		{"one fault", schemas.Health, `{"status":"bad"}`, `health: /status: value must be "ok"`},
		{"at the top", schemas.Health, `{}`, `health: top level: missing properties: 'status'`},
		{"two, in order", schemas.AccountPut, `{"credits":-1,"more":1}`,
			`account-put: /credits: must be >= 0 but found -1; top level: additionalProperties 'more' not allowed`},
		{"blank", schemas.Request, "{\"login_token\":\" \u2003\"}", `request: /login_token: is blank`},
		{"more than can be told", schemas.Account, `{"a":1,"key":1,"credits":"x","spent":"x","requests":"x","b":1}`, `account: `},
		{"a schema that there isn't", "acount", `{}`, `no schema "acount": there are [account account-put `},
		{"no JSON", schemas.Health, `{"status":`, `health: not strict JSON: `},
		{"a duplicate key", schemas.Health, `{"status":"ok","status":"ok"}`, `duplicate object member name "status"`},
		{"more after it", schemas.Health, `{"status":"ok"}{}`, `health: more follows after the JSON value`},
		{"too deep", schemas.Request, strings.Repeat("[", 65) + strings.Repeat("]", 65), `nest deeper than 64`},
		{"a number too long", schemas.AccountPut, `{"credits":1e1000000000}`,
			`account-put: /credits: a number has more than 400 characters, or an exponent beyond ±400`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := defaultSet(t).Check(tt.schema, []byte(tt.body))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestCheckTellsFiveFaultsInOrder(t *testing.T) {
	body := []byte(`{"listen":1,"credits":"x","charge":"x","lenient":1,"log_format":1,"log_level":1,"accounts":1}`)
	const want = `config: /accounts: expected array, but got number; /charge: value must be one of "delivered", "requested"; ` +
		`/credits: expected integer, but got string; /lenient: expected boolean, but got number; ` +
		`/listen: expected string, but got number; and 2 more`
	for range 20 { // the library goes through maps
		if err := defaultSet(t).Check(schemas.Config, body); err == nil || err.Error() != want {
			t.Fatalf("got %v, want %s", err, want)
		}
	}
}

func TestErrorsKeepSecrets(t *testing.T) {
	tests := []struct {
		schema schemas.Name
		body   string
	}{
		{schemas.Request, `{"login_token":["s3cret"]}`},
		{schemas.Request, `{"login_token":"s3cret","country":"XX"}`},
		{schemas.Request, `{"login_token":"s3cret","start_page":1}`},
		{schemas.Config, `{"accounts":[{"key":"s3cret","credits":-1}]}`},
		{schemas.Config, `{"accounts":["s3cret"]}`},
		{schemas.Config, `{"cookies":[{"login_token":"s3cret","state":"gone"},{"login_token":{"s":"s3cret"}}]}`},
	}
	for _, tt := range tests {
		t.Run(tt.body, func(t *testing.T) {
			err := defaultSet(t).Check(tt.schema, []byte(tt.body))
			if err == nil || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %v, want an error without the secret", err)
			}
		})
	}
}

func TestCheckValue(t *testing.T) {
	nested := any("leaf")
	for range 70 {
		nested = []any{nested}
	}
	tests := []struct {
		name  string
		value any
		want  string // in the error; none where empty
	}{
		{"what YAML decodes to", map[string]any{"credits": uint64(5), "lenient": true, "cookies": []any{map[string]any{"login_token": "c", "size": int64(7)}}}, ""},
		{"a float that is an integer", map[string]any{"credits": 5.0}, ""},
		{"a float that is none", map[string]any{"credits": 5.5}, "/credits: expected integer"},
		{"not a number", map[string]any{"credits": math.NaN()}, "/credits: NaN is not a number of JSON"},
		{"infinity", map[string]any{"accounts": []any{math.Inf(1)}}, "/accounts/0: +Inf is not a number of JSON"},
		{"a number too long", map[string]any{"credits": json.Number("1e401")}, "/credits: a number has more"},
		{"text as a number", map[string]any{"credits": json.Number("five")}, "/credits: five is not a number of JSON"},
		{"nil", nil, "expected object, but got null"},
		{"too deep", nested, "nest deeper than 64"},
		{"a type of Go's own", map[string]any{"credits": struct{}{}}, "invalid jsonType: struct {}"},
		{"a map of YAML's old kind", map[any]any{"credits": 1}, "invalid jsonType: map[interface {}]interface {}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := defaultSet(t).CheckValue(schemas.Config, tt.value)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
