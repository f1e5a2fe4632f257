package scenario

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Stage is the active scenarios, their counts, and what they made of networks. It may be used from many goroutines:
// choosing and counting is one step under one lock. The package comment says what it remembers, and how much.
type Stage struct {
	now  func() time.Time
	busy atomic.Bool // something is active or edited: a request without a special value has to ask

	mu         sync.Mutex               // guards all below
	configured []*Scenario              // what a Reset makes active again
	general    []*run                   // in order of activation
	own        map[contract.APIKey]*run // of one key
	asleep     map[contract.Digest]*run // of one key that was not used since the state was loaded
	special    map[string]*run          // by name, activated by special values
	networks   *recent[id, *network]    // by key and cookie
}

// NewStage is a Stage with nothing active. now is the emulator's clock; nil is the real one.
func NewStage(now func() time.Time) *Stage {
	if now == nil {
		now = time.Now
	}
	st := &Stage{now: now}
	st.clear()
	return st
}

func (st *Stage) clear() {
	st.general = nil
	st.own = map[contract.APIKey]*run{}
	st.asleep = map[contract.Digest]*run{}
	st.special = map[string]*run{}
	st.networks = newRecent[id, *network](maxNetworks)
	st.settle()
}

// settle says whether requests have to ask. The caller holds the lock.
func (st *Stage) settle() {
	st.busy.Store(len(st.general)+len(st.own)+len(st.asleep)+st.networks.len() > 0)
}

// adopt gives a key the scenario of its own that was loaded under its digest. The caller holds the lock.
func (st *Stage) adopt(key contract.APIKey) {
	if len(st.asleep) == 0 {
		return
	}
	digest := key.Digest()
	if rn, ok := st.asleep[digest]; ok {
		rn.key = key
		st.own[key] = rn
		delete(st.asleep, digest)
	}
}

// Activate makes s speak for every key from now on, before those activated earlier. One of the same name gives way to
// it with its counts and edits. The Stage keeps a copy; the error is that of Validate.
func (st *Stage) Activate(s *Scenario) error {
	checked, err := s.checked()
	if err != nil {
		return err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	st.drop(checked.Name)
	st.general = append(st.general, newRun(checked, ""))
	st.settle()
	return nil
}

// ActivateFor makes s speak for one key alone, before the general ones, with counts that are that key's own. The one
// that the key had gives way to it. The Stage keeps a copy; the error is that of Validate.
func (st *Stage) ActivateFor(key contract.APIKey, s *Scenario) error {
	checked, err := s.checked()
	if err != nil {
		return err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	st.dropOwn(key)
	st.own[key] = newRun(checked, key)
	st.own[key].isOwn = true
	st.settle()
	return nil
}

// Configure is Activate for a scenario of the configuration, which a Reset makes active again. It comes, with fresh
// counts, to the place of the active scenario of its name, if there is one, as when its file was edited.
func (st *Stage) Configure(s *Scenario) error {
	checked, err := s.checked()
	if err != nil {
		return err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	named := func(other *Scenario) bool { return other.Name == checked.Name }
	if i := slices.IndexFunc(st.configured, named); i >= 0 {
		st.configured[i] = checked
	} else {
		st.configured = append(st.configured, checked)
	}
	rn := newConfigured(checked)
	if i := slices.IndexFunc(st.general, func(rn *run) bool { return named(rn.scenario) }); i >= 0 {
		st.undo(st.general[i])
		st.general[i] = rn
	} else {
		st.general = append(st.general, rn)
	}
	st.settle()
	return nil
}

// Dismiss is Deactivate for a scenario that no longer is of the configuration.
func (st *Stage) Dismiss(name string) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.configured = slices.DeleteFunc(st.configured, func(s *Scenario) bool { return s.Name == name })
	dropped := st.drop(name)
	st.settle()
	return dropped
}

// Deactivate ends the general scenario of that name, undoes its edits, and says whether there was one.
func (st *Stage) Deactivate(name string) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	dropped := st.drop(name)
	st.settle()
	return dropped
}

// DeactivateFor ends the scenario of one key, undoes its edits, and says whether there was one.
func (st *Stage) DeactivateFor(key contract.APIKey) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	dropped := st.dropOwn(key)
	st.settle()
	return dropped
}

func (st *Stage) drop(name string) bool {
	i := slices.IndexFunc(st.general, func(rn *run) bool { return rn.scenario.Name == name })
	if i < 0 {
		return false
	}
	st.undo(st.general[i])
	st.general = slices.Delete(st.general, i, i+1)
	return true
}

func (st *Stage) dropOwn(key contract.APIKey) bool {
	st.adopt(key)
	rn, ok := st.own[key]
	if ok {
		st.undo(rn)
		delete(st.own, key)
	}
	return ok
}

// Active is a scenario that was activated. Special values activate for themselves and are not among them.
type Active struct {
	Scenario *Scenario       // a copy
	Key      contract.APIKey // whose own it is, or its digest where that is all that is known; "" for a general one
	Requests int64           // how many it has spoken to
	Applied  []int64         // how many of them got each of its steps
}

// Active are the general scenarios in order of activation, the last of which is asked first, and then those of single
// keys, by key.
func (st *Stage) Active() []Active {
	st.mu.Lock()
	runs := slices.Clone(st.general)
	runs = append(runs, slices.SortedFunc(maps.Values(st.own), func(a, b *run) int { return cmp.Compare(a.key, b.key) })...)
	active := make([]Active, len(runs))
	for i, rn := range runs {
		active[i] = Active{Scenario: rn.scenario, Key: rn.key, Requests: rn.requests, Applied: slices.Clone(rn.applied)}
	}
	for _, digest := range sorted(st.asleep) {
		rn := st.asleep[digest]
		active = append(active, Active{Scenario: rn.scenario, Key: contract.APIKey(digest.Name()), Requests: rn.requests, Applied: slices.Clone(rn.applied)})
	}
	st.mu.Unlock()
	for i := range active {
		active[i].Scenario = active[i].Scenario.copy()
	}
	return active
}

// Owners are the keys that have a scenario of their own, in no order.
func (st *Stage) Owners() []contract.APIKey {
	st.mu.Lock()
	defer st.mu.Unlock()
	return slices.Collect(maps.Keys(st.own))
}

// Reset ends every scenario, forgets everything, and makes active what was configured.
func (st *Stage) Reset() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.clear()
	for _, s := range st.configured {
		st.general = append(st.general, newConfigured(s))
	}
	st.settle()
}

// ResetKey ends the scenario of one key and is RewindFor for it.
func (st *Stage) ResetKey(key contract.APIKey) {
	st.DeactivateFor(key)
	st.RewindFor(key)
}

// Rewind forgets every count and edit; what is active stays so and begins again.
func (st *Stage) Rewind() {
	st.mu.Lock()
	defer st.mu.Unlock()
	for _, rn := range st.runs() {
		rn.rewind()
	}
	st.special = map[string]*run{}
	st.networks = newRecent[id, *network](maxNetworks)
	st.settle()
}

// RewindFor is Rewind for one key: its counts and the edits of its networks. Counts per: server are not its.
func (st *Stage) RewindFor(key contract.APIKey) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.adopt(key)
	owner := id(key.Digest())
	for _, rn := range st.runs() {
		rn.cursors.each(func(at id, c *cursor) {
			if c.owner == owner || rn.key == key && key != "" {
				rn.cursors.delete(at)
			}
		})
	}
	st.networks.each(func(at id, n *network) {
		if n.owner == owner {
			st.networks.delete(at)
		}
	})
	st.settle()
}

// LoggedIn ends every until: login step that requests of the key have begun. A step of a count that all keys share
// ends by anybody's login.
func (st *Stage) LoggedIn(key contract.APIKey) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.adopt(key)
	owner := id(key.Digest())
	for _, rn := range st.runs() {
		if !rn.isOwn || rn.key == key {
			rn.loggedIn(owner)
		}
	}
}

// runs are all there are, activated or special. The caller holds the lock.
func (st *Stage) runs() []*run {
	runs := slices.Clone(st.general)
	runs = slices.AppendSeq(runs, maps.Values(st.own))
	runs = slices.AppendSeq(runs, maps.Values(st.asleep))
	return slices.AppendSeq(runs, maps.Values(st.special))
}
