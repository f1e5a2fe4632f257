package schemas

import (
	"bytes"
	"math"
	"regexp"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// pattern matches what a regular expression matches. Where the expression is a sequence of literals and repeated
// character classes whose every end is plain from the next byte, its steps are walked without going back; else it is
// left to regexp.
type pattern struct {
	anywhere *class // the expression is one class, which may match anywhere
	steps    []step // the expression begins with ^
	toEnd    bool   // and ends with $
	rest     *regexp.Regexp
}

// step is a literal, or a class so many times.
type step struct {
	literal []byte
	class   *class
	atLeast int
	atMost  int
}

// derive makes the pattern of re from its syntax.
func derive(re *regexp.Regexp) *pattern {
	if parsed, err := syntax.Parse(re.String(), syntax.Perl); err == nil {
		if p, ok := simple(parsed); ok {
			return p
		}
	}
	return &pattern{rest: re}
}

func (p *pattern) matches(s []byte) bool {
	switch {
	case p.rest != nil:
		return p.rest.Match(s)
	case p.anywhere != nil:
		return p.anywhere.within(s)
	}
	for i := range p.steps {
		n, ok := p.steps[i].walk(s)
		if !ok {
			return false
		}
		s = s[n:]
	}
	return !p.toEnd || len(s) == 0
}

// walk is how many bytes of s the step takes: as many as it can.
func (t *step) walk(s []byte) (n int, ok bool) {
	if t.class == nil {
		return len(t.literal), bytes.HasPrefix(s, t.literal)
	}
	n, count := t.class.run(s, t.atMost)
	return n, count >= t.atLeast
}

// simple makes the pattern of an expression that can be walked.
func simple(re *syntax.Regexp) (*pattern, bool) {
	if c, ok := classOf(re); ok {
		return &pattern{anywhere: c}, true
	}
	if re.Op != syntax.OpConcat || re.Sub[0].Op != syntax.OpBeginText {
		return nil, false
	}
	p, subs := &pattern{}, re.Sub[1:]
	if last := len(subs) - 1; last >= 0 && subs[last].Op == syntax.OpEndText {
		p.toEnd, subs = true, subs[:last]
	}
	for _, sub := range subs {
		s, ok := stepOf(sub)
		if !ok {
			return nil, false
		}
		p.steps = append(p.steps, s)
	}
	return p, p.decided()
}

// decided says whether each step of a varying length ends where it must: before a step that has to take something, and
// nothing that it could have taken itself.
func (p *pattern) decided() bool {
	for i, s := range p.steps {
		if s.atLeast == s.atMost || i == len(p.steps)-1 {
			continue
		}
		if next := p.steps[i+1]; next.atLeast == 0 || s.class.meets(next.begins()) {
			return false
		}
	}
	return true
}

// begins is the class of what a step can begin with.
func (t *step) begins() *class {
	if t.class != nil {
		return t.class
	}
	r, _ := utf8.DecodeRune(t.literal)
	return newClass([]rune{r, r})
}

func stepOf(re *syntax.Regexp) (step, bool) {
	atLeast, atMost, of := 1, 1, re
	switch re.Op {
	case syntax.OpLiteral:
		exact := re.Flags&syntax.FoldCase == 0 && !slices.Contains(re.Rune, utf8.RuneError) // that one matches bad UTF-8 too
		return step{literal: []byte(string(re.Rune)), atLeast: 1, atMost: 1}, exact
	case syntax.OpStar:
		atLeast, atMost, of = 0, math.MaxInt, re.Sub[0]
	case syntax.OpPlus:
		atLeast, atMost, of = 1, math.MaxInt, re.Sub[0]
	case syntax.OpQuest:
		atLeast, atMost, of = 0, 1, re.Sub[0]
	case syntax.OpRepeat:
		atLeast, atMost, of = re.Min, re.Max, re.Sub[0]
		if re.Max == -1 {
			atMost = math.MaxInt
		}
	}
	c, ok := classOf(of)
	return step{class: c, atLeast: atLeast, atMost: atMost}, ok
}

// class is a set of runes.
type class struct {
	ascii  [256]byte // 1 for those of one byte, else 0
	ranges []rune    // first and last of each range, ascending
}

func newClass(ranges []rune) *class {
	c := &class{ranges: ranges}
	for r := range rune(utf8.RuneSelf) {
		if c.has(r) {
			c.ascii[r] = 1
		}
	}
	return c
}

// classOf is the class of runes that re matches one of.
func classOf(re *syntax.Regexp) (*class, bool) {
	switch {
	case re.Op == syntax.OpCharClass:
		return newClass(re.Rune), true
	case re.Op == syntax.OpAnyChar:
		return newClass([]rune{0, unicode.MaxRune}), true
	case re.Op == syntax.OpAnyCharNotNL:
		return newClass([]rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}), true
	case re.Op == syntax.OpLiteral && len(re.Rune) == 1 && re.Flags&syntax.FoldCase == 0:
		return newClass([]rune{re.Rune[0], re.Rune[0]}), true
	}
	return nil, false
}

func (c *class) has(r rune) bool {
	for i := 0; i < len(c.ranges); i += 2 {
		if r <= c.ranges[i+1] {
			return r >= c.ranges[i]
		}
	}
	return false
}

// first is the size of the first rune of s, which is not empty, if c has it, else 0.
func (c *class) first(s []byte) int {
	if s[0] < utf8.RuneSelf {
		return int(c.ascii[s[0]])
	}
	if r, size := utf8.DecodeRune(s); c.has(r) {
		return size
	}
	return 0
}

// run is how many runes s begins with that c has, most at the most, and how many bytes they are.
func (c *class) run(s []byte, most int) (n, count int) {
	for count < most {
		start, end := n, n+min(len(s)-n, most-count)
		n += c.plain(s[n:end])
		count += n - start
		if n == end || s[n] < utf8.RuneSelf {
			break
		}
		size := c.first(s[n:])
		if size == 0 {
			break
		}
		n += size
		count++
	}
	return n, count
}

// plain is how many bytes s begins with that c has: eight at a time, as that takes one branch.
func (c *class) plain(s []byte) (n int) {
	in := &c.ascii
	for ; len(s)-n >= 8; n += 8 {
		w := s[n : n+8 : n+8]
		if in[w[0]]&in[w[1]]&in[w[2]]&in[w[3]]&in[w[4]]&in[w[5]]&in[w[6]]&in[w[7]] == 0 {
			break
		}
	}
	for n < len(s) && in[s[n]] == 1 {
		n++
	}
	return n
}

// within says whether c has a rune of s.
func (c *class) within(s []byte) bool {
	for len(s) > 0 {
		if c.first(s) > 0 {
			return true
		}
		_, size := utf8.DecodeRune(s)
		s = s[size:]
	}
	return false
}

// meets says whether c and other have a rune in common.
func (c *class) meets(other *class) bool {
	for i := 0; i < len(c.ranges); i += 2 {
		for j := 0; j < len(other.ranges); j += 2 {
			if c.ranges[i] <= other.ranges[j+1] && other.ranges[j] <= c.ranges[i+1] {
				return true
			}
		}
	}
	return false
}
