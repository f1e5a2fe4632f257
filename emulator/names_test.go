package emulator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Whatever a test can be given, or can fill in, it can name: every type of an internal package that is reached from
// what is exported has a name here too.
func TestEveryTypeHasAName(t *testing.T) {
	t.Parallel()
	named := aliases(t)
	seen := map[reflect.Type]bool{}
	for _, of := range []any{
		&emulator.Emulator{}, &emulator.Fixture{}, &emulator.Tenant{}, emulator.Config{}, emulator.Network{},
		emulator.ActiveScenario{}, emulator.ParseScenario,
	} {
		reach(reflect.TypeOf(of), seen)
	}
	for found := range seen {
		_, internal, ok := strings.Cut(found.PkgPath(), "/emulator/internal/")
		if name := internal + "." + found.Name(); ok && !named[name] {
			t.Errorf("%s: has no name in the package, want an alias", name)
		}
	}
	if len(seen) < 30 {
		t.Errorf("got %d types, want all that can be reached", len(seen))
	}
}

// reach adds the types that somebody who has one of typ can reach.
func reach(typ reflect.Type, seen map[reflect.Type]bool) {
	if seen[typ] || strings.HasPrefix(typ.PkgPath(), "net/") || typ.PkgPath() == "testing" {
		return
	}
	seen[typ] = true
	for i := range typ.NumMethod() {
		reach(typ.Method(i).Type, seen)
	}
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		reach(typ.Elem(), seen)
	case reflect.Map:
		reach(typ.Key(), seen)
		reach(typ.Elem(), seen)
	case reflect.Func:
		for i := range typ.NumIn() {
			reach(typ.In(i), seen)
		}
		for i := range typ.NumOut() {
			reach(typ.Out(i), seen)
		}
	case reflect.Struct:
		for i := range typ.NumField() {
			if f := typ.Field(i); f.IsExported() {
				reach(f.Type, seen)
			}
		}
	}
}

// aliases are the internal types that the package gives a name of its own, as package.Type.
func aliases(t *testing.T) map[string]bool {
	t.Helper()
	named := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && spec.Assign.IsValid() && spec.Name.IsExported() {
				if of, ok := spec.Type.(*ast.SelectorExpr); ok {
					named[of.X.(*ast.Ident).Name+"."+of.Sel.Name] = true
				}
			}
			return true
		})
	}
	return named
}

// A scenario with every key of the language can be made with the names of the package alone, and says what its YAML
// says.
func TestScenariosAreConstructible(t *testing.T) {
	t.Parallel()
	half, three := 0.5, 3
	made := &emulator.Scenario{
		Name: "all", Description: "every key", Per: emulator.PerServer, Seed: 7, Loop: true,
		Match: emulator.Match{LoginToken: "a*", APIKey: "k?", Country: []string{"FR"}, Mode: emulator.ModePagination, Page: 2},
		Steps: []emulator.Step{
			{Answer: &emulator.Answer{Connections: &three}, Charge: emulator.ChargeAfter, Times: 2},
			{Error: &emulator.ScenarioError{Kind: emulator.KindRateLimited, RetryAfter: emulator.Duration(7e9)}, Until: emulator.Login},
			{Respond: &emulator.Respond{Status: 502, Headers: map[string]string{"X-A": "b"}, Body: "no"}, Every: 2},
			{Reset: true, Delay: &emulator.Delay{Normal: &emulator.Normal{Mean: 1e9, Stddev: 1e8}}, Charge: emulator.ChargeBefore},
			{Close: true, Delay: &emulator.Delay{Uniform: &[2]emulator.Duration{1e9, 2e9}}, Charge: emulator.ChargeNever},
			{Hang: true, For: emulator.Duration(3e9)},
			{Delay: &emulator.Delay{Fixed: 1e9, At: emulator.AtChunks, Chunks: 4}},
			{Delay: &emulator.Delay{Lognormal: &emulator.Lognormal{Median: 1e9, Sigma: 0.5}, At: emulator.AtHeaders}, Drip: &emulator.Drip{Chunks: 2, Over: 1e9}},
			{Truncate: &half}, {Malformed: true},
			{Omit: emulator.Fields{"status"}, Null: emulator.Fields{"data.pagination"}, Retype: map[string]emulator.FieldType{"data.total_results": emulator.TypeString}},
			{Set: &emulator.Set{Name: "Ada"}, Add: &emulator.Change{Count: 2, At: 1}},
			{Remove: &emulator.Change{Count: 1}},
		},
	}
	read, err := emulator.ParseScenario("all.yaml", []byte(`
name: all
description: every key
per: server
seed: 7
loop: true
match: {login_token: a*, api_key: k?, country: [FR], mode: pagination, page: 2}
steps:
  - {answer: {connections: 3}, charge: after, times: 2}
  - {error: {kind: rate_limited, retry_after: 7s}, until: login}
  - {respond: {status: 502, headers: {X-A: b}, body: "no"}, every: 2}
  - {reset: true, delay: {normal: {mean: 1s, stddev: 100ms}}, charge: before}
  - {close: true, delay: {uniform: [1s, 2s]}, charge: never}
  - {hang: true, for: 3s}
  - delay: {fixed: 1s, at: chunks, chunks: 4}
  - {delay: {lognormal: {median: 1s, sigma: 0.5}, at: headers}, drip: {chunks: 2, over: 1s}}
  - truncate: 0.5
  - malformed: true
  - {omit: status, null: data.pagination, retype: {data.total_results: string}}
  - {set: {name: Ada}, add: {count: 2, at: 1}}
  - {remove: {count: 1}}
`))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(read, made) {
		t.Errorf("got %+v\nwant %+v", read, made)
	}
	emulator.RunT(t, emulator.Config{NoListener: true}).Play(made)
}

// Every error of the catalogue and every word of the language has a name that is a constant.
func TestWordsAreComplete(t *testing.T) {
	t.Parallel()
	kinds := []emulator.ErrorKind{
		emulator.KindMissingAPIKey, emulator.KindInvalidAPIKey, emulator.KindRateLimited, emulator.KindInvalidRequest,
		emulator.KindInsufficientCredits, emulator.KindInvalidCookie, emulator.KindWrongPassword, emulator.KindWrongCode,
		emulator.KindRestrictedMember, emulator.KindInternalError, emulator.KindNotFound, emulator.KindMethodNotAllowed,
	}
	for _, e := range contract.Catalogue {
		if !slices.Contains(kinds, e.Kind) {
			t.Errorf("%s: has no constant", e.Kind)
		}
	}
	types := []emulator.FieldType{emulator.TypeNumber, emulator.TypeBoolean, emulator.TypeObject, emulator.TypeArray}
	for _, to := range types {
		s := emulator.Scenario{Name: "types", Steps: []emulator.Step{{Retype: map[string]emulator.FieldType{"status": to}}}}
		if err := emulator.RunT(t, emulator.Config{NoListener: true}).PutScenario(&s); err != nil {
			t.Errorf("%s: %v", to, err)
		}
	}
}
