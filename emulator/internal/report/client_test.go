package report_test

import (
	"fmt"
	"hash/fnv"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
)

// client plays exchanges into a Recorder, as the emulator would: one after the other, unless a test says otherwise.
type client struct {
	r      *report.Recorder
	key    contract.APIKey
	cookie contract.Cookie
	size   int       // connections in the network
	now    time.Time // by both clocks
	calls  int
}

func newClient(r *report.Recorder) *client {
	return &client{r: r, key: "k", cookie: "c", size: 95, now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// seen is an exchange, until the Recorder is told of it.
type seen struct {
	Entry *journal.Entry
	report.Seen
}

func (c *client) see(s seen) { c.r.Observe(s.Entry, s.Seen) }

// seen is an exchange of the client: nothing was delivered and nothing charged yet. sent is all that it sent.
func (c *client) seen(sent string) seen {
	c.calls++
	e := &journal.Entry{
		At: c.now, RequestID: fmt.Sprintf("r%d", c.calls), Method: "POST",
		Path: contract.GetConnections.Path, Route: contract.GetConnections.Path, Status: 200,
	}
	e.Of(journal.KeyName(c.key), journal.CookieName(c.cookie))
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%s\x00%s", string(c.cookie), sent)
	return seen{e, report.Seen{
		Key: c.key, Cookie: c.cookie, Began: c.now, Told: c.r.Told(), Epoch: c.r.Epoch(), Sent: hash.Sum64(), Whole: true,
	}}
}

// pages asks for a range of pages, and gets what there is of it, for a credit a page.
func (c *client) pages(start, end int64) { c.see(c.pagesSeen(start, end)) }

func (c *client) pagesSeen(start, end int64) seen {
	return c.delivered(contract.Query{LoginToken: c.cookie, Country: "FR", Mode: contract.ModePagination, StartPage: start, EndPage: end})
}

// results asks for so many results.
func (c *client) results(n int64) {
	c.see(c.delivered(contract.Query{LoginToken: c.cookie, Country: "FR", Mode: contract.ModeTotalResults, TotalResults: n}))
}

func (c *client) delivered(q contract.Query) seen {
	s := c.asked(q)
	plan := q.Plan(c.size, contract.ChargeDelivered)
	s.Entry.Charged = plan.Cost
	s.Entry.Delivered = &journal.Delivered{Connections: plan.Count, Pages: plan.Pages, Available: c.size}
	return s
}

func (c *client) asked(q contract.Query) seen {
	s := c.seen(fmt.Sprintf("%d-%d %d", q.StartPage, q.EndPage, q.TotalResults))
	s.Entry.Query = &journal.Query{Country: q.Country, Mode: q.Mode, StartPage: q.StartPage, EndPage: q.EndPage, TotalResults: q.TotalResults}
	return s
}

// refused asks for a range of pages, and gets an error of the catalogue.
func (c *client) refused(kind contract.Kind, start, end int64) {
	c.see(c.refusedSeen(kind, start, end))
}

func (c *client) refusedSeen(kind contract.Kind, start, end int64) seen {
	s := c.asked(contract.Query{Country: "FR", Mode: contract.ModePagination, StartPage: start, EndPage: end})
	k, _ := contract.Lookup(kind)
	s.Entry.Error, s.Entry.Status = kind, k.Status
	if kind == contract.KindRateLimited {
		s.Entry.RetryAfter = 2
	}
	return s
}

// login gets a cookie.
func (c *client) login() {
	before := c.cookie
	c.cookie = ""
	s := c.seen("login")
	s.Entry.Path, s.Entry.Route, s.LoggedIn = contract.Login.Path, contract.Login.Path, true
	c.see(s)
	c.cookie = before
}

// told are the findings of the recorder, in a word each: name, calls, credits and calls wasted.
func told(r *report.Recorder) []string {
	words := []string{}
	for _, f := range r.Report().Findings {
		words = append(words, fmt.Sprintf("%s %d: %d credits, %d calls", f.Name, f.Calls, f.CreditsWasted, f.CallsWasted))
	}
	return words
}

// is fails the test unless got is want.
func is[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
