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
