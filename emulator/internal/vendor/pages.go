package vendor

import (
	"bytes"
	"hash/maphash"
	"sync/atomic"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// The bounds of the page cache: at most slots*keptPage bytes, 16 MB, however many networks are asked for.
const (
	slots    = 4096 // a power of two
	keptPage = 4 << 10
)

// pageKey is all that the body of a success depends on.
type pageKey struct {
	network      network.ID
	start, end   int64
	first, count int
}

// pageCache keeps the bodies of single pages that were asked for before, so that a hot page is made and proven once.
// Each key has one slot, and the newest page that was asked for twice in a row there has it: pages asked for once cost
// no memory. No lock is taken.
type pageCache struct {
	seed  maphash.Seed
	pages [slots]atomic.Pointer[keptBody]
	asked [slots]atomic.Uint64 // the hash of the key asked for last
}

type keptBody struct {
	key  pageKey
	body []byte // never written to again
}

func newPageCache() *pageCache { return &pageCache{seed: maphash.MakeSeed()} }

// get is the body kept for key. It must not be written to.
func (c *pageCache) get(key pageKey) ([]byte, bool) {
	kept := c.pages[maphash.Comparable(c.seed, key)%slots].Load()
	if kept == nil || kept.key != key {
		return nil, false
	}
	return kept.body, true
}

// keep keeps a copy of a body that was proven, if it is small enough and was asked for before.
func (c *pageCache) keep(key pageKey, body []byte) {
	if len(body) > keptPage {
		return
	}
	hash := maphash.Comparable(c.seed, key)
	slot := hash % slots
	if c.asked[slot].Swap(hash) == hash {
		c.pages[slot].Store(&keptBody{key: key, body: bytes.Clone(body)})
	}
}
