//go:build race

package network_test

// raced says that the race detector is on, under which a test of one goroutine only takes ten times as long.
const raced = true
