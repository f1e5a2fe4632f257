package contract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Digest stands for a secret in what is written down: its SHA-256, as `printf %s SECRET | sha256sum` says it. It leads
// to a guessed secret but not back to one that cannot be guessed, which real keys and cookies cannot.
type Digest [sha256.Size]byte

// Digest is that of the key.
func (k APIKey) Digest() Digest { return sha256.Sum256([]byte(k)) }

// Digest is that of the cookie.
func (c Cookie) Digest() Digest { return sha256.Sum256([]byte(c)) }

// Digest is that of the address in lower case, as members are known in any capitals.
func (e Email) Digest() Digest { return sha256.Sum256([]byte(strings.ToLower(string(e)))) }

// DigestPrefix begins a digest where the secret itself could stand too.
const DigestPrefix = "sha256:"

// Name is DigestPrefix and the digest: what is shown where the secret is not known.
func (d Digest) Name() string { return DigestPrefix + d.String() }

// ReadName is the digest that a Name says, and whether it is one.
func ReadName(name string) (d Digest, ok bool) {
	digits, ok := strings.CutPrefix(name, DigestPrefix)
	return d, ok && d.UnmarshalText([]byte(digits)) == nil
}

// String is the digest in 64 hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText is String.
func (d Digest) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, d[:]), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Digest) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(d)) {
		return fmt.Errorf("got %d characters, want the %d hexadecimal digits of a SHA-256", len(text), hex.EncodedLen(len(d)))
	}
	if _, err := hex.Decode(d[:], text); err != nil {
		return fmt.Errorf("got no digest, want %d hexadecimal digits: %w", len(text), err)
	}
	return nil
}
