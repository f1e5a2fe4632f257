package lines_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/internal/lines"
)

// failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// asSlog is what log/slog writes of a line.
func asSlog(t failer, format lines.Format, at time.Time, message string, attrs []slog.Attr) string {
	t.Helper()
	var out bytes.Buffer
	var h slog.Handler = slog.NewTextHandler(&out, nil)
	if format == lines.JSON {
		h = slog.NewJSONHandler(&out, nil)
	}
	r := slog.NewRecord(at, slog.LevelInfo, message, 0)
	r.AddAttrs(attrs...)
	if err := h.Handle(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func asLine(t failer, format lines.Format, at time.Time, message string, attrs []slog.Attr) string {
	t.Helper()
	var out bytes.Buffer
	w := lines.NewWriter(&out)
	defer w.Close()
	if err := lines.NewHandler(w, format, slog.LevelInfo).HandleLine(at, message, attrs); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Whatever a line says, it is what log/slog writes, to the byte.
func TestLinesAreThoseOfSlog(t *testing.T) {
	text := rapid.OneOf(
		rapid.StringMatching(`[A-Za-z0-9/:_.-]{0,20}`),
		rapid.String(),
		rapid.SampledFrom([]string{"", " ", "a b", `"`, `\`, "<&>", "é", "\xff", "\u2028", "a=b", "\n", "\x00", "/v1/network/connections", "12.5µs"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		var attrs []slog.Attr
		for range rapid.IntRange(0, 12).Draw(t, "attributes") {
			key := text.Draw(t, "key")
			attrs = append(attrs, rapid.OneOf(
				rapid.Map(text, func(s string) slog.Attr { return slog.String(key, s) }),
				rapid.Map(rapid.Int64(), func(n int64) slog.Attr { return slog.Int64(key, n) }),
				rapid.Map(rapid.Int64(), func(n int64) slog.Attr { return slog.Duration(key, time.Duration(n)) }),
				rapid.Map(rapid.Bool(), func(b bool) slog.Attr { return slog.Bool(key, b) }),
				rapid.Map(rapid.Float64Range(-10, 10), func(f float64) slog.Attr { return slog.Float64(key, f) }),
				rapid.Map(text, func(s string) slog.Attr { return slog.Any(key, errors.New(s)) }),
				rapid.Map(text, func(s string) slog.Attr { return slog.Group(key, slog.String("in", s)) }),
				rapid.Just(slog.Attr{}),
			).Draw(t, "attribute"))
		}
		zone := time.FixedZone("", rapid.IntRange(-12, 14).Draw(t, "zone")*3600)
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "fraction")).In(zone)
		message := text.Draw(t, "message")
		for _, format := range []lines.Format{lines.Text, lines.JSON} {
			if got, want := asLine(t, format, at, message, attrs), asSlog(t, format, at, message, attrs); got != want {
				t.Fatalf("got  %q\nwant %q", got, want)
			}
		}
	})
}

// A line may be made where another was: of the same second, of another, or of the same in another zone.
func TestLinesOneAfterTheOtherAreThoseOfSlog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zones := []*time.Location{time.UTC, time.FixedZone("", 2*3600), time.FixedZone("", -90*60)}
		var got, want strings.Builder
		w := lines.NewWriter(&got)
		handler, slogs := lines.NewHandler(w, lines.Text, slog.LevelInfo), slog.NewTextHandler(&want, nil)
		for range rapid.IntRange(1, 20).Draw(t, "lines") {
			second, fraction := rapid.Int64Range(-2, 2).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "fraction")
			at := time.Unix(second, fraction).In(rapid.SampledFrom(zones).Draw(t, "zone"))
			if err := errors.Join(handler.HandleLine(at, "m", nil), slogs.Handle(context.Background(), slog.NewRecord(at, slog.LevelInfo, "m", 0))); err != nil {
				t.Fatal(err)
			}
		}
		if w.Close(); got.String() != want.String() {
			t.Fatalf("got\n%s\nwant\n%s", got.String(), want.String())
		}
	})
}

func TestThePlainLineOfARequestAllocatesNothing(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector drops pooled values: run it without")
	}
	attrs := []slog.Attr{
		slog.String("method", "POST"), slog.String("path", "/v1/network/connections"), slog.Int("status", 200),
		slog.String("mode", "pagination"), slog.Int64("charged", 1), slog.Duration("duration", 12345),
		slog.String("key", "key:7f3a9c"), slog.String("request_id", "1a2b3c4d-17"), slog.Bool("deliberate", true),
	}
	for _, format := range []lines.Format{lines.Text, lines.JSON} {
		h := lines.NewHandler(lines.NewWriter(discard{}), format, slog.LevelInfo)
		if n := testing.AllocsPerRun(100, func() { _ = h.HandleLine(time.Unix(1, 0), "request", attrs) }); n != 0 {
			t.Errorf("format %d: got %v allocations a line, want none", format, n)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// written is what was written, and in how many writes.
type written struct {
	mu     sync.Mutex // guards what follows
	lines  int
	writes int
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writes++
	w.lines += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

func (w *written) so() (lines, writes int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lines, w.writes
}

func TestWhenIsALineWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out written
		w := lines.NewWriter(&out)
		logger := slog.New(lines.NewHandler(w, lines.Text, slog.LevelInfo))
		step := func(name string, lines, writes int) {
			t.Helper()
			synctest.Wait()
			if gotLines, gotWrites := out.so(); gotLines != lines || gotWrites != writes {
				t.Errorf("%s: got %d lines in %d writes, want %d in %d", name, gotLines, gotWrites, lines, writes)
			}
		}
		logger.Info("1")
		step("the first line is written at once", 1, 1)
		logger.Info("2")
		logger.Info("3")
		step("what follows waits", 1, 1)
		time.Sleep(lines.Interval)
		step("until the interval is over", 3, 2)
		logger.Info("4")
		step("and again", 3, 2)
		logger.Warn("5")
		step("a warning brings all that waits", 5, 3)
		time.Sleep(2 * lines.Interval)
		logger.Info("6")
		step("after a pause a line is written at once", 6, 4)
		for range 1000 {
			logger.Info("a busy server")
		}
		if _, writes := out.so(); writes < 5 || writes > 9 {
			t.Errorf("got %d writes of 1000 lines, want a few", writes-4)
		}
		w.Close()
		lines, writes := out.so()
		if lines != 1006 {
			t.Errorf("got %d lines after Close, want all 1006", lines)
		}
		logger.Info("late")
		step("after Close each line is written at once", 1007, writes+1)
	})
}

// Lines of many goroutines stay whole, and none is lost.
func TestManyWrite(t *testing.T) {
	var out bytes.Buffer
	w := lines.NewWriter(&out)
	h := lines.NewHandler(w, lines.Text, slog.LevelInfo)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 500 {
				_ = h.HandleLine(time.Unix(1, 0).UTC(), "request", []slog.Attr{slog.String("path", "/v1")})
			}
		})
	}
	wg.Wait()
	w.Close()
	line := "time=1970-01-01T00:00:01.000Z level=INFO msg=request path=/v1\n"
	if got := out.String(); got != strings.Repeat(line, 16*500) {
		t.Errorf("got %d bytes, want %d times %q", len(got), 16*500, line)
	}
}

func BenchmarkLine(b *testing.B) {
	attrs := []slog.Attr{
		slog.String("method", "POST"), slog.String("path", "/v1/network/connections"), slog.Int("status", 200),
		slog.String("mode", "pagination"), slog.String("pages", "1-1"), slog.Int64("charged", 1), slog.Int64("left", 9007199254740991),
		slog.Duration("duration", 12345), slog.String("key", "key:7f3a9c"), slog.String("cookie", "cookie:7f3a9c"), slog.String("request_id", "1a2b3c4d-17"),
	}
	at := time.Now()
	b.Run("lines", func(b *testing.B) {
		h := lines.NewHandler(lines.NewWriter(discard{}), lines.Text, slog.LevelInfo)
		b.ReportAllocs()
		for b.Loop() {
			_ = h.HandleLine(at, "request", attrs)
		}
	})
	b.Run("slog", func(b *testing.B) {
		logger := slog.New(slog.NewTextHandler(discard{}, nil))
		b.ReportAllocs()
		for b.Loop() {
			logger.LogAttrs(b.Context(), slog.LevelInfo, "request", attrs...)
		}
	})
}
