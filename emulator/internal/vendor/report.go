package vendor

import "hash/maphash"

// expect notes what only the beginning of a request can tell the Recorder.
func (v *Vendor) expect(x *exchange) {
	if v.Recorder != nil {
		x.seen.Began, x.seen.Told = x.began, v.Recorder.Told()
	}
}

// report tells the Recorder of x.
func (v *Vendor) report(x *exchange) {
	if v.Recorder == nil {
		return
	}
	seen := x.seen
	seen.Key, seen.Cookie = x.key, x.query.LoginToken
	seen.Sent = x.identity()
	seen.Whole = len(x.rest) > 0
	v.Recorder.Observe(&x.entry, seen)
}

var identitySeed = maphash.MakeSeed()

// identity stands for all that the request says, beside its key: the same for requests that are the same.
func (x *exchange) identity() uint64 {
	var h maphash.Hash
	h.SetSeed(identitySeed)
	for _, part := range []string{x.request.Method, x.request.URL.Path, x.request.Header.Get("Content-Type")} {
		h.WriteString(part)
		h.WriteByte(0)
	}
	h.Write(x.in)
	return h.Sum64()
}
