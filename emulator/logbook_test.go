package emulator_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"testing"
	"time"
)

// logbook keeps what an emulator logs, line by line. A line is there once the request is done with.
type logbook struct{ lines chan string }

func newLogbook() *logbook { return &logbook{make(chan string, 10_000)} }

func (l *logbook) logger() *slog.Logger { return slog.New(slog.NewJSONHandler(l, nil)) }

func (l *logbook) debug() *slog.Logger {
	return slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// Write is called by one goroutine at a time, with one line each.
func (l *logbook) Write(line []byte) (int, error) {
	l.lines <- string(bytes.TrimSpace(line))
	return len(line), nil
}

// next is the next line, which it waits for.
func (l *logbook) next(t *testing.T) (line map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(l.line(t)), &line); err != nil {
		t.Fatal(err)
	}
	return line
}

// line is the next line as it was written, which it waits for.
func (l *logbook) line(t *testing.T) string {
	t.Helper()
	select {
	case line := <-l.lines:
		return line
	case <-time.After(patience):
		t.Fatal("got no line in the log")
		return ""
	}
}

// empty checks that there is no line that was not looked at.
func (l *logbook) empty(t *testing.T) {
	t.Helper()
	select {
	case line := <-l.lines:
		t.Errorf("got the line %s, want none", line)
	default:
	}
}

// discarded is a logger whose lines nobody reads.
func discarded() *slog.Logger { return slog.New(slog.DiscardHandler) }
