package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// Verification is what is expected of the calls so far. At least one field beside Match is given; all that are given are
// held against what happened.
type Verification struct {
	Match        Match `json:"match,omitzero"`
	Exactly      *int  `json:"exactly,omitempty"`       // calls that match; not with the next two
	AtLeast      *int  `json:"at_least,omitempty"`      // calls that match
	AtMost       *int  `json:"at_most,omitempty"`       // calls that match
	CreditsSpent *int  `json:"credits_spent,omitempty"` // that calls that match were charged

	// UnusedScenarios are the names of all active scenarios that have spoken to no request; empty, but not nil: each has.
	UnusedScenarios []string `json:"unused_scenarios,omitzero"`

	// UnmatchedSteps are all steps of active scenarios that no request met, each as NAME/STEP, from 1, such as flaky/1;
	// empty, but not nil: each was met.
	UnmatchedSteps []string `json:"unmatched_steps,omitzero"`
}

// Check says what is wrong with v: that it expects nothing, or contradicts itself.
func (v Verification) Check() error {
	switch {
	case v.Exactly != nil && (v.AtLeast != nil || v.AtMost != nil):
		return errors.New("exactly comes with at_least or at_most, want either it or those")
	case v.AtLeast != nil && v.AtMost != nil && *v.AtLeast > *v.AtMost:
		return fmt.Errorf("at_least is %d and at_most %d, want the smaller first", *v.AtLeast, *v.AtMost)
	case v.Exactly == nil && v.AtLeast == nil && v.AtMost == nil && v.CreditsSpent == nil && v.UnusedScenarios == nil && v.UnmatchedSteps == nil:
		return errors.New("nothing is expected, want exactly, at_least, at_most, credits_spent, unused_scenarios or unmatched_steps")
	}
	return nil
}

// Result is what came of a Verification.
type Result struct {
	Status   string    `json:"status"` // success or error
	Message  string    `json:"message"`
	Calls    int64     `json:"calls"`   // that match
	Credits  int64     `json:"credits"` // that they were charged
	Failures []Failure `json:"failures"`
	Nearest  []Near    `json:"nearest"`  // the calls that almost match, where too few did
	Complete bool      `json:"complete"` // calls and credits are of all calls there ever were
}

// Failure is an expectation that was not met.
type Failure struct {
	What     string `json:"what"` // calls, credits_spent, unused_scenarios or unmatched_steps
	Expected string `json:"expected"`
	Actual   string `json:"actual"`
}

// Near is a call that almost matches.
type Near struct {
	Call      string   `json:"call"` // in a line
	Times     int64    `json:"times"`
	RequestID string   `json:"request_id"` // of the newest
	Differs   []string `json:"differs"`    // "page is pages 1-10, want 12"
}

// The values of Result.Status.
const (
	Verified = "success"
	Failed   = "error"
)

// mostNear is how many calls that almost match are told.
const mostNear = 3

// Err is the failure as an error, or nil.
func (r Result) Err() error {
	if r.Status == Verified {
		return nil
	}
	return errors.New(r.Message)
}

// Verify holds v against what happened; active are the scenarios.
func (r *Recorder) Verify(v Verification, active []scenario.Active) Result {
	result := r.tally(v)
	result.Status = Verified
	result.Failures = []Failure{}
	result.calls(v)
	if v.CreditsSpent != nil {
		result.expect("credits_spent", fmt.Sprint(*v.CreditsSpent), fmt.Sprint(result.Credits))
	}
	if v.UnusedScenarios != nil {
		result.expect("unused_scenarios", listed(v.UnusedScenarios), listed(unused(active)))
	}
	if v.UnmatchedSteps != nil {
		result.expect("unmatched_steps", listed(v.UnmatchedSteps), listed(unmatched(active)))
	}
	result.conclude(v)
	return result
}

// calls says whether there were as many calls as expected.
func (r *Result) calls(v Verification) {
	n := r.Calls
	low := v.Exactly != nil && n < int64(*v.Exactly) || v.AtLeast != nil && n < int64(*v.AtLeast)
	high := v.Exactly != nil && n > int64(*v.Exactly) || v.AtMost != nil && n > int64(*v.AtMost)
	if low || high {
		r.Failures = append(r.Failures, Failure{"calls", v.wanted(), fmt.Sprint(n)})
	}
	if !low {
		r.Nearest = []Near{}
	}
}

func (v Verification) wanted() string {
	switch {
	case v.Exactly != nil:
		return fmt.Sprintf("exactly %d", *v.Exactly)
	case v.AtLeast != nil && v.AtMost != nil:
		return fmt.Sprintf("at least %d and at most %d", *v.AtLeast, *v.AtMost)
	case v.AtLeast != nil:
		return fmt.Sprintf("at least %d", *v.AtLeast)
	}
	return fmt.Sprintf("at most %d", *v.AtMost)
}

func (r *Result) expect(what, expected, actual string) {
	if expected != actual {
		r.Failures = append(r.Failures, Failure{what, expected, actual})
	}
}

// needsAll says that v can be held only against all calls there ever were: it asks for more than calls known to be there.
func (v Verification) needsAll(calls int64) bool {
	reached := v.AtLeast != nil && v.AtMost == nil && calls >= int64(*v.AtLeast)
	counts := v.Exactly != nil || v.AtMost != nil || v.AtLeast != nil && !reached
	return counts || v.CreditsSpent != nil
}

// conclude makes the message, and the status.
func (r *Result) conclude(v Verification) {
	lines := make([]string, 0, len(r.Failures))
	for _, f := range r.Failures {
		lines = append(lines, f.line(v.Match))
	}
	for _, near := range r.Nearest {
		lines = append(lines, fmt.Sprintf("  almost: %s, %s, the last %s: %s", near.Call, times(near.Times), near.RequestID, strings.Join(near.Differs, "; ")))
	}
	if !r.Complete && v.needsAll(r.Calls) {
		lines = append(lines, "not all calls are known any more: there were more different ones than are kept; verify with fewer calls before, or reset between")
	}
	if len(lines) > 0 {
		r.Status = Failed
		r.Message = strings.Join(lines, "\n")
		return
	}
	r.Message = fmt.Sprintf("%s: %d, %s", v.Match.String(), r.Calls, credits(r.Credits))
}

func (f Failure) line(m Match) string {
	switch f.What {
	case "calls":
		return fmt.Sprintf("%s: got %s, want %s", m.String(), f.Actual, f.Expected)
	case "credits_spent":
		return fmt.Sprintf("credits spent by %s: got %s, want %s", m.String(), f.Actual, f.Expected)
	case "unused_scenarios":
		return fmt.Sprintf("unused scenarios: got %s, want %s", f.Actual, f.Expected)
	}
	return fmt.Sprintf("steps that no request met: got %s, want %s", f.Actual, f.Expected)
}

// listed is the names in alphabetical order, each once.
func listed(names []string) string {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func unused(active []scenario.Active) (names []string) {
	for _, a := range active {
		if a.Requests == 0 {
			names = append(names, a.Scenario.Name)
		}
	}
	return names
}

func unmatched(active []scenario.Active) (steps []string) {
	for _, a := range active {
		for i, times := range a.Applied {
			if times == 0 {
				steps = append(steps, stepName(a.Scenario.Name, i+1))
			}
		}
	}
	return steps
}

// near is a call that does not match.
type near struct {
	made
	count   *count
	differs difference
}

// tally counts the calls that match, and finds those that almost do.
func (r *Recorder) tally(v Verification) Result {
	r.lock()
	defer r.mu.Unlock()
	m, given := &v.Match, v.Match.given()
	result := Result{Complete: !r.past.mayMatch(m), Nearest: []Near{}}
	var nearest []near
	for _, t := range r.meant(m) {
		result.Complete = result.Complete && (t.complete || !m.mayBeOf(t))
		for c, n := range t.calls {
			call := made{c, t.key, t.cookies[c.cookie].value}
			differs := m.difference(given, &call)
			if differs == 0 {
				result.Calls += n.times
				result.Credits += n.credits
				continue
			}
			nearest = nearer(nearest, near{call, n, differs})
		}
	}
	for _, n := range nearest {
		result.Nearest = append(result.Nearest, Near{n.describe(n.made.cookie), n.count.times, n.count.last, m.explain(n.differs, &n.made)})
	}
	return result
}

// meant are the tenants whose calls m is held against: the one whose key it names, if that made any, so that what others did
// at the time is no part of the answer. A key that made none may be a slip, which the calls of others show.
func (r *Recorder) meant(m *Match) map[journal.ID]*tenant {
	id := journal.KeyID(contract.APIKey(m.Key))
	if t := r.tenants[id]; t != nil && len(t.calls) > 0 && m.Key != "" && !fingerprint.MatchString(m.Key) {
		return map[journal.ID]*tenant{id: t}
	}
	return r.tenants
}

// mayBeOf says that calls of t may match.
func (m *Match) mayBeOf(t *tenant) bool {
	only := Match{APIKey: m.APIKey, Key: m.Key, Route: AnyRoute}
	return only.difference(only.given(), &made{key: t.key}) == 0
}

// mayMatch says that calls of keys that were forgotten may match.
func (p *past) mayMatch(m *Match) bool {
	switch {
	case p.keys == 0:
		return false
	case m.Key != "" && !fingerprint.MatchString(m.Key):
		return p.knew(journal.KeyID(contract.APIKey(m.Key)))
	case m.APIKey != "" && !strings.ContainsAny(m.APIKey, "*?"):
		return p.knew(journal.KeyID(contract.APIKey(m.APIKey)))
	}
	return true
}

// nearer is the nearest with n among them, if it is one: those that differ in least, and of those the newest.
func nearer(nearest []near, n near) []near {
	at, _ := slices.BinarySearchFunc(nearest, n, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.differs.fields(), b.differs.fields()), cmp.Compare(b.count.order, a.count.order))
	})
	if at == mostNear {
		return nearest
	}
	nearest = slices.Insert(nearest, at, n)
	return nearest[:min(len(nearest), mostNear)]
}

// line is a call and how often it was made.
func (t *tenant) line(c call, n *count) string {
	return fmt.Sprintf("%s, %s, the last %s", c.describe(t.cookies[c.cookie].value), times(n.times), n.last)
}

func times(n int64) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// credits is so many credits in words.
func credits(n int64) string {
	if n == 1 {
		return "1 credit"
	}
	return fmt.Sprintf("%d credits", n)
}
