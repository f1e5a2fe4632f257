package report_test

import (
	"slices"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
)

// Each row is what a client does with a network of 95 connections, 10 pages, and what is found.
func TestFindings(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		does func(c *client)
		want []string
	}{
		"ranges up to the first empty list": {func(c *client) { c.pages(1, 4); c.pages(5, 8); c.pages(9, 12); c.pages(13, 16) }, nil},

		"past the end twice": {func(c *client) { c.pages(1, 10); c.pages(11, 12); c.pages(13, 14) },
			[]string{"past_the_end 1: 0 credits, 1 calls"}},
		"past the end, at a price": {func(c *client) {
			for range 3 {
				s := c.pagesSeen(11, 15)
				s.Entry.Charged = 5
				c.see(s)
			}
		}, []string{"past_the_end 2: 10 credits, 2 calls"}},
		"past the end of a network that has grown": {func(c *client) { c.pages(11, 12); c.size++; c.pages(11, 12) }, nil},
		"past the end again, as the first answer was lost": {func(c *client) {
			s := c.pagesSeen(11, 12)
			s.Whole = false
			c.see(s)
			c.pages(11, 12)
		}, nil},

		"a range twice":               {func(c *client) { c.pages(1, 5); c.pages(1, 5) }, []string{"bought_twice 1: 5 credits, 1 calls"}},
		"ranges that overlap":         {func(c *client) { c.pages(1, 5); c.pages(4, 8) }, []string{"bought_twice 1: 2 credits, 0 calls"}},
		"the last page twice":         {func(c *client) { c.pages(10, 10); c.pages(9, 10) }, []string{"bought_twice 1: 1 credits, 0 calls"}},
		"results, then the same":      {func(c *client) { c.results(30); c.pages(1, 5) }, []string{"bought_twice 1: 3 credits, 0 calls"}},
		"results, of a page in part":  {func(c *client) { c.results(25); c.pages(3, 5) }, nil},
		"results, all there are":      {func(c *client) { c.results(100); c.pages(10, 10) }, []string{"bought_twice 1: 1 credits, 1 calls"}},
		"a range twice, never paid":   {func(c *client) { c.pages(1, 5); s := c.pagesSeen(1, 5); s.Entry.Charged = 0; c.see(s) }, nil},
		"a range twice, after edits":  {func(c *client) { c.pages(1, 5); c.size += 3; c.pages(1, 5) }, nil},
		"a range twice, by two keys":  {func(c *client) { c.pages(1, 5); c.key = "other"; c.pages(1, 5) }, nil},
		"a range twice, two networks": {func(c *client) { c.pages(1, 5); c.cookie = "other"; c.pages(1, 5) }, nil},
		"a range twice, two cookies of one member": {func(c *client) {
			c.cookie = contract.Email("ada@example.com").Cookie(1)
			c.pages(1, 5)
			c.cookie = contract.Email("ada@example.com").Cookie(2)
			c.pages(1, 5)
		}, []string{"bought_twice 1: 5 credits, 1 calls"}},
		"a range again, as the first was broken on purpose": {func(c *client) {
			s := c.pagesSeen(1, 5)
			s.Entry.Deliberate = true
			c.see(s)
			c.pages(1, 5)
		}, nil},

		"one page after the other": {func(c *client) { c.pages(1, 1); c.pages(2, 2); c.pages(3, 3); c.pages(4, 4) },
			[]string{"single_pages 2: 0 credits, 2 calls"}},
		"one page, then the rest":  {func(c *client) { c.pages(1, 1); c.pages(2, 10) }, nil},
		"two pages of two":         {func(c *client) { c.size = 12; c.pages(1, 1); c.pages(2, 2) }, nil},
		"single pages here, there": {func(c *client) { c.pages(1, 1); c.pages(5, 5); c.pages(3, 3); c.pages(9, 9) }, nil},

		"asked again too early": {func(c *client) { c.refused(contract.KindRateLimited, 1, 5); c.pages(1, 5) },
			[]string{"ignored_retry_after 1: 0 credits, 1 calls"}},
		"asked again too early, at a price": {func(c *client) {
			c.refused(contract.KindRateLimited, 1, 5)
			for range 2 {
				s := c.refusedSeen(contract.KindRateLimited, 1, 5)
				s.Entry.Charged = 1
				c.see(s)
			}
		}, []string{"ignored_retry_after 2: 2 credits, 2 calls"}},
		"asked again in time": {func(c *client) {
			c.refused(contract.KindRateLimited, 1, 5)
			c.now = c.now.Add(2 * time.Second)
			c.pages(1, 5)
		}, nil},
		"the emulator's clock was advanced": {func(c *client) {
			c.refused(contract.KindRateLimited, 1, 5)
			s := c.pagesSeen(1, 5)
			s.Entry.At = s.Entry.At.Add(2 * time.Second)
			c.see(s)
		}, nil},
		"the emulator's clock stands still": {func(c *client) {
			c.refused(contract.KindRateLimited, 1, 5)
			s := c.pagesSeen(1, 5)
			s.Began = s.Began.Add(2 * time.Second)
			c.see(s)
		}, nil},
		"two that were on their way": {func(c *client) {
			a, b := c.refusedSeen(contract.KindRateLimited, 1, 5), c.refusedSeen(contract.KindRateLimited, 6, 10)
			c.see(a)
			c.see(b)
		}, nil},
		"another key waits for nobody": {func(c *client) { c.refused(contract.KindRateLimited, 1, 5); c.key = "other"; c.pages(1, 5) }, nil},

		"a retry that cannot succeed": {func(c *client) {
			for range 3 {
				c.refused(contract.KindInvalidRequest, 1, 5)
			}
		}, []string{"hopeless_retry 2: 0 credits, 2 calls"}},
		"a retry at a price": {func(c *client) {
			for left := int64(9); left > 7; left-- {
				s := c.refusedSeen(contract.KindInvalidRequest, 1, 5)
				s.Entry.Charged, s.Entry.Left = 1, &left
				c.see(s)
			}
		}, []string{"hopeless_retry 1: 1 credits, 1 calls"}},
		"a retry of what may pass": {func(c *client) {
			c.refused(contract.KindInternalError, 1, 5)
			c.refused(contract.KindInternalError, 1, 5)
		}, nil},
		"a retry that was mended": {func(c *client) {
			c.refused(contract.KindInvalidRequest, 1, 5)
			c.refused(contract.KindInvalidRequest, 1, 6)
		}, nil},
		"a retry that did succeed":       {func(c *client) { c.refused(contract.KindInvalidAPIKey, 1, 5); c.pages(1, 5) }, nil},
		"a retry with no more credits":   {retryWithout(0), []string{"hopeless_retry 1: 0 credits, 1 calls"}},
		"a retry with some credits more": {retryWithout(1), nil},
		"a retry sent before the refusal": {func(c *client) {
			a, b := c.refusedSeen(contract.KindInvalidRequest, 1, 5), c.refusedSeen(contract.KindInvalidRequest, 1, 5)
			c.see(a)
			c.see(b)
		}, nil},
		"a refusal that a scenario made a 503": {func(c *client) {
			for range 2 {
				s := c.refusedSeen(contract.KindInvalidRequest, 1, 5)
				s.Entry.Status = 503
				c.see(s)
			}
		}, nil},

		"unknown fields": {func(c *client) {
			s := c.pagesSeen(1, 5)
			s.Entry.Warnings = contract.Parse([]byte(`{"login_token":"c","page":5,"size":2}`), false).Warnings
			c.see(s)
		}, []string{"unknown_fields 1: 0 credits, 0 calls"}},
		"another warning": {func(c *client) {
			s := c.pagesSeen(1, 5)
			s.Entry.Warnings = contract.Parse([]byte(`{"login_token":"c","start_page":1,"end_page":1,"total_results":9}`), false).Warnings
			c.see(s)
		}, nil},

		"a cookie that was refused": {func(c *client) {
			c.refused(contract.KindInvalidCookie, 1, 5)
			c.refused(contract.KindInvalidCookie, 1, 5)
			c.refused(contract.KindInvalidCookie, 6, 9)
		}, []string{"dead_cookie 2: 0 credits, 2 calls"}},
		"a cookie after a login": {func(c *client) { c.refused(contract.KindInvalidCookie, 1, 5); c.login(); c.pages(1, 5) }, nil},
		"a cookie after another key's": {func(c *client) {
			c.refused(contract.KindInvalidCookie, 1, 5)
			c.key = "o"
			c.login()
			c.key = "k"
			c.pages(1, 5)
		}, []string{"dead_cookie 1: 0 credits, 1 calls"}},
		"a new cookie":             {func(c *client) { c.refused(contract.KindInvalidCookie, 1, 5); c.cookie = "new"; c.pages(1, 5) }, nil},
		"a cookie that came alive": {func(c *client) { c.refused(contract.KindInvalidCookie, 1, 5); c.pages(1, 5); c.pages(6, 9) }, []string{"dead_cookie 1: 0 credits, 1 calls"}},
		"requests sent before the refusal": {func(c *client) {
			a, b := c.refusedSeen(contract.KindInvalidCookie, 1, 5), c.refusedSeen(contract.KindInvalidCookie, 6, 9)
			c.see(a)
			c.see(b)
		}, nil},

		"an error taken as a success": {func(c *client) { c.fine(contract.KindInsufficientCredits, 1, 5); c.pages(6, 9) },
			[]string{"error_as_success 1: 0 credits, 0 calls"}},
		"errors taken as successes, at a price": {func(c *client) {
			c.fine(contract.KindInsufficientCredits, 1, 1)
			c.fine(contract.KindInsufficientCredits, 2, 2)
			c.fine(contract.KindInsufficientCredits, 3, 3)
		}, []string{"error_as_success 2: 2 credits, 0 calls"}},
		"an error with its own status":      {func(c *client) { c.refused(contract.KindInsufficientCredits, 1, 5); c.pages(6, 9) }, nil},
		"an error that was understood":      {func(c *client) { c.fine(contract.KindInsufficientCredits, 1, 5); c.pages(1, 3) }, nil},
		"credits that two finds are of":     {func(c *client) { c.fine(contract.KindInvalidCookie, 1, 1); c.fine(contract.KindInvalidCookie, 2, 2) }, []string{"dead_cookie 1: 1 credits, 1 calls", "error_as_success 1: 1 credits, 0 calls"}},
		"a page of somebody else, no error": {func(c *client) { c.fine(contract.KindInsufficientCredits, 1, 5); c.cookie = "o"; c.pages(6, 9) }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(report.New(0))
			row.does(c)
			if got := told(c.r); !slices.Equal(got, row.want) && len(got)+len(row.want) > 0 {
				t.Errorf("got  %q\nwant %q", got, row.want)
			}
		})
	}
}

// fine asks for pages, and gets an error with HTTP 200, for a credit.
func (c *client) fine(kind contract.Kind, start, end int64) {
	s := c.refusedSeen(kind, start, end)
	s.Entry.Status, s.Entry.Charged = 200, 1
	c.see(s)
}

// retryWithout asks twice for what the credits do not reach for, and has more of them the second time.
func retryWithout(more int64) func(c *client) {
	return func(c *client) {
		for left := int64(1); left <= 1+more; left += max(more, 1) {
			for range 2 - more {
				s := c.refusedSeen(contract.KindInsufficientCredits, 1, 5)
				s.Entry.Left = &left
				c.see(s)
			}
		}
	}
}

// A finding lists its first requests, and the whole report wastes each credit once.
func TestFindingsListRequests(t *testing.T) {
	t.Parallel()
	c := newClient(report.New(0))
	for range 26 {
		c.pages(1, 2)
	}
	r := c.r.Report()
	f := r.Findings[0]
	if f.Calls != 25 || len(f.Requests) != 20 || f.Requests[0] != "r2" || f.CreditsWasted != 50 || r.CreditsWasted != 50 {
		t.Errorf("got %+v of %d wasted, want 25 calls, r2 to r21 and 50 credits", f, r.CreditsWasted)
	}
	c.fine(contract.KindInvalidCookie, 3, 3)
	c.fine(contract.KindInvalidCookie, 4, 4)
	is(t, "wasted", c.r.Report().CreditsWasted, 51)
}

// What a client was told before a rewind is no ground for findings after it; what was found stays.
func TestRewindForgetsWhatWasTold(t *testing.T) {
	t.Parallel()
	for name, rewind := range map[string]func(c *client){
		"all":     func(c *client) { c.r.Rewind() },
		"one key": func(c *client) { c.r.RewindFor(c.key) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(report.New(0))
			c.pages(1, 2)
			c.pages(1, 2)
			c.refused(contract.KindInvalidCookie, 3, 4)
			rewind(c)
			c.pages(1, 2)
			want := []string{"bought_twice 1: 2 credits, 1 calls"}
			if got := told(c.r); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			is(t, "credits", c.r.Report().Credits, 6)
		})
	}
}

// Only pages of which an answer had every connection count as bought.
func TestPagesOfAnAnswer(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		q           journal.Query
		d           journal.Delivered
		first, last int64
	}{
		"whole pages":           {journal.Query{Mode: contract.ModePagination, StartPage: 3, EndPage: 5}, journal.Delivered{Connections: 30, Available: 95}, 3, 5},
		"the last of a network": {journal.Query{Mode: contract.ModePagination, StartPage: 9, EndPage: 12}, journal.Delivered{Connections: 15, Available: 95}, 9, 10},
		"less than a page":      {journal.Query{Mode: contract.ModePagination, StartPage: 3, EndPage: 3}, journal.Delivered{Connections: 4, Available: 95}, 3, 2},
		"results":               {journal.Query{Mode: contract.ModeTotalResults, TotalResults: 25}, journal.Delivered{Connections: 25, Available: 95}, 1, 2},
		"nothing":               {journal.Query{Mode: contract.ModePagination, StartPage: 3, EndPage: 3}, journal.Delivered{Available: 5}, 3, 2},
	} {
		if first, last := report.WholePages(&row.q, &row.d); first != row.first || last != row.last {
			t.Errorf("%s: got %d to %d, want %d to %d", name, first, last, row.first, row.last)
		}
	}
}

// An exchange that was decided before a rewind and told of after it costs what it cost, and counts for nothing else.
func TestRewindLeavesBehindWhatWasUnderWay(t *testing.T) {
	t.Parallel()
	for name, rewind := range map[string]func(c *client){
		"all":     func(c *client) { c.r.Rewind() },
		"one key": func(c *client) { c.r.RewindFor(c.key) },
	} {
		c := newClient(report.New(0))
		c.pages(1, 2)
		late := c.pagesSeen(3, 4)
		rewind(c)
		c.see(late)
		c.pages(3, 4)
		v := c.r.Verify(report.Verification{Exactly: new(1), CreditsSpent: new(2)}, nil)
		if got := told(c.r); v.Err() != nil || len(got) > 0 || c.r.Report().Credits != 6 {
			t.Errorf("%s: got %v, %q and %d credits; want one call, no finding and 6", name, v.Err(), got, c.r.Report().Credits)
		}
	}
}
