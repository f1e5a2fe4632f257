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

// used are the keys that made a request.
func (e *Emulator) used() (keys []string) {
	for _, a := range e.Accounts() {
		if a.Requests > 0 {
			keys = append(keys, a.Key)
		}
	}
	return keys
}

// explain is by which calls a key spent what, its ledger, and the findings about it.
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
	if entries, err := e.LedgerOf(key); err == nil && account.Spent > 0 {
		out.WriteString("\nledger:" + spending(entries))
	}
	out.WriteString("\n" + strings.TrimSuffix(e.ReportOf(key).FindingsText(), "\n"))
	return out.String()
}
