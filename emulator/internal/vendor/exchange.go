package vendor

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/limit"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// exchange is a request on its way, and what each step found out about it.
type exchange struct {
	request *http.Request
	writer  http.ResponseWriter
	route   *contract.Route // nil: its path is none of the vendor's
	id      string          // of the request: unique in this process, and told in X-Request-Id, the ledger and the log
	at      time.Time       // when it came, by the emulator's clock
	began   time.Time       // the same, by the machine's
	era     context.Context // is done once nothing is to be waited for
	epoch   int64           // of the journal
	seen    report.Seen     // what the Recorder is told of it, as far as it is known

	hash      uint64 // of what came of the body
	body      []byte // nil where bodyFault says why, and where there is none
	bodyFault string

	key     contract.APIKey
	tenant  journal.Name     // the key, as it may be shown
	account *credits.Account // nil until the key is known

	verdict limit.Verdict // of the rate limit; zero: there is none

	said     *reading // what the body says, once it was looked at
	query    contract.Query
	warnings []string
	state    contract.CookieState
	network  network.Network

	decision scenario.Decision
	spoken   bool // a scenario spoke
	view     scenario.View
	avatars  string // what the URLs of pictures begin with; "" where they are the vendor's
	plan     contract.Plan

	charged int64 // what the account paid for this request so far
	left    int64 // its balance after this request last touched it

	headed   bool   // status and headers were sent
	sent     []byte // the body as it is sent, if nobody leaves and no connection breaks
	rest     []byte // the part of it that is held back until all else was done
	size     int    // bytes of the body that were sent
	resets   bool   // the connection is to be reset
	broken   bool   // the connection is to be closed without a word
	complain string // in what an answer of ours broke its schema, and so was not sent
	real     bool   // the key or the cookie looks like somebody's real one

	took  time.Duration // by the machine's clock, until it was recorded
	entry journal.Entry // what is said of it
	*buffers
}

// warn notes what was let pass, and would surprise whoever sent it.
func (x *exchange) warn(warnings ...string) {
	for _, w := range warnings {
		if w != "" {
			x.warnings = append(x.warnings, w)
		}
	}
}

// action is what a scenario does to the request.
func (x *exchange) action() *scenario.Action { return &x.decision.Action }

// ordinary says that the answer is the same as without any scenario.
func (x *exchange) ordinary() bool { return len(x.decision.Edits) == 0 && x.action().Ordinary() }

// buffers are what a request is read into and its answer is built in, lent with the exchange from one request to the next.
type buffers struct {
	in       []byte
	out      []byte
	redacted [2][]byte // the bodies as the journal keeps them
	line     []slog.Attr
	fresh    reading // what the body says, if it is not remembered
}

// keptBuffer is the largest buffer that is lent again; larger ones go back to the collector.
const keptBuffer = 512 << 10

var lent = sync.Pool{New: func() any { return &exchange{buffers: &buffers{in: make([]byte, 0, leastRead)}} }}

func (v *Vendor) begin(c echo.Context) *exchange {
	if v.Observer != nil {
		v.Observer.Began()
	}
	x := lent.Get().(*exchange)
	x.request, x.writer = c.Request(), c.Response()
	x.route = contract.RouteAt(x.request.URL.Path)
	id := append(make([]byte, 0, 32), v.instance...)
	x.id = string(strconv.AppendUint(id, v.requests.Add(1), 10))
	x.began = time.Now()
	x.at = v.Clock.At(x.began)
	v.expect(x)
	return x
}

// end gives the exchange and its buffers back: nothing of it may be used after it.
func (x *exchange) end() {
	b := x.buffers
	*x = exchange{buffers: b}
	if cap(b.in) <= keptBuffer && cap(b.out) <= keptBuffer {
		b.in, b.fresh = b.in[:0], reading{}
		clear(b.line)
		lent.Put(x)
	}
}

// receive reads the request's body, before anything is decided: a client may take its time over it, and nobody is to wait
// for that. Without an API key nothing is read, as nobody will look at it.
func (x *exchange) receive() {
	if strings.TrimSpace(valueOf(x.request.Header, "X-Api-Key")) != "" {
		x.body, x.bodyFault = x.readBody()
		x.hash = maphash.Bytes(bodySeed, x.in)
	}
}

// readBody reads the request's body, or says what is wrong with it before it was even looked at.
func (x *exchange) readBody() (body []byte, fault string) {
	if n := x.request.ContentLength; n > contract.MaxBody {
		x.writer.Header().Set("Connection", "close") // rather than read on what nobody wants
		return nil, fmt.Sprintf("the body must be at most %d bytes (got %d)", contract.MaxBody, n)
	}
	err := x.read()
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, fmt.Sprintf("the body did not arrive in time (got %d bytes of it)", len(x.in))
	case err != nil:
		return nil, fmt.Sprintf("the body could not be read to its end (got %d bytes of it)", len(x.in))
	case len(x.in) > contract.MaxBody:
		return nil, fmt.Sprintf("the body must be at most %d bytes (got more)", contract.MaxBody)
	}
	return x.in, ""
}

// bodySeed is what the hashes of bodies are made with.
var bodySeed = maphash.MakeSeed()

// valueOf is the first value of a header, by the name's canonical form; "" where there is none. Header.Get would make the
// name canonical each time.
func valueOf(h http.Header, name string) string {
	if values := h[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// leastRead is how many bytes there is room for when a body is read on.
const leastRead = 512

// read fills x.in with the body: to its end where it says how long it is, else to one byte more than it may have.
func (x *exchange) read() error {
	most := int(x.request.ContentLength)
	if most < 0 {
		most = contract.MaxBody + 1
	}
	for len(x.in) < most {
		x.in = slices.Grow(x.in, min(leastRead, most-len(x.in)))
		n, err := x.request.Body.Read(x.in[len(x.in):min(cap(x.in), most)])
		x.in = x.in[:len(x.in)+n]
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
