package scenario

import (
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// How much a Stage remembers: the package comment promises it.
const (
	maxCursors  = 65_536 // counts of a scenario
	maxNetworks = 16_384 // networks with edits
	maxEdits    = 256    // edits of a network
)

// run is an active scenario and its counts.
type run struct {
	scenario   *Scenario
	key        contract.APIKey // whose own it is; "" for a general one, and for one that sleeps
	isOwn      bool            // it is one key's
	configured bool            // the configuration activated it
	requests   int64
	applied    []int64 // how many requests got each step
	cursors    *recent[id, *cursor]
	logins     *logins
	text       []byte // as it was put; nil where it was given otherwise
}

func newRun(s *Scenario, key contract.APIKey) *run {
	return &run{
		scenario: s, key: key, applied: make([]int64, len(s.Steps)),
		cursors: newRecent[id, *cursor](maxCursors), logins: loginsOf(s),
	}
}

// newConfigured is a run that the configuration activates.
func newConfigured(s *Scenario) *run {
	rn := newRun(s, "")
	rn.configured = true
	return rn
}

// count is what a request is counted for: a key and a cookie, a key, or everything.
type count struct {
	per    Per
	origin origin
	key    contract.APIKey
	cookie contract.Cookie
}

// origin is what made a scenario speak.
type origin uint8

const (
	activated     origin = iota // an activation
	specialCookie               // the login_token
	specialKey                  // the x-api-key
)

// count is what r is counted for. A special value is for itself alone, whatever per says.
func (rn *run) count(r Request, by origin) count {
	per := rn.scenario.Per
	switch {
	case by == specialCookie || per == "":
		per = PerCookie
	case by == specialKey && per == PerServer:
		per = PerKey
	}
	c := count{per: per, origin: by}
	if per != PerServer {
		c.key = r.Key
	}
	if per == PerCookie {
		c.cookie = r.Query.LoginToken
	}
	return c
}

// decide counts r and says what it gets, and which step it was applied, if any.
func (rn *run) decide(c count, now time.Time) (Decision, *Step) {
	rn.requests++
	at := c.hash()
	cur, ok := rn.cursors.get(at)
	if !ok {
		cur = &cursor{}
		if c.per != PerServer {
			cur.owner = c.key.Digest()
		}
		rn.cursors.put(at, cur)
	}
	if cur.cookie == "" {
		cur.cookie = c.cookie.Fingerprint()
	}
	rn.logins.tell(cur)
	step, applied := cur.next(rn.scenario, now)
	rn.logins.begin(cur)
	d := Decision{Scenario: rn.scenario.Name, Request: cur.requests}
	if step != nil {
		d.Step = cur.step + 1
	}
	if !applied {
		return d, nil
	}
	rn.applied[cur.step]++
	d.Action = step.resolve(draw{seed: rn.scenario.Seed, step: cur.step, request: cur.requests})
	return d, step
}
