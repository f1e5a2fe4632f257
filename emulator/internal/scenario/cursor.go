package scenario

import "time"

// cursor is how far one count of a scenario has come.
type cursor struct {
	owner    id     // whose login ends an until: login step; the zero id is anybody's
	cookie   string // the fingerprint of whose it is; "" where cookies share it, or it was loaded and not used since
	requests int64

	step    int       // index of the current step; len(Steps) after the last
	seen    int64     // requests of the current step
	applied int64     // those that got it
	began   time.Time // when the first came
	login   bool      // the key was found to have logged in since
	logins  uint64    // how many logins there were when it began
}

// next counts a request and says which step is its, or nil past the last, and whether it is applied or, by every, an
// ordinary answer comes in its place.
func (c *cursor) next(s *Scenario, now time.Time) (step *Step, applied bool) {
	c.requests++
	for c.step < len(s.Steps) && c.over(&s.Steps[c.step], now) {
		c.enter(c.step + 1)
	}
	if c.step == len(s.Steps) {
		if !s.Loop {
			return nil, false
		}
		c.enter(0)
	}
	step = &s.Steps[c.step]
	if c.seen++; c.seen == 1 {
		c.began = now
	}
	if step.Every > 0 && c.seen%int64(step.Every) != 0 {
		return step, false
	}
	c.applied++
	return step, true
}

func (c *cursor) enter(step int) {
	*c = cursor{owner: c.owner, cookie: c.cookie, requests: c.requests, step: step}
}

// over says that the step has lasted its length. No step is over before its first request.
func (c *cursor) over(s *Step, now time.Time) bool {
	switch {
	case c.seen == 0 || s.Forever:
		return false
	case s.Until == Login:
		return c.login
	case s.For > 0:
		return now.Sub(c.began) >= time.Duration(s.For)
	}
	return c.applied >= int64(max(s.Times, 1))
}
