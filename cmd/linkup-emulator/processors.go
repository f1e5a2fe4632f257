package main

import "runtime"

// moreProcessors is how many more threads run Go code at once than there are cores. Those who call the emulator mostly run
// on the same cores: each time the system gives one of its threads' time to them, what waits for that thread would wait
// as well, and a core that becomes free meanwhile would be idle.
const moreProcessors = 2

// tuneProcessors sets GOMAXPROCS where the environment does not, and no control group allows less than all cores: there
// more threads would only use up sooner what is allowed.
func tuneProcessors(lookupEnv func(string) (string, bool)) {
	_, set := lookupEnv("GOMAXPROCS")
	if now := runtime.GOMAXPROCS(0); !set && now == runtime.NumCPU() {
		runtime.GOMAXPROCS(now + moreProcessors)
	}
}
