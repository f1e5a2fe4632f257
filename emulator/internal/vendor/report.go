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

// identity stands for all that the request says, beside its key: the same for requests that are the same.
func (x *exchange) identity() uint64 {
	r := x.request
	return maphash.Comparable(bodySeed, identity{r.Method, r.URL.Path, valueOf(r.Header, "Content-Type"), x.hash})
}

type identity struct {
	method, path, contentType string
	body                      uint64 // its hash
}
