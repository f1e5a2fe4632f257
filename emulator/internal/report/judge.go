package report

import (
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// verdict is a fault of one call: what it is, and what it wasted.
type verdict struct {
	name     Name
	wasted   int64 // credits
	needless int64 // calls
}

// judge finds the faults of a call, by what its key was told before, and keeps what it was told now.
func (r *Recorder) judge(t *tenant, e *journal.Entry, s Seen) {
	var few [4]verdict
	verdicts := few[:0]
	told := s.number
	if v, faulty := t.limited.judge(e, s, told); faulty {
		verdicts = append(verdicts, v)
	}
	if contract.UnknownFields(e.Warnings) {
		verdicts = append(verdicts, verdict{name: UnknownFields})
	}
	if c := r.cookie(t, e, s); c != nil {
		verdicts = c.judge(verdicts, e, s, told)
	}
	if e.Delivered != nil && e.Query != nil && s.Whole && !e.Deliberate {
		if n := r.network(t, e, s); n != nil {
			verdicts = n.judge(verdicts, e)
		}
	}
	if s.LoggedIn {
		for _, c := range t.cookies {
			c.dead = 0
		}
	}
	r.note(t, e.RequestID, verdicts)
}

// note adds the verdicts to the findings. Credits that two of them call wasted are wasted once.
func (r *Recorder) note(t *tenant, requestID string, verdicts []verdict) {
	var wasted int64
	for _, v := range verdicts {
		if t.findings[v.name] == nil {
			r.add(t, foundWeight)
		}
		findingIn(t.findings, v.name).add(v, requestID)
		wasted = max(wasted, v.wasted)
	}
	t.wasted += wasted
	r.wasted += wasted
}

// refusedCost is what a call paid for an error: what was wasted where the call should not have been made.
func refusedCost(e *journal.Entry) int64 {
	if e.Delivered != nil {
		return 0
	}
	return e.Charged
}

// limited is the newest answer to a key that said when to come back.
type limited struct {
	sent     uint64        // the request
	wait     time.Duration // that Retry-After said; zero: there is none
	at       time.Time     // when the request came, by the emulator's clock
	began    time.Time     // the same, by the machine's
	answered time.Time     // by the machine's
	told     int64
}

// onItsWay is how long after a refusal other requests of the key still count as sent before it was known.
const onItsWay = 100 * time.Millisecond

// judge holds s against the wait. It is over once either clock says so: a test may freeze the emulator's, or advance it.
func (l *limited) judge(e *journal.Entry, s Seen, told int64) (v verdict, faulty bool) {
	early := l.wait > 0 && e.At.Before(l.at.Add(l.wait)) && s.Began.Before(l.began.Add(l.wait))
	known := s.Began.After(l.answered.Add(onItsWay)) || s.Sent == l.sent && s.Told >= l.told
	if early && known {
		v, faulty = verdict{IgnoredRetryAfter, refusedCost(e), 1}, true
	}
	switch {
	case e.Error == contract.KindRateLimited && e.RetryAfter > 0:
		wait := time.Duration(e.RetryAfter) * time.Second
		*l = limited{sent: s.Sent, wait: wait, at: e.At, began: s.Began, answered: s.answered, told: told}
	case !early:
		*l = limited{}
	}
	return v, faulty
}

// judge adds the faults of a call with the cookie.
func (c *cookie) judge(faults []verdict, e *journal.Entry, s Seen, told int64) []verdict {
	if c.dead > 0 && s.Told >= c.dead && e.Route == contract.GetConnections.Path {
		faults = append(faults, verdict{DeadCookie, refusedCost(e), 1})
	}
	if c.refused.repeated(e, s) {
		faults = append(faults, verdict{HopelessRetry, e.Charged, 1})
	}
	if c.misread.followed(e, s) {
		faults = append(faults, verdict{ErrorAsSuccess, refusedCost(e), 0})
	}
	switch {
	case e.Error == contract.KindInvalidCookie:
		c.dead = told
	case e.Delivered != nil:
		c.dead = 0
	}
	c.refused = refusedBy(e, s, told)
	c.misread = misreadOf(e, told)
	return faults
}

// refused is a request whose refusal says that it cannot succeed; the zero one is none.
type refused struct {
	sent uint64
	kind contract.Kind
	left int64 // the balance
	told int64
}

// hopeless are the errors that the same request meets again, until something other than time changes. The cookie's is a
// finding of its own.
var hopeless = map[contract.Kind]bool{
	contract.KindMissingAPIKey: true, contract.KindInvalidAPIKey: true, contract.KindInvalidRequest: true,
	contract.KindInsufficientCredits: true, contract.KindWrongPassword: true, contract.KindWrongCode: true,
	contract.KindRestrictedMember: true, contract.KindNotFound: true, contract.KindMethodNotAllowed: true,
}

func refusedBy(e *journal.Entry, s Seen, told int64) refused {
	if e.Error == "" || !hopeless[e.Error] || e.Status >= 500 {
		return refused{}
	}
	return refused{s.Sent, e.Error, balance(e), told}
}

// repeated says that s is the same request again, with the same outcome, for which nothing had changed.
func (f refused) repeated(e *journal.Entry, s Seen) bool {
	if f.kind == "" || f.kind != e.Error || f.sent != s.Sent || s.Told < f.told {
		return false
	}
	return f.kind != contract.KindInsufficientCredits || f.left == balance(e)+e.Charged
}

func balance(e *journal.Entry) int64 {
	if e.Left == nil {
		return 0
	}
	return *e.Left
}

// misread is an error that came with HTTP 200, and the page after those that it did not deliver; the zero one is none.
type misread struct {
	next int64
	told int64
}

func misreadOf(e *journal.Entry, told int64) misread {
	if e.Error == "" || e.Status != 200 || e.Query == nil || e.Query.Mode != contract.ModePagination {
		return misread{}
	}
	return misread{e.Query.EndPage + 1, told}
}

// followed says that s asks for the next page.
func (m misread) followed(e *journal.Entry, s Seen) bool {
	q := e.Query
	return m.next > 0 && q != nil && q.StartPage == m.next && s.Told >= m.told
}

// judge adds the faults of an answer that delivered all it had.
func (n *network) judge(faults []verdict, e *journal.Entry) []verdict {
	knew := n.available >= 0
	if n.available != e.Delivered.Available { // it is not the network that it was: its pages are others
		n.available, n.bought, n.past = e.Delivered.Available, nil, 0
	}
	if e.Query.Mode == contract.ModePagination && e.Query.StartPage > lastPage(n.available) {
		if n.past++; n.past > 1 {
			faults = append(faults, verdict{PastTheEnd, e.Charged, 1})
		}
		return faults
	}
	if again := n.buy(e); again > 0 && e.Charged > 0 {
		wasted := min(again, e.Charged)
		v := verdict{name: BoughtTwice, wasted: wasted}
		if again == e.Delivered.Pages {
			v.needless = 1
		}
		faults = append(faults, v)
	}
	if n.singly(e.Query, knew) {
		faults = append(faults, verdict{name: SinglePages, needless: 1})
	}
	return faults
}

// buy adds the pages that were delivered, and says how many of them the client had.
func (n *network) buy(e *journal.Entry) (again int64) {
	first, last := wholePages(e.Query, e.Delivered)
	if last < first {
		return 0
	}
	return n.bought.add(first, last)
}

// singly says that q is for the page after one that was asked for alone too, by a client that knew how many there are.
func (n *network) singly(q *journal.Query, knew bool) bool {
	alone := knew && q.Mode == contract.ModePagination && q.StartPage == q.EndPage
	follows := alone && n.single > 0 && q.StartPage == n.single+1
	n.single = 0
	if alone {
		n.single = q.StartPage
	}
	return follows
}
