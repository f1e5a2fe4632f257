package scenario

import (
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
func (st *Stage) Activate(s *Scenario) error { return st.Put(s, nil) }

// Put is Activate of a scenario that was written as text, which Text tells again.
func (st *Stage) Put(s *Scenario, text []byte) error {
	checked, err := s.checked()
	if err != nil {
		return err
	}
	rn := newRun(checked, "")
	rn.text = text
	st.mu.Lock()
	defer st.mu.Unlock()
	st.drop(checked.Name)
	st.general = append(st.general, rn)
	st.settle()
	return nil
}

// ActivateFor makes s speak for one key alone, before the general ones, with counts that are that key's own. The one
// that the key had gives way to it. The Stage keeps a copy; the error is that of Validate.
func (st *Stage) ActivateFor(key contract.APIKey, s *Scenario) error { return st.PutFor(key, s, nil) }

// PutFor is ActivateFor of a scenario that was written as text, which Text tells again.
func (st *Stage) PutFor(key contract.APIKey, s *Scenario, text []byte) error {
	checked, err := s.checked()
	if err != nil {
		return err
	}
	rn := newRun(checked, key)
	rn.isOwn, rn.text = true, text
	st.mu.Lock()
	defer st.mu.Unlock()
	st.dropOwn(key)
	st.own[key] = rn
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

// LoggedIn ends every until: login step that requests of the key have begun. A step of a count that all keys share
// ends by anybody's login.
func (st *Stage) LoggedIn(key contract.APIKey) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.adopt(key)
	owner := id(key.Digest())
	for _, rn := range st.runs() {
		if !rn.isOwn || rn.key == key {
			rn.logins.add(owner)
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
