package limit_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/limit"
)

func TestParseRate(t *testing.T) {
	for text, want := range map[string]limit.Rate{
		"off": {}, "300/m": {300, time.Minute}, "1/s": {1, time.Second}, "1000000/h": {1_000_000, time.Hour},
	} {
		got, err := limit.ParseRate(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("%s: got %v %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "300", "0/m", "-1/m", "1/d", "1/1m", "300/ m", "1000001/m", "1.5/s", "/m", "on"} {
		if got, err := limit.ParseRate(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

func TestWindowSlides(t *testing.T) {
	now := time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)
	l := limit.New(limit.Rate{Requests: 3, Per: time.Minute}, func() time.Time { return now })
	start := now
	for i, row := range []struct {
		at         time.Duration
		limited    bool
		remaining  int
		retryAfter time.Duration
	}{
		{0, false, 2, 0},
		{20 * time.Second, false, 1, 0},
		{40 * time.Second, false, 0, 20 * time.Second},
		{50 * time.Second, true, 0, 10 * time.Second},
		{60*time.Second - 1, true, 0, 1},
		{60 * time.Second, false, 0, 20 * time.Second},
		{79 * time.Second, true, 0, time.Second},
		{500 * time.Second, false, 2, 0},
	} {
		now = start.Add(row.at)
		got := l.Take("k")
		if got.Limited != row.limited || got.Remaining != row.remaining || got.RetryAfter != row.retryAfter || got.Limit != 3 {
			t.Errorf("request %d at %v: got %+v, want %+v", i, row.at, got, row)
		}
	}
	if got := l.Take("other"); got.Limited || got.Remaining != 2 {
		t.Errorf("another key: got %+v, want a window of its own", got)
	}
	l.Reset()
	if got := l.Take("k"); got.Remaining != 2 {
		t.Errorf("after Forget: got %+v, want an empty window", got)
	}
}

// However requests come, no window holds more than the rate, and none is refused that a window had room for.
func TestNoWindowHoldsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := limit.Rate{Requests: rapid.IntRange(1, 8).Draw(t, "requests"), Per: time.Second}
		now := time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)
		l := limit.New(rate, func() time.Time { return now })
		var let []time.Time
		for range rapid.IntRange(0, 60).Draw(t, "count") {
			now = now.Add(time.Duration(rapid.IntRange(0, 700).Draw(t, "gap")) * time.Millisecond)
			within := 0
			for _, at := range let {
				if at.Add(rate.Per).After(now) {
					within++
				}
			}
			v := l.Take("k")
			if v.Limited != (within >= rate.Requests) {
				t.Fatalf("got limited %v with %d in the window of %d", v.Limited, within, rate.Requests)
			}
			if !v.Limited {
				let, within = append(let, now), within+1
			}
			if v.Remaining != rate.Requests-within {
				t.Fatalf("got %d remaining, want %d", v.Remaining, rate.Requests-within)
			}
			if v.Remaining == 0 {
				if v.RetryAfter <= 0 || v.RetryAfter > rate.Per {
					t.Fatalf("got retry after %v, want within the window", v.RetryAfter)
				}
			}
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	l := limit.New(limit.Rate{Requests: 100, Per: time.Hour}, time.Now)
	var let atomic.Int64
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for range 10 {
				if !l.Take("k").Limited {
					let.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if let.Load() != 100 {
		t.Errorf("got %d let through, want 100", let.Load())
	}
}

func TestOff(t *testing.T) {
	l := limit.New(limit.Rate{}, time.Now)
	if got := l.Take("k"); got != (limit.Verdict{}) {
		t.Errorf("got %+v, want no limit at all", got)
	}
}
