package report

import (
	"container/list"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// About how many bytes each of these takes, beside the text in it.
const (
	tenantWeight  = 2048
	callWeight    = 384
	cookieWeight  = 256
	networkWeight = 576
)

// tenant is what is kept of one API key, or of the requests without one.
type tenant struct {
	id       journal.ID
	key      contract.APIKey
	place    *list.Element // in Recorder.recent
	weight   int
	complete bool  // all its calls are in calls
	from     int64 // the epoch of the last rewind

	book     book
	calls    map[call]*count
	counted  int64 // credits, of all that calls would have if there were room
	cookies  map[journal.ID]*cookie
	networks map[journal.ID]*network
	findings map[Name]*found
	limited  limited
	wasted   int64 // credits, each once
}

// cookie is what is kept of a cookie that a key has used, or of the requests of the key without one.
type cookie struct {
	value   contract.Cookie
	dead    int64 // what Recorder.Told was when it was refused; 0: it was not, or there was a login since
	refused refused
	misread misread
}

// network is what a key has been told of the network of a member.
type network struct {
	available int // connections, by the newest answer
	bought    pageSet
	past      int   // whole answers past the last page
	single    int64 // the page that was asked for alone before, by who knew that there are more; 0: none
}

// tenant is the one that e is of, made if need be.
func (r *Recorder) tenant(e *journal.Entry, s Seen) *tenant {
	id := e.KeyID()
	t := r.tenants[id]
	if t != nil {
		r.recent.MoveToFront(t.place)
		return t
	}
	t = &tenant{id: id, key: s.Key, from: r.from, complete: !r.past.knew(id), book: newBook(), findings: map[Name]*found{}}
	t.place = r.recent.PushFront(t)
	r.tenants[id] = t
	r.rewound(t)
	r.add(t, tenantWeight+len(s.Key))
	r.forgetUntil(t, r.most)
	return t
}

// rewound makes what a tenant has seen empty.
func (r *Recorder) rewound(t *tenant) {
	t.calls = map[call]*count{}
	t.cookies = map[journal.ID]*cookie{}
	t.networks = map[journal.ID]*network{}
	t.limited = limited{}
	t.counted = 0
}

func (r *Recorder) rewind(t *tenant, epoch int64) {
	t.from = epoch
	r.add(t, tenantWeight+len(t.key)-t.weight)
	r.rewound(t)
	t.complete = true
}

func (r *Recorder) add(t *tenant, weight int) {
	t.weight += weight
	r.weight += weight
}

// room makes room for so many bytes more of t, and adds them; false where t alone has all there is.
func (r *Recorder) room(t *tenant, weight int) bool {
	if !r.forgetUntil(t, r.most-weight) {
		return false
	}
	r.add(t, weight)
	return true
}

// forgetUntil forgets tenants other than t, the longest unused first, until all weigh at most most.
func (r *Recorder) forgetUntil(t *tenant, most int) bool {
	for r.weight > most {
		oldest := r.recent.Back().Value.(*tenant)
		if oldest == t {
			return false
		}
		r.forget(oldest)
	}
	return true
}

func (r *Recorder) forget(t *tenant) {
	r.past.add(t)
	r.recent.Remove(t.place)
	delete(r.tenants, t.id)
	r.weight -= t.weight
}

// cookie is what is kept of the cookie of e, or nil where there is no room for it.
func (r *Recorder) cookie(t *tenant, e *journal.Entry, s Seen) *cookie {
	id := e.CookieID()
	c := t.cookies[id]
	if c == nil && r.room(t, cookieWeight+len(s.Cookie)) {
		c = &cookie{value: s.Cookie}
		t.cookies[id] = c
	}
	return c
}

// network is what is kept of the network that the cookie of e opens, or nil where there is no room for it.
func (r *Recorder) network(t *tenant, e *journal.Entry, s Seen) *network {
	id := e.CookieID()
	if owner := s.Cookie.Owner(); owner != s.Cookie {
		id = journal.CookieID(owner)
	}
	n := t.networks[id]
	if n == nil && r.room(t, networkWeight) {
		n = &network{available: -1}
		t.networks[id] = n
	}
	return n
}

// past is what is left of the tenants that were forgotten.
type past struct {
	keys     int64
	total    Sums
	findings map[Name]*found
	ids      map[journal.ID]bool // which they were
	lost     bool                // ids is not all of them
}

// maxPast is how many forgotten tenants are known again.
const maxPast = 65_536

func newPast() past {
	return past{findings: map[Name]*found{}, ids: map[journal.ID]bool{}}
}

func (p *past) add(t *tenant) {
	p.keys++
	p.total.merge(t.book.total)
	for name, f := range t.findings {
		p.finding(name).merge(f)
	}
	if len(p.ids) >= maxPast {
		p.ids, p.lost = map[journal.ID]bool{}, true
	}
	p.ids[t.id] = true
}

func (p *past) finding(name Name) *found { return findingIn(p.findings, name) }

// knew says that a tenant was forgotten, or may have been.
func (p *past) knew(id journal.ID) bool { return p.lost || p.ids[id] }
