package main

import "runtime/debug"

// The heap of the emulator is a few megabytes, so with Go's own setting the collector would run all the time. Let it
// grow to three times what is live, which costs some megabytes; a larger factor gave no more that could be measured. And
// keep the factor from mattering where much is live, as with ten thousand open connections.
const (
	collectorPercent = 200
	softMemoryLimit  = 256 << 20 // bytes
)

// tuneCollector sets what the environment does not: GOGC and GOMEMLIMIT keep the meaning that Go gives them.
func tuneCollector(lookupEnv func(string) (string, bool)) {
	if _, set := lookupEnv("GOGC"); !set {
		debug.SetGCPercent(collectorPercent)
	}
	if _, set := lookupEnv("GOMEMLIMIT"); !set {
		debug.SetMemoryLimit(softMemoryLimit)
	}
}
