package scenario_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/scenarios"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// part is as much of a schema as these tests read.
type part struct {
	Description          string
	Ref                  string          `json:"$ref"`
	Defs                 map[string]part `json:"$defs"`
	Properties           map[string]part
	Items                *part
	Enum                 []string
	Maximum              int64
	AdditionalProperties any
}

func schema(t *testing.T) part {
	t.Helper()
	text, err := schemas.FS.ReadFile("scenario.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var p part
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSchemaKnowsTheContract(t *testing.T) {
	s := schema(t)
	var kinds []string
	for _, k := range contract.Catalogue {
		kinds = append(kinds, string(k.Kind))
	}
	if got := s.Defs["kind"].Enum; !slices.Equal(got, kinds) {
		t.Errorf("got kinds %v, want those of the catalogue, %v", got, kinds)
	}
	var countries []string
	for _, f := range contract.Fields {
		if f.Name == "country" {
			countries = f.Values
		}
	}
	if got := s.Defs["match"].Properties["country"].Items.Enum; !slices.Equal(got, countries) {
		t.Errorf("got countries %v, want those of the contract, %v", got, countries)
	}
	for _, name := range []string{"count", "at"} {
		if got := s.Defs["change"].Properties[name].Maximum; got != contract.MaxNetwork {
			t.Errorf("got at most %d for %s, want the largest network, %d", got, name, contract.MaxNetwork)
		}
	}
}

// TestSchemaDescribesEveryKey wants a description of each property, as editors show them, and no key unknown to it.
func TestSchemaDescribesEveryKey(t *testing.T) {
	s := schema(t)
	described := 0
	var walk func(at string, p part)
	walk = func(at string, p part) {
		for name, property := range p.Properties {
			child := at + "." + name
			target := s.Defs[strings.TrimPrefix(property.Ref, "#/$defs/")]
			if property.Description == "" && target.Description == "" {
				t.Errorf("got no description of %s, want one", child)
			}
			described++
			walk(child, property)
		}
		if len(p.Properties) > 0 && p.AdditionalProperties == nil {
			t.Errorf("got %s open to any key, want additionalProperties", at)
		}
	}
	walk("scenario", s)
	delete(s.Defs, "delayed-headers") // narrows a delay that is described elsewhere
	for name, p := range s.Defs {
		walk(name, p)
	}
	if described < 50 {
		t.Errorf("got %d properties, want all of the language", described)
	}
}

func TestShipped(t *testing.T) {
	want := []string{
		"bad-cookie", "charged-error", "connection-reset", "cookie-expires", "cookie-revives", "empty-page", "flaky",
		"growing-network", "hang", "invalid-key", "lost-answer", "malformed", "missing-picture", "no-credits",
		"ok-errors", "outage", "rate-limited", "shrinking-network", "slow", "timeout", "truncated",
	}
	all, err := scenario.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range all {
		got = append(got, s.Name)
		t.Run(s.Name, func(t *testing.T) {
			if s.Description == "" {
				t.Error("got no description, want one")
			}
			src, err := scenarios.FS.ReadFile(s.Name + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			head := "# yaml-language-server: $schema=../schemas/scenario.schema.json\n"
			if !bytes.HasPrefix(src, []byte(head)) {
				t.Errorf("got %.80q, want it to begin with %q", src, head)
			}
			if again, err := scenario.Source(s.Name); err != nil || !bytes.Equal(again, src) {
				t.Errorf("got %q, %v from Source, want the file", again, err)
			}
			sameAgain(t, s)
		})
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLookup(t *testing.T) {
	one, err := scenario.Lookup("flaky")
	if err != nil {
		t.Fatal(err)
	}
	one.Steps[0].Every = 7
	if two, err := scenario.Lookup("flaky"); err != nil || two.Steps[0].Every != 3 {
		t.Errorf("got %+v, %v, want a copy that others cannot change", two, err)
	}
	_, err = scenario.Lookup("flakey")
	if want := `unknown shipped scenario "flakey" (did you mean "flaky"?)`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := scenario.Source("../go.mod"); err == nil {
		t.Error("got a source for a path, want an error")
	}
}
