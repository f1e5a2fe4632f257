package main

import (
	"runtime"
	"runtime/debug"
	measured "runtime/metrics"
	"time"
)

// The heap of the emulator is a few megabytes at first, so with Go's own setting the collector would run all the time:
// under load it may always grow to heapRoom. Once much is live, as after a million cookies, the collector runs seldom
// anyhow, and the heap grows by leastPercent of that. The limit keeps it from mattering where very much is live, as with
// ten thousand open connections.
const (
	heapRoom        = 36 << 20 // bytes
	startPercent    = 200      // until the first collection says what is live
	leastPercent    = 75
	mostPercent     = 800
	softMemoryLimit = 256 << 20
)

// quietTime is how long nothing was collected where nobody asks for anything: the runtime itself collects each two
// minutes then.
const quietTime = time.Minute

// tuneCollector sets what the environment does not, and says whether the percentage is to follow the heap: GOGC and
// GOMEMLIMIT keep the meaning that Go gives them.
func tuneCollector(lookupEnv func(string) (string, bool)) (follow bool) {
	_, percentSet := lookupEnv("GOGC")
	if !percentSet {
		debug.SetGCPercent(startPercent)
	}
	if _, set := lookupEnv("GOMEMLIMIT"); !set {
		debug.SetMemoryLimit(softMemoryLimit)
	}
	return !percentSet
}

// percentFor is the percentage for so many live bytes, where it is now another. Each change stops all goroutines for a
// moment, so it stays what it is where it is too little by less than a quarter.
func percentFor(live uint64, now int) int {
	want := mostPercent
	if live > 0 {
		want = min(max((heapRoom-int(live))*100/int(live), leastPercent), mostPercent)
	}
	if now <= want && 4*now > 3*want {
		return now
	}
	return want
}

// followHeap sets the percentage anew after each collection, for as long as the process lives, and gives what is free back
// to the system while it is quiet.
func followHeap() {
	live := []measured.Sample{{Name: "/gc/heap/live:bytes"}}
	now, last := startPercent, time.Now()
	onCollection(func() {
		quiet := time.Since(last) >= quietTime
		last = time.Now()
		measured.Read(live)
		if next := percentFor(live[0].Value.Uint64(), now); next != now {
			now = next
			debug.SetGCPercent(next)
		}
		if quiet {
			debug.FreeOSMemory()
		}
	})
}

// onCollection calls f after each collection: what nobody refers to is finalized then.
func onCollection(f func()) {
	type mark struct{ again func() }
	var put func()
	put = func() {
		runtime.SetFinalizer(&mark{put}, func(m *mark) {
			f()
			m.again()
		})
	}
	put()
}
