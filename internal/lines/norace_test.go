//go:build !race

package lines_test

const raceDetector = false
