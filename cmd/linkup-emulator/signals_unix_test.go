//go:build unix

package main_test

import (
	"syscall"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

func TestFirstAndSecondSignalEndTheirContexts(t *testing.T) {
	first, second := main.OnSignals(syscall.SIGUSR1)
	if first.Err() != nil || second.Err() != nil {
		t.Fatal("got a context that is done, want both to go on")
	}
	send(t, syscall.SIGUSR1)
	<-first.Done()
	if second.Err() != nil {
		t.Error("after one signal: got the second context done, want it to go on")
	}
	send(t, syscall.SIGUSR1)
	<-second.Done()
}

func send(t *testing.T, signal syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(syscall.Getpid(), signal); err != nil {
		t.Fatal(err)
	}
}
