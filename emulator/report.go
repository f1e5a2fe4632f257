package emulator

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Report is what the calls cost, and what was wrong with them: sums by key, route and scenario, what the run would have
// cost on the real service, and findings about the client. Its methods write it as Text, Markdown and JUnit.
type Report = report.Report

// The parts of a Report.
type (
	Finding       = report.Finding       // a fault of the client: Name, Says, Mend, Key, Calls, CreditsWasted, Requests
	FindingName   = report.Name          // docs/findings.md tells each
	FindingKind   = report.Kind          // what the findings of a name mean
	Sums          = report.Sums          // Calls, Credits and RealCredits
	KeySums       = report.KeySums       // of an API key
	NamedSums     = report.NamedSums     // of a route or a scenario
	Budget        = report.Budget        // of the run, where Config.Budget says one
	ForgottenKeys = report.ForgottenKeys // of keys that were too many to be kept
)

// The findings.
const (
	BoughtTwice       = report.BoughtTwice       // bought pages again that it had already
	PastTheEnd        = report.PastTheEnd        // asked past the last page more than once
	SinglePages       = report.SinglePages       // asked for single pages where one range costs the same
	IgnoredRetryAfter = report.IgnoredRetryAfter // asked again before Retry-After was over
	HopelessRetry     = report.HopelessRetry     // repeated a request that cannot succeed
	UnknownFields     = report.UnknownFields     // sent fields that the endpoint does not know
	DeadCookie        = report.DeadCookie        // kept using a cookie after it was refused
	ErrorAsSuccess    = report.ErrorAsSuccess    // went on to the next page after an error with HTTP 200
)

// FindingKinds are the kinds of findings, in the order in which a report tells them.
func FindingKinds() []FindingKind { return slices.Clone(report.Kinds) }

// Verification is what is expected of the calls so far: Match says which are meant, and Exactly, AtLeast, AtMost and
// CreditsSpent what of them; UnusedScenarios and UnmatchedSteps speak of the active scenarios. At least one of those is
// given, such as Exactly: new(3).
type Verification = report.Verification

// CallMatch is which calls a Verification means: those that meet every field that is not zero. Without Route they are
// those of Get Connections, with AnyRoute all.
type CallMatch = report.Match

// AnyRoute is the CallMatch.Route of every call, also of paths that are no route.
const AnyRoute = report.AnyRoute

// Report is what all calls cost since the emulator started or ClearReport, and what was wrong with them. A Reset leaves
// it: it is of the whole run. A call is in it as soon as its client has the whole answer.
func (e *Emulator) Report() Report { return e.budgeted(e.recorder.Report()) }

// ReportOf is Report of one API key, given as itself or as its fingerprint.
func (e *Emulator) ReportOf(key string) Report { return e.budgeted(e.recorder.ReportOf(key)) }

// budgeted is r with what the configuration says of a budget.
func (e *Emulator) budgeted(r Report) Report {
	if limit := e.config.Budget; limit != nil {
		spent, _ := e.Spent()
		r.Budget = &Budget{Credits: *limit, Spent: spent, Kept: spent <= *limit}
	}
	return r
}

// ClearReport makes the report begin anew, and with it what a Verification counts.
func (e *Emulator) ClearReport() { e.recorder.Clear() }

// Spent is how many credits were charged since the emulator started, whatever was reset or cleared since, and whether
// there was any call.
func (e *Emulator) Spent() (credits int64, calls bool) { return e.recorder.Spent() }

// CheckBudget says that more credits were charged than budget since the emulator started, whatever was reset or cleared
// since, or that there was no call at all: a run that nobody called shows nothing.
func (e *Emulator) CheckBudget(budget int64) error { return e.recorder.CheckBudget(budget) }

// Verify is nil where the calls so far were as v expects. Else the error tells, in lines, what was expected, what there
// is, and the calls that almost match and in what they differ. What a Reset makes new it counts from then on.
func (e *Emulator) Verify(v Verification) error {
	result, err := e.verify(v)
	if err != nil {
		return err
	}
	return result.Err()
}

// verify is what came of v; the error says that v is none.
func (e *Emulator) verify(v Verification) (report.Result, error) {
	if err := checkVerification(v); err != nil {
		return report.Result{}, fmt.Errorf("verification: %w", err)
	}
	return e.recorder.Verify(v, e.stage.Active()), nil
}

// checkVerification proves v as the control route's body is proven, and says what no schema can.
func checkVerification(v Verification) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	set, err := schemas.Default()
	if err != nil {
		return err
	}
	if err := set.Check(schemas.VerifyPost, body); err != nil {
		return err
	}
	return v.Check()
}

// Verify of the control routes tells more than the method of the same name.
func (a actions) Verify(v report.Verification) (report.Result, error) { return a.verify(v) }
