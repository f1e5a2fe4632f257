package emulator

import (
	"fmt"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Verify checks that the calls so far were as v expects. The failure says what was expected, what there is, and the calls
// that almost match: the text of the error that the method of Emulator returns.
func (f *Fixture) Verify(v Verification) {
	f.tb.Helper()
	if err := f.Emulator.Verify(v); err != nil {
		f.tb.Errorf("emulator: %v", err)
	}
}

// Verify is Fixture.Verify of the tenant's own calls: Match.Key is the tenant's where it is not given.
func (t *Tenant) Verify(v Verification) {
	t.shared.tb.Helper()
	v.Match.Key = orElse(v.Match.Key, t.Key)
	t.shared.Verify(v)
}

// Report is Emulator.ReportOf the tenant's own calls.
func (t *Tenant) Report() Report { return t.shared.ReportOf(t.Key) }

// mostExplained is how many keys a failed test is told of.
const mostExplained = 10

// explainFailure tells a test that failed what the keys that it used did: it is to be called when the test ends.
func (f *Fixture) explainFailure(keys ...string) {
	f.tb.Helper()
	if !f.tb.Failed() {
		return
	}
	if len(keys) > mostExplained {
		f.tb.Logf("emulator: of %d keys, these %d:", len(keys), mostExplained)
		keys = keys[:mostExplained]
	}
	for _, key := range keys {
		f.tb.Logf("emulator: %s", f.explain(key))
	}
}

// explainStrangers tells a test that failed of the calls that no account made.
func (f *Fixture) explainStrangers() {
	f.tb.Helper()
	if !f.tb.Failed() {
		return
	}
	if calls := f.strangers(); len(calls) > 0 {
		f.tb.Logf("emulator: calls without an account:%s", strings.Join(calls, ""))
	}
}

// used are the keys that made a request.
func (e *Emulator) used() (keys []string) {
	for _, a := range e.Accounts() {
		if a.Requests > 0 {
			keys = append(keys, a.Key)
		}
	}
	return keys
}

// mostTold is how many calls of a key a failed test is told of.
const mostTold = 30

// told are the newest calls that meet f, in a line each; of is how many there were.
func (e *Emulator) told(f JournalFilter, of int64) string {
	f.Limit = mostTold
	entries, _, err := e.JournalOf(f)
	if err != nil || len(entries) == 0 { // none is kept, or it was cleared
		return ""
	}
	out := "\njournal:"
	if more := of - int64(len(entries)); more > 0 {
		out += fmt.Sprintf("\n  %d calls before these", more)
	}
	for _, entry := range entries {
		out += "\n  " + entry.Line()
	}
	return out
}

// strangers are the calls that no account made: without a key, or with one that is unknown. They are in nobody's journal
// but the whole one.
func (e *Emulator) strangers() (calls []string) {
	entries, _, _ := e.JournalOf(JournalFilter{})
	for _, entry := range entries {
		if entry.Left == nil {
			calls = append(calls, "\n  "+entry.Line())
		}
	}
	return calls[max(len(calls)-mostTold, 0):]
}

// explain is by which calls a key spent what, its journal, its ledger, and the findings about it.
func (e *Emulator) explain(key string) string {
	account, err := e.AccountOf(key)
	if err != nil {
		return err.Error()
	}
	name := contract.APIKey(key)
	var out strings.Builder
	fmt.Fprintf(&out, "%s made %d requests, spent %d credits and has %d left", name, account.Requests, account.Spent, account.Credits)
	for _, line := range e.recorder.Spending(name) {
		out.WriteString("\n  " + line)
	}
	out.WriteString(e.told(JournalFilter{Key: key}, account.Requests))
	if entries, err := e.LedgerOf(key); err == nil && account.Spent > 0 {
		out.WriteString("\nledger:" + spending(entries))
	}
	out.WriteString("\n" + strings.TrimSuffix(e.ReportOf(key).FindingsText(), "\n"))
	return out.String()
}
