package scenario_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// TestGlob compares globs with regular expressions.
func TestGlob(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringOfN(rapid.SampledFrom([]rune("ab*?é.\n")), 1, 8, -1).Draw(t, "pattern")
		text := rapid.StringOfN(rapid.SampledFrom([]rune("abé.\n")), 0, 10, -1).Draw(t, "text")
		as := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(pattern))
		want := regexp.MustCompile(`(?s)^` + as + `$`).MatchString(text)
		if got := scenario.Glob(pattern, text); got != want {
			t.Errorf("got %v for %q in %q, want %v", got, pattern, text, want)
		}
	})
	if !scenario.Glob("", "anything") {
		t.Error("got no match without a pattern, want all")
	}
}

func TestNearest(t *testing.T) {
	known := []string{"delay", "drip", "error", "every", "answer", "at"}
	for _, tt := range []struct{ name, word, want string }{
		{"letter left out", "dely", "delay"},
		{"letter too many", "delaay", "delay"},
		{"letters swapped", "dealy", "delay"},
		{"letter wrong", "errar", "error"},
		{"capitals", "DELAY", "delay"},
		{"short", "ta", "at"},
		{"too far", "explode", ""},
		{"nothing", "", ""},
		{"too far for its length", "dry", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := scenario.Nearest(tt.word, known); got != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %v, want %q", got, ok, tt.want)
			}
		})
	}
}
