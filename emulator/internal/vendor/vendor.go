// Package vendor is the vendor's routes: one file an endpoint, and the one way that every answer goes.
package vendor

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/gate"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/limit"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Parts are what the routes are made of.
type Parts struct {
	Terms        contract.Terms
	Bank         *credits.Bank
	Jar          *cookies.Jar
	Stage        *scenario.Stage
	Limiter      *limit.Limiter
	Clock        *clock.Clock
	Schemas      *schemas.Set
	Validate     Validation
	Logger       *slog.Logger
	Journal      *journal.Journal // nil: none is kept
	Recorder     *report.Recorder // nil: nobody is told
	DebugHeaders bool

	LocalPictures bool // the URLs of pictures are those of the emulator's avatars

	Observer Observer   // nil: nobody is told
	Gate     *gate.Gate // once an era of it is done, no scripted delay that began in it is waited for
}

// Vendor answers the vendor's routes. It may be used from many goroutines.
type Vendor struct {
	Parts
	errors   map[contract.Kind][]byte // the bodies of errors that have no reason, proven once
	pages    *pageCache
	memory   *memory
	lines    liner         // of Logger; nil where it has none
	instance string        // begins every request id of this process
	requests atomic.Uint64 // numbers them
	breaches atomic.Int64
	warned   warned
}

// New makes the routes of parts; it fails where an error of the catalogue breaks the schema of errors.
func New(parts Parts) (*Vendor, error) {
	if parts.Validate == ValidateAlways {
		parts.Schemas = parts.Schemas.ByLibrary()
	}
	if err := parts.Schemas.Compile(schemas.Success, schemas.Error); err != nil {
		return nil, err
	}
	bodies, err := provenErrors(parts.Schemas)
	if err != nil {
		return nil, err
	}
	var instance [4]byte
	rand.Read(instance[:]) // never fails: crypto/rand
	v := &Vendor{Parts: parts, errors: bodies, pages: newPageCache(), memory: newMemory(), instance: hex.EncodeToString(instance[:]) + "-"}
	if parts.Logger != nil {
		v.lines, _ = parts.Logger.Handler().(liner)
	}
	return v, nil
}

// Instance is the beginning of every request's id.
func (v *Vendor) Instance() string { return strings.TrimSuffix(v.instance, "-") }

// Register puts the vendor's routes on e, and makes every other path and method there an error of the catalogue.
func (v *Vendor) Register(e *echo.Echo) {
	for route, endpoint := range map[*contract.Route]endpoint{
		&contract.GetConnections: v.connections,
		&contract.Login:          v.login,
		&contract.Verify:         v.verify,
		&contract.CheckKey:       v.checkKey,
	} {
		e.Add(route.Method, route.Path, v.handle(endpoint, len(route.Fields) > 0))
		e.OPTIONS(route.Path, v.handle(wrongMethod(route.Method), false)) // which Echo would answer itself
	}
	e.HTTPErrorHandler = v.unrouted
}

// Breaches is how many bodies broke their schema, and so were not sent.
func (v *Vendor) Breaches() int64 { return v.breaches.Load() }

// endpoint makes the answer to a request, or says by an error of the catalogue why there is none.
type endpoint func(x *exchange) (answer, error)

// handle is the way of every request: its body is received where the endpoint has one, its answer decided, written,
// recorded and finished.
func (v *Vendor) handle(endpoint endpoint, hasBody bool) echo.HandlerFunc {
	return func(c echo.Context) error {
		x := v.begin(c)
		defer x.end()
		if hasBody {
			x.receive()
		}
		a := v.decide(endpoint, x)
		v.write(x, a)
		v.record(x, a)
		v.observe(x, a)
		x.finish()
		return nil
	}
}

// decide is the second half of the way of a request, the same for every endpoint: what the endpoint returns is made an
// answer, checked, and damaged where a scenario says so. It is the one stay of the request within the gate: here it
// reads and changes all that it does of the state, and waits for nobody.
func (v *Vendor) decide(endpoint endpoint, x *exchange) answer {
	x.era = v.Gate.Enter()
	if v.Journal != nil {
		x.epoch = v.Journal.Epoch()
	}
	if v.Recorder != nil {
		x.seen.Epoch = v.Recorder.Epoch()
	}
	defer v.Gate.Leave()
	a, err := v.attempt(endpoint, x)
	if err != nil {
		a = v.refuse(x, err)
	}
	return v.breach(x, v.check(x, a))
}

// unrouted answers what no route took: Echo's own errors, in the vendor's envelope.
func (v *Vendor) unrouted(err error, c echo.Context) {
	answer := failing(contract.ErrInternal(err))
	var refused *echo.HTTPError
	if errors.As(err, &refused) && refused.Code < http.StatusInternalServerError {
		answer = failing(contract.ErrNotFound())
		if route := contract.RouteAt(c.Request().URL.Path); route != nil {
			answer = wrongMethod(route.Method)
		}
	}
	_ = v.handle(answer, false)(c)
}

func wrongMethod(right string) endpoint { return failing(contract.ErrMethodNotAllowed(right)) }

func failing(err *contract.Error) endpoint {
	return func(*exchange) (answer, error) { return answer{}, err }
}
