package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"time"
)

// What the accounts of a soak are given: credits that no soak spends, and such as one spends soon.
const (
	richCredits = 1_000_000_000_000
	poorCredits = 7_003
)

// books are what a soak knows of its requests and what they were charged, to hold the emulator's books against.
type books struct {
	control  string
	client   *http.Client
	accounts []*account // of the connections
	flaky    []*account // the same, with a scenario of their own
	poor     *account   // of all of them
	kinds    []sums     // of soakKinds

	// What the journal had when it was last read: calls in all, those kept and those that gave way.
	seen, kept, dropped int64
}

// account is an API key, and what its answers said.
type account struct {
	name    string
	credits int64 // that it was given
	sums
}

// sums may be added to from many goroutines.
type sums struct{ calls, charged atomic.Int64 }

func (s *sums) add(charged int64) {
	s.calls.Add(1)
	s.charged.Add(charged)
}

// openBooks gives each account its credits.
func openBooks(ctx context.Context, address string) (*books, error) {
	b := &books{control: "http://" + address + "/_emulator", client: &http.Client{Timeout: 30 * time.Second}, kinds: make([]sums, len(soakKinds))}
	for i := range keys {
		b.accounts = append(b.accounts, &account{name: fmt.Sprintf("soak-%d", i), credits: richCredits})
		b.flaky = append(b.flaky, &account{name: fmt.Sprintf("scenario-flaky-soak-%d", i), credits: richCredits})
	}
	b.poor = &account{name: "soak-poor", credits: poorCredits}
	for _, a := range b.all() {
		body := fmt.Sprintf(`{"credits":%d}`, a.credits)
		if err := b.call(ctx, http.MethodPut, "/accounts/"+a.name, body, &struct{}{}); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *books) all() []*account { return append(slices.Concat(b.accounts, b.flaky), b.poor) }

// enter notes an answer.
func (b *books) enter(kind int, key *account, charged int64) {
	b.kinds[kind].add(charged)
	if key != nil {
		key.add(charged)
	}
}

func (b *books) calls() (n int64) {
	for i := range b.kinds {
		n += b.kinds[i].calls.Load()
	}
	return n
}

func (b *books) charged() (n int64) {
	for i := range b.kinds {
		n += b.kinds[i].charged.Load()
	}
	return n
}

// call makes a call of a control route, whose answer it reads into to.
func (b *books) call(ctx context.Context, method, path, body string, to any) error {
	request, err := http.NewRequestWithContext(ctx, method, b.control+path, bytes.NewReader([]byte(body)))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := b.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("got %s: %.200s", response.Status, text)
	}
	if err == nil {
		err = json.Unmarshal(text, to)
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// settle says in what the emulator's books differ from what was asked and charged.
func (b *books) settle(ctx context.Context) error {
	for _, a := range b.all() {
		if err := b.settleAccount(ctx, a); err != nil {
			return err
		}
	}
	var report struct{ Calls, Credits int64 }
	if err := b.call(ctx, http.MethodGet, "/report", "", &report); err != nil {
		return err
	}
	if report.Calls != b.calls() || report.Credits != b.charged() {
		return fmt.Errorf("the report has %d calls and %d credits, want %d and %d", report.Calls, report.Credits, b.calls(), b.charged())
	}
	if err := b.readJournal(ctx); err != nil {
		return err
	}
	if b.seen != b.calls() || b.kept+b.dropped != b.calls() {
		return fmt.Errorf("the journal has %d calls, %d of them kept and %d dropped; want %d in all", b.seen, b.kept, b.dropped, b.calls())
	}
	return nil
}

func (b *books) settleAccount(ctx context.Context, a *account) error {
	var told struct{ Credits, Spent, Requests int64 }
	if err := b.call(ctx, http.MethodGet, "/accounts/"+a.name, "", &told); err != nil {
		return err
	}
	calls, charged := a.calls.Load(), a.charged.Load()
	if told.Spent != charged || told.Credits != a.credits-charged || told.Requests != calls {
		return fmt.Errorf("account %s says %d requests, %d spent and %d left; want %d, %d and %d",
			a.name, told.Requests, told.Spent, told.Credits, calls, charged, a.credits-charged)
	}
	var ledger struct{ Entries []struct{ Amount int64 } }
	if err := b.call(ctx, http.MethodGet, "/accounts/"+a.name+"/ledger", "", &ledger); err != nil {
		return err
	}
	var sum int64
	for _, e := range ledger.Entries {
		sum += e.Amount
	}
	if sum != told.Credits {
		return fmt.Errorf("the ledger of account %s sums to %d, want its balance of %d", a.name, sum, told.Credits)
	}
	return nil
}

// readJournal checks that the journal's entries are calls one after the other, and that it has all that were answered
// before it was read.
func (b *books) readJournal(ctx context.Context) error {
	before := b.calls()
	var journal struct {
		Entries []struct{ Seq int64 }
		Dropped int64
	}
	if err := b.call(ctx, http.MethodGet, "/journal", "", &journal); err != nil {
		return err
	}
	b.kept, b.dropped = int64(len(journal.Entries)), journal.Dropped
	for i, e := range journal.Entries {
		if want := journal.Entries[0].Seq + int64(i); e.Seq != want {
			return fmt.Errorf("the journal has the call %d where %d was to be", e.Seq, want)
		}
		b.seen = e.Seq
	}
	if b.seen < before {
		return fmt.Errorf("the journal has %d calls, want the %d that were answered before it was read", b.seen, before)
	}
	return nil
}

// table is what was asked and charged, by kind.
func (b *books) table() [][]string {
	rows := [][]string{{"requests", "made", "credits"}}
	for i := range b.kinds {
		rows = append(rows, []string{soakKinds[i].name, count(b.kinds[i].calls.Load()), count(b.kinds[i].charged.Load())})
	}
	return append(rows, []string{"all", count(b.calls()), count(b.charged())})
}

func count(n int64) string { return strconv.FormatInt(n, 10) }

// String is said once the books were found to agree.
func (b *books) String() string {
	return fmt.Sprintf("Credits: %d charged by the answers, by %d accounts, by their ledgers and by the report alike; %d left of %d to the poor one.\n"+
		"Journal: the newest %d of %d calls, and %d that it counted.", b.charged(), len(b.all()), b.poor.credits-b.poor.charged.Load(), int64(poorCredits), b.kept, b.seen, b.dropped)
}
