package journal

import (
	"hash/maphash"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// ID stands for a key or a cookie, exactly and without being it: two hashes under seeds of this process. The zero ID is
// that of none. IDs are compared, and mean nothing in another process.
type ID [2]uint64

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// KeyID is the ID of an API key.
func KeyID(key contract.APIKey) ID { return idOf(string(key)) }

// CookieID is the ID of a cookie.
func CookieID(cookie contract.Cookie) ID { return idOf(string(cookie)) }

// Name is a key or a cookie as an Entry has it. The zero Name is that of none.
type Name struct {
	Fingerprint string
	id          ID
}

// KeyName is the Name of an API key.
func KeyName(key contract.APIKey) Name { return Name{key.Fingerprint(), KeyID(key)} }

// CookieName is the Name of a cookie.
func CookieName(cookie contract.Cookie) Name { return Name{cookie.Fingerprint(), CookieID(cookie)} }

func idOf(secret string) ID {
	if secret == "" {
		return ID{}
	}
	return ID{maphash.String(seeds[0], secret), maphash.String(seeds[1], secret)}
}
