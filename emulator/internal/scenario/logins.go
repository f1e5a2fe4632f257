package scenario

import "slices"

// logins are the logins that the until: login steps of a run wait for. They are counted, and a cursor is told when its next
// request comes, so that a login takes the same time however many cursors there are. Nil logins are those of a run in which
// no step waits for one.
type logins struct {
	count uint64              // of all keys
	last  *recent[id, uint64] // what count was with the last login of each key
}

func loginsOf(s *Scenario) *logins {
	if !slices.ContainsFunc(s.Steps, func(step Step) bool { return step.Until == Login }) {
		return nil
	}
	return &logins{last: newRecent[id, uint64](maxCursors)}
}

// add counts a login of a key.
func (l *logins) add(owner id) {
	if l != nil {
		l.count++
		l.last.put(owner, l.count)
	}
}

// tell notes in c whether there was a login since its step began.
func (l *logins) tell(c *cursor) {
	if l == nil || c.seen == 0 {
		return
	}
	last := l.count
	if c.owner != (id{}) {
		last, _ = l.last.get(c.owner)
	}
	c.login = c.login || last > c.logins
}

// begin notes in c, if its step has just begun, which logins there were before.
func (l *logins) begin(c *cursor) {
	if l != nil && c.seen == 1 {
		c.logins = l.count
	}
}
