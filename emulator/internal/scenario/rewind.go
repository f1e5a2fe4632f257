package scenario

import "github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"

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
	for _, rn := range st.runs() {
		rn.rewindFor(key)
	}
	owner := id(key.Digest())
	st.networks.each(func(at id, n *network) {
		if n.owner == owner {
			st.networks.delete(at)
		}
	})
	st.settle()
}

// RewindOne is Rewind of the scenarios of one name, active for all or for one key or by special values; it says whether
// there was one.
func (st *Stage) RewindOne(name string) bool {
	return st.rewindNamed(name, func(rn *run) bool {
		rn.rewind()
		st.undo(rn)
		return true
	})
}

// RewindOneFor is RewindFor of the scenarios of one name, but for those that are other keys' own.
func (st *Stage) RewindOneFor(key contract.APIKey, name string) bool {
	return st.rewindNamed(name, func(rn *run) bool {
		st.adopt(key)
		if rn.isOwn && rn.key != key {
			return false
		}
		rn.rewindFor(key)
		st.undoFor(rn, key)
		return true
	})
}

func (st *Stage) rewindNamed(name string, rewind func(*run) bool) (found bool) {
	st.mu.Lock()
	defer st.mu.Unlock()
	for _, rn := range st.runs() {
		if rn.scenario.Name == name && rewind(rn) {
			found = true
		}
	}
	st.settle()
	return found
}

// rewind forgets every count.
func (rn *run) rewind() {
	rn.requests = 0
	clear(rn.applied)
	rn.cursors = newRecent[id, *cursor](maxCursors)
}

// rewindFor forgets every count of a key.
func (rn *run) rewindFor(key contract.APIKey) {
	owner := id(key.Digest())
	rn.cursors.each(func(at id, c *cursor) {
		if c.owner == owner || rn.key == key && key != "" {
			rn.cursors.delete(at)
		}
	})
}
