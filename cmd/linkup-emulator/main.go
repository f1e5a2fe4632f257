// Command linkup-emulator runs the emulator of the Get Connections endpoint: as a server, and with a few commands
// around it. See linkup-emulator --help.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	tuneCollector(os.LookupEnv)
	stop, hurry := onSignals(os.Interrupt, syscall.SIGTERM)
	program := &Program{
		Args:      os.Args[1:],
		LookupEnv: os.LookupEnv,
		Stdout:    os.Stdout,
		Stderr:    os.Stderr,
		ConfigDir: os.UserConfigDir,
		Hurry:     hurry,
	}
	os.Exit(program.Run(stop))
}

// onSignals returns a context that the first of the signals ends, and one that the second ends.
func onSignals(signals ...os.Signal) (first, second context.Context) {
	first, endFirst := context.WithCancel(context.Background())
	second, endSecond := context.WithCancel(context.Background())
	came := make(chan os.Signal, 2)
	signal.Notify(came, signals...)
	go func() {
		<-came
		endFirst()
		<-came
		endSecond()
	}()
	return first, second
}
