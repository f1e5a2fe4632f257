package emulator

import (
	"bytes"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"
)

// Fixture is an Emulator that belongs to a test, which it fails where one of its methods is given what cannot be.
type Fixture struct {
	*Emulator
	tb     testing.TB
	client *http.Client
}

// RunT starts an emulator for a test, on a free port of the loopback interface or with Config.NoListener on none, and
// closes it when the test ends. At most one Config may be given; its Listen and Logger are the test's unless it sets
// them.
func RunT(tb testing.TB, config ...Config) *Fixture {
	tb.Helper()
	if len(config) > 1 {
		tb.Fatalf("emulator: got %d Configs, want at most one", len(config))
	}
	var c Config
	if len(config) == 1 {
		c = config[0]
	}
	if !c.NoListener {
		c.Listen = orElse(c.Listen, "127.0.0.1:0")
	}
	log := &testLog{tb: tb}
	if c.Logger == nil {
		c.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	}
	e, err := New(c)
	if err == nil {
		err = e.Start()
	}
	if err != nil {
		tb.Fatalf("emulator: %v", err)
	}
	f := newFixture(e, tb)
	tb.Cleanup(func() {
		f.client.CloseIdleConnections()
		f.explainFailure(e.used()...)
		f.explainStrangers()
		if err := e.Close(); err != nil {
			tb.Errorf("emulator: close: %v", err)
		}
		log.end()
	})
	return f
}

// newFixture is e as the fixture of a test.
func newFixture(e *Emulator, tb testing.TB) *Fixture {
	return &Fixture{Emulator: e, tb: tb, client: &http.Client{Transport: e.ownTransport()}}
}

// ownTransport reaches the emulator by its URL: over connections of its own, or inside of the process where there is
// no listener.
func (e *Emulator) ownTransport() http.RoundTripper {
	if e.config.NoListener {
		return e.Transport()
	}
	return e.trusting()
}

// Client is an HTTP client with connections of its own, which are closed when the test ends. It adds no x-api-key: a
// client that forgets its key is told so. Where Config is NoListener it uses Transport.
func (f *Fixture) Client() *http.Client { return f.client }

// Account is the account of an API key, as it is or as it would open.
func (f *Fixture) Account(key string) Account {
	f.tb.Helper()
	a, err := f.AccountOf(key)
	f.must(err)
	return a
}

// SetCredits makes credits (0 to MaxCredits) the balance of a key's account.
func (f *Fixture) SetCredits(key string, credits int64) {
	f.tb.Helper()
	_, err := f.PutCredits(key, credits)
	f.must(err)
}

// Ledger is the ledger of an API key, oldest entry first; it sums to the balance.
func (f *Fixture) Ledger(key string) []LedgerEntry {
	f.tb.Helper()
	entries, err := f.LedgerOf(key)
	f.must(err)
	return entries
}

// Journal is what the journal has of an API key, oldest first; of every key where key is "".
func (f *Fixture) Journal(key string) []JournalEntry {
	f.tb.Helper()
	entries, _, err := f.JournalOf(JournalFilter{Key: key})
	f.must(err)
	return entries
}

// Scenario makes the shipped scenario of that name speak for every key from now on.
func (f *Fixture) Scenario(name string) {
	f.tb.Helper()
	s, _, err := ShippedScenario(name)
	f.must(err)
	f.Play(s)
}

// ScenarioFor makes the shipped scenario of that name speak for one key alone.
func (f *Fixture) ScenarioFor(key, name string) {
	f.tb.Helper()
	s, _, err := ShippedScenario(name)
	f.must(err)
	f.PlayFor(key, s)
}

// Play makes a scenario of the test's own speak for every key from now on.
func (f *Fixture) Play(s *Scenario) {
	f.tb.Helper()
	f.must(f.PutScenario(s))
}

// PlayFor makes a scenario of the test's own speak for one key alone.
func (f *Fixture) PlayFor(key string, s *Scenario) {
	f.tb.Helper()
	f.must(f.PutScenarioFor(key, s))
}

// SetNetwork makes connections the network of a cookie from now on, in their order: Emulator.PutNetwork.
func (f *Fixture) SetNetwork(loginToken string, connections []Connection) {
	f.tb.Helper()
	f.must(f.PutNetwork(loginToken, connections))
}

// Freeze makes the emulator's clock stand still.
func (f *Fixture) Freeze() {
	f.tb.Helper()
	yes := true
	f.turn(ClockAction{Freeze: &yes})
}

// Advance makes the emulator's clock go on by d at once, frozen or not.
func (f *Fixture) Advance(d time.Duration) {
	f.tb.Helper()
	f.turn(ClockAction{Advance: d})
}

func (f *Fixture) turn(a ClockAction) {
	f.tb.Helper()
	_, err := f.SetClock(a)
	f.must(err)
}

// Reset makes the parts, or everything where none is given, what the configuration says.
func (f *Fixture) Reset(parts ...Part) {
	f.tb.Helper()
	f.must(f.Emulator.Reset(parts...))
}

// ResetKey makes what is one key's what the configuration says.
func (f *Fixture) ResetKey(key string) {
	f.tb.Helper()
	f.must(f.Emulator.ResetKey(key))
}

func (f *Fixture) must(err error) {
	f.tb.Helper()
	if err != nil {
		f.tb.Fatalf("emulator: %v", err)
	}
}

// testLog writes the log to the test's, as long as the test runs: to log after it is a panic.
type testLog struct {
	tb    testing.TB
	mu    sync.Mutex // guards ended, and keeps lines whole
	ended bool
}

func (l *testLog) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.ended {
		l.tb.Logf("emulator: %s", bytes.TrimRight(line, "\n"))
	}
	return len(line), nil
}

func (l *testLog) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
}

// withoutTime leaves out what a test's log has no use for.
func withoutTime(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && (a.Key == slog.TimeKey || a.Key == slog.LevelKey) {
		return slog.Attr{}
	}
	return a
}
