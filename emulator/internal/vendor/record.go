package vendor

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// record says what happened: in a line of the log, in an entry of the journal, and to the Recorder.
func (v *Vendor) record(x *exchange, a answer) {
	x.took = time.Since(x.began)
	logs := v.Logger.Enabled(context.Background(), slog.LevelInfo)
	if !logs && v.Journal == nil && v.Recorder == nil {
		return
	}
	x.describe(a)
	if v.Journal != nil {
		x.entry.Epoch = x.epoch
		v.Journal.Record(x.entry, x.requestBody(), x.responseBody(a))
	}
	v.report(x)
	if logs {
		v.log(x, a)
	}
}

// facts are what an entry points to, made as one.
type facts struct {
	query     journal.Query
	delivered journal.Delivered
	left      int64
}

// describe fills in x.entry, which is all that is said of x but its bodies.
func (x *exchange) describe(a answer) {
	e := &x.entry
	e.At, e.RequestID, e.Method = x.at, x.id, methodOf(x.request)
	e.Path, e.Route = x.routed()
	e.Of(x.tenant, x.owner())
	e.Charged = x.charged
	e.RequestBytes, e.ResponseBytes = int64(len(x.in)), int64(x.size+len(x.rest))
	e.DurationUS = x.took.Microseconds()
	e.Warnings, e.Secret, e.Schema = x.warnings, x.real, x.proof(a)
	if a.err != nil {
		e.Error, e.Fault = a.err.Kind, a.err.Message
	}
	if x.spoken {
		e.Scenario, e.Step, e.Deliberate = x.decision.Scenario, x.decision.Step, x.action().Deliberate()
	}
	if x.headed {
		e.Status = a.status
		if wait := valueOf(x.writer.Header(), "Retry-After"); wait != "" {
			e.RetryAfter, _ = strconv.ParseInt(wait, 10, 64)
		}
	}
	x.enclose(a, new(facts))
}

// owner is whose cookie it was.
func (x *exchange) owner() journal.Name {
	if x.said == nil {
		return journal.Name{}
	}
	return x.said.cookie
}

// enclose fills in what x.entry points to: the query once it was found to keep every rule, what was delivered, and the
// balance where there is an account.
func (x *exchange) enclose(a answer, all *facts) {
	if q := &x.query; q.Mode != "" {
		all.query = journal.Query{Country: q.Country, Mode: q.Mode, StartPage: q.StartPage, EndPage: q.EndPage, TotalResults: q.TotalResults}
		x.entry.Query = &all.query
	}
	if a.schema == schemas.Success && x.headed {
		all.delivered = journal.Delivered{Connections: x.plan.Count, Pages: x.plan.Pages, Available: x.view.Size()}
		x.entry.Delivered = &all.delivered
	}
	if x.account != nil {
		all.left = x.left
		x.entry.Left = &all.left
	}
}

// methodOf is the request's method, without what the string came from, which is as long as the path and its query.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodPost:
		return http.MethodPost
	case http.MethodGet:
		return http.MethodGet
	}
	return strings.Clone(r.Method[:min(len(r.Method), longestMethod)])
}

const longestMethod = 16 // bytes that are shown

// routed is the path as it may be shown, and the route that it is.
func (x *exchange) routed() (shown, route string) {
	if x.route != nil {
		return x.route.Path, x.route.Path
	}
	path := contract.HideReal(x.request.URL.Path)
	if len(path) > journal.MaxPath {
		path = path[:journal.MaxPath-3] + "..."
	}
	return strings.Clone(strings.ToValidUTF8(path, "?")), ""
}

// proof is what became of the proof of the answer.
func (x *exchange) proof(a answer) string {
	switch {
	case x.complain != "":
		return x.complain
	case a.schema == "" || !x.headed:
		return ""
	}
	return journal.Proven
}

// requestBody is the body of the request as the journal keeps it.
func (x *exchange) requestBody() journal.Redacted {
	if x.said != nil && x.said.redacted != nil {
		return x.said.redacted
	}
	if len(x.in) == 0 {
		return nil
	}
	var fields []contract.Field
	if x.route != nil {
		fields = x.route.Fields
	}
	kept := journal.Object(x.redacted[0], x.in, fields)
	x.redacted[0] = kept
	return kept
}

// responseBody is the body of the answer as the journal keeps it. Of our own answers only those of logins have secrets.
func (x *exchange) responseBody(a answer) journal.Redacted {
	damaged := x.action().Malformed || x.action().Truncate != nil
	switch {
	case len(x.sent) == 0:
		return nil
	case a.schema == schemas.LoggedIn || a.schema == schemas.CodeSent:
		x.redacted[1] = journal.Answer(x.redacted[1], x.sent)
		return x.redacted[1]
	case damaged || a.schema == "":
		return journal.Foreign(x.sent)
	}
	return journal.Plain(x.sent)
}

// log says what happened, in one line.
func (v *Vendor) log(x *exchange, a answer) {
	e, line := &x.entry, x.line[:0]
	line = append(line,
		slog.String("method", e.Method),
		slog.String("path", e.Path),
		slog.Int("status", a.status))
	if a.err != nil {
		line = append(line, slog.String("error", string(a.err.Kind)))
	}
	if x.query.Mode != "" {
		line = append(line, slog.String("mode", string(x.query.Mode)), slog.String("pages", x.said.pages))
	}
	line = append(line, slog.Int64("charged", x.charged))
	if x.account != nil {
		line = append(line, slog.Int64("left", x.left))
	}
	line = append(line, slog.Duration("duration", x.took))
	if e.Key != "" {
		line = append(line, slog.String("key", e.Key))
	}
	if e.Cookie != "" {
		line = append(line, slog.String("cookie", e.Cookie))
	}
	line = append(line, slog.String("request_id", x.id))
	line = x.scripted(line)
	if len(x.warnings) > 0 {
		line = append(line, slog.String("warnings", strings.Join(x.warnings, "; ")))
	}
	x.line = line
	if v.lines != nil {
		_ = v.lines.HandleLine(x.began.Add(x.took), "request", line) // as a Logger does with the error
		return
	}
	v.Logger.LogAttrs(context.Background(), slog.LevelInfo, "request", line...)
}

// liner is a slog.Handler that writes a line without a slog.Record being made of it.
type liner interface {
	HandleLine(at time.Time, message string, attrs []slog.Attr) error
}

// scripted adds the scenario that spoke, and whether what the client got breaks the contract on purpose.
func (x *exchange) scripted(line []slog.Attr) []slog.Attr {
	if !x.spoken {
		return line
	}
	line = append(line, slog.String("scenario", x.decision.Scenario), slog.Int("step", x.decision.Step))
	if x.action().Deliberate() {
		line = append(line, slog.Bool("deliberate", true))
	}
	return line
}
