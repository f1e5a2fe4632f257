package journal

import (
	"fmt"
	"strconv"
	"strings"
)

// Line is an entry as a person reads it, without its time and its bodies: what came, what it cost and why, and at the end
// the id of the request, by which findings and the ledger name it.
func (e Entry) Line() string {
	words := []string{statusWord(e.Status), e.Method, e.Path}
	add := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	if e.Key != "" {
		add("%s", e.Key)
	}
	if e.Cookie != "" {
		add("%s", e.Cookie)
	}
	if e.Query != nil {
		add("%s", e.Query.words())
	}
	add("charged %d", e.Charged)
	if e.Left != nil {
		add("left %d", *e.Left)
	}
	add("%.1fms", float64(e.DurationUS)/1000)
	if e.Scenario != "" {
		add("scenario %s step %d", e.Scenario, e.Step)
	}
	if e.Fault != "" {
		add("%s", strconv.Quote(e.Fault))
	}
	for _, warning := range e.Warnings {
		add("warning: %s", warning)
	}
	add("request %s", e.RequestID)
	return strings.Join(words, "  ")
}

func statusWord(status int) string {
	if status == 0 {
		return "---" // no answer
	}
	return strconv.Itoa(status)
}

func (q Query) words() string {
	if q.TotalResults > 0 {
		return fmt.Sprintf("%d results", q.TotalResults)
	}
	return fmt.Sprintf("pages %d-%d", q.StartPage, q.EndPage)
}
