package scenario_test

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
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

// A scenario that is told has no secret that looks real: the digest of a whole one matches as it did, and what is in a
// pattern is a fingerprint.
func TestShown(t *testing.T) {
	t.Parallel()
	const cookie, key = "AQEDARxT8kQBpZ2nAAABk3m1vXIAAAGTYcJ5ck4A", "9b2d7c41e8f05a6637d1c0be4f82a915"
	digest := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(cookie)))
	for pattern, want := range map[string]string{
		"":                  "",
		"my-cookie":         "my-cookie",
		"team-*":            "team-*",
		cookie:              digest,
		digest:              digest,
		"*" + cookie:        "*" + contract.APIKey(cookie).Fingerprint(),
		"a?" + cookie + "*": "a?" + contract.APIKey(cookie).Fingerprint() + "*",
		key + "?" + cookie:  contract.APIKey(key).Fingerprint() + "?" + contract.APIKey(cookie).Fingerprint(),
	} {
		s := &scenario.Scenario{Match: scenario.Match{LoginToken: pattern, APIKey: pattern}}
		if got := s.Shown().Match; got.LoginToken != want || got.APIKey != want {
			t.Errorf("%q: got %+v, want %q", pattern, got, want)
		}
		if s.Match.LoginToken != pattern {
			t.Errorf("%q: got the scenario itself changed to %q", pattern, s.Match.LoginToken)
		}
	}
}
