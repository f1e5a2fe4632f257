package emulator_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// noon is a time to begin at.
var noon = time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)

// at freezes the clock of f at a time.
func at(t testing.TB, f *emulator.Fixture, when time.Time) {
	t.Helper()
	yes := true
	if _, err := f.SetClock(emulator.ClockAction{Set: when, Freeze: &yes}); err != nil {
		t.Fatal(err)
	}
}

// limits are the headers of a rate limit: Limit, Remaining, Reset as seconds after noon, and Retry-After.
func limits(a answer) string {
	var reset int64
	fmt.Sscan(a.header.Get("X-Ratelimit-Reset"), &reset)
	return fmt.Sprintf("%s %s %d %s", a.header.Get("X-Ratelimit-Limit"), a.header.Get("X-Ratelimit-Remaining"), reset-noon.Unix(), a.header.Get("Retry-After"))
}

// The window slides by the emulator's clock: each request is free again a minute after it came.
func TestRateLimit(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{RateLimit: "3/m"})
	at(t, f, noon)
	const query = `{"login_token":"network-3"}`
	for i, row := range []struct {
		pass   time.Duration
		status int
		limits string
	}{
		{0, 200, "3 2 60 "},
		{10 * time.Second, 200, "3 1 70 "},
		{10 * time.Second, 200, "3 0 80 "},
		{0, 429, "3 0 80 40"},
		{39*time.Second + time.Nanosecond, 429, "3 0 80 1"},
		{time.Second - 2*time.Nanosecond, 429, "3 0 80 1"},
		{time.Nanosecond, 200, "3 0 120 "},
		{0, 429, "3 0 120 10"},
		{10 * time.Second, 200, "3 0 130 "},
		{time.Minute, 200, "3 2 190 "},
		{time.Hour, 200, "3 2 3790 "},
	} {
		f.Advance(row.pass)
		a := ask(t, f, "k", query)
		if a.status != row.status || limits(a) != row.limits {
			t.Errorf("request %d: got %d, %s; want %d, %s", i+1, a.status, limits(a), row.status, row.limits)
		}
		if row.status == 429 {
			refused(t, a, 429, "Rate limit exceeded")
			keeps(t, schemas.Error, a)
		}
	}
	if got := spent(t, f, "k"); got != 7 {
		t.Errorf("got %d spent, want only what was answered", got)
	}
}

// Every route of the vendor's counts, and so does every request with a key, whatever becomes of it; a key has a window
// of its own, and who has no key none.
func TestWhatTheRateLimitCounts(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{RateLimit: "5/h", ErrorStatus: emulator.ErrorStatusOK})
	at(t, f, noon)
	counted := []func(key string) answer{
		func(key string) answer { return ask(t, f, key, `{"login_token":"network-3"}`) },
		func(key string) answer { return ask(t, f, key, `{}`) },
		func(key string) answer { return login(t, f, key, "ada@example.com") },
		func(key string) answer { return verify(t, f, key, "ada@example.com", "1") },
		func(key string) answer { return send(t, f, "GET", checkPath, "", "x-api-key", key) },
	}
	for _, key := range []string{"a", "b"} {
		for i, call := range counted {
			if a := call(key); a.status == 429 || limits(a) != fmt.Sprintf("5 %d 3600 ", 4-i) {
				t.Errorf("key %s, call %d: got %d, %s; want %d left", key, i, a.status, limits(a), 4-i)
			}
		}
		for i, call := range counted {
			a := call(key)
			refused(t, a, 429, "Rate limit exceeded") // error_status leaves it alone
			if limits(a) != "5 0 3600 3600" {
				t.Errorf("key %s, call %d: got %s", key, i, limits(a))
			}
		}
	}
	for range 7 {
		if a := ask(t, f, "", `{}`); strings.Contains(a.body, "Rate limit") || a.header.Get("X-Ratelimit-Limit") != "" {
			t.Errorf("without a key: got %d %s %v, want no limit", a.status, a.body, a.header)
		}
		if a := send(t, f, "GET", path, "", "x-api-key", "a"); a.status != 405 {
			t.Errorf("a wrong method: got %d %s, want 405", a.status, a.body)
		}
	}
}

func TestRateLimitIsOff(t *testing.T) {
	t.Parallel()
	for _, config := range []emulator.Config{{}, {RateLimit: "off"}} {
		f := emulator.RunT(t, config)
		for range 50 {
			a := ask(t, f, "k", `{"login_token":"network-0"}`)
			for name := range a.header {
				if strings.HasPrefix(name, "X-Ratelimit") || name == "Retry-After" || a.status != 200 {
					t.Fatalf("got %d and %v, want an answer without a word of limits", a.status, a.header)
				}
			}
		}
	}
}

// However many ask at once, no more than the limit come through; and an error of the limit may cost, as others do.
func TestRateLimitOfManyClients(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{RateLimit: "9/m", ChargeErrors: true})
	f.Freeze()
	var through, refused atomic.Int64
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			switch ask(t, f, "k", `{"login_token":"network-0"}`).status {
			case 200:
				through.Add(1)
			case 429:
				refused.Add(1)
			}
		})
	}
	wg.Wait()
	if through.Load() != 9 || refused.Load() != 55 || spent(t, f, "k") != 55 {
		t.Errorf("got %d through, %d refused and %d spent; want 9, 55 and 55", through.Load(), refused.Load(), spent(t, f, "k"))
	}
}
