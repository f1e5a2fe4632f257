package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// The bounds of what is kept of bodies.
const (
	MaxBody   = 64 << 10                        // bytes of one body
	MaxBodies = parts * maxChunks * chunkLength // bytes of all: 8 MiB

	chunkLength = 2 * MaxBody
	maxChunks   = 8 // of each part
)

// bodies keeps the newest bodies of a part: chunks that are filled one after the other, made when they are first
// needed, and filled anew from the first on once there are as many as may be. What a chunk had is dropped then.
type bodies struct {
	chunks [][]byte
	filled []int64 // how many times each chunk was begun
	at     int     // the chunk that is being filled
	newest [bodyKinds]piece
}

// bodyKind is of what a body is.
type bodyKind int

const (
	forRequests bodyKind = iota
	forResponses
	bodyKinds
)

// piece is where a body is kept. The zero piece is no body.
type piece struct {
	chunk, from, to int32
	filling         int64
}

// keep copies a body of at most MaxBody bytes, unless it is the same as the newest one of its kind.
func (b *bodies) keep(kind bodyKind, body []byte) piece {
	if len(body) == 0 {
		return piece{}
	}
	if p := b.newest[kind]; p.filling > 0 && int(p.chunk) == b.at && bytes.Equal(b.chunks[b.at][p.from:p.to], body) {
		return p
	}
	if b.chunks == nil || len(b.chunks[b.at])+len(body) > chunkLength {
		b.turn()
	}
	chunk := b.chunks[b.at]
	from := len(chunk)
	b.chunks[b.at] = append(chunk, body...)
	b.newest[kind] = piece{int32(b.at), int32(from), int32(from + len(body)), b.filled[b.at]}
	return b.newest[kind]
}

// turn goes on to the next chunk.
func (b *bodies) turn() {
	if b.chunks != nil {
		b.at = (b.at + 1) % maxChunks
	}
	if b.at == len(b.chunks) {
		b.chunks = append(b.chunks, make([]byte, 0, chunkLength))
		b.filled = append(b.filled, 0)
	}
	b.chunks[b.at] = b.chunks[b.at][:0]
	b.newest = [bodyKinds]piece{}
	b.filled[b.at]++
}

// get is a kept body, which is to be copied before the next keep; false where it was dropped.
func (b *bodies) get(p piece) ([]byte, bool) {
	if p == (piece{}) {
		return nil, true
	}
	if p.filling != b.filled[p.chunk] {
		return nil, false
	}
	return b.chunks[p.chunk][p.from:p.to], true
}

// copy is a copy of a kept body, or what is said of one that was dropped.
func (b *bodies) copy(p piece) json.RawMessage {
	body, kept := b.get(p)
	if !kept {
		return described(nil, fmt.Sprintf("a body of %d bytes that is no longer kept", p.to-p.from))
	}
	return bytes.Clone(body)
}
