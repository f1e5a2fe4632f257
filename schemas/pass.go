package schemas

import "sync"

// pass is one way through a body: it reads strict JSON and checks it in one go.
type pass struct {
	body      []byte
	at        int      // the byte to read next
	depth     int      // arrays and objects that are open
	strangers [][]byte // names in the open objects that their schemas don't describe
	again     int      // above 0 where the bytes have been read before, and are known to be strict JSON
	decoded   []byte   // the last string that had escapes
	escaped   bool     // whether the last string had escapes
	unsure    bool     // something that a pass can't check: ask the library
}

var passes = sync.Pool{New: func() any { return new(pass) }}

// proves says whether body is strict JSON that satisfies c; if it is not sure, it can't say and the library must.
func (c *check) proves(body []byte) (valid, sure bool) {
	p := passes.Get().(*pass)
	p.body, p.at, p.depth, p.again, p.unsure = body, 0, 0, 0, false
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

// container checks the array or object that begins at p.at by c itself, and then by each schema that c refers to.
func (p *pass) container(c *check, k kind) bool {
	if c.kinds&k == 0 || len(c.only) > 0 {
		return false
	}
	start, depth := p.at, p.depth
	if p.depth++; p.depth > maxDepth || !p.inside(c, k) {
		return false
	}
	p.depth = depth
	if len(c.every) == 0 && len(c.some) == 0 {
		return true
	}
	p.again++
	ok := p.satisfies(c, k, start)
	p.again--
	return ok
}

// satisfies says whether the array or object that begins at start, which is strict JSON, is valid by each of c.every and
// by one of c.some. Where it is, p is behind it.
func (p *pass) satisfies(c *check, k kind, start int) bool {
	for _, c := range c.every {
		if p.at = start; !p.container(c, k) {
			return false
		}
	}
	depth := p.depth
	for _, c := range c.some {
		if p.at = start; p.container(c, k) {
			return true
		}
		p.depth = depth
	}
	return len(c.some) == 0
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
