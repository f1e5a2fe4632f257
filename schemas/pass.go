package schemas

import "sync"

// pass is one way through a body: it reads strict JSON and checks it in one go.
type pass struct {
	body      []byte
	at        int      // the byte to read next
	depth     int      // arrays and objects that are open
	strangers [][]byte // names in the open objects that their schemas don't describe
	decoded   []byte   // the last string that had escapes
	escaped   bool     // whether the last string had escapes
	unsure    bool     // something that a pass can't check: ask the library
}

var passes = sync.Pool{New: func() any { return new(pass) }}

// proves says whether body is strict JSON that satisfies c; if it is not sure, it can't say and the library must.
func (c *check) proves(body []byte) (valid, sure bool) {
	p := passes.Get().(*pass)
	p.body, p.at, p.depth, p.unsure = body, 0, 0, false
	p.strangers = p.strangers[:0]
	p.space()
	valid = p.value(c)
	p.space()
	valid, sure = valid && p.at == len(body), !p.unsure
	p.body = nil
	clear(p.strangers[:cap(p.strangers)])
	passes.Put(p)
	return valid, sure
}

// value checks the next value by c. Where it fails, p is anywhere.
func (p *pass) value(c *check) bool {
	p.space()
	switch p.peek() {
	case '{':
		return p.container(c, object)
	case '[':
		return p.container(c, array)
	}
	var v scalar
	return p.scalar(&v) && c.scalar(&v)
}

// container checks the array or object that begins at p.at: once for each schema that speaks of it.
func (p *pass) container(c *check, k kind) bool {
	if c.kinds&k == 0 || len(c.only) > 0 {
		return false
	}
	here := p.mark()
	for _, c := range c.every {
		if !p.container(c, k) {
			return false
		}
		p.back(here)
	}
	if len(c.some) > 0 && !p.satisfiesOneOf(c.some, k) {
		return false
	}
	p.back(here)
	if p.depth++; p.depth > maxDepth {
		return false
	}
	ok := p.inside(c, k)
	p.depth--
	return ok
}

func (p *pass) satisfiesOneOf(checks []*check, k kind) bool {
	here := p.mark()
	for _, c := range checks {
		if p.container(c, k) {
			return true
		}
		if p.unsure {
			return false
		}
		p.back(here)
	}
	return false
}

func (p *pass) inside(c *check, k kind) bool {
	switch {
	case k == array && c.array != nil:
		return p.array(c.array)
	case k == array:
		return p.array(unknownArray)
	case c.object != nil:
		return p.object(c.object)
	}
	return p.object(unknownObject)
}

// array checks the array that begins at p.at.
func (p *pass) array(a *arrayCheck) bool {
	p.at++
	if p.space(); p.take(']') {
		return a.minItems <= 0
	}
	for n := 1; n <= a.maxItems; n++ {
		if !p.value(a.items) {
			return false
		}
		if p.space(); p.take(']') {
			return n >= a.minItems
		}
		if !p.take(',') {
			return false
		}
	}
	return false
}

// mark is a place to go back to.
type mark struct{ at, depth, strangers int }

func (p *pass) mark() mark { return mark{at: p.at, depth: p.depth, strangers: len(p.strangers)} }

func (p *pass) back(to mark) {
	p.at, p.depth, p.strangers = to.at, to.depth, p.strangers[:to.strangers]
}
