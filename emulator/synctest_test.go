package emulator_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// inBubble runs body inside of a bubble, whose clock goes on only when everything waits.
func inBubble(t *testing.T, config emulator.Config, body func(t *testing.T, f *emulator.Fixture)) {
	t.Helper()
	t.Parallel()
	config.NoListener = true
	synctest.Test(t, func(t *testing.T) { body(t, emulator.RunT(t, config)) })
}

// takes checks how long call takes by the clock of the bubble: exactly so long, however fast the machine is.
func takes(t *testing.T, want time.Duration, call func()) {
	t.Helper()
	began := time.Now()
	call()
	if got := time.Since(began); got != want {
		t.Errorf("got an answer after %v, want it after %v", got, want)
	}
}

// pass lets so much time go by on the clock of the bubble, which takes none.
func pass(d time.Duration) { <-time.After(d) }

func TestWaitsInABubble(t *testing.T) {
	t.Parallel()
	for step, wait := range map[string]time.Duration{
		"answer: {}":                                      0,
		"delay: 1h":                                       time.Hour,
		"{error: internal_error, delay: 90s}":             90 * time.Second,
		"drip: {chunks: 7, over: 1h}":                     time.Hour,
		"delay: {fixed: 1m, at: chunks, chunks: 5}":       4 * time.Minute,
		"{delay: 1m, drip: {chunks: 3, over: 10ns}}":      time.Minute + 10,
		"{delay: 1s, respond: {status: 418, body: 'no'}}": time.Second,
	} {
		t.Run(step, func(t *testing.T) {
			inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
				plays(t, f, steps(step))
				takes(t, wait, func() { ask(t, f, "k", twoPages) })
				takes(t, 0, func() { delivered(t, ask(t, f, "k", twoPages), twoPages) })
			})
		})
	}
}

// A client waits for an answer no longer than it was told to, whatever it waits for.
func TestTimeoutsInABubble(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"hang: true", "delay: 1h", "drip: {chunks: 2, over: 1h}"} {
		t.Run(step, func(t *testing.T) {
			inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
				plays(t, f, steps(step))
				client := *f.Client()
				client.Timeout = 30 * time.Second
				takes(t, client.Timeout, func() {
					response, err := client.Do(asking(t, f.URL, "k", twoPages))
					if err == nil {
						_, err = io.Copy(io.Discard, response.Body)
						response.Body.Close()
					}
					var timed interface{ Timeout() bool }
					if !errors.As(err, &timed) || !timed.Timeout() {
						t.Errorf("got %v, want a timeout", err)
					}
				})
				takes(t, 0, func() { delivered(t, ask(t, f, "k", twoPages), twoPages) })
			})
		})
	}
}

func TestRateLimitInABubble(t *testing.T) {
	inBubble(t, emulator.Config{RateLimit: "2/m"}, func(t *testing.T, f *emulator.Fixture) {
		for range 3 {
			began := time.Now()
			ask(t, f, "k", twoPages)
			ask(t, f, "k", twoPages)
			a := ask(t, f, "k", twoPages)
			refused(t, a, http.StatusTooManyRequests, "Rate limit exceeded")
			wait, err := time.ParseDuration(a.header.Get("Retry-After") + "s")
			if err != nil || wait != time.Minute || time.Since(began) != 0 {
				t.Fatalf("got Retry-After %v, %v after %v; want a minute, at once", wait, err, time.Since(began))
			}
			pass(wait)
		}
		if got := spent(t, f, "k"); got != 12 {
			t.Errorf("got %d spent, want 12", got)
		}
	})
}

func TestCookiesDieInABubble(t *testing.T) {
	inBubble(t, emulator.Config{CookieTTL: 24 * time.Hour}, func(t *testing.T, f *emulator.Fixture) {
		delivered(t, ask(t, f, "k", twoPages), twoPages)
		pass(24*time.Hour - 1)
		delivered(t, ask(t, f, "k", twoPages), twoPages)
		pass(1)
		refused(t, ask(t, f, "k", twoPages), http.StatusForbidden, "Invalid or expired LinkedIn cookie")
	})
}

// The shipped scenarios that take time take none.
func TestShippedScenariosInABubble(t *testing.T) {
	t.Parallel()
	t.Run("outage", func(t *testing.T) {
		inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
			f.Scenario("outage")
			refused(t, ask(t, f, "k", twoPages), 500, "Internal server error")
			pass(30 * time.Second)
			delivered(t, ask(t, f, "k", twoPages), twoPages)
		})
	})
	t.Run("timeout", func(t *testing.T) {
		inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
			f.Scenario("timeout")
			takes(t, 2*time.Minute, func() { delivered(t, ask(t, f, "k", twoPages), twoPages) })
		})
	})
	t.Run("slow", func(t *testing.T) {
		inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
			f.Scenario("slow")
			for n := 1; n <= 3; n++ {
				takes(t, slowly(n), func() { delivered(t, ask(t, f, "k", twoPages), twoPages) })
			}
		})
	})
}

// A clock that is frozen stands still in a bubble too, until it is advanced.
func TestFrozenInABubble(t *testing.T) {
	inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
		f.Freeze()
		plays(t, f, steps("delay: 1h"))
		done := make(chan answer, 1)
		go func() { done <- ask(t, f, "k", twoPages) }()
		pass(24 * time.Hour)
		synctest.Wait()
		if len(done) > 0 {
			t.Error("got an answer while the clock stood")
		}
		f.Advance(time.Hour)
		synctest.Wait()
		delivered(t, <-done, twoPages)
	})
}

// Many at once wait at once.
func TestParallelWaitsInABubble(t *testing.T) {
	inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
		plays(t, f, steps("{delay: 1m, forever: true}"))
		takes(t, time.Minute, func() {
			const callers = 64
			done := make(chan answer)
			for i := range callers {
				go func() { done <- ask(t, f, fmt.Sprint("k", i), twoPages) }()
			}
			for range callers {
				delivered(t, <-done, twoPages)
			}
		})
	})
}

// Closing while a request waits ends it, in no time.
func TestCloseInABubble(t *testing.T) {
	inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
		plays(t, f, steps("{delay: 1h}"))
		done := make(chan answer, 1)
		go func() { done <- ask(t, f, "k", twoPages) }()
		synctest.Wait()
		began := time.Now()
		if err := f.Shutdown(context.Background()); err != nil {
			t.Fatal(err)
		}
		delivered(t, <-done, twoPages)
		if got := time.Since(began); got >= time.Second {
			t.Errorf("got %v until it was closed, want less than a second", got)
		}
	})
}

// A reset ends what waits, in no time.
func TestResetInABubble(t *testing.T) {
	inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
		plays(t, f, steps("{delay: 1h, forever: true}"))
		done := make(chan answer, 1)
		go func() { done <- ask(t, f, "k", twoPages) }()
		pass(time.Minute)
		takes(t, 0, func() {
			f.Reset()
			delivered(t, <-done, twoPages)
			delivered(t, ask(t, f, "k", twoPages), twoPages)
		})
	})
}

// A sender that stalls is cut off when it would be over a socket: after so long by the clock of the bubble.
func TestSlowSendersInABubble(t *testing.T) {
	inBubble(t, emulator.Config{}, func(t *testing.T, f *emulator.Fixture) {
		_, timeout := emulator.Timeouts(f.Emulator)
		body, stalled := io.Pipe()
		go io.WriteString(stalled, `{"login_token"`)
		request := asking(t, f.URL, "k", twoPages)
		request.Body = body
		takes(t, timeout, func() {
			a, err := fetch(f.Client(), request)
			if err != nil || a.status != 400 || !strings.Contains(a.body, "the body did not arrive in time (got 14 bytes of it)") {
				t.Errorf("got %d %s, %v; want 400 that says so", a.status, a.body, err)
			}
		})
		stalled.Close()
	})
}

// An emulator that lives outside of the bubble answers inside of it, in its own time.
func TestSharedWithABubble(t *testing.T) {
	t.Parallel()
	shared := emulator.RunT(t, emulator.Config{NoListener: true})
	synctest.Test(t, func(t *testing.T) {
		tenant := shared.Tenant(t)
		scenario, err := emulator.ParseScenario("test.yaml", []byte(steps("answer: {}", "delay: 1ms", "reset: true")))
		if err != nil {
			t.Fatal(err)
		}
		tenant.Play(scenario)
		takes(t, 0, func() {
			for range 2 {
				response, err := tenant.Client().Do(asking(t, tenant.URL, "", twoPages))
				if err != nil {
					t.Fatal(err)
				}
				io.Copy(io.Discard, response.Body)
				response.Body.Close()
			}
			if _, err := tenant.Client().Do(asking(t, tenant.URL, "", twoPages)); err == nil {
				t.Error("got an answer, want a reset")
			}
		})
		tenant.CheckSpent(4)
	})
	delivered(t, ask(t, shared, "k", twoPages), twoPages)
}

// asking is a request for connections; without a key where key is empty.
func asking(t testing.TB, url, key, query string) *http.Request {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, url+path, strings.NewReader(query))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("x-api-key", key)
	}
	return request
}
