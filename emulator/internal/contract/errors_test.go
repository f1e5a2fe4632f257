package contract_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// constructed is every constructor of an error, and what the contract says of it.
var constructed = []struct {
	name       string
	err        *contract.Error
	kind       contract.Kind
	status     int   // under error_status: http
	ok         int   // under error_status: ok
	cost       int64 // under charge_errors
	message    string
	retryAfter time.Duration
	allow      string
	cause      error
}{
	{name: "ErrNotFound", err: contract.ErrNotFound(), kind: "not_found", status: 404, ok: 404,
		message: "Not found: the emulator answers " + routes() + ", and tells of itself at GET /_emulator/contract"},
	{name: "ErrMethodNotAllowed", err: contract.ErrMethodNotAllowed("POST"), kind: "method_not_allowed", status: 405, ok: 405,
		message: "Method not allowed: use POST", allow: "POST"},
	{name: "ErrMissingAPIKey", err: contract.ErrMissingAPIKey(), kind: "missing_api_key", status: 401, ok: 200, message: "Missing API key"},
	{name: "ErrInvalidAPIKey", err: contract.ErrInvalidAPIKey(), kind: "invalid_api_key", status: 401, ok: 200, message: "Invalid API key"},
	{name: "ErrRateLimited", err: contract.ErrRateLimited(3 * time.Second), kind: "rate_limited", status: 429, ok: 429, cost: 1,
		message: "Rate limit exceeded", retryAfter: 3 * time.Second},
	{name: "ErrInvalidRequest", err: contract.ErrInvalidRequest("country is %s"), kind: "invalid_request", status: 400, ok: 200, cost: 1,
		message: "Invalid parameter: country is %s"},
	{name: "ErrInsufficientCredits", err: contract.ErrInsufficientCredits(), kind: "insufficient_credits", status: 402, ok: 200, cost: 1,
		message: "Insufficient credits available"},
	{name: "ErrInvalidCookie", err: contract.ErrInvalidCookie(), kind: "invalid_cookie", status: 403, ok: 200, cost: 1,
		message: "Invalid or expired LinkedIn cookie"},
	{name: "ErrWrongPassword", err: contract.ErrWrongPassword(), kind: "wrong_password", status: 401, ok: 200, cost: 1,
		message: "Invalid email or password"},
	{name: "ErrWrongCode", err: contract.ErrWrongCode(), kind: "wrong_code", status: 401, ok: 200, cost: 1,
		message: "Invalid or expired verification code"},
	{name: "ErrRestrictedMember", err: contract.ErrRestrictedMember(), kind: "restricted_member", status: 403, ok: 200, cost: 1,
		message: "LinkedIn account restricted"},
	{name: "ErrInternal", err: contract.ErrInternal(io.ErrNoProgress), kind: "internal_error", status: 500, ok: 500,
		message: "Internal server error", cause: io.ErrNoProgress},
}

// routes are the vendor's routes, as a message lists them.
func routes() string {
	var all []string
	for _, r := range contract.Routes {
		all = append(all, r.Method+" "+r.Path)
	}
	return strings.Join(all, ", ")
}

func TestErrors(t *testing.T) {
	for _, tt := range constructed {
		t.Run(tt.name, func(t *testing.T) {
			e := tt.err
			if e.Kind != tt.kind || e.Status != tt.status || e.Message != tt.message {
				t.Errorf("got %s %d %q, want %s %d %q", e.Kind, e.Status, e.Message, tt.kind, tt.status, tt.message)
			}
			if e.RetryAfter != tt.retryAfter || e.Allow != tt.allow {
				t.Errorf("got retry after %s, allow %q, want %s, %q", e.RetryAfter, e.Allow, tt.retryAfter, tt.allow)
			}
			if got, want := e.Error(), string(tt.kind)+": "+tt.message; got != want {
				t.Errorf("error: got %q, want %q", got, want)
			}
			if errors.Unwrap(e) != tt.cause {
				t.Errorf("cause: got %v, want %v", errors.Unwrap(e), tt.cause)
			}
			var found *contract.Error
			if !errors.As(fmt.Errorf("answer: %w", e), &found) || found != e {
				t.Errorf("errors.As: got %v, want the error itself", found)
			}
		})
	}
}

func TestTermsOfErrors(t *testing.T) {
	for _, tt := range constructed {
		for status, want := range map[contract.ErrorStatus]int{
			"": tt.status, contract.ErrorStatusHTTP: tt.status, contract.ErrorStatusOK: tt.ok,
		} {
			if got := (contract.Terms{ErrorStatus: status}).Status(tt.err.ErrorKind); got != want {
				t.Errorf("%s under error_status %q: got status %d, want %d", tt.name, status, got, want)
			}
		}
		for charged, want := range map[bool]int64{false: 0, true: tt.cost} {
			if got := (contract.Terms{ChargeErrors: charged}).Cost(tt.err.ErrorKind); got != want {
				t.Errorf("%s under charge_errors %t: got %d credits, want %d", tt.name, charged, got, want)
			}
		}
	}
}

// TestCatalogue holds every row against its constructor, so that there is none that nothing can answer with.
func TestCatalogue(t *testing.T) {
	if got, want := len(contract.Catalogue), len(constructed); got != want {
		t.Errorf("rows: got %d, want one for each of %d constructors", got, want)
	}
	for _, tt := range constructed {
		row, ok := contract.Lookup(tt.kind)
		if !ok || row.Kind != tt.kind || row.Status != tt.status || !strings.HasPrefix(tt.message, row.Message) {
			t.Errorf("Lookup(%s): got %+v, %t, want its row", tt.kind, row, ok)
		}
		if slices.Index(kinds(), tt.kind) != slices.IndexFunc(contract.Catalogue, func(k contract.ErrorKind) bool { return k.Kind == tt.kind }) {
			t.Errorf("%s: got it elsewhere in the catalogue, want it where a request meets it", tt.kind)
		}
		hasEvidence(t, string(tt.kind), row.Evidence)
	}
	if row, ok := contract.Lookup("no_such_kind"); ok || row.Kind != "" {
		t.Errorf("Lookup of no kind: got %+v, %t, want nothing", row, ok)
	}
}

// kinds are the kinds in the order of the contract's checks.
func kinds() (all []contract.Kind) {
	for _, c := range constructed {
		all = append(all, c.kind)
	}
	return all
}

// hasEvidence checks that a rule names where it comes from, by the id of a source that is told.
func hasEvidence(t *testing.T, rule string, evidence contract.Evidence) {
	t.Helper()
	var known []string
	for _, s := range contract.Sources {
		known = append(known, s.ID)
	}
	if len(evidence) == 0 {
		t.Errorf("%s: got no evidence, want some", rule)
	}
	for _, e := range evidence {
		if !slices.Contains(known, e) {
			t.Errorf("%s: got evidence %q, want one of %v", rule, e, known)
		}
	}
}

// TestErrorsAreOneEach changes an error and asks for another of its kind: they share nothing.
func TestErrorsAreOneEach(t *testing.T) {
	first := contract.ErrInvalidRequest("a")
	first.Message += " and more"
	if got, want := contract.ErrInvalidRequest("b").Message, "Invalid parameter: b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
