package main

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// keepState loads the file at path, if there is one, and saves to it: now, so that what cannot be saved stops the start,
// each time that every has gone by, if it is not 0, and when stop is called. A file that is broken is an error and stays
// as it is. Without a path it does nothing.
func keepState(e *emulator.Emulator, path string, every time.Duration, logger *slog.Logger) (stop func() error, err error) {
	if path == "" {
		if every != 0 {
			return nil, fmt.Errorf("--state-every: got %v without --state, want a file to save to", every)
		}
		return func() error { return nil }, nil
	}
	found, err := e.LoadState(path)
	if err == nil {
		err = e.SaveState(path)
	}
	if err != nil {
		return nil, fmt.Errorf("--state: %w", err)
	}
	logger.Info("state", "file", path, "loaded", found)
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		saveEach(e, path, every, logger, end)
	}()
	return func() error {
		close(end)
		<-ended
		return e.SaveState(path)
	}, nil
}

// saveEach saves until end. What cannot be saved is told, and tried again.
func saveEach(e *emulator.Emulator, path string, every time.Duration, logger *slog.Logger, end <-chan struct{}) {
	if every == 0 {
		return
	}
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	for {
		select {
		case <-end:
			return
		case <-ticks.C:
			if err := e.SaveState(path); err != nil {
				logger.Error("state: what was saved last stays", "error", err)
			}
		}
	}
}
