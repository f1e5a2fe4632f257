package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Restoring is ready to make what was saved all that a Stage remembers. The error says what is wrong with it; then
// nothing is ready.
//
// What the configuration says now goes before what it said then: a configured scenario that is the same as then goes on
// with its counts, or stays ended if it was; one that is new or was changed begins; one that is gone from the
// configuration has ended.
func (st *Stage) Restoring(saved Saved) (restore func(), err error) {
	r := &restoring{asleep: map[contract.Digest]*run{}, special: map[string]*run{}}
	for _, part := range []struct {
		name string
		runs []SavedRun
		keep func(SavedRun, *run) error
	}{{"general", saved.General, r.keepGeneral}, {"own", saved.Own, r.keepOwn}, {"special", saved.Special, r.keepSpecial}} {
		for i, s := range part.runs {
			rn, err := s.run()
			if err == nil {
				err = part.keep(s, rn)
			}
			if err != nil {
				return nil, fmt.Errorf("scenarios.%s[%d].%w", part.name, i, err)
			}
			r.all = append(r.all, rn)
		}
	}
	if r.networks, err = r.edited(saved.Networks); err != nil {
		return nil, err
	}
	return func() { st.become(r, saved.Configured) }, nil
}

// restoring is a Stage that is being made of what was saved.
type restoring struct {
	general  []*run
	asleep   map[contract.Digest]*run
	special  map[string]*run
	networks *recent[id, *network]
	all      []*run // all of those, as the edits of networks count them
}

func (r *restoring) keepGeneral(_ SavedRun, rn *run) error {
	if slices.ContainsFunc(r.general, func(other *run) bool { return other.scenario.Name == rn.scenario.Name }) {
		return fmt.Errorf("scenario.name: %s is active already, want each once", rn.scenario.Name)
	}
	r.general = append(r.general, rn)
	return nil
}

func (r *restoring) keepOwn(s SavedRun, rn *run) error {
	if s.Key == nil {
		return fmt.Errorf("key: is not there, want whose own it is")
	}
	if _, twice := r.asleep[*s.Key]; twice {
		return fmt.Errorf("key: is the same as one before it, want each once")
	}
	rn.isOwn = true
	r.asleep[*s.Key] = rn
	return nil
}

// keepSpecial keeps the counts of a shipped scenario, if it is still shipped as it was.
func (r *restoring) keepSpecial(_ SavedRun, rn *run) error {
	all, err := shipped()
	if err != nil {
		return err
	}
	if s, ok := all[rn.scenario.Name]; ok && s.same(rn.scenario) {
		rn.scenario = s
		r.special[s.Name] = rn
	}
	return nil
}

// run is the scenario that was saved, with its counts, if both are right.
func (s SavedRun) run() (*run, error) {
	checked, err := s.Scenario.checked()
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	rn := newRun(checked, "")
	rn.configured, rn.requests = s.Configured, s.Requests
	for i, c := range s.Counts {
		if c.Step > len(checked.Steps) || c.Seen > c.Requests || c.Applied > c.Seen {
			return nil, fmt.Errorf("counts[%d]: got step %d, requests %d, seen %d and applied %d, want a step up to %d, and no number larger than the one before it",
				i, c.Step, c.Requests, c.Seen, c.Applied, len(checked.Steps))
		}
		cur := &cursor{requests: c.Requests, step: c.Step, seen: c.Seen, applied: c.Applied, began: c.Began, login: c.LoggedIn}
		if c.Owner != nil {
			cur.owner = *c.Owner
		}
		rn.cursors.put(c.Of, cur)
		rn.catchUp(cur)
	}
	return rn, nil
}

// catchUp counts as applied, of a count that was saved, what it tells of the steps: those before the current one once.
func (rn *run) catchUp(c *cursor) {
	for i := range rn.applied {
		switch {
		case i < c.step:
			rn.applied[i]++
		case i == c.step:
			rn.applied[i] += c.applied
		}
	}
}

// same says whether two scenarios differ in no more than that one is hidden.
func (s *Scenario) same(other *Scenario) bool {
	a, errA := json.Marshal(s.hidden())
	b, errB := json.Marshal(other.hidden())
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

func (r *restoring) edited(saved []SavedNetwork) (*recent[id, *network], error) {
	networks := newRecent[id, *network](maxNetworks)
	for i, s := range saved {
		n := &network{owner: s.Owner}
		for j, e := range s.Edits {
			if e.By < 0 || e.By >= len(r.all) {
				return nil, fmt.Errorf("scenarios.networks[%d].edits[%d].by: got %d, want the index of one of %d scenarios", i, j, e.By, len(r.all))
			}
			n.edits, n.by = append(n.edits, e.Edit), append(n.by, r.all[e.By])
		}
		networks.put(s.Of, n)
	}
	return networks, nil
}

// become makes the Stage what was saved, as the configuration has it now. then is what was configured.
func (st *Stage) become(r *restoring, then []string) {
	st.mu.Lock()
	defer st.mu.Unlock()
	known := st.own
	st.clear()
	st.asleep, st.special, st.networks = r.asleep, r.special, r.networks
	for key := range known {
		st.adopt(key)
	}
	for _, rn := range r.general {
		if rn = st.configuredNow(rn); rn != nil {
			st.general = append(st.general, rn)
		}
	}
	for _, s := range st.configured {
		named := func(rn *run) bool { return rn.scenario.Name == s.Name }
		ended := slices.Contains(then, s.Name) // by hand, when the state was saved
		if !slices.ContainsFunc(st.general, named) && !ended {
			st.general = append(st.general, newConfigured(s))
		}
	}
	st.undoGone(r.all)
	st.settle()
}

// configuredNow is what becomes of a general run that was saved: of one that the configuration had activated, itself if
// the configuration says the same now, a new one if it says otherwise, and nil if it says nothing.
func (st *Stage) configuredNow(rn *run) *run {
	if !rn.configured {
		return rn
	}
	i := slices.IndexFunc(st.configured, func(s *Scenario) bool { return s.Name == rn.scenario.Name })
	if i < 0 {
		return nil
	}
	if now := st.configured[i]; !now.same(rn.scenario) {
		return newConfigured(now)
	}
	rn.scenario = st.configured[i]
	return rn
}

// undoGone takes back the edits of those of all that are not active.
func (st *Stage) undoGone(all []*run) {
	active := map[*run]bool{}
	for _, rn := range st.runs() {
		active[rn] = true
	}
	for _, rn := range all {
		if !active[rn] {
			st.undo(rn)
		}
	}
}
