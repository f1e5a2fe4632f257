package main

import (
	"runtime"
	"runtime/debug"
	measured "runtime/metrics"
)

// The heap of the emulator is a few megabytes at first, so with Go's own setting the collector would run all the time:
// it may grow to three times what is live, which costs some megabytes. Once much is live, as after a million cookies, the
// collector runs seldom anyhow, and the factor would cost tens of them: then it is a smaller one. The limit keeps either
// from mattering where very much is live, as with ten thousand open connections.
const (
	smallHeapPercent = 200
	largeHeapPercent = 75
	smallHeap        = 10 << 20 // bytes that are live: at most so many make a heap small again,
	largeHeap        = 14 << 20 // and at least so many make it large
	softMemoryLimit  = 256 << 20
)

// tuneCollector sets what the environment does not, and says whether the percentage is to follow the heap: GOGC and
// GOMEMLIMIT keep the meaning that Go gives them.
func tuneCollector(lookupEnv func(string) (string, bool)) (follow bool) {
	_, percentSet := lookupEnv("GOGC")
	if !percentSet {
		debug.SetGCPercent(smallHeapPercent)
	}
	if _, set := lookupEnv("GOMEMLIMIT"); !set {
		debug.SetMemoryLimit(softMemoryLimit)
	}
	return !percentSet
}

// percentFor is the percentage for so many live bytes, where it is now another or the same.
func percentFor(live uint64, now int) int {
	switch {
	case live >= largeHeap:
		return largeHeapPercent
	case live <= smallHeap:
		return smallHeapPercent
	}
	return now
}

// followHeap sets the percentage anew after each collection, for as long as the process lives.
func followHeap() {
	live := []measured.Sample{{Name: "/gc/heap/live:bytes"}}
	now := smallHeapPercent
	onCollection(func() {
		measured.Read(live)
		if next := percentFor(live[0].Value.Uint64(), now); next != now {
			now = next
			debug.SetGCPercent(next)
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
