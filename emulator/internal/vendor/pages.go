package vendor

import (
	"bytes"
	"hash/maphash"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/kept"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// The bounds of the page cache: at most pageSlots*keptPage bytes, 16 MB, however many networks are asked for.
const (
	pageSlots = 4096
	keptPage  = 4 << 10
)

// pageKey is all that the body of a success depends on.
type pageKey struct {
	network      network.ID
	start, end   int64
	first, count int
}

// pageCache keeps the bodies of single pages that were asked for before, so that a hot page is made and proven once.
type pageCache struct {
	seed  maphash.Seed
	pages *kept.Cache[keptBody]
}

type keptBody struct {
	key  pageKey
	body []byte // never written to again
}

func newPageCache() *pageCache {
	return &pageCache{seed: maphash.MakeSeed(), pages: kept.New[keptBody](pageSlots)}
}

// get is the body kept for key. It must not be written to.
func (c *pageCache) get(key pageKey) ([]byte, bool) {
	page := c.pages.Get(maphash.Comparable(c.seed, key))
	if page == nil || page.key != key {
		return nil, false
	}
	return page.body, true
}

// keep keeps a copy of a body that was proven, if it is small enough and was asked for before.
func (c *pageCache) keep(key pageKey, body []byte) {
	if len(body) > keptPage {
		return
	}
	if hash := maphash.Comparable(c.seed, key); c.pages.Wants(hash) {
		c.pages.Keep(hash, &keptBody{key: key, body: bytes.Clone(body)})
	}
}
