package vendor

import "sync"

// mostWarned is how many real secrets are warned of in the log. Each is warned of in the journal.
const mostWarned = 1000

// warned are the fingerprints of the secrets that were warned of. It may be used from many goroutines.
type warned struct {
	mu   sync.Mutex // guards what follows
	seen map[string]bool
}

// first says that a secret was not warned of before, and may be now.
func (w *warned) first(fingerprint string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen[fingerprint] || len(w.seen) == mostWarned {
		return false
	}
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	w.seen[fingerprint] = true
	return true
}

// warnOfReal warns of a key or a cookie that looks real: loudly, and once for each. It is served like any other.
func (v *Vendor) warnOfReal(x *exchange, fingerprint string) {
	x.real = true
	x.warn(fingerprint + " looks like a real secret: an emulator needs none")
	if v.warned.first(fingerprint) {
		v.Logger.Warn("A REAL SECRET MAY HAVE REACHED THIS EMULATOR, which needs none: any other value will do. "+
			"It is written nowhere here; find out who sends it", "secret", fingerprint, "request_id", x.id)
	}
}
