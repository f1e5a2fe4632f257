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
	tuneProcessors(os.LookupEnv)
	if tuneCollector(os.LookupEnv) {
		followHeap()
	}
	stop, hurry := onSignals(os.Interrupt, syscall.SIGTERM)
	program := &Program{
		Args:      os.Args[1:],
		LookupEnv: os.LookupEnv,
		Environ:   os.Environ,
		Stdin:     os.Stdin,
		Stdout:    os.Stdout,
		Stderr:    os.Stderr,
		ConfigDir: os.UserConfigDir,
		Notify:    notify,
		Hurry:     hurry,
	}
	os.Exit(program.Run(stop))
}

// notify sends the signals to came until stop is called, but those that this process was started to ignore.
func notify(came chan<- os.Signal, signals ...os.Signal) (stop func()) {
	for _, s := range signals {
		if !signal.Ignored(s) {
			signal.Notify(came, s)
		}
	}
	return func() { signal.Stop(came) }
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
