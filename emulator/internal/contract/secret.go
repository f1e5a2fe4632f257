package contract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"regexp"
)

// APIKey is the value of the x-api-key header. It may be somebody's real key, so printed, logged or marshalled it shows
// its Fingerprint, also inside of what is exported; string(key) is the way to its value.
//
// No method of a type is asked where it is an unexported field of a struct that fmt prints, or a key of a map that
// encoding/json writes: print and marshal neither.
type APIKey string

// Cookie is a login_token: a LinkedIn authentication cookie. It may be somebody's real cookie, so it shows its
// Fingerprint as an APIKey does, with the same two exceptions; string(cookie) is the way to its value.
type Cookie string

// Fingerprint is a short name for the key, the same in every process: "key:" and six hexadecimal digits.
func (k APIKey) Fingerprint() string { return fingerprint(keyPrefix, string(k)) }

// Fingerprint is a short name for the cookie, the same in every process: "cookie:" and six hexadecimal digits.
func (c Cookie) Fingerprint() string { return fingerprint(cookiePrefix, string(c)) }

const (
	keyPrefix    = "key:"
	cookiePrefix = "cookie:"
)

func fingerprint(prefix, secret string) string {
	if secret == "" {
		return ""
	}
	return fingerprintOf(prefix, sha256.Sum256([]byte(secret)))
}

func fingerprintOf(prefix string, d Digest) string {
	return string(hex.AppendEncode([]byte(prefix), d[:3]))
}

// KeyFingerprint is that of the API key whose digest it is.
func (d Digest) KeyFingerprint() string { return fingerprintOf(keyPrefix, d) }

// Called is the key's fingerprint, also where it is the Name of a digest that the key stands for; "" where there is none.
func (k APIKey) Called() string {
	if d, ok := ReadName(string(k)); ok {
		return d.KeyFingerprint()
	}
	return k.Fingerprint()
}

// CookieFingerprint is that of the cookie whose digest it is.
func (d Digest) CookieFingerprint() string { return fingerprintOf(cookiePrefix, d) }

var (
	fingerprintForm       = regexp.MustCompile("^" + keyPrefix + "[0-9a-f]{6}$")
	cookieFingerprintForm = regexp.MustCompile("^" + cookiePrefix + "[0-9a-f]{6}$")
)

// IsKeyFingerprint says that name has the form of an API key's fingerprint.
func IsKeyFingerprint(name string) bool { return fingerprintForm.MatchString(name) }

// IsCookieFingerprint says that name has the form of a cookie's fingerprint.
func IsCookieFingerprint(name string) bool { return cookieFingerprintForm.MatchString(name) }

// Format shows the fingerprint, whatever the verb: not even %x or %#v gives the value away.
func (k APIKey) Format(f fmt.State, _ rune) { fmt.Fprint(f, k.Fingerprint()) }

// Format shows the fingerprint, whatever the verb: not even %x or %#v gives the value away.
func (c Cookie) Format(f fmt.State, _ rune) { fmt.Fprint(f, c.Fingerprint()) }

// String is the fingerprint.
func (k APIKey) String() string { return k.Fingerprint() }

// String is the fingerprint.
func (c Cookie) String() string { return c.Fingerprint() }

// MarshalText is the fingerprint, so that JSON shows no value either.
func (k APIKey) MarshalText() ([]byte, error) { return []byte(k.Fingerprint()), nil }

// MarshalText is the fingerprint, so that JSON shows no value either.
func (c Cookie) MarshalText() ([]byte, error) { return []byte(c.Fingerprint()), nil }

// LogValue is the fingerprint.
func (k APIKey) LogValue() slog.Value { return slog.StringValue(k.Fingerprint()) }

// LogValue is the fingerprint.
func (c Cookie) LogValue() slog.Value { return slog.StringValue(c.Fingerprint()) }
