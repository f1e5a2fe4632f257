package schemas_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

var fill = flag.Bool("fill", false, "write the bodies to reject that are missing, made from those to accept")

// TestFill writes, with -fill, a body for each keyword that no body breaks yet, where one can be made by damaging a body to
// accept in one place.
func TestFill(t *testing.T) {
	if !*fill {
		t.Skip("without -fill nothing is written")
	}
	set := defaultSet(t)
	for _, name := range proven(t) {
		broken := brokenBy(set, name, bodiesIn(t, name, "reject"))
		accept := bodiesIn(t, name, "accept")
		for _, file := range slices.Sorted(maps.Keys(accept)) {
			var whole any
			if err := json.Unmarshal(accept[file], &whole); err != nil {
				t.Fatal(err)
			}
			alter(whole, "", func(at string, altered any) { write(t, set, name, at, altered, broken) })
		}
	}
}

// write writes altered, which is damaged at at, if it breaks one keyword that is not broken yet.
func write(t *testing.T, set *schemas.Set, name schemas.Name, at string, altered any, broken map[string]bool) {
	t.Helper()
	body, err := json.Marshal(altered)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := set.Faults(name, body)
	if err != nil || len(faults) != 1 {
		return
	}
	_, id := document(t, name)
	for location := range faults {
		if broken[location] || !strings.HasPrefix(location, id) {
			return
		}
		broken[location] = true
		where := strings.Trim(regexp.MustCompile(`[^A-Za-z0-9_]+`).ReplaceAllString(at, "-"), "-")
		if where == "" {
			where = "top"
		}
		to := unused(t, filepath.Join("testdata", string(name), "reject"), path.Base(location)+"-"+where)
		if err := os.WriteFile(to, append(body, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Log("wrote", to)
	}
}

// unused is a path in folder, which it makes, where no file is yet: stem.json, stem-2.json and so on.
func unused(t *testing.T, folder, stem string) string {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(folder, stem+".json")
	for n := 2; ; n++ {
		if _, err := os.Stat(to); err != nil {
			return to
		}
		to = filepath.Join(folder, fmt.Sprintf("%s-%d.json", stem, n))
	}
}

// alter gives each version of v that differs from it in one place, with where that is.
func alter(v any, at string, give func(at string, altered any)) {
	for _, other := range []any{
		nil, true, "", "zz", " \u2003", -1, 0, 1.5, 11, 399, 600, 3001, 30001, 9007199254740992, -9007199254740992,
		[]any{}, map[string]any{}, strings.Repeat("r", 129), []any{"C", "C"}, []any{""},
	} {
		give(at, other)
	}
	switch v := v.(type) {
	case string:
		for _, other := range []string{v + "x", "x" + v, v + " y", strings.Replace(v, ".com", ".org", 1), "https://www.linkedin.com/in/%zz/"} {
			give(at, other)
		}
	case []any:
		for i, item := range v {
			alter(item, fmt.Sprintf("%s/%d", at, i), func(at string, altered any) {
				give(at, slices.Concat(v[:i], []any{altered}, v[i+1:]))
			})
		}
	case map[string]any:
		alterObject(v, at, give)
	}
}

func alterObject(v map[string]any, at string, give func(at string, altered any)) {
	with := func(name string, value any) map[string]any {
		altered := maps.Clone(v)
		altered[name] = value
		return altered
	}
	give(at, with("stranger", true))
	for _, name := range slices.Sorted(maps.Keys(v)) {
		less := maps.Clone(v)
		delete(less, name)
		give(at, less)
		alter(v[name], at+"/"+name, func(at string, altered any) { give(at, with(name, altered)) })
	}
}
