package examples_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

var (
	programs string // the folder of those that were built
	builds   sync.Map
)

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "examples")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	programs = folder
	status := m.Run()
	os.RemoveAll(folder)
	os.Exit(status)
}

// built is the path of a program of the repository, which is built once.
func built(t *testing.T, source string) string {
	t.Helper()
	path := filepath.Join(programs, filepath.Base(source))
	build, _ := builds.LoadOrStore(source, sync.OnceValue(func() error {
		out, err := exec.Command("go", "build", "-o", path, source).CombinedOutput()
		if err != nil {
			return fmt.Errorf("go build %s: %w\n%s", source, err, out)
		}
		return nil
	}))
	if err := build.(func() error)(); err != nil {
		t.Fatal(err)
	}
	return path
}
