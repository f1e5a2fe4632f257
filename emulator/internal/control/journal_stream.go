package control

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// heartbeat is how often a stream says that it is alive: within what proxies wait.
const heartbeat = 15 * time.Second

type gap struct {
	Dropped int64 `json:"dropped"`
}

// getJournalStream answers GET /journal/stream?key=&cookie=&status=&scenario=&since=&bodies=: 200 with server-sent events, until the client
// leaves or the server drains. Each exchange that meets all that is given is an event "call" with its entry, whose id is
// its seq. An event "gap" says how many entries are missing before the next one: left out because the client read too
// slowly or, at the start, no longer kept, of any key. A client that gives Last-Event-ID, or since, gets the
// entries after that first; without them it gets those to come. Comments show that the stream is alive. 400 that names what
// cannot be; 404 where no journal is kept.
func (t *Control) getJournalStream(c echo.Context) (reply, error) {
	given := c.QueryParams()
	if last := c.Request().Header.Get("Last-Event-ID"); last != "" {
		given.Set("since", last)
	}
	f, err := journalFilter(given, "key", "cookie", "status", "scenario", "since", "bodies")
	if err != nil {
		return reply{}, err
	}
	if given.Get("since") == "" {
		f.Since = -1
	}
	s, backlog, gone, err := t.actions.FollowJournal(f)
	if err != nil {
		return reply{}, noJournal(err)
	}
	return reply{stream: func(c echo.Context) error {
		defer s.Close()
		return t.follow(c, s, backlog, gone)
	}}, nil
}

// follow writes the stream. That nobody reads it any more is no error.
func (t *Control) follow(c echo.Context, s *journal.Subscription, backlog []journal.Entry, gone int64) error {
	out := &events{to: c.Response(), set: t.schemas, log: t}
	out.open()
	out.gap(gone)
	for _, e := range backlog {
		out.call(e)
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for out.flush() == nil {
		select {
		case told, on := <-s.Calls():
			if !on {
				return nil
			}
			out.told(told)
			out.waiting(s)
		case <-beat.C:
			out.gap(s.Missed())
			out.comment("alive")
		case <-c.Request().Context().Done():
			return nil
		}
	}
	return nil
}

// events writes server-sent events. What goes wrong is told by flush.
type events struct {
	to  *echo.Response
	set *schemas.Set
	log *Control
	err error
}

func (w *events) open() {
	h := w.to.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // which makes proxies hand on each event at once
	w.to.WriteHeader(http.StatusOK)
	w.comment("the journal")
}

// mostAtOnce is how many calls are written before they are sent.
const mostAtOnce = 64

// waiting writes the calls that are there already, so that many are sent at once.
func (w *events) waiting(s *journal.Subscription) {
	for range mostAtOnce {
		select {
		case told, on := <-s.Calls():
			if !on {
				return // whoever waits for the next is told, too
			}
			w.told(told)
		default:
			return
		}
	}
}

func (w *events) told(told journal.Told) {
	w.gap(told.Missed)
	w.call(told.Entry)
}

func (w *events) call(e journal.Entry) {
	w.event(fmt.Sprintf("id: %d\nevent: call\n", e.Seq), schemas.JournalEntry, e)
}

func (w *events) gap(dropped int64) {
	if dropped > 0 {
		w.event("event: gap\n", schemas.JournalGap, gap{dropped})
	}
}

// event writes an event whose data keeps its schema. One that does not is not sent, and said in the log.
func (w *events) event(head string, schema schemas.Name, data any) {
	body, err := json.Marshal(data)
	if err == nil {
		err = w.set.Check(schema, body)
	}
	if err != nil {
		w.log.logger.Error("an event of the journal was left out", "error", err)
		return
	}
	w.write(fmt.Sprintf("%sdata: %s\n\n", head, body))
}

func (w *events) comment(text string) { w.write(": " + text + "\n\n") }

func (w *events) write(text string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.to, text)
	}
}

// flush sends what was written, and says that it could not be.
func (w *events) flush() error {
	if w.err == nil {
		w.err = http.NewResponseController(w.to).Flush()
	}
	return w.err
}
