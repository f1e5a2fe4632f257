package journal

import "sync"

// mostTallied is how many keys one generation of all tallies remembers.
const mostTallied = 8192

// dropped counts the entries that gave way to newer ones: those of the keys that are its.
type dropped struct {
	mu    sync.Mutex // guards what follows while Journal.mu is held for reading
	total int64
	keys  tally
}

func (d *dropped) add(e *Entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.total++
	d.keys.add(e)
}

// of is how many there were of the key that m names, or in all. The caller holds Journal.mu.
func (d *dropped) of(m *matcher) int64 {
	if m.Key == "" {
		return d.total
	}
	return d.keys.of(m)
}

// forget forgets a key. The caller holds Journal.mu.
func (d *dropped) forget(id ID) { d.total -= d.keys.forget(id) }

// clear forgets everything. The caller holds Journal.mu.
func (d *dropped) clear() { d.total, d.keys = 0, tally{} }

// tally counts what was dropped of each key. It remembers the keys counted last.
type tally struct{ young, old map[ID]*droppedOf }

type droppedOf struct {
	key   string // its fingerprint
	count int64
}

func (t *tally) add(e *Entry) {
	d, ok := t.young[e.tenant]
	if !ok {
		if d, ok = t.old[e.tenant]; ok {
			delete(t.old, e.tenant)
		} else {
			d = &droppedOf{key: e.Key}
		}
		t.put(e.tenant, d)
	}
	d.count++
}

func (t *tally) put(id ID, d *droppedOf) {
	if t.young == nil || len(t.young) == mostTallied/parts {
		t.old, t.young = t.young, map[ID]*droppedOf{}
	}
	t.young[id] = d
}

// of is how many entries of the key that m names were dropped.
func (t *tally) of(m *matcher) (count int64) {
	for _, generation := range []map[ID]*droppedOf{t.young, t.old} {
		for id, d := range generation {
			if id == m.tenant || d.key == m.Key {
				count += d.count
			}
		}
	}
	return count
}

// forget forgets a key, of which count were dropped.
func (t *tally) forget(id ID) (count int64) {
	for _, generation := range []map[ID]*droppedOf{t.young, t.old} {
		if d := generation[id]; d != nil {
			count += d.count
			delete(generation, id)
		}
	}
	return count
}
