//go:build !race

package schemas_test

const raceDetector = false
