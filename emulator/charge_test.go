package emulator_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// Where the money of a request goes, by what it gets and the step's charge. The headers tell the truth, where any come.
func TestWhereTheMoneyGoes(t *testing.T) {
	t.Parallel()
	const unset = ""
	for action, charges := range map[string]map[string]int64{
		"answer: {}":                         {unset: 2, "before": 2, "after": 2, "never": 0},
		"answer: {connections: 7}":           {unset: 1, "before": 1, "after": 1, "never": 0},
		"answer: {connections: 0}":           {unset: 0, "before": 0, "after": 0, "never": 0},
		"set: {name: X}":                     {unset: 2, "before": 2, "after": 2, "never": 0},
		"add: {count: 1}":                    {unset: 2, "before": 2, "after": 2, "never": 0},
		"omit: data":                         {unset: 2, "before": 2, "after": 2, "never": 0},
		"malformed: true":                    {unset: 2, "before": 2, "after": 2, "never": 0},
		"truncate: 0.5":                      {unset: 2, "before": 2, "never": 0},
		"delay: 1ns":                         {unset: 2, "before": 2, "after": 2, "never": 0},
		"drip: {chunks: 9, over: 9ns}":       {unset: 2, "before": 2, "after": 2, "never": 0},
		"error: internal_error":              {unset: 0, "before": 2, "after": 2, "never": 0},
		"error: invalid_cookie":              {unset: 0, "before": 2, "after": 2, "never": 0},
		"error: insufficient_credits":        {unset: 0, "before": 2, "after": 2, "never": 0},
		"respond: {status: 503, body: busy}": {unset: 0, "before": 2, "after": 2, "never": 0},
		"reset: true":                        {unset: 0, "before": 2, "never": 0},
		"close: true":                        {unset: 0, "before": 2, "never": 0},
		"hang: true":                         {unset: 0, "before": 2, "never": 0},
	} {
		for charge, want := range charges {
			t.Run(action+"/"+charge, func(t *testing.T) {
				t.Parallel()
				f := served(t)
				w := asked(t, f, "k", scripted(t, f, action, charge))
				left := charged(t, w, action, want)
				for i := 0; action == "hang: true" && spent(t, f, "k") != want && i < 200; i++ {
					w.silent() // a busy machine may not have come to the charge yet
				}
				if got := spent(t, f, "k"); got != want || left >= 0 && f.Account("k").Credits != left {
					t.Errorf("got %d spent and %d left by the header, want %d spent", got, left, want)
				}
			})
		}
	}
}

// scripted plays a step of an action and a charge, and is a query for two pages that meets it.
func scripted(t *testing.T, f *emulator.Fixture, action, charge string) string {
	t.Helper()
	if charge != "" {
		action += "\n    charge: " + charge
	}
	plays(t, f, steps(action))
	return twoPages
}

// charged checks what the headers of an answer say was charged, and is what they say is left; -1 where none come.
func charged(t *testing.T, w *wire, action string, want int64) (left int64) {
	t.Helper()
	switch action {
	case "reset: true":
		w.ends()
		return -1
	case "hang: true":
		w.silent()
		return -1
	}
	response := w.head()
	_, _ = io.Copy(io.Discard, response.Body) // which may break off
	h := response.Header
	if got := h.Get("X-Emulator-Charged"); got != fmt.Sprint(want) {
		t.Errorf("got %s charged by the header, want %d", got, want)
	}
	if _, err := fmt.Sscan(h.Get("X-Emulator-Credits-Left"), &left); err != nil {
		t.Errorf("got %q left by the header: %v", h.Get("X-Emulator-Credits-Left"), err)
	}
	return left
}

// Who has too few credits for the ordinary answer gets no other, unless the step is never charged for; and who cannot
// pay for it pays nothing, but the price of errors where they have one.
func TestScenariosOfThePoor(t *testing.T) {
	t.Parallel()
	for step, row := range map[string]struct {
		status int
		fee    int64 // under charge_errors
	}{
		"answer: {}":                                 {402, 1},
		"{answer: {}, charge: before}":               {402, 1},
		"{answer: {}, charge: after}":                {402, 1},
		"{answer: {}, charge: never}":                {200, 0},
		"error: invalid_cookie":                      {403, 1},
		"{error: invalid_cookie, charge: before}":    {402, 1},
		"{error: invalid_cookie, charge: after}":     {402, 1},
		"{error: invalid_cookie, charge: never}":     {403, 0},
		"{respond: {status: 418}}":                   {418, 0},
		"{respond: {status: 418}, charge: after}":    {402, 1},
		"{answer: {connections: 10}, charge: after}": {200, 1},
	} {
		for _, costs := range []bool{false, true} {
			t.Run(fmt.Sprint(step, costs), func(t *testing.T) {
				t.Parallel()
				f := served(t, emulator.Config{ChargeErrors: costs})
				plays(t, f, steps(step))
				a := ask(t, f, "credits-1-poor", twoPages)
				want := row.fee
				if !costs && row.status != 200 {
					want = 0
				}
				if a.status != row.status {
					t.Errorf("got %d %s, want %d", a.status, a.body, row.status)
				}
				if got := spent(t, f, "credits-1-poor"); got != want {
					t.Errorf("got %d spent, want %d", got, want)
				}
				if h := a.header; h.Get("X-Emulator-Charged") != fmt.Sprint(want) || h.Get("X-Emulator-Credits-Left") != fmt.Sprint(1-want) {
					t.Errorf("got %s charged and %s left by the headers, want %d and %d",
						h.Get("X-Emulator-Charged"), h.Get("X-Emulator-Credits-Left"), want, 1-want)
				}
			})
		}
	}
}

// An expired cookie is no reason to forget what a scenario says of the money.
func TestChargesOfExpiredCookies(t *testing.T) {
	t.Parallel()
	for step, want := range map[string]int64{
		"answer: {}": 0, "{answer: {}, charge: before}": 2, "{answer: {}, charge: after}": 2, "{answer: {}, charge: never}": 0,
	} {
		f := served(t, emulator.Config{Cookies: []emulator.CookieConfig{{LoginToken: "network-95", State: emulator.CookieExpired}}})
		plays(t, f, steps(step))
		a := ask(t, f, "k", twoPages)
		refused(t, a, 403, "Invalid or expired LinkedIn cookie")
		if got := spent(t, f, "k"); got != want || a.header.Get("X-Emulator-Charged") != fmt.Sprint(want) {
			t.Errorf("%s: got %d spent and %s charged by the header, want %d", step, got, a.header.Get("X-Emulator-Charged"), want)
		}
	}
}

// What is charged after an answer is charged when the client has the last byte of it, whatever the answer's length.
func TestChargedOnceTheAnswerIsThere(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]string{
		"whole": "{answer: {}, charge: after, forever: true}",
		"drip":  "{drip: {chunks: 3, over: 1ns}, charge: after, forever: true}",
	} {
		for _, people := range []int64{0, 1, 10, 100, 1000} {
			t.Run(fmt.Sprint(name, people), func(t *testing.T) {
				t.Parallel()
				f := served(t)
				plays(t, f, steps(step))
				query := fmt.Sprintf(`{"login_token":"network-%d","total_results":1000}`, people)
				for i := range int64(10) {
					delivered(t, ask(t, f, "k", query), query)
					if got, want := spent(t, f, "k"), (i+1)*((people+9)/10); got != want {
						t.Fatalf("got %d spent after answer %d, want %d", got, i+1, want)
					}
				}
			})
		}
	}
}

// However many ask at once, what is charged afterwards never takes a balance below zero, and nobody is told so.
func TestChargesAfterwardsFromManyClients(t *testing.T) {
	t.Parallel()
	f := served(t)
	plays(t, f, steps("{answer: {}, charge: after, forever: true}"))
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			a := ask(t, f, "credits-9-many", twoPages)
			if left := a.header.Get("X-Emulator-Credits-Left"); strings.HasPrefix(left, "-") {
				t.Errorf("got %s left by the header", left)
			}
		})
	}
	wg.Wait()
	if got := spent(t, f, "credits-9-many"); got != 8 {
		t.Errorf("got %d spent, want 8 of 9", got)
	}
}
