package scenario

import (
	"cmp"
	"encoding/binary"
	"hash/maphash"
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
	seed [2]maphash.Seed

	mu       sync.Mutex               // guards all below
	general  []*run                   // in order of activation
	own      map[contract.APIKey]*run // of one key
	special  map[string]*run          // by name, activated by special values
	networks *recent[id, *network]    // by key and cookie
}

// id stands for a count without keeping its key and cookie: two hashes under seeds of this Stage.
type id [2]uint64

// NewStage is a Stage with nothing active. now is the emulator's clock; nil is the real one.
func NewStage(now func() time.Time) *Stage {
	if now == nil {
		now = time.Now
	}
	st := &Stage{now: now, seed: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
	st.clear()
	return st
}

func (st *Stage) clear() {
	st.general = nil
	st.own = map[contract.APIKey]*run{}
	st.special = map[string]*run{}
	st.networks = newRecent[id, *network](maxNetworks)
	st.settle()
}

// settle says whether requests have to ask. The caller holds the lock.
func (st *Stage) settle() {
	st.busy.Store(len(st.general)+len(st.own)+st.networks.len() > 0)
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
	st.settle()
	return nil
}

// Update puts s, with fresh counts, in the place of the general scenario of its name, as when its file was edited, and
// says whether there was one. The error is that of Validate, and leaves what was active in force.
func (st *Stage) Update(s *Scenario) (bool, error) {
	checked, err := s.checked()
	if err != nil {
		return false, err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	i := slices.IndexFunc(st.general, func(rn *run) bool { return rn.scenario.Name == checked.Name })
	if i < 0 {
		return false, nil
	}
	st.undo(st.general[i])
	st.general[i] = newRun(checked, "")
	st.settle()
	return true, nil
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
	Key      contract.APIKey // whose own it is; "" for a general one
	Requests int64           // how many it has spoken to
}

// Active are the general scenarios in order of activation, the last of which is asked first, and then those of single
// keys, by key.
func (st *Stage) Active() []Active {
	st.mu.Lock()
	runs := slices.Clone(st.general)
	runs = append(runs, slices.SortedFunc(maps.Values(st.own), func(a, b *run) int { return cmp.Compare(a.key, b.key) })...)
	active := make([]Active, len(runs))
	for i, rn := range runs {
		active[i] = Active{Scenario: rn.scenario, Key: rn.key, Requests: rn.requests}
	}
	st.mu.Unlock()
	for i := range active {
		active[i].Scenario = active[i].Scenario.copy()
	}
	return active
}

// Reset ends every scenario and forgets everything.
func (st *Stage) Reset() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.clear()
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
	owner := st.hash(count{key: key})
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
	owner := st.hash(count{key: key})
	for _, rn := range st.runs() {
		if rn.key == "" || rn.key == key {
			rn.loggedIn(owner)
		}
	}
}

// runs are all there are, activated or special. The caller holds the lock.
func (st *Stage) runs() []*run {
	runs := slices.Clone(st.general)
	runs = slices.AppendSeq(runs, maps.Values(st.own))
	return slices.AppendSeq(runs, maps.Values(st.special))
}

// hash is the id of c.
func (st *Stage) hash(c count) id {
	var both id
	for i, seed := range st.seed {
		var h maphash.Hash
		h.SetSeed(seed)
		h.WriteByte(byte(c.origin))
		for _, part := range []string{string(c.per), string(c.key), string(c.cookie)} {
			var size [8]byte
			binary.LittleEndian.PutUint64(size[:], uint64(len(part)))
			h.Write(size[:])
			h.WriteString(part)
		}
		both[i] = h.Sum64()
	}
	return both
}
