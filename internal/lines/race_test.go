//go:build race

package lines_test

// raceDetector drops pooled values at random, so that allocations can't be counted under it.
const raceDetector = true
