package schemas

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// space skips white space.
func (p *pass) space() {
	for p.at < len(p.body) {
		switch p.body[p.at] {
		case ' ', '\n', '\t', '\r':
			p.at++
		default:
			return
		}
	}
}

// peek is the next byte, 0 at the end: no value begins with that.
func (p *pass) peek() byte {
	if p.at < len(p.body) {
		return p.body[p.at]
	}
	return 0
}

// take reads b, if it is next.
func (p *pass) take(b byte) bool {
	if p.at < len(p.body) && p.body[p.at] == b {
		p.at++
		return true
	}
	return false
}

// scalar reads a string, number or literal into v.
func (p *pass) scalar(v *scalar) (ok bool) {
	switch p.peek() {
	case '"':
		v.kind = text
		v.text, ok = p.string()
		return ok
	case 't':
		v.kind, v.yes = boolean, true
		return p.literal("true")
	case 'f':
		v.kind = boolean
		return p.literal("false")
	case 'n':
		v.kind = null
		return p.literal("null")
	}
	return p.number(v)
}

func (p *pass) literal(word string) bool {
	if !bytes.HasPrefix(p.body[p.at:], []byte(word)) {
		return false
	}
	p.at += len(word)
	return true
}

// string reads a string and decodes it: into the body itself where it has no escapes, else into p.decoded, where it
// stays until the next one that has.
func (p *pass) string() (decoded []byte, ok bool) {
	if !p.take('"') {
		return nil, false
	}
	end, ascii := plainRun(p.body, p.at)
	if end == len(p.body) || p.body[end] < ' ' {
		return nil, false
	}
	if p.body[end] == '\\' {
		return p.unescape(end)
	}
	decoded = p.body[p.at:end]
	p.at, p.escaped = end+1, false
	return decoded, ascii || utf8.Valid(decoded)
}

// unescape is string where the first backslash is at i.
func (p *pass) unescape(i int) (decoded []byte, ok bool) {
	for i < len(p.body) && p.body[i] != '"' {
		if p.body[i] == '\\' {
			i++
		}
		i++
	}
	if i >= len(p.body) {
		return nil, false
	}
	decoded, err := jsontext.AppendUnquote(p.decoded[:0], p.body[p.at-1:i+1])
	p.decoded, p.at, p.escaped = decoded, i+1, true
	return decoded, err == nil
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plainRun finds where the run of bytes from i ends that a string of JSON holds as themselves: at a quote, a backslash, a
// control character or the end of b. It is known to be ASCII, or may be not.
func plainRun(b []byte, i int) (end int, ascii bool) {
	var all uint64
	for ; len(b)-i >= 8; i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		all |= w
		if m := zeros(w^'"'*ones) | zeros(w^'\\'*ones) | (w-' '*ones)&^w&highs; m != 0 {
			return i + bits.TrailingZeros64(m)/8, all&highs == 0
		}
	}
	for ; i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= ' '; i++ {
		all |= uint64(b[i])
	}
	return i, all&highs == 0
}

// zeros marks the bytes of w that are 0 with their high bit. A byte above one that is marked may be marked falsely.
func zeros(w uint64) uint64 { return (w - ones) &^ w & highs }

// number reads a number into v.
func (p *pass) number(v *scalar) bool {
	start := p.at
	minus := p.take('-')
	digits := p.at
	for p.at < len(p.body) && isDigit(p.body[p.at]) {
		v.int = v.int*10 + int64(p.body[p.at]-'0') // of use only if it turns out to be short
		p.at++
	}
	n := p.at - digits
	if n == 0 || n > 1 && p.body[digits] == '0' {
		return false
	}
	if next := p.peek(); n > 18 || next == '.' || next|0x20 == 'e' {
		return p.longNumber(v, start)
	}
	v.kind = integer
	if minus {
		v.int = -v.int
	}
	return true
}

// longNumber reads what follows the digits of the number that begins at start, and gets its value by exact arithmetic.
func (p *pass) longNumber(v *scalar, start int) (ok bool) {
	if p.take('.') && !p.digits() {
		return false
	}
	if p.take('e') || p.take('E') {
		if !p.take('+') {
			p.take('-')
		}
		if !p.digits() {
			return false
		}
	}
	*v, ok = exact(string(p.body[start:p.at]))
	return ok
}

// digits reads at least one digit.
func (p *pass) digits() bool {
	start := p.at
	for p.at < len(p.body) && isDigit(p.body[p.at]) {
		p.at++
	}
	return p.at > start
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
