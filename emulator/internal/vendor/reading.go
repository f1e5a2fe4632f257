package vendor

import (
	"hash/maphash"
	"strconv"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/kept"
)

// The bounds of what is remembered.
const (
	readingSlots = 1024
	keptReading  = 1 << 10 // bytes of a body
	holderSlots  = 1024
	keptKey      = 256 // bytes of a key
)

// reading is all that follows from the bytes of a request's body alone: what it asks for, what is wrong with it, and what
// may be shown of it. One that is remembered is shared, and never written to again.
type reading struct {
	body     string // these very bytes; "" of one that is not remembered
	request  contract.Request
	pages    string // asked for, such as 1-2; "" where there is no query
	cookie   journal.Name
	real     bool             // the cookie looks like somebody's
	redacted journal.Redacted // the body as the journal keeps it; nil: not made yet
}

// holder is all that follows from an API key alone. It is shared, and never written to again.
type holder struct {
	key    contract.APIKey
	name   journal.Name
	real   bool   // it looks like somebody's
	beyond string // a warning
}

// memory is what was made of bodies and of keys that came before.
type memory struct {
	seed     maphash.Seed
	readings *kept.Cache[reading]
	holders  *kept.Cache[holder]
}

func newMemory() *memory {
	return &memory{maphash.MakeSeed(), kept.New[reading](readingSlots), kept.New[holder](holderSlots)}
}

// understand says what body, of that hash, says: remembered of the same bytes, or read now into fresh.
func (v *Vendor) understand(body []byte, hash uint64, fresh *reading) *reading {
	if r := v.memory.readings.Get(hash); r != nil && r.body == string(body) {
		return r
	}
	if len(body) > keptReading || !v.memory.readings.Wants(hash) {
		*fresh = v.newReading(body)
		return fresh
	}
	r := v.newReading(body)
	r.body = string(body)
	if v.Journal != nil {
		r.redacted = journal.Object(nil, body, contract.GetConnections.Fields)
	}
	v.memory.readings.Keep(hash, &r)
	return &r
}

func (v *Vendor) newReading(body []byte) reading {
	request := contract.Parse(body, v.Terms.Lenient)
	cookie := request.Query.LoginToken
	r := reading{request: request, cookie: journal.CookieName(cookie), real: cookie.LooksReal()}
	if len(request.Faults) == 0 {
		start, end := request.Query.Pages()
		r.pages = strconv.FormatInt(start, 10) + "-" + strconv.FormatInt(end, 10)
	}
	return r
}

// holderOf says what a key says: remembered, or found out now.
func (v *Vendor) holderOf(key contract.APIKey) *holder {
	hash := maphash.String(v.memory.seed, string(key))
	if h := v.memory.holders.Get(hash); h != nil && h.key == key {
		return h
	}
	h := &holder{key: key, name: journal.KeyName(key), real: key.LooksReal(), beyond: key.Beyond()}
	if len(key) <= keptKey && v.memory.holders.Wants(hash) {
		h.key = contract.APIKey(strings.Clone(string(key)))
		v.memory.holders.Keep(hash, h)
	}
	return h
}
