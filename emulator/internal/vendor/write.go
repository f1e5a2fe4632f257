package vendor

import (
	"context"
	"crypto/tls"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// write sends the answer, as a scenario wants it sent, up to what finish does: the two are the one place that writes.
func (v *Vendor) write(x *exchange, a answer) {
	action := x.action()
	if action.Delay > 0 && v.pause(x, action.Delay) != nil {
		x.broken = true // nobody is there any more
		return
	}
	switch action.Break {
	case scenario.BreakReset:
		x.resets = true
		return
	case scenario.BreakHang:
		v.hang(x)
		return
	}
	v.promise(x)
	sent, length := action.Damage(a.body)
	if x.request.Method != http.MethodHead {
		x.sent, x.rest = sent, sent[max(0, len(sent)-x.heldBack()):]
	}
	v.head(x, a, length)
	all := action.Break == "" && v.body(x)
	v.settle(x, all && len(sent) == length)
	if !all {
		x.rest = nil
	}
}

// heldBack is how many bytes at the end of a body wait until it was paid for and recorded, so that a client that has them
// all finds the charge in the ledger and the call in the journal. It is as many as may be, as each write costs: one byte
// where the rest has a time of its own or decides about the charge, else all of a body that the kernel takes at once.
func (x *exchange) heldBack() int {
	if action := x.action(); action.Chunks != nil || action.Charge == scenario.ChargeAfter {
		return 1
	}
	return 64 << 10
}

// finish sends what was held back, or breaks the connection.
func (x *exchange) finish() {
	if x.resets {
		x.reset()
	}
	if len(x.rest) > 0 {
		x.send(x.rest)
	}
	if x.broken {
		panic(http.ErrAbortHandler) // which net/http takes as: close the connection, and say nothing
	}
}

// Header values that are the same in every answer.
var jsonType = []string{"application/json"}

// head sends the status and the headers of a body of length bytes.
func (v *Vendor) head(x *exchange, a answer, length int) {
	h := x.writer.Header()
	h["Content-Type"] = jsonType
	var more headers
	more.number("Content-Length", int64(length))
	if limit := x.verdict.Limit; limit > 0 {
		more.number("X-Ratelimit-Limit", int64(limit))
		more.number("X-Ratelimit-Remaining", int64(x.verdict.Remaining))
		more.number("X-Ratelimit-Reset", x.verdict.Reset.Unix())
	}
	if v.DebugHeaders {
		more.text("X-Request-Id", x.id)
		more.number("X-Emulator-Charged", x.charged)
		if x.account != nil {
			more.number("X-Emulator-Credits-Left", x.left)
		}
	}
	more.set(h)
	explain(h, a.err)
	for name, value := range a.headers {
		h.Set(name, value)
	}
	x.writer.WriteHeader(a.status)
	x.headed = true
	if x.action().Break == scenario.BreakClose {
		_ = http.NewResponseController(x.writer).Flush()
		x.broken = true
	}
}

// headers are headers whose values are made together: all of them are one text, and one list.
type headers struct {
	values [192]byte
	end    int // of values
	names  [8]string
	ends   [8]int // in values
	count  int
}

func (hs *headers) number(name string, n int64) {
	hs.add(name, strconv.AppendInt(hs.values[:hs.end], n, 10))
}

func (hs *headers) text(name, value string) {
	hs.add(name, append(hs.values[:hs.end], value...))
}

func (hs *headers) add(name string, values []byte) {
	hs.end = len(values)
	hs.names[hs.count], hs.ends[hs.count] = name, hs.end
	hs.count++
}

func (hs *headers) set(h http.Header) {
	all, values, from := string(hs.values[:hs.end]), make([]string, hs.count), 0
	for i, name := range hs.names[:hs.count] {
		values[i] = all[from:hs.ends[i]]
		h[name] = values[i : i+1 : i+1]
		from = hs.ends[i]
	}
}

// explain adds the headers that an error comes with.
func explain(h http.Header, e *contract.Error) {
	switch {
	case e == nil:
	case e.Kind == contract.KindRateLimited:
		h["Retry-After"] = []string{strconv.FormatInt(int64(math.Ceil(e.RetryAfter.Seconds())), 10)}
	case e.Allow != "":
		h["Allow"] = []string{e.Allow}
	}
}

// body sends all of x.sent but x.rest, in pieces where a scenario says so, and says whether it went out. One that did not
// had nobody to read it: who hangs up after the charge has paid.
func (v *Vendor) body(x *exchange) bool {
	most := len(x.sent) - len(x.rest)
	if x.action().Chunks == nil || x.sent == nil {
		return most == 0 || x.send(x.sent[:most])
	}
	out := http.NewResponseController(x.writer)
	for wait, piece := range x.action().Pieces(x.sent) {
		piece = piece[:min(len(piece), most-x.size)]
		if v.pause(x, wait) != nil || !x.send(piece) || out.Flush() != nil {
			return false
		}
	}
	return true
}

func (x *exchange) send(piece []byte) bool {
	n, err := x.writer.Write(piece)
	x.size += n
	return err == nil
}

// promise tells the client beforehand what settle takes afterwards. Others that are promised the same credits meanwhile
// are not held off: who charges afterwards may find nothing left.
func (v *Vendor) promise(x *exchange) {
	action := x.action()
	if action.Charge != scenario.ChargeAfter || action.Break != "" || action.Truncate != nil || x.account == nil {
		return
	}
	left, ok := x.account.Affords(x.plan.Cost)
	if x.left = left; ok {
		x.charged, x.left = x.plan.Cost, left-x.plan.Cost
	}
}

// settle takes what is to be paid once the answer is sent, if it was sent whole.
func (v *Vendor) settle(x *exchange, whole bool) {
	if x.action().Charge != scenario.ChargeAfter || x.account == nil {
		return
	}
	x.charged = 0
	if !whole {
		return
	}
	left, ok := x.account.Charge(x.plan.Cost, x.id)
	if x.left = left; ok {
		x.charged = x.plan.Cost
	}
}

// pause waits, by the emulator's clock, no longer than the client stays; the error says that it has left. Nothing is
// waited for once the era is over: all was reset, or the emulator is closing.
func (v *Vendor) pause(x *exchange, d time.Duration) error {
	client := x.request.Context()
	ctx, cancel := context.WithCancel(client)
	defer cancel()
	defer context.AfterFunc(x.era, cancel)()
	_ = v.Clock.Sleep(ctx, d)
	return client.Err()
}

// hang gives no answer until the client leaves, or the era is over.
func (v *Vendor) hang(x *exchange) {
	select {
	case <-x.request.Context().Done():
	case <-x.era.Done():
	}
	x.broken = true
}

// reset ends the connection by a TCP RST, or as best it can where there is no TCP connection.
func (x *exchange) reset() {
	conn, _, err := http.NewResponseController(x.writer).Hijack()
	if err != nil {
		x.broken = true
		return
	}
	plain := conn
	if secured, ok := conn.(*tls.Conn); ok {
		plain = secured.NetConn()
	}
	if resets, ok := plain.(interface{ SetLinger(seconds int) error }); ok { // TCP, and connections inside of the process
		_ = resets.SetLinger(0) // unsent data is dropped, and the peer told so
	}
	_ = plain.Close()
}
