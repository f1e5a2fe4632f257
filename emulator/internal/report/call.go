package report

import (
	"fmt"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// call is what exchanges of one key have in common that are counted as one.
type call struct {
	method, route string     // the route is "" for a path that is none
	cookie        journal.ID // of what keeps every rule, or at least names one
	query         journal.Query
	status        int
	fault         contract.Kind
	scenario      string
	step          int
}

// count is how often a call was made.
type count struct {
	times   int64
	credits int64  // that were charged
	last    string // id of the newest request
	order   int64  // of the first, among those of all keys
}

func callOf(e *journal.Entry) call {
	c := call{
		method: e.Method, route: e.Route, cookie: e.CookieID(),
		status: e.Status, fault: e.Error, scenario: e.Scenario, step: e.Step,
	}
	if e.Query != nil {
		c.query = *e.Query
	}
	return c
}

// describe says what a call is in a line, its cookie as a fingerprint.
func (c call) describe(cookie contract.Cookie) string {
	words := []string{c.method + " " + c.route}
	if c.route == "" {
		words[0] = c.method + " of no route"
	}
	if asked := c.asked(); asked != "" {
		words = append(words, asked)
	}
	if cookie != "" {
		words = append(words, "of "+cookie.Fingerprint())
	}
	return strings.Join(words, " ") + ", " + c.outcome()
}

// asked is which connections the call asked for, "" where its query is none.
func (c call) asked() string {
	switch q := c.query; {
	case q.Mode == "":
		return ""
	case q.Mode == contract.ModePagination && q.StartPage == q.EndPage:
		return fmt.Sprintf("page %d", q.StartPage)
	case q.Mode == contract.ModePagination:
		return fmt.Sprintf("pages %d-%d", q.StartPage, q.EndPage)
	default:
		return fmt.Sprintf("%d results", q.TotalResults)
	}
}

// outcome is what became of the call.
func (c call) outcome() string {
	said := fmt.Sprint(c.status)
	if c.status == 0 {
		said = "no answer"
	}
	if c.fault != "" {
		said += " " + string(c.fault)
	}
	if c.scenario != "" {
		said += fmt.Sprintf(" (scenario %s)", stepName(c.scenario, c.step))
	}
	return said
}

// stepName names a step of a scenario: "flaky/1", and "flaky" after its last.
func stepName(scenario string, step int) string {
	if step == 0 {
		return scenario
	}
	return fmt.Sprintf("%s/%d", scenario, step)
}
