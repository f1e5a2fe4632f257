package scenario

import (
	"cmp"
	"maps"
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Active is a scenario that was activated. Special values activate for themselves and are not among them.
type Active struct {
	Scenario   *Scenario       // a copy
	Key        contract.APIKey // whose own it is, or its digest where that is all that is known; "" for a general one
	Configured bool            // the configuration activated it
	Requests   int64           // how many it has spoken to
	Applied    []int64         // how many of them got each of its steps

	// What Standings tells: where the counts stand, the one used last first, and how many there are.
	Cursors []Cursor
	Total   int
}

// Cursor is where one of the counts of a scenario stands.
type Cursor struct {
	Key      string `json:"key"`      // the fingerprint of whose it is; "" where keys share it
	Cookie   string `json:"cookie"`   // likewise, and "" too where it was loaded and not used since
	Step     int    `json:"step"`     // of its last request, from 1; 0 past the last
	Requests int64  `json:"requests"` // that were counted
	Seen     int64  `json:"seen"`     // those of the step
	Applied  int64  `json:"applied"`  // those of them that got it
}

// Active are the general scenarios in order of activation, the last of which is asked first, and then those of single
// keys, by key.
func (st *Stage) Active() []Active {
	active, _ := st.told(0)
	return active
}

// MostCursors is how many of its counts Standings tells of a scenario.
const MostCursors = 100

// Standings is Active, and the shipped scenarios that special values activate for themselves, by name, each with where its
// counts stand.
func (st *Stage) Standings() (active, special []Active) { return st.told(MostCursors) }

func (st *Stage) told(cursors int) (active, special []Active) {
	st.mu.Lock()
	for _, rn := range st.general {
		active = append(active, rn.told("", cursors))
	}
	for _, key := range slices.SortedFunc(maps.Keys(st.own), func(a, b contract.APIKey) int { return cmp.Compare(a, b) }) {
		active = append(active, st.own[key].told(key, cursors))
	}
	for _, digest := range sorted(st.asleep) {
		active = append(active, st.asleep[digest].told(contract.APIKey(digest.Name()), cursors))
	}
	for _, name := range words(st.special) {
		special = append(special, st.special[name].told("", cursors))
	}
	st.mu.Unlock()
	for _, list := range [][]Active{active, special} {
		for i := range list {
			list[i].Scenario = list[i].Scenario.copy()
		}
	}
	return active, special
}

// told is what is told of rn, with so many of its counts. The caller holds the lock.
func (rn *run) told(key contract.APIKey, cursors int) Active {
	a := Active{Scenario: rn.scenario, Key: key, Configured: rn.configured, Requests: rn.requests, Applied: slices.Clone(rn.applied), Total: rn.cursors.len()}
	rn.cursors.first(cursors, func(c *cursor) { a.Cursors = append(a.Cursors, c.told(len(rn.scenario.Steps))) })
	return a
}

func (c *cursor) told(steps int) Cursor {
	told := Cursor{Cookie: c.cookie, Step: c.step + 1, Requests: c.requests, Seen: c.seen, Applied: c.applied}
	if c.step == steps {
		told.Step = 0
	}
	if c.owner != (id{}) {
		told.Key = c.owner.KeyFingerprint()
	}
	return told
}
