//go:build race

package schemas_test

// raceDetector drops pooled values at random, so that allocations can't be counted under it.
const raceDetector = true
