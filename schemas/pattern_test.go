package schemas_test

import (
	"regexp"
	"regexp/syntax"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// patterns are expressions of every shape, those of the schemas among them.
var patterns = []string{
	"[^\\t\\n\\v\\f\\r \\x85\\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]",
	`^https://www\.linkedin\.com/in/[^/?#\s]+/$`,
	`^https://media\.licdn\.com/dms/image/v2/[A-Za-z0-9_-]+/profile-displayphoto-shrink_100_100/0/[0-9]{13}\?e=[0-9]{10}&v=beta&t=[A-Za-z0-9_-]{43}$`,
	`^Invalid parameter: \S`, `^(D|C|E[1-8])$`, `^[a-z_]+$`, `^/v1/`, `\S`, `a`, `.`, `(?s).`, `(?s)^.+$`, `^.*$`, `^a*b`, `^a*a`, `^a*a?$`, `^a?b$`,
	`^a{2,3}b$`, `^a{2,3}[ab]$`, `^a{0}b$`, `^[^a]*a$`, `(?i)^ab$`, `(?i)[k]`, `(?m)^a$`, `^é+x$`, `^[é-ü]*[x-z]$`, `^a`, `a$`, `^$`, ``, `^`, `$`, `^^a`,
	`^a+?b$`, `^[^\x00-\x{10FFFF}]$`, `^\x{FFFD}$`, `^ab|cd$`, `^a\b`,
}

func TestPatternsThatAreWalked(t *testing.T) {
	tests := []struct {
		expression string
		want       bool
	}{
		{patterns[0], true},
		{patterns[1], true},
		{patterns[2], true},
		{`^Invalid parameter: \S`, true},
		{`^a*b`, true},
		{`^a{2,3}b$`, true},
		{`^a*a`, false},
		{`^a*b?$`, false},
		{`^(?:a|b)$`, true}, // the parser makes a class of it
		{`^(?:ab|cd)$`, false},
		{`(?i)^ab$`, false},
		{`ab`, false},
		{`a$`, false},
	}
	for _, tt := range tests {
		t.Run(tt.expression, func(t *testing.T) {
			if _, walked := schemas.Derived(regexp.MustCompile(tt.expression), nil); walked != tt.want {
				t.Errorf("got walked %v, want %v", walked, tt.want)
			}
		})
	}
}

func TestPatternsMatchAsRegexp(t *testing.T) {
	pieces := []string{
		"a", "b", "é", "x", "\n", " ", "/", "1", "12345", "_", "\xff", "\ufffd", "K", "\u2003", "\u0085", "D", "E1", "https://www.linkedin.com/in/",
		"https://media.licdn.com/dms/image/v2/", "/profile-displayphoto-shrink_100_100/0/", "1692692323766", "?e=1753920000&v=beta&t=",
		"HQ7CjvtZvsf7oq-tCtgJ82p5Px_oVf0HZlQtQLLjdMA", "Invalid parameter: ", "/v1/", "linda-%c3%a9",
	}
	rapid.Check(t, func(t *rapid.T) {
		re := regexp.MustCompile(rapid.SampledFrom(patterns).Draw(t, "pattern"))
		var s string
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces") {
			s += piece
		}
		if got, _ := schemas.Derived(re, []byte(s)); got != re.MatchString(s) {
			t.Fatalf("%s on %q: got %v, want %v", re, s, got, !got)
		}
	})
}

// Whole matches are rare among random strings, so some are made from the expression itself.
func TestPatternsMatchTheirOwnStrings(t *testing.T) {
	for _, pattern := range patterns {
		re := regexp.MustCompile(pattern)
		if parsed, err := syntax.Parse(pattern, syntax.Perl); err != nil || parsed.Op == syntax.OpNoMatch || pattern == `^[^\x00-\x{10FFFF}]$` {
			continue
		}
		own := rapid.StringMatching(pattern)
		t.Run(pattern, rapid.MakeCheck(func(t *rapid.T) {
			s := own.Draw(t, "string")
			if got, _ := schemas.Derived(re, []byte(s)); got != re.MatchString(s) {
				t.Fatalf("on %q: got %v, want %v", s, got, !got)
			}
			if schemas.ImpliesURI(re) && re.MatchString(s) && !schemas.Plain("uri", []byte(s)) {
				t.Fatalf("%q matches and is no plain URI, want all that match to be", s)
			}
		}))
	}
}

func TestImpliesURI(t *testing.T) {
	tests := []struct {
		expression string
		want       bool
	}{
		{patterns[2], true},
		{`^https://x/[a-z]+/é$`, false},
		{`^https://x/[a-z%]+$`, false},
		{`^https://x/[^#%\s]+$`, false}, // control characters, and what is not ASCII
		{`^https://x/[a-z]+`, false},
		{`^https://x[a-z]+$`, false},
		{`^[a-z]+://x/$`, false},
		{`^http://x/$`, true},
		{`^ftp://xx/$`, false},
		{`^https://x/#[a-z]$`, false},
	}
	for _, tt := range tests {
		t.Run(tt.expression, func(t *testing.T) {
			if got := schemas.ImpliesURI(regexp.MustCompile(tt.expression)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func FuzzPatternAgreesWithRegexp(f *testing.F) {
	for _, pattern := range patterns {
		f.Add(pattern, "https://www.linkedin.com/in/lindakallqvist/")
		f.Add(pattern, "aab\xffé")
	}
	f.Fuzz(func(t *testing.T, pattern, s string) {
		re, err := regexp.Compile(pattern)
		if err != nil {
			t.Skip("no expression")
		}
		if got, _ := schemas.Derived(re, []byte(s)); got != re.MatchString(s) {
			t.Fatalf("%q on %q: got %v, want %v", pattern, s, got, !got)
		}
	})
}
