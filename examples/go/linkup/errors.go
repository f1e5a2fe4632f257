package linkup

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Error is an error that the service answered.
type Error struct {
	Status     int           // 400, 401, 402, 403, 429 or 500, however it was sent
	Message    string        // the service's own
	RetryAfter time.Duration // 0: not said
}

func (e *Error) Error() string { return fmt.Sprintf("%s (%d)", e.Message, e.Status) }

// Is says whether err is an Error of that status about the connections; a login's errors are its own.
func Is(err error, status int) bool {
	var e *Error
	return !errors.As(err, &loggingIn{}) && errors.As(err, &e) && e.Status == status
}

// loggingIn is an error of a login.
type loggingIn struct{ error }

func (l loggingIn) Unwrap() error { return l.error }

// garbledAnswer is an answer that is not whole: no JSON, none at all, or fewer connections than it says there are.
type garbledAnswer struct{ error }

func (g garbledAnswer) Unwrap() error { return g.error }

// garbled is err of an answer, unless it is the caller who gave up.
func garbled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return garbledAnswer{err}
}

// temporary says whether to ask again, and when: as the service says, or else after wait.
func temporary(err error, wait time.Duration) (after time.Duration, again bool) {
	var e *Error
	if errors.As(err, &e) {
		if e.RetryAfter > 0 {
			wait = e.RetryAfter
		}
		return wait, e.Status == http.StatusTooManyRequests || e.Status >= http.StatusInternalServerError
	}
	return wait, errors.As(err, &garbledAnswer{})
}

// statusOf is what an error's text means where it comes with HTTP 200, as the vendor's migration guide says of V1.
var statusOf = map[string]int{
	"Missing API key":                    http.StatusUnauthorized,
	"Invalid API key":                    http.StatusUnauthorized,
	"Insufficient credits available":     http.StatusPaymentRequired,
	"Invalid or expired LinkedIn cookie": http.StatusForbidden,
	"Rate limit exceeded":                http.StatusTooManyRequests,
	"Internal server error":              http.StatusInternalServerError,
}

// refusal is the error of an answer. The HTTP status says what it is or, where that is 200, the text does.
func refusal(response *http.Response, answer body) *Error {
	e := &Error{Status: response.StatusCode, Message: answer.Message}
	if e.Message == "" {
		e.Message = response.Status
	}
	if e.Status == http.StatusOK {
		e.Status = http.StatusBadRequest
		if status, known := statusOf[e.Message]; known {
			e.Status = status
		}
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil {
		e.RetryAfter = time.Duration(seconds) * time.Second
	}
	return e
}
