package network

import (
	"slices"
	"strings"
)

// fragment is a word of a name in the ways that it is written.
type fragment struct {
	text    string
	folded  string // as a plain slug has it; empty where it is not Latin
	encoded string // as a percent-encoded slug has it
	simple  bool   // a single word, fit for a double-barrelled name
}

func newFragment(text string) fragment {
	if lower := strings.ToLower(text); alphabetic(lower) {
		return fragment{text: text, folded: lower, encoded: lower, simple: true}
	}
	return fragment{text: text, folded: fold(text), encoded: encode(text), simple: !strings.ContainsAny(text, " -'")}
}

func newFragments(texts []string) []fragment {
	out := make([]fragment, len(texts))
	for i, text := range texts {
		out[i] = newFragment(text)
	}
	return out
}

// The genders that titles agree with, as indices of a word's spellings.
const (
	masculine = iota
	feminine
	genders
)

// given is a first name. gofakeit does not say whose its names are, and English titles do not ask.
type given struct {
	fragment
	gender int
}

// after is what follows a name: a degree, an emoji.
type after struct {
	fragment
	glue string
}

// culture is a stock of names and how people there put them together.
type culture struct {
	given   []given
	last    []fragment
	prefix  []fragment
	letters []after
	habits

	// the names that plain slugs are made of, as indices of given and last
	plainGiven, plainLast []int
}

// habits are, in people of a thousand, what is made of names.
type habits struct {
	doubled    int // Lucía Fernández Ortega
	hyphenated int // Lucía García-López
	initial    int // Linda K. Turner
	prefixed   int // Dr. Linda Turner
	lettered   int // Linda Turner, MBA
}

// nameSource is a culture as it is written down.
type nameSource struct {
	women, men, last string
	prefix           string
	letters          string
	habits
}

func (s nameSource) culture() *culture {
	c := &culture{last: newFragments(list(s.last)), prefix: newFragments(list(s.prefix)), habits: s.habits}
	for gender, names := range [genders]string{masculine: s.men, feminine: s.women} {
		for _, name := range list(names) {
			c.given = append(c.given, given{newFragment(name), gender})
		}
	}
	for _, text := range list(s.letters) {
		c.letters = append(c.letters, newAfter(text))
	}
	return c
}

// newAfter puts a comma before a degree and a space before an emoji.
func newAfter(text string) after {
	f := newFragment(text)
	if f.folded == "" {
		return after{f, " "}
	}
	return after{f, ", "}
}

// list is what a table holds: entries parted by commas or line ends.
func list(table string) []string {
	var out []string
	for entry := range strings.FieldsFuncSeq(table, func(r rune) bool { return r == ',' || r == '\n' }) {
		if entry = strings.TrimSpace(entry); entry != "" {
			out = append(out, entry)
		}
	}
	return out
}

// plainNames chooses the names that plain slugs are made of, by the rules that slug.go states. A surname that several
// cultures have belongs to the first of them.
func plainNames(cultures []*culture) {
	ends := surnameEnds(cultures)
	taken := map[string]bool{}
	for _, c := range cultures {
		for i, last := range c.last {
			if bare(last) && !hexadecimal(last.folded) && !taken[last.folded] && !ends[last.folded] {
				taken[last.folded] = true
				c.plainLast = append(c.plainLast, i)
			}
		}
		taken := map[string]bool{}
		for i, g := range c.given {
			if bare(g.fragment) && !taken[g.folded] {
				taken[g.folded] = true
				c.plainGiven = append(c.plainGiven, i)
			}
		}
	}
}

// surnameEnds is the folded surnames that another one ends in. Among the names read backwards and sorted, a name that
// begins others stands right before one of them.
func surnameEnds(cultures []*culture) map[string]bool {
	var backwards []string
	for _, c := range cultures {
		for _, last := range c.last {
			if bare(last) {
				backwards = append(backwards, reverse(last.folded))
			}
		}
	}
	slices.Sort(backwards)
	backwards = slices.Compact(backwards)
	ends := map[string]bool{}
	for i := 1; i < len(backwards); i++ {
		if strings.HasPrefix(backwards[i], backwards[i-1]) {
			ends[reverse(backwards[i-1])] = true
		}
	}
	return ends
}

func reverse(ascii string) string {
	b := []byte(ascii)
	slices.Reverse(b)
	return string(b)
}

// bare says whether a name is one word that folds to the letters a to z alone.
func bare(f fragment) bool {
	return f.simple && f.folded != "" && alphabetic(f.folded)
}

// alphabetic says whether there is nothing but the letters a to z.
func alphabetic(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// hexadecimal says whether a surname could be taken for the suffix of a slug.
func hexadecimal(folded string) bool { return strings.Trim(folded, hexDigits) == "" }
