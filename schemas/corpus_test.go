package schemas_test

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// elsewhere are the schemas whose corpora stand with the package that reads what they describe.
var elsewhere = []schemas.Name{schemas.Scenario}

func defaultSet(tb testing.TB) *schemas.Set {
	tb.Helper()
	set, err := schemas.Default()
	if err != nil {
		tb.Fatalf("got %v, want every schema compiled", err)
	}
	return set
}

func proven(tb testing.TB) []schemas.Name {
	tb.Helper()
	return slices.DeleteFunc(defaultSet(tb).Names(), func(n schemas.Name) bool { return slices.Contains(elsewhere, n) })
}

// corpus is the bodies of a schema that are to be taken ("accept") or refused ("reject"), by file name.
func corpus(tb testing.TB, name schemas.Name, verdict string) map[string][]byte {
	tb.Helper()
	bodies := bodiesIn(tb, name, verdict)
	if len(bodies) == 0 {
		tb.Errorf("testdata/%s/%s: no bodies, want some", name, verdict)
	}
	return bodies
}

func bodiesIn(tb testing.TB, name schemas.Name, verdict string) map[string][]byte {
	tb.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", string(name), verdict, "*.json"))
	if err != nil {
		tb.Fatal(err)
	}
	bodies := map[string][]byte{}
	for _, path := range paths {
		if bodies[filepath.Base(path)], err = os.ReadFile(path); err != nil {
			tb.Fatal(err)
		}
	}
	return bodies
}

// brokenBy are the keywords that some of bodies break.
func brokenBy(set *schemas.Set, name schemas.Name, bodies map[string][]byte) map[string]bool {
	broken := map[string]bool{}
	for _, body := range bodies {
		faults, err := set.Faults(name, body)
		if err != nil {
			continue // no strict JSON
		}
		maps.Copy(broken, faults)
	}
	return broken
}

func TestAcceptCorpus(t *testing.T) {
	set := defaultSet(t)
	for _, name := range proven(t) {
		for file, body := range corpus(t, name, "accept") {
			t.Run(path.Join(string(name), file), func(t *testing.T) {
				if err := set.Check(name, body); err != nil {
					t.Errorf("Check: got %v, want no error", err)
				}
				if err := set.CheckSlow(name, body); err != nil {
					t.Errorf("CheckSlow: got %v, want no error", err)
				}
				if valid, sure, known := set.Pass(name, body); known && !(valid && sure) {
					t.Errorf("pass: got valid %v, sure %v, want both", valid, sure)
				}
			})
		}
	}
}

func TestRejectCorpus(t *testing.T) {
	set := defaultSet(t)
	for _, name := range proven(t) {
		for file, body := range corpus(t, name, "reject") {
			t.Run(path.Join(string(name), file), func(t *testing.T) {
				if err := set.Check(name, body); err == nil {
					t.Error("Check: got no error, want one")
				}
				if err := set.CheckSlow(name, body); err == nil {
					t.Error("CheckSlow: got no error, want one")
				}
				if valid, _, _ := set.Pass(name, body); valid {
					t.Error("pass: got valid, want not")
				}
				breaksWhatItsNameSays(t, set, name, file, body)
			})
		}
	}
}

// breaksWhatItsNameSays wants file, named KEYWORD-WHERE.json, to break that keyword at one place and no other but an anyOf
// that repeats it; a file named json-WHAT.json, to be no strict JSON.
func breaksWhatItsNameSays(t *testing.T, set *schemas.Set, name schemas.Name, file string, body []byte) {
	t.Helper()
	want, _, _ := strings.Cut(file, "-")
	faults, err := set.Faults(name, body)
	if want == "json" || err != nil {
		if want != "json" || err == nil {
			t.Errorf("got %v as strict JSON, want %s broken", err, want)
		}
		return
	}
	places := 0
	for location := range faults {
		switch keyword := path.Base(location); {
		case keyword == want:
			places++
		case keyword != "anyOf":
			t.Errorf("breaks %s, want %s alone", location, want)
		}
	}
	if places != 1 {
		t.Errorf("breaks %s at %d places, want 1", want, places)
	}
}

// tooLarge are keywords whose reject body would be megabytes: TestMostConnections breaks it.
var tooLarge = []string{
	"https://linkup-emulator.dev/schemas/success.schema.json#/properties/data/properties/connections/maxItems",
	"https://linkup-emulator.dev/schemas/network-file.schema.json#/maxItems",
	"https://linkup-emulator.dev/schemas/network-file.schema.json#/properties/data/properties/connections/maxItems",
	"https://linkup-emulator.dev/schemas/network.schema.json#/properties/connections/maxItems",
	"https://linkup-emulator.dev/schemas/state.schema.json#/properties/networks/items/properties/connections/maxItems",
}

func TestEveryKeywordHasABodyThatBreaksIt(t *testing.T) {
	set := defaultSet(t)
	for _, name := range proven(t) {
		broken := brokenBy(set, name, corpus(t, name, "reject"))
		doc, base := document(t, name)
		for _, location := range keywords(doc, base+"#") {
			if !broken[location] && !slices.Contains(tooLarge, location) {
				t.Errorf("testdata/%s/reject: no body breaks %s (go test -run Fill -fill makes most)", name, location)
			}
		}
	}
}

func TestMostConnections(t *testing.T) {
	set := defaultSet(t)
	if valid, sure, _ := set.Pass(schemas.Success, page(30_000)); !valid || !sure {
		t.Errorf("30,000 connections: got valid %v, sure %v, want both", valid, sure)
	}
	more := strings.Replace(string(page(30_001)), `"total_results":30001`, `"total_results":30000`, 1)
	if valid, sure, _ := set.Pass(schemas.Success, []byte(more)); valid || !sure {
		t.Errorf("30,001 connections: got valid %v, sure %v, want to be sure that not", valid, sure)
	}
	list := func(n int) string {
		_, after, _ := strings.Cut(string(page(n)), `"connections":`)
		people, _, _ := strings.Cut(after, `,"pagination"`)
		return people
	}
	network := `{"cookie":"cookie:7f3a9c","sha256":"` + strings.Repeat("7", 64) + `","origin":"put","size":2000,` +
		`"not_available":{"job_title":0,"profile_picture":0},"page":1,"per_page":1000,"pages":2,"connections":`
	state := func(n int) string {
		return strings.Replace(string(corpus(t, schemas.State, "accept")["empty.json"]), `{`,
			`{"networks":[{"cookie":"`+strings.Repeat("7", 64)+`","connections":`+list(n)+`}],`, 1)
	}
	for _, row := range []struct {
		name          schemas.Name
		most, tooMany string
	}{
		{schemas.NetworkFile, list(30_000), list(30_001)},
		{schemas.NetworkFile, `{"data":{"connections":` + list(30_000) + `}}`, `{"data":{"connections":` + list(30_001) + `}}`},
		{schemas.Network, network + list(1000) + `}`, network + list(1001) + `}`},
		{schemas.State, state(30_000), state(30_001)},
	} {
		if err := set.Check(row.name, []byte(row.most)); err != nil {
			t.Errorf("%s: got %v, want the most that there can be taken", row.name, err)
		}
		if err := set.Check(row.name, []byte(row.tooMany)); err == nil || !strings.Contains(err.Error(), "maximum") {
			t.Errorf("%s: got %v, want one too many refused", row.name, err)
		}
	}
}

// document is the published text of a schema, and the address that it gives itself.
func document(tb testing.TB, name schemas.Name) (doc map[string]any, id string) {
	tb.Helper()
	text, err := schemas.FS.ReadFile(string(name) + ".schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		tb.Fatal(err)
	}
	id, _ = doc["$id"].(string)
	return doc, id
}

// assertions are the keywords that a body can break, of those that the schemas use.
var assertions = []string{
	"additionalProperties", "anyOf", "const", "enum", "format", "maxItems", "maxLength", "maximum", "minItems", "minLength",
	"minimum", "pattern", "required", "type", "uniqueItems",
}

// keywords are the locations of the assertions of a schema; those inside an anyOf are that anyOf's.
func keywords(schema map[string]any, at string) []string {
	var found []string
	for keyword, value := range schema {
		list, isList := value.([]any)
		says := value != true && (!isList || len(list) > 0) // additionalProperties: true and required: [] say nothing
		if slices.Contains(assertions, keyword) && says || keyword == "uniqueItems" {
			found = append(found, at+"/"+keyword)
		}
		sub, _ := value.(map[string]any)
		switch keyword {
		case "items":
			found = append(found, keywords(sub, at+"/items")...)
		case "properties", "$defs":
			for name, sub := range sub {
				found = append(found, keywords(sub.(map[string]any), at+"/"+keyword+"/"+name)...)
			}
		}
	}
	return found
}
