package main_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// lines is a log whose lines can be waited for.
type lines struct {
	mu   sync.Mutex // guards the text
	text bytes.Buffer
	came chan struct{}
}

func (l *lines) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(line)
	select {
	case l.came <- struct{}{}:
	default:
	}
	return len(line), nil
}

// wait returns once the log says what, and forgets all up to there.
func (l *lines) wait(t *testing.T, what string) string {
	t.Helper()
	for deadline := time.After(30 * time.Second); ; {
		l.mu.Lock()
		text := l.text.String()
		if strings.Contains(text, what) {
			l.text.Reset()
			l.mu.Unlock()
			return text
		}
		l.mu.Unlock()
		select {
		case <-l.came:
		case <-deadline:
			t.Fatalf("got the log %s, want %s in it", text, what)
		}
	}
}

// watched is a folder that an emulator follows.
type watched struct {
	dir string
	emu *emulator.Emulator
	log *lines
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func newWatched(t *testing.T, files map[string]string) *watched {
	t.Helper()
	w := &watched{dir: t.TempDir(), log: &lines{came: make(chan struct{}, 1)}}
	for name, text := range files {
		write(t, filepath.Join(w.dir, name), text)
	}
	e, err := emulator.New(emulator.Config{})
	if err != nil {
		t.Fatal(err)
	}
	w.emu = e
	stop, err := main.WatchScenarios(e, w.dir, slog.New(slog.NewTextHandler(w.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return w
}

// active are the names of the active scenarios, each with its first step.
func (w *watched) active(t *testing.T) string {
	t.Helper()
	var all []string
	for _, a := range w.emu.Scenarios() {
		step, err := json.Marshal(a.Scenario.Steps[0])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a.Scenario.Name+string(step))
	}
	return strings.Join(all, " ")
}

func refusing(name, kind string) string {
	return "name: " + name + "\nsteps:\n  - error: " + kind + "\n"
}

func TestScenarioFolderIsFollowed(t *testing.T) {
	w := newWatched(t, map[string]string{"b.yaml": refusing("second", "invalid_cookie"), "a.yml": refusing("first", "invalid_api_key"), "notes.txt": "no scenario"})
	check := func(step, want string) {
		t.Helper()
		if got := w.active(t); got != want {
			t.Errorf("%s: got %s, want %s", step, got, want)
		}
	}
	check("at the start", `first{"error":"invalid_api_key"} second{"error":"invalid_cookie"}`)
	w.log.wait(t, "second")

	write(t, filepath.Join(w.dir, "a.yml"), refusing("first", "internal_error"))
	w.log.wait(t, "scenario=first")
	check("edited", `first{"error":"internal_error"} second{"error":"invalid_cookie"}`)

	write(t, filepath.Join(w.dir, "a.yml"), "name: first\nsteps:\n  - eror: internal_error\n")
	if log := w.log.wait(t, "what was in force stays"); !strings.Contains(log, `a.yml:3:5: unknown`) {
		t.Errorf("broken: got the log %s, want the line and column", log)
	}
	check("broken", `first{"error":"internal_error"} second{"error":"invalid_cookie"}`)

	write(t, filepath.Join(w.dir, "a.yml"), refusing("renamed", "internal_error"))
	w.log.wait(t, "scenario=renamed")
	check("renamed", `second{"error":"invalid_cookie"} renamed{"error":"internal_error"}`)

	write(t, filepath.Join(w.dir, "c.json"), `{"name":"second","steps":[{"hang":true}]}`)
	w.log.wait(t, "the scenario second is in")
	check("named twice", `second{"error":"invalid_cookie"} renamed{"error":"internal_error"}`)

	for _, name := range []string{"c.json", "b.yaml"} {
		if err := os.Remove(filepath.Join(w.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	w.log.wait(t, "scenario ended")
	check("removed", `renamed{"error":"internal_error"}`)
}

func TestScenarioFolderBrokenAtTheStart(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), "name: a\nsteps: []\n")
	e, err := emulator.New(emulator.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := main.WatchScenarios(e, dir, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "a.yaml:2:") {
		t.Errorf("got %v, want the file and line", err)
	}
}
