package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// settle is how long a folder has to be quiet before it is read anew: an editor writes a file in several steps.
const settle = 100 * time.Millisecond

// scenarioDir is a folder whose scenarios are active. It belongs to one goroutine.
type scenarioDir struct {
	emulator *emulator.Emulator
	path     string
	logger   *slog.Logger
	files    map[string]scenarioFile // by path, as they were when they were last read
}

type scenarioFile struct {
	text []byte
	name string // of the scenario in force; empty where the file never held one
}

// watchScenarios activates the scenarios of a folder and follows its changes until stop is called. A file that is broken
// at the start is an error; one that is broken later leaves its last good scenario in force. Without a folder it does
// nothing.
func watchScenarios(e *emulator.Emulator, path string, logger *slog.Logger) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		err = watcher.Add(path)
	}
	if err != nil {
		return nil, fmt.Errorf("--scenario-dir: watch %s: %w", path, err)
	}
	d := &scenarioDir{emulator: e, path: path, logger: logger, files: map[string]scenarioFile{}}
	if err := d.read(); err != nil {
		return nil, errors.Join(fmt.Errorf("--scenario-dir: %w", err), watcher.Close())
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		d.follow(watcher)
	}()
	return func() {
		_ = watcher.Close()
		<-ended
	}, nil
}

// follow reads the folder anew each time it has changed and is quiet again, until the watcher is closed.
func (d *scenarioDir) follow(watcher *fsnotify.Watcher) {
	quiet := time.NewTimer(settle)
	quiet.Stop()
	for {
		select {
		case _, open := <-watcher.Events:
			if !open {
				return
			}
			quiet.Reset(settle)
		case err, open := <-watcher.Errors:
			if !open {
				return
			}
			d.logger.Error("watching the scenarios", "folder", d.path, "error", err)
			quiet.Reset(settle)
		case <-quiet.C:
			if err := d.read(); err != nil {
				d.logger.Error("scenarios: what was in force stays", "error", err)
			}
		}
	}
}

// read brings what is active in line with the folder. A file that is broken is told once, and changes nothing.
func (d *scenarioDir) read() error {
	paths, err := d.list()
	if err != nil {
		return err
	}
	var faults []error
	for path := range d.files {
		if !slices.Contains(paths, path) {
			d.forget(path)
		}
	}
	for _, path := range paths {
		faults = append(faults, d.load(path))
	}
	return errors.Join(faults...)
}

// list are the files that hold scenarios, in order.
func (d *scenarioDir) list() ([]string, error) {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, entry := range entries {
		switch ext := filepath.Ext(entry.Name()); {
		case entry.IsDir() || strings.HasPrefix(entry.Name(), "."):
		case ext == ".yaml" || ext == ".yml" || ext == ".json":
			paths = append(paths, filepath.Join(d.path, entry.Name()))
		}
	}
	return paths, nil
}

// load activates what a file holds, if it is not what it held.
func (d *scenarioDir) load(path string) error {
	text, err := os.ReadFile(path)
	old, known := d.files[path]
	if err != nil || known && bytes.Equal(text, old.text) {
		return err
	}
	d.files[path] = scenarioFile{text, old.name}
	s, err := emulator.ParseScenario(path, text)
	if err != nil {
		return err
	}
	if other := d.holder(s.Name); other != "" && other != path {
		return fmt.Errorf("%s: the scenario %s is in %s already; name each once", path, s.Name, other)
	}
	if err := d.activate(s, old.name); err != nil {
		return err
	}
	d.files[path] = scenarioFile{text, s.Name}
	d.logger.Info("scenario in force", "scenario", s.Name, "file", path)
	return nil
}

// activate puts s in the place of itself, or of the scenario that its file held before.
func (d *scenarioDir) activate(s *emulator.Scenario, before string) error {
	if before != "" && before != s.Name {
		d.emulator.DismissScenario(before)
	}
	return d.emulator.ConfigureScenario(s)
}

// holder is the file whose scenario has that name, or "".
func (d *scenarioDir) holder(name string) string {
	for path, file := range d.files {
		if file.name == name {
			return path
		}
	}
	return ""
}

// forget ends the scenario of a file that is gone.
func (d *scenarioDir) forget(path string) {
	if name := d.files[path].name; name != "" {
		d.emulator.DismissScenario(name)
		d.logger.Info("scenario ended", "scenario", name, "file", path)
	}
	delete(d.files, path)
}
