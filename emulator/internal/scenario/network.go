package scenario

import (
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// network is what scenarios made of the network of a key and a cookie.
type network struct {
	owner id     // its key
	edits Edits  // never written again: decisions share it
	by    []*run // whose each edit is
}

// networkOf is the id of r's network.
func networkOf(r Request) id {
	return count{per: PerCookie, key: r.Key, cookie: r.Query.LoginToken}.hash()
}

// edits are those in force for r's network. The caller holds the lock.
func (st *Stage) edits(r Request) Edits {
	if st.networks.len() == 0 {
		return nil
	}
	n, ok := st.networks.get(networkOf(r))
	if !ok {
		return nil
	}
	return n.edits
}

// edit makes the changes that step asks for in r's network. The caller holds the lock.
func (st *Stage) edit(r Request, rn *run, step *Step) {
	if step == nil || step.Add == nil && step.Remove == nil {
		return
	}
	at := networkOf(r)
	n, ok := st.networks.get(at)
	if !ok {
		n = &network{owner: r.Key.Digest()}
	}
	if c := step.Remove; c != nil {
		n = n.with(Edit{Remove: c.Count, At: c.At}, rn)
	}
	if c := step.Add; c != nil {
		n = n.with(Edit{Add: c.Count, At: c.At}, rn)
	}
	st.networks.put(at, n)
	st.settle()
}

// with is the network with one edit more, or with its last one grown by an edit of the same kind at the same index.
func (n *network) with(e Edit, by *run) *network {
	edits, runs := slices.Clone(n.edits), slices.Clone(n.by)
	if i := len(edits) - 1; i >= 0 && runs[i] == by && edits[i].alike(e) {
		edits[i].Add = min(edits[i].Add+e.Add, contract.MaxNetwork)
		edits[i].Remove = min(edits[i].Remove+e.Remove, contract.MaxNetwork)
	} else if len(edits) < maxEdits {
		edits, runs = append(edits, e), append(runs, by)
	}
	return &network{owner: n.owner, edits: edits, by: runs}
}

func (e Edit) alike(other Edit) bool {
	return e.At == other.At && (e.Add > 0) == (other.Add > 0)
}

// undo takes back the edits of a scenario that ends. The caller holds the lock.
func (st *Stage) undo(rn *run) { st.undoWhere(rn, func(*network) bool { return true }) }

// undoFor is undo in the networks of one key.
func (st *Stage) undoFor(rn *run, key contract.APIKey) {
	owner := id(key.Digest())
	st.undoWhere(rn, func(n *network) bool { return n.owner == owner })
}

func (st *Stage) undoWhere(rn *run, meant func(*network) bool) {
	st.networks.each(func(at id, n *network) {
		if !slices.Contains(n.by, rn) || !meant(n) {
			return
		}
		left := &network{owner: n.owner}
		for i, e := range n.edits {
			if n.by[i] != rn {
				left.edits, left.by = append(left.edits, e), append(left.by, n.by[i])
			}
		}
		if len(left.edits) == 0 {
			st.networks.delete(at)
			return
		}
		st.networks.put(at, left)
	})
}
