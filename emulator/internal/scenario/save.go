package scenario

import (
	"slices"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Saved is a Stage as a state writes it down: no key, no cookie, and where a match says a whole one, its digest.
type Saved struct {
	Configured []string       `json:"configured"` // names of what the configuration says, active or ended
	General    []SavedRun     `json:"general"`    // in order of activation
	Own        []SavedRun     `json:"own"`        // of single keys, in the order of their digests
	Special    []SavedRun     `json:"special"`    // activated by special values, by name
	Networks   []SavedNetwork `json:"networks"`   // with edits, the one asked for last at the end
}

// SavedRun is an active scenario and its counts.
type SavedRun struct {
	Scenario   *Scenario        `json:"scenario"`
	Key        *contract.Digest `json:"key,omitempty"`        // whose own it is
	Configured bool             `json:"configured,omitempty"` // the configuration activated it
	Requests   int64            `json:"requests"`             // how many it has spoken to
	Counts     []SavedCount     `json:"counts"`               // the one used last at the end
}

// SavedCount is how far one count of a scenario has come.
type SavedCount struct {
	Of       contract.Digest  `json:"of"`              // what is counted for: the key, the cookie, both or all
	Owner    *contract.Digest `json:"owner,omitempty"` // the key whose login ends a step; not there: any key's
	Requests int64            `json:"requests"`
	Step     int              `json:"step"`               // the current step, from 0; past the last: the number of steps
	Seen     int64            `json:"seen"`               // requests of the current step
	Applied  int64            `json:"applied"`            // those that got it
	Began    time.Time        `json:"began,omitzero"`     // when the first came
	LoggedIn bool             `json:"logged_in,omitzero"` // the key has logged in since
}

// SavedNetwork is what scenarios made of a network.
type SavedNetwork struct {
	Of    contract.Digest `json:"of"`    // the key and the cookie
	Owner contract.Digest `json:"owner"` // the key
	Edits []SavedEdit     `json:"edits"`
}

// SavedEdit is an edit and whose it is: the index of a run in general, own and special, taken together.
type SavedEdit struct {
	Edit
	By int `json:"by"`
}

// Save is all that the Stage remembers.
func (st *Stage) Save() Saved {
	st.mu.Lock()
	defer st.mu.Unlock()
	s := Saved{Configured: []string{}, General: []SavedRun{}, Own: []SavedRun{}, Special: []SavedRun{}, Networks: []SavedNetwork{}}
	for _, c := range st.configured {
		s.Configured = append(s.Configured, c.Name)
	}
	for _, rn := range st.general {
		s.General = append(s.General, rn.save())
	}
	own, ownRuns := st.ownRuns()
	for i, rn := range ownRuns {
		saved := rn.save()
		saved.Key = &own[i]
		s.Own = append(s.Own, saved)
	}
	special := words(st.special)
	all := slices.Concat(st.general, ownRuns)
	for _, name := range special {
		s.Special = append(s.Special, st.special[name].save())
		all = append(all, st.special[name])
	}
	st.networks.backwards(func(at id, n *network) { s.Networks = append(s.Networks, n.save(at, all)) })
	return s
}

// ownRuns are the scenarios of single keys, used or not, in the order of the digests of their keys.
func (st *Stage) ownRuns() ([]contract.Digest, []*run) {
	all := make(map[contract.Digest]*run, len(st.own)+len(st.asleep))
	for key, rn := range st.own {
		all[key.Digest()] = rn
	}
	for digest, rn := range st.asleep {
		all[digest] = rn
	}
	keys := sorted(all)
	runs := make([]*run, len(keys))
	for i, key := range keys {
		runs[i] = all[key]
	}
	return keys, runs
}

func (rn *run) save() SavedRun {
	s := SavedRun{Scenario: rn.scenario.hidden(), Configured: rn.configured, Requests: rn.requests, Counts: []SavedCount{}}
	rn.cursors.backwards(func(at id, c *cursor) {
		rn.logins.tell(c)
		count := SavedCount{
			Of: at, Requests: c.requests, Step: c.step, Seen: c.seen, Applied: c.applied, Began: c.began, LoggedIn: c.login,
		}
		if c.owner != (id{}) {
			owner := c.owner
			count.Owner = &owner
		}
		s.Counts = append(s.Counts, count)
	})
	return s
}

// Shown is the scenario as it may be told: with no secret in it that looks real.
func (s *Scenario) Shown() *Scenario {
	copied := *s
	copied.Match.LoginToken = shown(s.Match.LoginToken)
	copied.Match.APIKey = shown(s.Match.APIKey)
	return &copied
}

// sameMatch says that the patterns of both are the same.
func (s *Scenario) sameMatch(other *Scenario) bool {
	return s.Match.LoginToken == other.Match.LoginToken && s.Match.APIKey == other.Match.APIKey
}

// hidden is the scenario with no whole secret in it. What they share is never changed.
func (s *Scenario) hidden() *Scenario {
	copied := *s
	copied.Match.LoginToken = hidden(s.Match.LoginToken)
	copied.Match.APIKey = hidden(s.Match.APIKey)
	return &copied
}

func (n *network) save(at id, all []*run) SavedNetwork {
	s := SavedNetwork{Of: at, Owner: n.owner, Edits: []SavedEdit{}}
	for i, e := range n.edits {
		s.Edits = append(s.Edits, SavedEdit{e, slices.Index(all, n.by[i])})
	}
	return s
}
