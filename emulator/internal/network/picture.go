package network

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

const (
	week         = 7 * 24 * 60 * 60
	firstExpiry  = 3400 * week       // in seconds since 1970: March 2035, a Thursday as in the vendor's example
	firstUpload  = 1_517_000_000_000 // in milliseconds since 1970: January 2018
	newPrefix    = 1_640_000_000_000 // ids of pictures uploaded from about here on begin with D, not C
	uploadWindow = 208_000_000_000   // to August 2024
	noPicture    = 12                // of 100 people
	pictureHost  = "https://media.licdn.com/dms/image/v2/"
	pictureShape = "/profile-displayphoto-shrink_100_100/0/"
)

var pictureKinds = [...]string{"4D03AQ", "4E03AQ", "5603AQ"}

// appendPicture appends the URL of the person's picture, in the shape of the vendor's example: an id, when it was
// uploaded (ms), when the URL expires (s; one moment for a network, as for URLs signed together), and a signature.
func (p *person) appendPicture(dst []byte) []byte {
	d := p.dice(forPicture)
	if d.below(100) < noPicture {
		return append(dst, contract.NotAvailable...)
	}
	uploaded := firstUpload + d.below64(uploadWindow)
	dst = append(dst, pictureHost...)
	dst = append(dst, "CD"[uploaded/newPrefix])
	dst = append(dst, pictureKinds[d.below(len(pictureKinds))]...)
	dst = append(dst, "EFGH"[d.below(4)])
	dst = appendRandom64(dst, &d, 8)
	dst = append(dst, pictureShape...)
	dst = strconv.AppendUint(dst, uploaded, 10)
	dst = append(dst, "?e="...)
	dst = strconv.AppendUint(dst, p.expiry(), 10)
	dst = append(dst, "&v=beta&t="...)
	return appendRandom64(dst, &d, 32)
}

// expiry is when the URLs of a network's pictures expire, in seconds since 1970: some Thursday of 2035. Deliberately: it
// depends on no clock, so that a network is the same whenever it is asked for.
func (p *person) expiry() uint64 {
	d := dice(p.network.seed ^ forExpiry)
	return firstExpiry + d.below64(40)*week
}

// appendRandom64 appends n random bytes (a multiple of 8, at most 32) as unpadded URL-safe base64.
func appendRandom64(dst []byte, d *dice, n int) []byte {
	var raw [32]byte
	for i := 0; i < n; i += 8 {
		binary.BigEndian.PutUint64(raw[i:], d.next())
	}
	return base64.RawURLEncoding.AppendEncode(dst, raw[:n])
}
