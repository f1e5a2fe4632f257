package network

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters are the ones that do not come apart into an ASCII letter and an accent.
var letters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h",
}

// fold is a name in lower case as a plain slug writes it: accents gone, words joined by hyphens, the rest left out; empty
// for a name in another script than Latin.
func fold(lower string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(lower) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case r == ' ' || r == '-':
			hyphen(&b)
		default:
			b.WriteString(letters[r])
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// encode is a name in lower case as LinkedIn writes it into a slug where it keeps its letters: words joined by hyphens,
// every byte beyond ASCII percent-encoded with lower-case digits.
func encode(lower string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(lower) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case r == ' ' || r == '-':
			hyphen(&b)
		case r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsMark(r)):
			percent(&b, r)
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

func hyphen(b *strings.Builder) {
	if s := b.String(); s != "" && s[len(s)-1] != '-' {
		b.WriteByte('-')
	}
}

func percent(b *strings.Builder, r rune) {
	for _, c := range []byte(string(r)) {
		b.WriteByte('%')
		b.WriteByte(hexDigits[c>>4])
		b.WriteByte(hexDigits[c&15])
	}
}
