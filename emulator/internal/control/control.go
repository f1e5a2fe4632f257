// Package control is the control routes under /_emulator/: one file a resource, a thin skin over Actions. They are no
// part of the vendor's API.
package control

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Prefix begins the path of every control route.
const Prefix = "/_emulator"

// Actions is all that the control routes can do. A key is given to them as itself, as its fingerprint or as its digest,
// and what is none of those is one of the errors that begin Err. It is safe for use from many goroutines.
type Actions interface {
	Phase() Phase
	BuildVersion() Version
	Running() Running
	Contract() contract.Document
	CA() []byte
	Accounts() []credits.Statement
	AccountOf(key string) (credits.Statement, error)
	PutCredits(key string, credits int64) (credits.Statement, error)
	LedgerOf(key string) ([]credits.Entry, error)

	Standings() (active, special []scenario.Active)
	ScenarioText(name string) (text []byte, ok bool, err error)
	ScenarioTextFor(key, name string) (text []byte, ok bool, err error)
	PutScenario(s *scenario.Scenario, text []byte) error
	PutScenarioFor(key string, s *scenario.Scenario, text []byte) error
	ResetScenario(name string) bool
	ResetScenarioFor(key, name string) (bool, error)
	DeleteScenario(name string) bool
	DeleteScenarioFor(key string) (bool, error)

	OwnNetworks() []cookies.Own
	NetworkOf(key, cookie string) (Network, error)
	PutNetworkOf(key, cookie string, connections []contract.Connection) (Network, error)
	DeleteNetworkOf(key, cookie string) (bool, error)

	JournalOf(f journal.Filter) (entries []journal.Entry, dropped int64, err error)
	JournalEntryOf(requestID string) (journal.Entry, error)
	ClearJournal() error
	FollowJournal(f journal.Filter) (s *journal.Subscription, backlog []journal.Entry, gone int64, err error)

	Clock() clock.Reading
	SetClock(a clock.Action) (clock.Reading, error)

	Reset(parts ...Part) error
	ResetKey(key string) error

	Report() report.Report
	ReportOf(key string) report.Report
	ClearReport()
	Verify(v report.Verification) (report.Result, error)
	State() ([]byte, error)
	PutState(document []byte) error
}

// route is a control route. Its handler's comment is its contract: fields, effect, status.
type route struct {
	method, path string
	handle       handler
}

// handler answers a request, or says by an error why there is no other answer.
type handler func(c echo.Context) (reply, error)

// reply is the body of an answer, and the schema it is proven by; or a file; or a stream, which writes its own.
type reply struct {
	status int
	schema schemas.Name
	body   any
	file   *file
	stream func(c echo.Context) error
}

// file is the body of a 200 that is no JSON of ours, with the headers that it has beside Content-Type, or in the place of
// Cache-Control: no-store.
type file struct {
	media   string
	text    []byte
	headers map[string]string
}

// fault is an answer that says why there is no other.
type fault struct {
	status  int
	message string
}

func (f *fault) Error() string { return f.message }

func faultf(status int, format string, args ...any) error {
	return &fault{status, fmt.Sprintf(format, args...)}
}

// Wiring is what the routes are made of.
type Wiring struct {
	Actions Actions
	Schemas *schemas.Set
	Logger  *slog.Logger
	Access  Access
	Metrics http.Handler // nil: there is no such route
	Console http.Handler // nil: there are no such routes
}

// Control answers the control routes. It may be used from many goroutines.
type Control struct {
	actions Actions
	schemas *schemas.Set
	logger  *slog.Logger
	guard   *guard
	metrics http.Handler
	console http.Handler
}

// New makes the routes of w.
func New(w Wiring) *Control {
	return &Control{w.Actions, w.Schemas, w.Logger, newGuard(w.Access), w.Metrics, w.Console}
}

// Register puts the control routes on e, and takes every path under Prefix.
func (t *Control) Register(e *echo.Echo) {
	t.registerOpen(e)
	for _, r := range t.guardedRoutes() {
		e.Add(r.method, Prefix+r.path, t.answer(t.guarded(r.handle)))
	}
	t.registerRest(e, t.answer(t.admitted(t.unrouted)))
	for _, r := range t.pageRoutes() { // after the rest, which one of them is in the place of
		e.Add(r.method, Prefix+r.path, t.answer(t.visited(r.handle)))
	}
}

// RegisterAlone is Register on an e that has no other routes: it takes every path.
func (t *Control) RegisterAlone(e *echo.Echo) {
	t.Register(e)
	if t.metrics != nil {
		e.GET("/metrics", t.answer(t.guarded(t.getMetrics)))
	}
	unrouted := t.answer(t.admitted(t.unrouted))
	e.HTTPErrorHandler = func(_ error, c echo.Context) { _ = unrouted(c) }
}

// RegisterOpen puts on e those alone that are for everyone; where, "turned off (control_listen: off)", is what the other
// paths under Prefix say of the other routes.
func (t *Control) RegisterOpen(e *echo.Echo, where string) {
	t.registerOpen(e)
	t.registerRest(e, t.answer(func(echo.Context) (reply, error) {
		return reply{}, faultf(http.StatusNotFound, "the control routes are %s; here are health, ready and avatars alone", where)
	}))
}

func (t *Control) registerOpen(e *echo.Echo) {
	for _, r := range t.openRoutes() {
		e.Add(r.method, Prefix+r.path, t.answer(r.handle))
	}
}

func (t *Control) registerRest(e *echo.Echo, rest echo.HandlerFunc) {
	e.Any(Prefix, rest)
	e.Any(Prefix+"/*", rest)
}

// guarded is handle for those alone who may use it, and who send what they may.
func (t *Control) guarded(handle handler) handler {
	return t.admitted(func(c echo.Context) (reply, error) {
		if err := typed(c); err != nil {
			return reply{}, err
		}
		return handle(c)
	})
}

// admitted is handle for those alone who may use it.
func (t *Control) admitted(handle handler) handler {
	return func(c echo.Context) (reply, error) {
		if err := t.guard.admit(c.Request()); err != nil {
			return reply{}, err
		}
		return handle(c)
	}
}

// visited is handle for those who may see that the routes are there: whoever may use them, with the token or without, as a
// browser can't send it with the address of a page.
func (t *Control) visited(handle handler) handler {
	return func(c echo.Context) (reply, error) {
		if err := t.guard.visit(c.Request()); err != nil {
			return reply{}, err
		}
		return handle(c)
	}
}

// openRoutes are the control routes that everyone may call.
func (t *Control) openRoutes() []route {
	return []route{
		{http.MethodGet, "/health", t.getHealth},
		{http.MethodGet, "/ready", t.getReady},
		{http.MethodGet, "/avatars/:" + avatarSeed, t.getAvatar},
	}
}

// routes is the table of the control routes that are guarded.
func (t *Control) routes() []route {
	return []route{
		{http.MethodGet, "/version", t.getVersion},
		{http.MethodGet, "/contract", t.getContract},
		{http.MethodGet, "/ca.pem", t.getCA},
		{http.MethodGet, "/accounts", t.getAccounts},
		{http.MethodGet, "/accounts/:key", t.getAccount},
		{http.MethodPut, "/accounts/:key", t.putAccount},
		{http.MethodGet, "/accounts/:key/ledger", t.getLedger},
		{http.MethodPut, "/accounts/:key/scenario", t.putAccountScenario},
		{http.MethodDelete, "/accounts/:key/scenario", t.deleteAccountScenario},
		{http.MethodGet, "/scenarios", t.getScenarios},
		{http.MethodPost, "/scenarios/lint", t.postScenarioLint},
		{http.MethodGet, "/scenarios/:name", t.getScenario},
		{http.MethodPut, "/scenarios/:name", t.putScenario},
		{http.MethodDelete, "/scenarios/:name", t.deleteScenario},
		{http.MethodGet, "/networks", t.getNetworks},
		{http.MethodGet, "/networks/:cookie", t.getNetwork},
		{http.MethodPut, "/networks/:cookie", t.putNetwork},
		{http.MethodDelete, "/networks/:cookie", t.deleteNetwork},
		{http.MethodGet, "/journal", t.getJournal},
		{http.MethodDelete, "/journal", t.deleteJournal},
		{http.MethodGet, "/journal/stream", t.getJournalStream},
		{http.MethodGet, "/journal/:request", t.getJournalEntry},
		{http.MethodGet, "/clock", t.getClock},
		{http.MethodPut, "/clock", t.putClock},
		{http.MethodGet, "/codes/:email", t.getCode},
		{http.MethodPost, "/reset", t.postReset},
		{http.MethodPost, "/verify", t.postVerify},
		{http.MethodGet, "/report", t.getReport},
		{http.MethodDelete, "/report", t.deleteReport},
		{http.MethodGet, "/state", t.getState},
		{http.MethodPut, "/state", t.putState},
	}
}

// guardedRoutes are the routes of the table, and that of the metrics where there are any.
func (t *Control) guardedRoutes() []route {
	routes := t.routes()
	if t.metrics != nil {
		routes = append(routes, route{http.MethodGet, "/metrics", t.getMetrics})
	}
	return routes
}

// named are the control routes as a reader sees them: "GET /_emulator/accounts/{key}".
func (t *Control) named() []string {
	var names []string
	for _, r := range slices.Concat(t.openRoutes(), t.pageRoutes(), t.guardedRoutes()) {
		names = append(names, r.method+" "+Prefix+parameter.ReplaceAllString(strings.ReplaceAll(r.path, "*", ":path"), "{$1}"))
	}
	return names
}

var parameter = regexp.MustCompile(`:([a-z]+)`)

// unrouted is every other path and method under the prefix: 404 with the routes that there are.
func (t *Control) unrouted(echo.Context) (reply, error) {
	return reply{}, faultf(http.StatusNotFound, "no such control route; there are %s", strings.Join(t.named(), ", "))
}

// answer makes what a handler returns the bytes of an answer: the one place that writes.
func (t *Control) answer(handle handler) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, err := handle(c)
		if err == nil && r.stream != nil {
			return r.stream(c)
		}
		h := c.Response().Header()
		h.Set("Cache-Control", "no-store")
		if err == nil && r.file != nil {
			for name, value := range r.file.headers {
				h.Set(name, value)
			}
			return send(c, http.StatusOK, r.file.media, r.file.text)
		}
		body, err := t.prove(r, err)
		status := r.status
		if err != nil {
			status, body = t.refuse(err)
		}
		if status == http.StatusUnauthorized {
			h.Set("WWW-Authenticate", `Bearer realm="linkup-emulator"`)
		}
		return send(c, status, "application/json", body)
	}
}

func send(c echo.Context, status int, media string, body []byte) error {
	c.Response().Header().Set("Content-Type", media)
	c.Response().WriteHeader(status)
	_, err := c.Response().Write(body)
	return err
}

// prove is r's body as JSON that keeps its schema.
func (t *Control) prove(r reply, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false) // text is sent as itself, as by the vendor's routes
	if err := encoder.Encode(r.body); err != nil {
		return nil, err
	}
	body := bytes.TrimSuffix(out.Bytes(), []byte("\n"))
	return body, t.schemas.Check(r.schema, body)
}

// refuse is the status and body of an error.
func (t *Control) refuse(err error) (int, []byte) {
	f, ok := err.(*fault)
	if !ok {
		t.logger.Error("control route failed", "error", err)
		f = &fault{http.StatusInternalServerError, contract.ErrInternal(err).Message}
	}
	return f.status, contract.AppendFailure(nil, f.message)
}
