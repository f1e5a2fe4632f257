package contract_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// What machines draw as keys and cookies looks real, nearly always.
func TestLooksRealOfWhatMachinesDraw(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(1, 2))
	bytes := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(draw.Uint32())
		}
		return b
	}
	of := func(alphabet string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = alphabet[draw.IntN(len(alphabet))]
		}
		return string(b)
	}
	const small, capitals, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	for _, row := range []struct {
		name string
		draw func() string
		want int // of a thousand drawn, at least
	}{
		{"128 bits, hexadecimal", func() string { return hex.EncodeToString(bytes(16)) }, 980},
		{"160 bits, hexadecimal", func() string { return hex.EncodeToString(bytes(20)) }, 990},
		{"256 bits, hexadecimal", func() string { return hex.EncodeToString(bytes(32)) }, 999},
		{"capital hexadecimal", func() string { return strings.ToUpper(hex.EncodeToString(bytes(16))) }, 980},
		{"24 letters and digits", func() string { return of(small+capitals+digits, 24) }, 950},
		{"32 letters and digits", func() string { return of(small+capitals+digits, 32) }, 980},
		{"32 small ones", func() string { return of(small+digits, 32) }, 930},
		{"with a prefix", func() string { return "sk_live_" + of(small+capitals+digits, 24) }, 950},
		{"in the place of a suffix", func() string { return "credits-5-" + hex.EncodeToString(bytes(16)) }, 980},
		{"256 bits, base64 for URLs", func() string { return base64.RawURLEncoding.EncodeToString(bytes(32)) }, 830},
		{"a cookie of LinkedIn", func() string { return "AQEDAR" + base64.RawURLEncoding.EncodeToString(bytes(110)) }, 1000},
	} {
		t.Run(row.name, func(t *testing.T) {
			real := 0
			for range 1000 {
				s := row.draw()
				if contract.APIKey(s).LooksReal() != contract.Cookie(s).LooksReal() {
					t.Errorf("%s: got another answer as a key than as a cookie", s)
				}
				if contract.APIKey(s).LooksReal() {
					real++
				}
			}
			if real < row.want {
				t.Errorf("got %d of 1000, want %d or more", real, row.want)
			}
		})
	}
}

// What people write does not look real.
func TestLooksRealOfWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	values := []string{
		"", "k", "my-first-key", "my-cookie", "AQED", "AQED-my-cookie", "linkedin-cookie-of-ada",
		"0f8fad5b-d9cb-469f-a165-70867728950e", "credits-5-0f8fad5b-d9cb-469f-a165-70867728950e",
		"00000000000000000000000000000000", "1732398472123456789", "01234567890123456789012345678901234567890",
		"abcdefghijklmnopqrstuvwxyz0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "deadbeef", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
		"test-3f2a9c1b7d4e", "ci-run-container-3f2a9c1b7d4e", "run-20260102T150405Z-000001", "2026-01-02T15:04:05.000000001Z",
		"TestSync/retries_after_429#03", "TestSyncStopsWithoutCreditsWhenTheAccountIsEmpty", "LINKUP_EMULATOR_SCENARIO_DIR",
		"a-key-that-is-quite-long-and-has-the-numbers-1-2-3-and-4", strings.Repeat("k", 100_000), strings.Repeat("k-", 1000),
	}
	for _, v := range contract.SpecialValues {
		for _, suffix := range []string{"", "-test42", "-TestSync/retries_after_429#03", "-1732398472123456789"} {
			values = append(values, v.Example+suffix)
		}
	}
	names := testNames(t)
	if len(names) < 100 {
		t.Fatalf("got %d names of tests, want those of the whole module", len(names))
	}
	for i, name := range names {
		values = append(values, name, fmt.Sprintf("%s/%s#%02d", name, names[(i+1)%len(names)], i%100), fmt.Sprintf("%s-%d", name, 1732398472123456789+i))
	}
	for _, v := range values {
		if contract.APIKey(v).LooksReal() || contract.Cookie(v).LooksReal() {
			t.Errorf("%.80q looks real, want it not to", v)
		}
		if got := contract.APIKey(v).Shown(); got != v {
			t.Errorf("%.80q is shown as %.80q, want itself", v, got)
		}
	}
}

var testName = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark|Example)\w+)\(`)

// testNames are the names of all tests of the module.
func testNames(t *testing.T) (names []string) {
	t.Helper()
	err := filepath.WalkDir("../../..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range testName.FindAllSubmatch(text, -1) {
			names = append(names, string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestOwnCookiesDoNotLookReal(t *testing.T) {
	t.Parallel()
	for i := range 1000 {
		if c := contract.Email(fmt.Sprintf("ada%d@example.com", i)).Cookie(i); c.LooksReal() {
			t.Errorf("%q looks real", string(c))
		}
	}
}

func TestShownAndHidden(t *testing.T) {
	t.Parallel()
	const key = "9b2d7c41e8f05a6637d1c0be4f82a915"
	if got, want := contract.APIKey(key).Shown(), contract.APIKey(key).Fingerprint(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for path, want := range map[string]string{
		"/v1/" + key + "/x":           "/v1/" + contract.APIKey(key).Fingerprint() + "/x",
		"/" + key:                     "/" + contract.APIKey(key).Fingerprint(),
		"/v1/network/connections":     "/v1/network/connections",
		"/":                           "/",
		"":                            "",
		"/v2/network/connections/all": "/v2/network/connections/all",
	} {
		if got := contract.HideReal(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func BenchmarkLooksReal(b *testing.B) {
	for name, key := range map[string]contract.APIKey{"short": "my-first-key", "long": "9b2d7c41e8f05a6637d1c0be4f82a915", "words": "a-key-that-is-quite-long-and-has-the-numbers-1-2-3-and-4"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				key.LooksReal()
			}
		})
	}
}
