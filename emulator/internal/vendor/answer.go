package vendor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// answer is what is to be sent.
type answer struct {
	status int
	schema schemas.Name    // of body
	body   []byte          // JSON
	proven bool            // body was checked before
	keepAs pageKey         // zero: not to be kept
	err    *contract.Error // nil: a success
}

// attempt is endpoint(x), with a panic made an error like any other.
func (v *Vendor) attempt(endpoint endpoint, x *exchange) (a answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = contract.ErrInternal(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return endpoint(x)
}

// refuse makes the answer to a request that failed: what it paid is given back, and the error paid for where errors
// cost something and the account has it.
func (v *Vendor) refuse(x *exchange, err error) answer {
	var e *contract.Error
	if !errors.As(err, &e) {
		e = contract.ErrInternal(err)
	}
	v.repay(x, v.Terms.Cost(e.ErrorKind))
	if e.Cause != nil {
		v.Logger.Error("internal error", "request_id", x.id, "error", e.Cause)
	}
	a := answer{status: v.Terms.Status(e.ErrorKind), schema: schemas.Error, err: e}
	if a.body, a.proven = v.errors[e.Kind]; !a.proven {
		x.out = contract.AppendFailure(x.out[:0], e.Message)
		a.body = x.out
	}
	return a
}

// repay gives back what x was charged, and charges cost in its place if the account has that.
func (v *Vendor) repay(x *exchange, cost int64) {
	if x.account == nil {
		return
	}
	x.left = x.account.Refund(x.charged, x.id)
	x.charged = 0
	if left, ok := x.account.Charge(cost, x.id); ok {
		x.charged, x.left = cost, left
	}
}

// check proves the body by its schema. One that breaks it is never sent: that is an internal error of ours.
func (v *Vendor) check(x *exchange, a answer) answer {
	if a.proven {
		return a
	}
	if err := v.Schemas.Check(a.schema, a.body); err != nil {
		v.breaches.Add(1)
		return v.refuse(x, contract.ErrInternal(fmt.Errorf("the answer breaks its schema: %w", err)))
	}
	if a.keepAs != (pageKey{}) {
		v.pages.keep(a.keepAs, a.body)
	}
	return a
}

// Header values that are the same in every answer.
var jsonType = []string{"application/json"}

// write sends the answer: the one place that writes.
func (v *Vendor) write(x *exchange, a answer) {
	h := x.writer.Header()
	h["Content-Type"] = jsonType
	h["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	v.explain(h, a.err)
	if v.DebugHeaders {
		h["X-Request-Id"] = []string{x.id}
		h["X-Emulator-Charged"] = []string{strconv.FormatInt(x.charged, 10)}
		if x.account != nil {
			h["X-Emulator-Credits-Left"] = []string{strconv.FormatInt(x.left, 10)}
		}
	}
	x.writer.WriteHeader(a.status)
	if x.request.Method != http.MethodHead {
		x.writer.Write(a.body) // one that fails had nobody to read it: who hangs up after the charge has paid
	}
}

// explain adds the headers that an error comes with.
func (v *Vendor) explain(h http.Header, e *contract.Error) {
	switch {
	case e == nil:
	case e.Kind == contract.KindRateLimited:
		h["Retry-After"] = []string{strconv.FormatInt(int64(math.Ceil(e.RetryAfter.Seconds())), 10)}
	case e.Allow != "":
		h["Allow"] = []string{e.Allow}
	}
}

// record says what happened, in one line.
func (v *Vendor) record(x *exchange, a answer) {
	ctx := context.Background()
	if !v.Logger.Enabled(ctx, slog.LevelInfo) {
		return
	}
	line := make([]slog.Attr, 0, 16)
	line = append(line,
		slog.String("method", x.request.Method),
		slog.String("path", x.request.URL.Path),
		slog.Int("status", a.status))
	if a.err != nil {
		line = append(line, slog.String("error", string(a.err.Kind)))
	}
	if x.query.Mode != "" {
		start, end := x.query.Pages()
		line = append(line, slog.String("mode", string(x.query.Mode)), slog.String("pages", pageRange(start, end)))
	}
	line = append(line, slog.Int64("charged", x.charged))
	if x.account != nil {
		line = append(line, slog.Int64("left", x.left))
	}
	line = append(line,
		slog.Duration("duration", time.Since(x.began)))
	if x.key != "" {
		line = append(line, slog.String("key", x.key.Fingerprint()))
	}
	if x.query.LoginToken != "" {
		line = append(line, slog.String("cookie", x.query.LoginToken.Fingerprint()))
	}
	line = append(line, slog.String("request_id", x.id))
	if len(x.warnings) > 0 {
		line = append(line, slog.String("warnings", strings.Join(x.warnings, "; ")))
	}
	v.Logger.LogAttrs(ctx, slog.LevelInfo, "request", line...)
}

func pageRange(start, end int64) string {
	return strconv.FormatInt(start, 10) + "-" + strconv.FormatInt(end, 10)
}

// provenErrors are the bodies of the errors whose message is whole, checked once, here.
func provenErrors(set *schemas.Set) (map[contract.Kind][]byte, error) {
	bodies := map[contract.Kind][]byte{}
	for _, e := range contract.Catalogue {
		if strings.HasSuffix(e.Message, " ") { // a reason follows
			continue
		}
		body := contract.AppendFailure(nil, e.Message)
		if err := set.Check(schemas.Error, body); err != nil {
			return nil, fmt.Errorf("the error %s breaks the schema of errors: %w", e.Kind, err)
		}
		bodies[e.Kind] = body
	}
	return bodies, nil
}
