package contract

import (
	"fmt"
	"strconv"
	"strings"
)

// integer reads a JSON number as JSON Schema counts integers: 2, 2.0 and 20e-1 are one, 2.5 is none. Whatever the
// number's length or exponent, it costs no more than reading its text. A whole number beyond ±MaxInteger is
// whole, and comes back as ±(MaxInteger+1).
func integer(number string) (n int64, whole bool) {
	text, negative := strings.CutPrefix(number, "-")
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	before, after, _ := strings.Cut(mantissa, ".")

	digits := strings.TrimLeft(before+after, "0")
	kept := strings.TrimRight(digits, "0")
	if kept == "" {
		return 0, true
	}
	// The value is kept, which ends in no zero, times ten to the power of this.
	power := saturatedExponent(exponent) - len(after) + len(digits) - len(kept)
	if power < 0 {
		return 0, false
	}
	n = MaxInteger + 1
	if len(kept)+power <= len("9007199254740991") {
		n, _ = strconv.ParseInt(kept+strings.Repeat("0", power), 10, 64)
	}
	if negative {
		n = -n
	}
	return max(min(n, MaxInteger+1), -MaxInteger-1), true
}

// saturatedExponent reads an exponent of any length; one too long to matter comes back as a billion.
func saturatedExponent(s string) int {
	const limit = 1_000_000_000 // far beyond what the digits of a body of 1 MiB can make up for
	if s == "" {
		return 0
	}
	s = strings.TrimPrefix(s, "+")
	n, err := strconv.Atoi(s)
	switch {
	case err == nil:
		return max(min(n, limit), -limit)
	case strings.HasPrefix(s, "-"):
		return -limit
	}
	return limit
}

// ParseInteger reads a JSON number that is an integer from -MaxInteger to MaxInteger.
func ParseInteger(number string) (int64, error) {
	n, whole := integer(number)
	if !whole || n > MaxInteger || n < -MaxInteger {
		return 0, fmt.Errorf("got %s, want an integer of at most %d", shorten(number), int64(MaxInteger))
	}
	return n, nil
}
