package schemas

import (
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// format is a format of strings. plain proves the usual shape of one fast; what it does not prove, exact decides.
type format struct {
	plain func([]byte) bool
	exact func(any) bool
}

// plainFormats proves the formats whose shape here is known. Each takes a part of what the library takes.
var plainFormats = map[string]func([]byte) bool{
	"uri":       plainURI,
	"date-time": plainDateTime,
}

// formatOf is the format called name, nil where the library asserts nothing of it.
func formatOf(name string) *format {
	exact, known := jsonschema.Formats[name]
	if !known {
		return nil
	}
	return &format{plain: plainFormats[name], exact: exact}
}

func (f *format) allows(s []byte) bool {
	return f.plain != nil && f.plain(s) || f.exact(string(s))
}

// plainURI says whether s is https:// or http://, a host of lower-case letters, digits, dots and hyphens, a colon and a
// port where there is one, a slash, and from there visible ASCII without # and with each % before two hexadecimal digits.
func plainURI(s []byte) bool {
	begins := len("https://")
	if len(s) <= begins || string(s[:begins]) != "https://" {
		if begins--; len(s) <= begins || string(s[:begins]) != "http://" {
			return false
		}
	}
	i := begins
	for i < len(s) && hostBytes[s[i]] {
		i++
	}
	if i > begins && i < len(s) && s[i] == ':' {
		for i++; i < len(s) && isDigit(s[i]); i++ {
		}
	}
	if i == begins || i == len(s) || s[i] != '/' {
		return false
	}
	for ; i < len(s); i++ {
		if pathBytes[s[i]] {
			continue
		}
		if s[i] != '%' || len(s)-i < 3 || !hexBytes[s[i+1]] || !hexBytes[s[i+2]] {
			return false
		}
	}
	return true
}

// impliesURI says whether all that p matches is a plain URI: it begins as one, and goes on with what may follow.
func (p *pattern) impliesURI() bool {
	if !p.toEnd || len(p.steps) == 0 || !plainURI(p.steps[0].literal) {
		return false
	}
	for _, s := range p.steps[1:] {
		if !s.within(pathBytes) {
			return false
		}
	}
	return true
}

// within says whether all that the step can take is made of the ASCII bytes in set.
func (t *step) within(set *[256]bool) bool {
	for _, b := range t.literal {
		if !set[b] {
			return false
		}
	}
	if t.class == nil {
		return true
	}
	for b, has := range t.class.ascii {
		if has == 1 && !set[b] {
			return false
		}
	}
	last := len(t.class.ranges) - 1
	return last < 0 || t.class.ranges[last] < utf8.RuneSelf
}

// plainDateTime says whether s is YYYY-MM-DDThh:mm:ss[.digits]Z with a day that every year has.
func plainDateTime(s []byte) bool {
	if len(s) < len("YYYY-MM-DDThh:mm:ssZ") || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return false
	}
	month := twoDigits(s[5:], 12)
	return twoDigits(s[0:], 99) >= 0 && twoDigits(s[2:], 99) >= 0 &&
		month >= 1 && twoDigits(s[8:], daysIn[month]) >= 1 &&
		twoDigits(s[11:], 23) >= 0 && twoDigits(s[14:], 59) >= 0 && twoDigits(s[17:], 59) >= 0 &&
		fractionAndZ(s[19:])
}

// daysIn are the days of each month in every year.
var daysIn = [...]int{1: 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// twoDigits is the number that s begins with, -1 if that is none of 0 to most.
func twoDigits(s []byte, most int) int {
	if !isDigit(s[0]) || !isDigit(s[1]) {
		return -1
	}
	n := int(s[0]-'0')*10 + int(s[1]-'0')
	if n > most {
		return -1
	}
	return n
}

// fractionAndZ says whether s, which is not empty, is Z, or a dot, digits and Z.
func fractionAndZ(s []byte) bool {
	last := len(s) - 1
	if s[last] != 'Z' || last == 0 {
		return s[last] == 'Z'
	}
	for _, b := range s[1:last] {
		if !isDigit(b) {
			return false
		}
	}
	return s[0] == '.' && last > 1
}

var (
	hostBytes = bytesOf(func(b byte) bool { return 'a' <= b && b <= 'z' || isDigit(b) || b == '.' || b == '-' })
	pathBytes = bytesOf(func(b byte) bool { return '!' <= b && b <= '~' && b != '#' && b != '%' })
	hexBytes  = bytesOf(func(b byte) bool { return isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'f' })
)

func bytesOf(has func(byte) bool) *[256]bool {
	var set [256]bool
	for b := range set {
		set[b] = has(byte(b))
	}
	return &set
}
