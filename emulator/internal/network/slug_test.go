package network_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestUniqueEverywhere goes through every index below Limit. It keeps eight bytes of the SHA-256 of each profile_url, not
// the text.
func TestUniqueEverywhere(t *testing.T) {
	members := []int{9, 1, 2, 28} // of Israel, which has the fewest names, India, France and the United States
	if raced {
		members = members[:1]
	}
	for _, member := range members {
		n := network.Of(cookie(member))
		hashes := make([]uint64, network.Limit)
		var line []byte
		for i := range hashes {
			line = n.AppendConnection(line[:0], i)
			from := bytes.Index(line, []byte(profiles))
			sum := sha256.Sum256(line[from : from+bytes.IndexByte(line[from:], '"')])
			hashes[i] = binary.BigEndian.Uint64(sum[:])
		}
		slices.Sort(hashes)
		for i := 1; i < len(hashes); i++ {
			if hashes[i] == hashes[i-1] {
				t.Fatalf("%s: got two profile_urls with hash %x, want each once", cookie(member), hashes[i])
			}
		}
	}
}

const profiles = "https://www.linkedin.com/in/"

func TestUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := network.Of(contract.Cookie(rapid.String().Draw(t, "cookie")))
		from := rapid.IntRange(0, network.Limit-500).Draw(t, "from")
		far := rapid.SliceOfN(rapid.IntRange(0, network.Limit-1), 500, 500).Draw(t, "far")
		seen := map[string]int{}
		for k := range 1000 {
			i := from + k
			if k >= 500 {
				i = far[k-500]
			}
			url := n.Connection(i).ProfileURL
			if other, taken := seen[url]; taken && other != i {
				t.Fatalf("got %s at %d and at %d, want it once", url, other, i)
			}
			seen[url] = i
		}
	})
}

var profileURL = regexp.MustCompile(`^https://www\.linkedin\.com/in/((?:[a-z0-9]|%[0-9a-f]{2})+(?:-(?:[a-z0-9]|%[0-9a-f]{2})+)*)/$`)

// TestSlugIsTheName finds each name again in its slug: folded or percent-encoded, joined or not, with or without suffix.
func TestSlugIsTheName(t *testing.T) {
	forms := map[string]int{}
	for m := range everyHome {
		n := network.Of(cookie(m))
		for i := range 1500 {
			c := n.Connection(i)
			match := profileURL.FindStringSubmatch(c.ProfileURL)
			if match == nil {
				t.Fatalf("got %s, want the URL of a profile", c.ProfileURL)
			}
			form := formOf(match[1], c.Name)
			if form == "" {
				t.Fatalf("got %s of %q, want a slug of that name", c.ProfileURL, c.Name)
			}
			forms[form]++
		}
	}
	for _, form := range []string{"joined", "hyphenated", "suffixed", "hyphenated, encoded", "suffixed, encoded"} {
		if forms[form] == 0 {
			t.Errorf("got no slug that is %s, want some: %v", form, forms)
		}
	}
}

// formOf says how a slug is made from a name, and nothing if it is not.
func formOf(slug, name string) string {
	form := "hyphenated"
	bare := suffix.ReplaceAllString(slug+"/", "")
	if bare != slug+"/" {
		form = "suffixed"
	} else {
		bare = slug
	}
	words := wordsOf(name)
	decoded, err := url.PathUnescape(bare)
	switch {
	case err != nil:
		return ""
	case bare == asciiOf(words):
		return form
	case bare == strings.ReplaceAll(asciiOf(words), "-", ""):
		return "joined"
	case decoded == words && bare != decoded:
		return form + ", encoded"
	}
	return ""
}

// wordsOf is a name in lower case, its words joined by hyphens, without punctuation and emoji.
func wordsOf(name string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-':
			return '-'
		case unicode.IsLetter(r) || unicode.IsMark(r) && r < 0xfe00:
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(name))
	return strings.Trim(kept, "-")
}

var special = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "ł", "l", "ı", "i")

func asciiOf(words string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return r
	}, norm.NFD.String(special.Replace(words)))
}

// TestPlainSurnames checks what makes joined slugs unambiguous: a surname that stands in them is never the end of
// another, and is folded from one spelling alone.
func TestPlainSurnames(t *testing.T) {
	spellings := map[string]string{}
	for m := range everyHome {
		n := network.Of(cookie(m))
		for i := range 5000 {
			c := n.Connection(i)
			slug := profileURL.FindStringSubmatch(c.ProfileURL)[1]
			if strings.Contains(slug, "-") {
				continue
			}
			_, surname, _ := strings.Cut(c.Name, " ")
			folded := asciiOf(wordsOf(surname))
			if other, known := spellings[folded]; known && other != surname {
				t.Fatalf("got %q and %q in plain slugs, want one spelling", surname, other)
			}
			spellings[folded] = surname
		}
	}
	for surname := range spellings {
		for end := surname[1:]; end != ""; end = end[1:] {
			if _, taken := spellings[end]; taken {
				t.Errorf("got the surnames %s and %s in plain slugs, want none that ends in another", surname, end)
			}
		}
	}
	if len(spellings) < 500 {
		t.Errorf("got %d surnames in plain slugs, want hundreds", len(spellings))
	}
}
