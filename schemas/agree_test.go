package schemas_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// agree compares the pass over body with the library, which reads what the strict decoder makes of it.
func agree(set *schemas.Set, name schemas.Name, body []byte) error {
	valid, sure, known := set.Pass(name, body)
	slow := set.CheckSlow(name, body)
	if known && sure && valid != (slow == nil) {
		return fmt.Errorf("%s: the pass says valid %v, the library says %v, of %q", name, valid, slow, body)
	}
	if check := set.Check(name, body); (check == nil) != (slow == nil) {
		return fmt.Errorf("%s: Check says %v, CheckSlow says %v, of %q", name, check, slow, body)
	}
	return nil
}

// corpora are the bodies of every schema that are to be taken ("accept") or refused ("reject"), in a fixed order.
func corpora(tb testing.TB, verdict string) [][]byte {
	tb.Helper()
	var all [][]byte
	for _, name := range proven(tb) {
		files := corpus(tb, name, verdict)
		for _, file := range slices.Sorted(maps.Keys(files)) {
			all = append(all, files[file])
		}
	}
	return all
}

func TestEveryBodyByEverySchemaAgrees(t *testing.T) {
	set := defaultSet(t)
	for _, body := range append(corpora(t, "accept"), corpora(t, "reject")...) {
		for _, name := range set.Names() {
			if err := agree(set, name, body); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestDamagedBodiesAgree(t *testing.T) {
	set, whole := defaultSet(t), corpora(t, "accept")
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SampledFrom(whole).Draw(t, "whole")
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			body = damage(t, body)
		}
		for _, name := range set.Names() {
			if err := agree(set, name, body); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// scraps are what damage puts into a body.
var scraps = []string{
	`"`, `\`, `,`, `:`, `{`, `}`, `[`, `]`, ` `, "\n", "\x00", "\x1f", "\x7f", "\x80", "\xff", "\xed\xa0\x80", "é", "\u2003", "🚀", "0", "1",
	"-", ".5", ".0", "e1", "E-1", "e-400", "e401", "99999999999999999999", "true", "null", `""`, `\u0061`, `\ud800`, `\ud83d\ude80`,
	`\/`, `\x`, "%", "%4", "%41", "#", "?", `"x":1,`, `{"a":1,"a":1}`, `[[]]`,
}

// damage replaces up to 3 bytes of body by a scrap, or by none.
func damage(t *rapid.T, body []byte) []byte {
	at := rapid.IntRange(0, len(body)).Draw(t, "at")
	end := min(len(body), at+rapid.IntRange(0, 3).Draw(t, "cut"))
	scrap := rapid.SampledFrom(append(scraps, "")).Draw(t, "scrap")
	return slices.Concat(body[:at], []byte(scrap), body[end:])
}

func FuzzCheckAgreesWithV5(f *testing.F) {
	set := defaultSet(f)
	names := set.Names()
	for i, name := range names {
		if slices.Contains(elsewhere, name) {
			continue
		}
		for _, verdict := range []string{"accept", "reject"} {
			for _, body := range corpus(f, name, verdict) {
				f.Add(uint8(i), body)
			}
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, body []byte) {
		if err := agree(set, names[int(i)%len(names)], body); err != nil {
			t.Fatal(err)
		}
	})
}

// What a pass is unsure of is only this; all else it settles by itself.
func TestUnsure(t *testing.T) {
	many := make([]string, schemas.MaxStrangers+1)
	for i := range many {
		many[i] = fmt.Sprintf(`"x%d":%d`, i, i)
	}
	tests := []struct {
		name, body string
		sure       bool
	}{
		{"no unknown field", `{"login_token":"c"}`, true},
		{"an unknown field", `{"login_token":"c","x":1}`, true},
		{"as many as there may be", `{"login_token":"c",` + strings.Join(many[1:], ",") + `}`, true},
		{"one more", `{"login_token":"c",` + strings.Join(many, ",") + `}`, false},
		{"an unknown field with an escape", `{"login_token":"c","\u0078":1}`, false},
		{"a known field with an escape", `{"login\u005ftoken":"c"}`, true},
		{"many in each of two objects", `{"login_token":"c","a":{` + strings.Join(many[9:], ",") + `},"b":{` + strings.Join(many[9:], ",") + `}}`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			valid, sure, _ := defaultSet(t).Pass(schemas.Request, []byte(tt.body))
			if sure != tt.sure || valid != tt.sure {
				t.Errorf("got valid %v, sure %v, want both %v", valid, sure, tt.sure)
			}
			if err := defaultSet(t).Check(schemas.Request, []byte(tt.body)); err != nil {
				t.Errorf("got %v, want no error", err)
			}
		})
	}
}

func TestWhatIsLeftToTheLibrary(t *testing.T) {
	set := defaultSet(t)
	var left []schemas.Name
	for _, name := range proven(t) {
		if _, _, known := set.Pass(name, []byte("{}")); !known {
			left = append(left, name)
		}
	}
	if want := []schemas.Name{schemas.Contract, schemas.Scenarios, schemas.State}; !slices.Equal(left, want) { // as README.md says
		t.Errorf("got %v, want %v", left, want)
	}
}

func TestValidBodiesCostNoAllocation(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector drops pooled values: run it without")
	}
	set := defaultSet(t)
	for _, name := range []schemas.Name{schemas.Success, schemas.Error, schemas.Request, schemas.Account, schemas.Health} {
		for file, body := range corpus(t, name, "accept") {
			if file == "integers-in-other-words.json" || file == "unknown-fields.json" {
				continue // numbers such as 1e1 and 2.5 take exact arithmetic
			}
			got := testing.AllocsPerRun(100, func() {
				if err := set.Check(name, body); err != nil {
					t.Error(err)
				}
			})
			if got != 0 {
				t.Errorf("%s/%s: got %v allocations, want 0", name, file, got)
			}
		}
	}
}

func TestCheckFromManyGoroutines(t *testing.T) {
	set := defaultSet(t)
	accept, reject := corpora(t, "accept"), corpora(t, "reject")
	var all sync.WaitGroup
	for first := range 8 {
		all.Go(func() {
			for i := first; i < len(reject); i += 5 {
				for _, name := range []schemas.Name{schemas.Success, schemas.Error, schemas.Request} {
					for _, body := range [][]byte{accept[i%len(accept)], reject[i%len(reject)]} {
						if err := agree(set, name, body); err != nil {
							t.Error(err)
						}
					}
				}
			}
		})
	}
	all.Wait()
}
