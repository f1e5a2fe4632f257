package scenario

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// id stands for a count without keeping its key and cookie. It is the same in every process, so that a saved state goes
// on where it was.
type id = contract.Digest

// hash is the id of c.
func (c count) hash() id {
	var room [256]byte
	all := append(room[:0], "linkup-emulator count\x00"...)
	all = append(all, byte(c.origin))
	for _, part := range [...]string{string(c.per), string(c.key), string(c.cookie)} {
		all = binary.LittleEndian.AppendUint64(all, uint64(len(part)))
		all = append(all, part...)
	}
	return sha256.Sum256(all)
}

func sorted[V any](m map[contract.Digest]V) []contract.Digest {
	return slices.SortedFunc(maps.Keys(m), func(a, b contract.Digest) int { return bytes.Compare(a[:], b[:]) })
}
