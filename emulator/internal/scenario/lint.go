package scenario

import (
	"net/http"
	"slices"
	"time"

	"golang.org/x/net/http/httpguts"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// The longest waits that a scenario may ask for.
const (
	maxDelay = Duration(time.Hour)
	maxFor   = Duration(8760 * time.Hour)
	maxRetry = Duration(24 * time.Hour)
)

// lint is what is wrong beyond the schema, in the steps that the schema has nothing against.
func (s *source) lint(known []Fault) []Fault {
	root, _ := s.tree.(map[string]any)
	list, _ := root["steps"].([]any)
	l, wrong := &linter{source: s}, touched(known)
	var steps []Step
	for i := range list {
		k := keys{"steps", i}
		if wrong[k.String()] {
			continue
		}
		step, err := decode[Step](list[i])
		if err != nil {
			l.found = append(l.found, s.fault(k, "%v", err))
			continue
		}
		l.step(k, step)
		steps = append(steps, *step)
	}
	if len(steps) == len(list) {
		l.order(steps, root["loop"] == true)
	}
	return l.found
}

// linter collects the faults of a scenario that keeps its schema.
type linter struct {
	*source
	found []Fault
}

func (l *linter) say(k keys, format string, args ...any) {
	l.found = append(l.found, l.fault(k, format, args...))
}

// order finds the steps that can never come.
func (l *linter) order(steps []Step, loop bool) {
	last := slices.IndexFunc(steps, func(s Step) bool { return s.Forever })
	if last < 0 {
		return
	}
	if last+1 < len(steps) {
		l.say(keys{"steps", last + 1}, "step %d can never come: step %d is forever", last+2, last+1)
	}
	if loop {
		l.say(keys{"loop"}, "loop can never come about: step %d is forever", last+1)
	}
}

func (l *linter) step(k keys, s *Step) {
	if s.Every > 0 && s.plain() {
		l.say(k.with("every"), "every %d of ordinary answers are ordinary answers: say what those requests get", s.Every)
	}
	l.span(k.with("for"), s.For, maxFor)
	if s.Drip != nil {
		l.span(k.with("drip").with("over"), s.Drip.Over, maxDelay)
	}
	if s.Delay != nil {
		l.delay(k.with("delay"), s.Delay)
	}
	if s.Error != nil {
		l.error(k.with("error"), s.Error)
	}
	if s.Respond != nil {
		l.respond(k.with("respond"), s.Respond)
	}
	l.fields(k, s)
}

// plain says that the step is the ordinary answer and nothing more.
func (s *Step) plain() bool {
	if s.Delay != nil || s.Drip != nil {
		return false
	}
	return s.resolve(draw{}).Ordinary() && s.Add == nil && s.Remove == nil
}

// span wants a duration that is given to be more than zero and at most most.
func (l *linter) span(k keys, d, most Duration) {
	if _, given := l.spots[k.pointer()]; !given {
		return
	}
	if d <= 0 || d > most {
		l.say(k, "%s is %v, want more than 0s and at most %v", k.label(), d, most)
	}
}

func (l *linter) delay(k keys, d *Delay) {
	if _, long := l.get(k).(map[string]any); !long {
		l.span(k, d.Fixed, maxDelay)
		return
	}
	l.span(k.with("fixed"), d.Fixed, maxDelay)
	if u := d.Uniform; u != nil {
		l.span(k.with("uniform").with(1), u[1], maxDelay)
		if u[0] > u[1] {
			l.say(k.with("uniform"), "uniform is from %v to %v, want the shorter first", u[0], u[1])
		}
	}
	if n := d.Normal; n != nil {
		l.span(k.with("normal").with("mean"), n.Mean, maxDelay)
		l.span(k.with("normal").with("stddev"), n.Stddev, maxDelay)
	}
	if n := d.Lognormal; n != nil {
		l.span(k.with("lognormal").with("median"), n.Median, maxDelay)
	}
}

func (l *linter) error(k keys, e *Error) {
	l.status(k.with("status"), e.Status, true)
	second, at := Duration(time.Second), k.with("retry_after")
	if _, given := l.spots[at.pointer()]; given && (e.RetryAfter < second || e.RetryAfter > maxRetry || e.RetryAfter%second != 0) {
		l.say(at, "retry_after is %v, want whole seconds from 1s to %v", e.RetryAfter, maxRetry)
	}
}

// status refuses the statuses whose answers have no body, where there is one.
func (l *linter) status(k keys, status int, body bool) {
	if body && (status == http.StatusNoContent || status == http.StatusResetContent || status == http.StatusNotModified) {
		l.say(k, "status is %d, which has no body", status)
	}
}

// framing are the headers that the server writes itself.
var framing = []string{"Content-Length", "Transfer-Encoding", "Connection", "Trailer", "Upgrade"}

func (l *linter) respond(k keys, r *Respond) {
	l.status(k.with("status"), r.Status, r.Body != "")
	for name := range r.Headers {
		at := k.with("headers").with(name)
		switch {
		case !httpguts.ValidHeaderFieldName(name):
			l.found = append(l.found, l.keyFault(at, "header %s is no HTTP header name", lint.Quote(name)))
		case slices.Contains(framing, http.CanonicalHeaderKey(name)):
			l.found = append(l.found, l.keyFault(at, "header %s is written by the server, leave it out", lint.Quote(name)))
		}
	}
}
