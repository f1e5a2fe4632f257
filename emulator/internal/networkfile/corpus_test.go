package networkfile_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/networkfile"
	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

var update = flag.Bool("update", false, "write what is said of the files to reject")

// corpus are the files to be taken (accept) or refused (reject), by name. The emulator's tests put them by the control
// route, and the program's name them in a configuration.
func corpus(t testing.TB, verdict string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, ending := range []string{"json", "csv"} {
		paths, err := filepath.Glob(filepath.Join("testdata", verdict, "*."+ending))
		if err != nil || len(paths) == 0 {
			t.Fatalf("got %v, %v, want %s files", paths, err, ending)
		}
		for _, path := range paths {
			if files[filepath.Base(path)], err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
		}
	}
	return files
}

func TestFilesToAccept(t *testing.T) {
	for name, text := range corpus(t, "accept") {
		t.Run(name, func(t *testing.T) {
			connections, err := networkfile.Parse(name, networkfile.FormatOf(name, text), text)
			if err != nil {
				t.Fatal(err)
			}
			if (len(connections) == 0) != (strings.HasPrefix(name, "empty") || name == "mark.json") {
				t.Errorf("got %d connections", len(connections))
			}
		})
	}
}

// All that is wrong with a file is told, at its place and in the order of the file: what stands in the .txt beside it.
func TestFilesToReject(t *testing.T) {
	for name, text := range corpus(t, "reject") {
		t.Run(name, func(t *testing.T) {
			_, err := networkfile.Parse(name, networkfile.FormatOf(name, text), text)
			var faults *lint.Error
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want faults", err)
			}
			got := err.Error() + "\n"
			path := filepath.Join("testdata", "reject", name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}
