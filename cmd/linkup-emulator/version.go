package main

import (
	"fmt"
	"runtime"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// version is set when a release is built: -ldflags "-X main.version=v1.2.3". Empty: what the build recorded.
var version string

// versionLine is the command that prints the version.
type versionLine struct{}

// Run prints one line: the program, its version, and what it was built from, with and for.
func (versionLine) Run(p *Program) error {
	built := emulator.Built(version)
	_, err := fmt.Fprintf(p.Stdout, "%s %s (commit %s, dataset %v, %s, %s/%s)\n",
		programName, built.Version, built.Commit, built.Dataset, built.Go, runtime.GOOS, runtime.GOARCH)
	return err
}
