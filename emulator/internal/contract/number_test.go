package contract_test

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

func TestInteger(t *testing.T) {
	const beyond = maxInteger + 1
	zeros := strings.Repeat("0", 1<<20)
	tests := []struct {
		number string
		want   int64
		whole  bool
	}{
		{"0", 0, true}, {"-0", 0, true}, {"0.000", 0, true}, {"0e-5", 0, true}, {"-0E+5", 0, true},
		{"1", 1, true}, {"-1", -1, true}, {"10", 10, true}, {"100e-2", 1, true}, {"100e-3", 0, false},
		{"2.0", 2, true}, {"2.5", 0, false}, {"-2.5", 0, false}, {"25e-1", 0, false}, {"20e-1", 2, true}, {"2.50e1", 25, true},
		{"0.001e3", 1, true}, {"0.001e2", 0, false}, {"1e15", 1e15, true}, {"1e+015", 1e15, true}, {"1E-0", 1, true},
		{"9007199254740991", maxInteger, true}, {"9007199254740992", beyond, true}, {"9007199254740993", beyond, true},
		{"-9007199254740991", -maxInteger, true}, {"-9007199254740992", -beyond, true}, {"-9007199254740993", -beyond, true},
		{"9999999999999999", beyond, true}, {"1e16", beyond, true}, {"-1e16", -beyond, true},
		{"9223372036854775807", beyond, true}, {"9223372036854775808", beyond, true}, {"-9223372036854775809", -beyond, true},
		{"9007199254740992.1", 0, false}, {"9007199254740991.00", maxInteger, true},
		{"1e1000000000", beyond, true}, {"1e9999999999999999999999", beyond, true}, {"-1e9999999999999999999999", -beyond, true},
		{"1e-9999999999999999999999", 0, false}, {"0e9999999999999999999999", 0, true}, {"0e-9999999999999999999999", 0, true},
		{"1" + zeros, beyond, true}, {"1" + zeros + "e-1048576", 1, true}, {"1" + zeros + "e-1048577", 0, false},
		{"0." + zeros + "7e1048577", 7, true}, {"0." + zeros + "7e1048576", 0, false}, {"1e" + zeros + "3", 1000, true},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%.30s", tt.number), func(t *testing.T) {
			if n, whole := contract.Integer(tt.number); n != tt.want || whole != tt.whole {
				t.Errorf("got %d, %t, want %d, %t", n, whole, tt.want, tt.whole)
			}
		})
	}
}

// jsonNumber is JSON's grammar of a number; the groups are the digits and the exponent.
var jsonNumber = regexp.MustCompile(`^-?((?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?:[eE]([+-]?[0-9]+))?$`)

// exactly reads a number with math/big; ok is false where its exponent would cost too much.
func exactly(number string) (n int64, whole, ok bool) {
	if groups := jsonNumber.FindStringSubmatch(number); groups[2] != "" {
		if e, err := strconv.Atoi(groups[2]); err != nil || e > 5000 || e < -5000 {
			return 0, false, false
		}
	}
	exact, ok := new(big.Rat).SetString(number)
	if !ok || !exact.IsInt() {
		return 0, false, ok
	}
	if most := int64(maxInteger); exact.Num().CmpAbs(big.NewInt(most)) > 0 {
		return int64(exact.Sign()) * (most + 1), true, true
	}
	return exact.Num().Int64(), true, true
}

func FuzzInteger(f *testing.F) {
	for _, seed := range []string{
		"0", "-0", "1", "2.0", "2.5", "1e1", "10e-1", "-12.50E+2", "9007199254740991", "9007199254740992", "1e400", "1E+999999999999",
		"1e-99999999999999999999", "0.00000000000000000000001", "123456789012345678901234567890e-14", "1.e1", "01", "1e", "+1", "0x1", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, number string) {
		n, whole := contract.Integer(number) // never panics, whatever it is
		if !jsonNumber.MatchString(number) || len(number) > 5000 {
			return
		}
		if n > maxInteger+1 || n < -maxInteger-1 {
			t.Errorf("Integer(%q): got %d, want at most ±%d", number, n, int64(maxInteger+1))
		}
		if want, wantWhole, ok := exactly(number); ok && (n != want || whole != wantWhole) {
			t.Errorf("Integer(%q): got %d, %t, want %d, %t", number, n, whole, want, wantWhole)
		}
	})
}

func TestParseInteger(t *testing.T) {
	tests := []struct {
		number string
		want   int64
		err    string
	}{
		{"0", 0, ""}, {"-0", 0, ""}, {"2.0", 2, ""}, {"-5", -5, ""}, {"9007199254740991", maxInteger, ""}, {"-9007199254740991", -maxInteger, ""},
		{"9007199254740992", 0, "got 9007199254740992, want an integer of at most 9007199254740991"},
		{"2.5", 0, "got 2.5, want an integer of at most 9007199254740991"},
		{"-1e400", 0, "got -1e400, want an integer of at most 9007199254740991"},
		{strings.Repeat("9", 100), 0, "got " + strings.Repeat("9", 40) + "..., want an integer of at most 9007199254740991"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%.30s", tt.number), func(t *testing.T) {
			got, err := contract.ParseInteger(tt.number)
			if (err == nil) != (tt.err == "") || err != nil && err.Error() != tt.err {
				t.Errorf("error: got %v, want %q", err, tt.err)
			}
			if got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

// TestIntegerInEverySpelling writes one integer with zeros around it, its point anywhere, and the exponent that makes
// up for that.
func TestIntegerInEverySpelling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Int64Range(-maxInteger, maxInteger).Draw(t, "integer")
		sign, written := "", strconv.FormatInt(max(want, -want), 10)
		if want < 0 {
			sign = "-"
		}
		before := rapid.IntRange(0, 40).Draw(t, "zeros before")
		digits := strings.Repeat("0", before) + written + strings.Repeat("0", rapid.IntRange(0, 40).Draw(t, "zeros after"))
		point := rapid.IntRange(0, len(digits)).Draw(t, "point")
		e := rapid.SampledFrom([]string{"e", "E"}).Draw(t, "e")
		number := fmt.Sprintf("%s0%s.%s0%s%d", sign, digits[:point], digits[point:], e, before+len(written)-point)

		if n, whole := contract.Integer(number); n != want || !whole {
			t.Fatalf("Integer(%q): got %d, %t, want %d, true", number, n, whole, want)
		}
	})
}
