//go:build unix

package scenario_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

const inGoneFolder = "SCENARIO_TEST_IN_GONE_FOLDER"

// A process whose working directory is gone, as of a server that outlives its checkout, knows scenarios all the same.
func TestWorkingDirectoryIsGone(t *testing.T) {
	if os.Getenv(inGoneFolder) != "" {
		if _, err := os.Getwd(); err == nil {
			t.Error("got a working directory, want none")
		}
		if _, err := scenario.Shipped(); err != nil {
			t.Error(err)
		}
		return
	}
	program, err := filepath.Abs(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	gone := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(gone, 0o700); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("sh", "-c", `rmdir "$PWD" && exec "$0" -test.run '^TestWorkingDirectoryIsGone$'`, program)
	command.Dir = gone
	command.Env = append(os.Environ(), inGoneFolder+"=1", "PWD="+gone)
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
