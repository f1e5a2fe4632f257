package emulator

import (
	"runtime"
	"runtime/debug"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// Version is what was built, and from what.
type Version = control.Version

// Built is what this program was built from; version is the version of the emulator, or empty for the one that the
// build recorded.
func Built(version string) Version { return builtFrom(orElse(version, builtVersion())) }

func builtFrom(version string) Version {
	return Version{Version: version, Commit: builtCommit(), Dataset: network.Dataset, Go: runtime.Version()}
}

// module is the path of the module that this package is in.
const module = "github.com/linkup-emulator/linkup-emulator"

// builtVersion is the version of this module in the program: its own where it is the program, or that of a dependency.
func builtVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if info.Main.Path == module {
		return orElse(info.Main.Version, "unknown")
	}
	for _, dep := range info.Deps {
		if dep.Path == module {
			return dep.Version
		}
	}
	return "unknown"
}

func builtCommit() string {
	info, _ := debug.ReadBuildInfo()
	if info != nil {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "unknown"
}
