package clock_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
)

var (
	noon     = time.Date(2027, 1, 2, 12, 0, 0, 0, time.UTC)
	yes, no  = true, false
	freeze   = clock.Action{Freeze: &yes}
	unfreeze = clock.Action{Freeze: &no}
)

func do(t *testing.T, c *clock.Clock, a clock.Action) clock.Reading {
	t.Helper()
	r, err := c.Do(a)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestActions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now().UTC()
		c := clock.New()
		shows := func(step string, want time.Time, frozen, real bool) {
			t.Helper()
			if got := c.Read(); !got.Now.Equal(want) || got.Frozen != frozen || got.Real != real {
				t.Errorf("%s: got %+v, want %v, frozen %v, real %v", step, got, want, frozen, real)
			}
		}
		shows("new", start, false, true)
		do(t, c, freeze)
		time.Sleep(time.Hour)
		shows("frozen", start, true, false)
		do(t, c, clock.Action{Advance: time.Minute})
		shows("advanced", start.Add(time.Minute), true, false)
		do(t, c, unfreeze)
		time.Sleep(time.Second)
		shows("running on", start.Add(time.Minute+time.Second), false, false)
		do(t, c, clock.Action{Set: noon})
		time.Sleep(time.Second)
		shows("set", noon.Add(time.Second), false, false)
		do(t, c, clock.Action{Set: noon, Advance: time.Hour, Freeze: &yes})
		time.Sleep(time.Second)
		shows("all at once", noon.Add(time.Hour), true, false)
		do(t, c, clock.Action{Reset: true})
		shows("reset", time.Now().UTC(), false, true)
	})
}

func TestRefusedActions(t *testing.T) {
	c := clock.New()
	do(t, c, clock.Action{Set: noon, Freeze: &yes})
	for name, a := range map[string]clock.Action{
		"back":          {Advance: -time.Second},
		"too late":      {Set: time.Date(9999, 12, 31, 23, 59, 59, 1, time.UTC)},
		"too far ahead": {Set: time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC), Freeze: &no},
		"too far back":  {Set: time.Date(1700, 1, 1, 0, 0, 0, 0, time.UTC), Freeze: &no},
		"let go there":  {Advance: 290 * 365 * 24 * time.Hour, Set: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC), Freeze: &no},
		"past the last": {Set: time.Date(9999, 12, 31, 23, 59, 0, 0, time.UTC), Advance: time.Hour},
	} {
		if _, err := c.Do(a); err == nil || !c.Now().Equal(noon) {
			t.Errorf("%s: got %v and %v, want an error and no change", name, err, c.Now())
		}
	}
}

func TestFrozenAtAnyTime(t *testing.T) {
	c := clock.New()
	for _, at := range []time.Time{time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)} {
		if got := do(t, c, clock.Action{Set: at, Freeze: &yes}); !got.Now.Equal(at) {
			t.Errorf("got %v, want %v", got.Now, at)
		}
	}
}

func TestSleepFollowsTheClock(t *testing.T) {
	for name, row := range map[string]struct {
		before, during []clock.Action
		ends           bool
	}{
		"real":                  {nil, nil, true},
		"frozen":                {[]clock.Action{freeze}, nil, false},
		"frozen and advanced":   {[]clock.Action{freeze}, []clock.Action{{Advance: time.Minute}, {Advance: 59 * time.Minute}}, true},
		"not far enough":        {[]clock.Action{freeze}, []clock.Action{{Advance: 59 * time.Minute}}, false},
		"advanced while it ran": {nil, []clock.Action{{Advance: time.Hour}}, true},
		"frozen on the way":     {nil, []clock.Action{freeze}, false},
		"set back":              {nil, []clock.Action{{Set: noon.AddDate(-30, 0, 0)}}, true},
		"reset from far ahead":  {[]clock.Action{{Advance: 1000 * time.Hour}, freeze}, []clock.Action{{Reset: true}}, true},
		"let go again":          {[]clock.Action{freeze}, []clock.Action{unfreeze}, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := clock.New()
				for _, a := range row.before {
					do(t, c, a)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Hour)
				defer cancel()
				slept := make(chan error, 1)
				go func() { slept <- c.Sleep(ctx, time.Hour) }()
				synctest.Wait()
				if got := c.Read().Waiting; got != 1 {
					t.Errorf("got %d waiting, want 1", got)
				}
				for _, a := range row.during {
					do(t, c, a)
					synctest.Wait()
				}
				err := <-slept
				if got := c.Read().Waiting; got != 0 {
					t.Errorf("got %d waiting at the end, want 0", got)
				}
				if row.ends && err != nil || !row.ends && !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v, want its end by itself %v", err, row.ends)
				}
			})
		})
	}
}
