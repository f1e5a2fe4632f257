package contract

import (
	"net/http"
	"strings"
	"time"
)

// Kind is the name of an error of the catalogue, as control routes, logs and scenarios say it.
type Kind string

// The kinds of the catalogue.
const (
	KindMissingAPIKey       Kind = "missing_api_key"
	KindInvalidAPIKey       Kind = "invalid_api_key"
	KindRateLimited         Kind = "rate_limited"
	KindInvalidRequest      Kind = "invalid_request"
	KindInsufficientCredits Kind = "insufficient_credits"
	KindInvalidCookie       Kind = "invalid_cookie"
	KindWrongPassword       Kind = "wrong_password"
	KindWrongCode           Kind = "wrong_code"
	KindRestrictedMember    Kind = "restricted_member"
	KindInternalError       Kind = "internal_error"
	KindNotFound            Kind = "not_found"
	KindMethodNotAllowed    Kind = "method_not_allowed"
)

// ErrorKind is a row of the error catalogue.
type ErrorKind struct {
	Kind    Kind   `json:"kind"`
	Status  int    `json:"status"`  // under error_status: http
	Message string `json:"message"` // the whole message, or how it begins where a reason follows

	// Always says that the status is sent as it is under error_status: ok too.
	Always bool `json:"always,omitempty"`
	// Free says that the error costs nothing under charge_errors too.
	Free bool `json:"free,omitempty"`

	Evidence Evidence `json:"evidence"`
}

// Catalogue is every error that the vendor's routes answer with, in the order in which a request meets them.
var Catalogue = []ErrorKind{
	{Kind: KindNotFound, Status: http.StatusNotFound, Message: "Not found: ", Always: true, Free: true, Evidence: chosen},
	{Kind: KindMethodNotAllowed, Status: http.StatusMethodNotAllowed, Message: "Method not allowed: ", Always: true, Free: true, Evidence: chosen},
	{Kind: KindMissingAPIKey, Status: http.StatusUnauthorized, Message: "Missing API key", Free: true, Evidence: chosen},
	{Kind: KindInvalidAPIKey, Status: http.StatusUnauthorized, Message: "Invalid API key", Free: true, Evidence: chosen},
	{Kind: KindRateLimited, Status: http.StatusTooManyRequests, Message: "Rate limit exceeded", Always: true, Evidence: Evidence{"E2"}},
	{Kind: KindInvalidRequest, Status: http.StatusBadRequest, Message: "Invalid parameter: ", Evidence: Evidence{"E2", "E4", "C"}},
	{Kind: KindInsufficientCredits, Status: http.StatusPaymentRequired, Message: "Insufficient credits available", Evidence: Evidence{"D", "E6"}},
	{Kind: KindInvalidCookie, Status: http.StatusForbidden, Message: "Invalid or expired LinkedIn cookie", Evidence: Evidence{"D", "E4"}},
	{Kind: KindWrongPassword, Status: http.StatusUnauthorized, Message: "Invalid email or password", Evidence: chosen},
	{Kind: KindWrongCode, Status: http.StatusUnauthorized, Message: "Invalid or expired verification code", Evidence: chosen},
	{Kind: KindRestrictedMember, Status: http.StatusForbidden, Message: "LinkedIn account restricted", Evidence: chosen},
	{Kind: KindInternalError, Status: http.StatusInternalServerError, Message: "Internal server error", Always: true, Free: true, Evidence: Evidence{"E2"}},
}

// Error is an answer that delivers nothing: an error of the catalogue, as one request met it.
type Error struct {
	ErrorKind
	RetryAfter time.Duration // of a rate limit: when the next request will be let through
	Allow      string        // of a wrong method: the right one
	Cause      error         // of an internal error: for the log, never for the client
}

// Error is the kind and the message.
func (e *Error) Error() string { return string(e.Kind) + ": " + e.Message }

// Unwrap is the cause of an internal error.
func (e *Error) Unwrap() error { return e.Cause }

// Lookup finds a kind in the catalogue.
func Lookup(kind Kind) (ErrorKind, bool) {
	for _, k := range Catalogue {
		if k.Kind == kind {
			return k, true
		}
	}
	return ErrorKind{}, false
}

// ErrMissingAPIKey answers a request whose x-api-key is absent or blank.
func ErrMissingAPIKey() *Error { return of(KindMissingAPIKey) }

// ErrInvalidAPIKey answers a key that belongs to no account.
func ErrInvalidAPIKey() *Error { return of(KindInvalidAPIKey) }

// ErrRateLimited answers a key that asks too often, and says when to come back.
func ErrRateLimited(retryAfter time.Duration) *Error {
	e := of(KindRateLimited)
	e.RetryAfter = retryAfter
	return e
}

// ErrInvalidRequest answers a request that breaks a rule; reason names the field, what came and what is allowed.
func ErrInvalidRequest(reason string) *Error {
	e := of(KindInvalidRequest)
	e.Message += reason
	return e
}

// ErrInsufficientCredits answers a request that costs more than the account has.
func ErrInsufficientCredits() *Error { return of(KindInsufficientCredits) }

// ErrInvalidCookie answers a login_token that LinkedIn no longer takes.
func ErrInvalidCookie() *Error { return of(KindInvalidCookie) }

// ErrWrongPassword answers a login whose password is not the member's.
func ErrWrongPassword() *Error { return of(KindWrongPassword) }

// ErrWrongCode answers a verification whose code is not the one sent, or that no login came before.
func ErrWrongCode() *Error { return of(KindWrongCode) }

// ErrRestrictedMember answers a login of a member whom LinkedIn has restricted.
func ErrRestrictedMember() *Error { return of(KindRestrictedMember) }

// ErrInternal answers a request that failed by our own fault.
func ErrInternal(cause error) *Error {
	e := of(KindInternalError)
	e.Cause = cause
	return e
}

// ErrNotFound answers a path that is no route.
func ErrNotFound() *Error {
	e := of(KindNotFound)
	routes := make([]string, len(Routes))
	for i, r := range Routes {
		routes[i] = r.Method + " " + r.Path
	}
	e.Message += "the emulator answers " + strings.Join(routes, ", ") + ", and tells of itself at GET /_emulator/contract"
	return e
}

// ErrMethodNotAllowed answers a route called by another method than allowed, its own.
func ErrMethodNotAllowed(allowed string) *Error {
	e := of(KindMethodNotAllowed)
	e.Allow = allowed
	e.Message += "use " + allowed
	return e
}

func of(kind Kind) *Error {
	k, ok := Lookup(kind)
	if !ok {
		panic("contract: no such kind in the catalogue: " + string(kind))
	}
	return &Error{ErrorKind: k}
}
