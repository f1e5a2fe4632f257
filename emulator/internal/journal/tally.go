package journal

// mostTallied is how many keys one generation of a tally remembers.
const mostTallied = 8192

// tally counts what was dropped of each key. It remembers the 8,192 to 16,384 keys counted last.
type tally struct{ young, old map[ID]*dropped }

type dropped struct {
	key   string // its fingerprint
	count int64
}

func (t *tally) add(e *Entry) {
	d, ok := t.young[e.tenant]
	if !ok {
		if d, ok = t.old[e.tenant]; ok {
			delete(t.old, e.tenant)
		} else {
			d = &dropped{key: e.Key}
		}
		t.put(e.tenant, d)
	}
	d.count++
}

func (t *tally) put(id ID, d *dropped) {
	if t.young == nil || len(t.young) == mostTallied {
		t.old, t.young = t.young, map[ID]*dropped{}
	}
	t.young[id] = d
}

// of is how many entries of the key that m names were dropped.
func (t *tally) of(m *matcher) (count int64) {
	for _, generation := range []map[ID]*dropped{t.young, t.old} {
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
	for _, generation := range []map[ID]*dropped{t.young, t.old} {
		if d := generation[id]; d != nil {
			count += d.count
			delete(generation, id)
		}
	}
	return count
}
