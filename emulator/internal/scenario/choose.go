package scenario

// Choose says what r gets, and counts it: one atomic step. ok says that a scenario speaks; where none does the Decision
// is the ordinary answer, and still has the edits of the network.
func (st *Stage) Choose(r Request) (d Decision, ok bool) {
	named, by := specialOf(r)
	if named == nil && !st.busy.Load() {
		return Decision{}, false
	}
	now := st.now()
	st.mu.Lock()
	defer st.mu.Unlock()
	if rn, by := st.speaker(r, named, by); rn != nil {
		var step *Step
		d, step = rn.decide(rn.count(r, by), now)
		st.edit(r, rn, step)
		ok = true
	}
	d.Edits = st.edits(r)
	return d, ok
}

// specialOf is the shipped scenario that the login_token or else the x-api-key activates for itself.
func specialOf(r Request) (*Scenario, origin) {
	if s := special(string(r.Query.LoginToken)); s != nil {
		return s, specialCookie
	}
	return special(string(r.Key)), specialKey
}

// speaker is the scenario that speaks for r, or nil.
func (st *Stage) speaker(r Request, named *Scenario, by origin) (*run, origin) {
	if named != nil && named.Match.meets(r) {
		rn, ok := st.special[named.Name]
		if !ok {
			rn = newRun(named, "")
			st.special[named.Name] = rn
		}
		return rn, by
	}
	st.adopt(r.Key)
	if rn, ok := st.own[r.Key]; ok && rn.scenario.Match.meets(r) {
		return rn, activated
	}
	for i := len(st.general) - 1; i >= 0; i-- {
		if rn := st.general[i]; rn.scenario.Match.meets(r) {
			return rn, activated
		}
	}
	return nil, activated
}
