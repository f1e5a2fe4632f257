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

// newFragment makes one of a text and the same text in lower case.
func newFragment(text, lower string) fragment {
	if alphabetic(lower) {
		return fragment{text: text, folded: lower, encoded: lower, simple: true}
	}
	return fragment{text: text, folded: fold(lower), encoded: encode(lower), simple: !strings.ContainsAny(text, " -'")}
}

// newFragments reads a table of names.
func newFragments(table string) []fragment {
	texts, lowers := list(table), list(strings.ToLower(table))
	out := make([]fragment, len(texts))
	for i, text := range texts {
		out[i] = newFragment(text, lowers[i])
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
	women, men := newFragments(s.women), newFragments(s.men)
	c := &culture{
		given: make([]given, 0, len(women)+len(men)), last: newFragments(s.last), prefix: newFragments(s.prefix), habits: s.habits,
	}
	for _, name := range men {
		c.given = append(c.given, given{name, masculine})
	}
	for _, name := range women {
		c.given = append(c.given, given{name, feminine})
	}
	for _, f := range newFragments(s.letters) {
		c.letters = append(c.letters, newAfter(f))
	}
	return c
}

// newAfter puts a comma before a degree and a space before an emoji.
func newAfter(f fragment) after {
	if f.folded == "" {
		return after{f, " "}
	}
	return after{f, ", "}
}

// list is what a table holds: entries parted by commas or line ends.
func list(table string) []string {
	out := make([]string, 0, strings.Count(table, ",")+strings.Count(table, "\n")+1)
	for len(table) > 0 {
		end := strings.IndexAny(table, ",\n")
		if end < 0 {
			end = len(table)
		}
		if entry := strings.TrimSpace(table[:end]); entry != "" {
			out = append(out, entry)
		}
		table = table[min(end+1, len(table)):]
	}
	return out
}

// plainNames chooses the names that plain slugs are made of, by the rules that slug.go states. A surname that several
// cultures have belongs to the first of them.
func plainNames(cultures []*culture) {
	ends := surnameEnds(cultures)
	taken := make(map[string]bool, 2000)
	for _, c := range cultures {
		for i, last := range c.last {
			if bare(last) && !hexadecimal(last.folded) && !taken[last.folded] && !ends[last.folded] {
				taken[last.folded] = true
				c.plainLast = append(c.plainLast, i)
			}
		}
		taken := make(map[string]bool, len(c.given))
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
