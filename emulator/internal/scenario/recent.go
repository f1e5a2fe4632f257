package scenario

import "container/list"

// recent keeps the values that were used last, most of them.
type recent[K comparable, V any] struct {
	most  int
	at    map[K]*list.Element
	order *list.List // of entry; the last used in front
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

func newRecent[K comparable, V any](most int) *recent[K, V] {
	return &recent[K, V]{most: most, at: map[K]*list.Element{}, order: list.New()}
}

func (r *recent[K, V]) get(key K) (V, bool) {
	e, ok := r.at[key]
	if !ok {
		var none V
		return none, false
	}
	r.order.MoveToFront(e)
	return e.Value.(entry[K, V]).value, true
}

// put keeps a value, and forgets the one that was not used for longest if that makes too many.
func (r *recent[K, V]) put(key K, value V) {
	if e, ok := r.at[key]; ok {
		e.Value = entry[K, V]{key, value}
		r.order.MoveToFront(e)
		return
	}
	r.at[key] = r.order.PushFront(entry[K, V]{key, value})
	if r.order.Len() > r.most {
		r.delete(r.order.Back().Value.(entry[K, V]).key)
	}
}

func (r *recent[K, V]) delete(key K) {
	if e, ok := r.at[key]; ok {
		r.order.Remove(e)
		delete(r.at, key)
	}
}

// each calls f with every value, which f may delete or put anew.
func (r *recent[K, V]) each(f func(K, V)) {
	for e := r.order.Front(); e != nil; {
		next, kept := e.Next(), e.Value.(entry[K, V])
		f(kept.key, kept.value)
		e = next
	}
}

// first calls f with at most n values, the one that was used last first.
func (r *recent[K, V]) first(n int, f func(V)) {
	for e := r.order.Front(); e != nil && n > 0; e, n = e.Next(), n-1 {
		f(e.Value.(entry[K, V]).value)
	}
}

// backwards calls f with every value, the one that was used last at the end: put in this order they are as they were.
func (r *recent[K, V]) backwards(f func(K, V)) {
	for e := r.order.Back(); e != nil; e = e.Prev() {
		kept := e.Value.(entry[K, V])
		f(kept.key, kept.value)
	}
}

func (r *recent[K, V]) len() int { return r.order.Len() }
