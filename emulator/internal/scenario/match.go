package scenario

import (
	"crypto/sha256"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Request is what a scenario sees of a request: one that keeps every rule, and its key.
type Request struct {
	Key   contract.APIKey
	Query contract.Query
}

// meets says whether the scenario speaks for r.
func (m *Match) meets(r Request) bool {
	q := r.Query
	return matches(m.LoginToken, q.LoginToken) && matches(m.APIKey, r.Key) &&
		(len(m.Country) == 0 || slices.Contains(m.Country, q.Country)) &&
		(m.Mode == "" || m.Mode == q.Mode) && m.pageIn(q)
}

func (m *Match) pageIn(q contract.Query) bool {
	return m.Page == 0 || q.Mode == contract.ModePagination && q.StartPage <= m.Page && m.Page <= q.EndPage
}

// matches says whether a secret is as the pattern says: a glob, or the digest of the whole secret.
func matches[S contract.Cookie | contract.APIKey](pattern string, secret S) bool {
	if digest, ok := digestIn(pattern); ok {
		return sha256.Sum256([]byte(secret)) == digest
	}
	return Glob(pattern, string(secret))
}

// digestIn is the digest that a pattern is, if it is one.
func digestIn(pattern string) (digest contract.Digest, ok bool) {
	text, ok := strings.CutPrefix(pattern, contract.DigestPrefix)
	return digest, ok && digest.UnmarshalText([]byte(text)) == nil
}

// hidden is a pattern without any whole secret: one that has no * and no ? is itself a secret, and its digest comes in
// its place.
func hidden(pattern string) string {
	if _, ok := digestIn(pattern); ok || pattern == "" || strings.ContainsAny(pattern, wild) {
		return shown(pattern)
	}
	return contract.Digest(sha256.Sum256([]byte(pattern))).Name()
}

// wild are the characters that make a pattern of a text.
const wild = "*?"

// shown is a pattern as it may be told: the digest of one that is itself a secret that looks real, which means the same,
// and in any other a fingerprint in the place of each part that looks so, which then means nothing.
func shown(pattern string) string {
	if !strings.ContainsAny(pattern, wild) {
		if looksReal(pattern) {
			return hidden(pattern)
		}
		return pattern
	}
	var out strings.Builder
	for rest := pattern; rest != ""; {
		end := strings.IndexAny(rest, wild)
		switch {
		case end == 0:
			end = 1
		case end < 0:
			end = len(rest)
		}
		part := rest[:end]
		if looksReal(part) {
			part = contract.APIKey(part).Fingerprint()
		}
		out.WriteString(part)
		rest = rest[end:]
	}
	return out.String()
}

func looksReal(text string) bool {
	return contract.APIKey(text).LooksReal() || contract.Cookie(text).LooksReal() && !strings.HasPrefix(text, contract.DigestPrefix)
}

// prefixOf is what comes before the * of a pattern that is plain ASCII and has no other wildcard.
func prefixOf(pattern string) (prefix string, ok bool) {
	prefix, ok = strings.CutSuffix(pattern, "*")
	for i := range len(prefix) {
		if c := prefix[i]; c == '*' || c == '?' || c >= utf8.RuneSelf {
			return "", false
		}
	}
	return prefix, ok
}

// Glob says whether text is as the pattern says: * is any text, ? any one character, and no pattern is all. It takes
// at most the product of their lengths.
func Glob(pattern, text string) bool {
	if pattern == "" || pattern == "*" {
		return true
	}
	if prefix, ok := prefixOf(pattern); ok {
		return strings.HasPrefix(text, prefix)
	}
	p, t := []rune(pattern), []rune(text)
	star, from := -1, 0 // where to take up again: after the last *, with one character more in it
	i, j := 0, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, from = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i, j = i+1, j+1
		case star >= 0:
			from++
			i, j = star+1, from
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}
