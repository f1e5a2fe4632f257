package emulator

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Tenant is a test's part of an emulator that many tests share: an API key of its own, and with it an account, a
// ledger, a rate window and cookies that nobody else sees. Scenarios and networks are for its key alone. It fails its test
// where one of its methods is given what cannot be. It may be used from many goroutines.
type Tenant struct {
	// URL is that of the emulator.
	URL string

	// Key is the x-api-key that is the tenant, unlike that of any other tenant of the emulator.
	Key string

	shared *Fixture // the emulator, as this test's
	client *http.Client
}

// Tenant gives a test a part of its own of the emulator: the way for a thousand parallel tests to share one. What is
// its is undone when the test ends; the emulator runs on.
func (e *Emulator) Tenant(tb testing.TB) *Tenant {
	tb.Helper()
	t := &Tenant{
		URL:    e.URL,
		Key:    fmt.Sprintf("tenant-key-%d", e.tenants.Add(1)),
		shared: newFixture(e, tb),
	}
	if t.URL == "" {
		tb.Fatalf("emulator: got a tenant of an emulator that was not started, want Start or RunT before")
	}
	t.open()
	t.client = &http.Client{Transport: keyed{t.shared.client.Transport, t.Key}}
	tb.Cleanup(func() {
		t.client.CloseIdleConnections()
		t.shared.explainFailure(t.Key)
		e.DeleteScenarioFor(t.Key)
		e.jar.DeleteNetworksOf(contract.APIKey(t.Key))
	})
	return t
}

// open makes the key an account, whatever is said of unknown keys.
func (t *Tenant) open() { t.shared.bank.Open(contract.APIKey(t.Key)) }

// Client is an HTTP client with connections of its own, which are closed when the test ends. To a request without an
// x-api-key header it adds the tenant's, so that a client under test needs none. One that sends a key, even a blank one,
// is left alone; a client that has to be caught forgetting its key gets the Client of the Fixture.
func (t *Tenant) Client() *http.Client { return t.client }

// Transport is Emulator.Transport, and adds the tenant's key as Client does.
func (t *Tenant) Transport() http.RoundTripper { return keyed{t.shared.Transport(), t.Key} }

// EgressGuard is Fixture.EgressGuard for the tenant's test, and adds the tenant's key as Client does.
func (t *Tenant) EgressGuard() http.RoundTripper { return keyed{t.shared.EgressGuard(), t.Key} }

// Account is the tenant's account.
func (t *Tenant) Account() Account {
	t.shared.tb.Helper()
	return t.shared.Account(t.Key)
}

// SetCredits makes credits (0 to MaxCredits) the balance of the tenant's account.
func (t *Tenant) SetCredits(credits int64) {
	t.shared.tb.Helper()
	t.shared.SetCredits(t.Key, credits)
}

// Ledger is the ledger of the tenant's account, oldest entry first; it sums to the balance.
func (t *Tenant) Ledger() []LedgerEntry {
	t.shared.tb.Helper()
	return t.shared.Ledger(t.Key)
}

// Journal is what the journal has of the tenant, oldest first. It is one ring for all tenants of an emulator: with many,
// give Config.Journal the room.
func (t *Tenant) Journal() []JournalEntry {
	t.shared.tb.Helper()
	return t.shared.Journal(t.Key)
}

// Scenario makes the shipped scenario of that name speak for the tenant from now on, in the place of the one it had.
func (t *Tenant) Scenario(name string) {
	t.shared.tb.Helper()
	t.shared.ScenarioFor(t.Key, name)
}

// Play makes a scenario of the test's own speak for the tenant from now on, in the place of the one it had.
func (t *Tenant) Play(s *Scenario) {
	t.shared.tb.Helper()
	t.shared.PlayFor(t.Key, s)
}

// SetNetwork makes connections the network of a cookie for the tenant alone from now on: Emulator.PutNetworkFor.
func (t *Tenant) SetNetwork(loginToken string, connections []Connection) {
	t.shared.tb.Helper()
	t.shared.must(t.shared.PutNetworkFor(t.Key, loginToken, connections))
}

// Stop ends the tenant's scenario, if it has one.
func (t *Tenant) Stop() { t.shared.DeleteScenarioFor(t.Key) }

// Reset makes what is the tenant's as if it had just come: Emulator.ResetKey of its key.
func (t *Tenant) Reset() {
	t.shared.tb.Helper()
	t.shared.ResetKey(t.Key)
	t.open()
}

// CheckSpent checks that the tenant has spent so many credits. The failure says by which calls.
func (t *Tenant) CheckSpent(credits int64) {
	t.shared.tb.Helper()
	t.shared.CheckSpent(t.Key, credits)
}

const keyHeader = "X-Api-Key"

// keyed adds an API key to requests that have none.
type keyed struct {
	http.RoundTripper
	key string
}

// RoundTrip implements http.RoundTripper.
func (k keyed) RoundTrip(r *http.Request) (*http.Response, error) {
	if len(r.Header.Values(keyHeader)) > 0 {
		return k.RoundTripper.RoundTrip(r)
	}
	with := r.Clone(r.Context())
	if with.Header == nil {
		with.Header = http.Header{}
	}
	with.Header.Set(keyHeader, k.key)
	response, err := k.RoundTripper.RoundTrip(with)
	if response != nil {
		response.Request = r
	}
	return response, err
}

// CloseIdleConnections is asked for by http.Client.
func (k keyed) CloseIdleConnections() {
	if idle, ok := k.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
	}
}
