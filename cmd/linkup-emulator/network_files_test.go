package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// networkFiles are the files of the corpus of networks, as absolute paths.
func networkFiles(t *testing.T, verdict string) []string {
	t.Helper()
	var all []string
	for _, ending := range []string{"json", "csv"} {
		pattern, err := filepath.Abs(filepath.Join(root, "emulator/internal/networkfile/testdata", verdict, "*."+ending))
		if err != nil {
			t.Fatal(err)
		}
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("got %v, %v, want %s files", paths, err, ending)
		}
		all = append(all, paths...)
	}
	return all
}

func TestNetworkFilesAreServed(t *testing.T) {
	files := networkFiles(t, "accept")
	config := "cookies:\n"
	for i, file := range files {
		config += fmt.Sprintf("  - {login_token: cookie-%d, network: %q}\n", i, file)
	}
	url := serve(t, "--config", writeConfig(t, config)).url
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := emulator.ParseNetwork(file, emulator.NetworkFormatOf(file, text), text)
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Origin      string
			Size        int
			Connections []emulator.Connection
		}
		if err := json.Unmarshal(get(t, fmt.Sprintf("%s/_emulator/networks/cookie-%d", url, i)), &got); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got.Connections) != fmt.Sprint(want) || got.Origin != "configured" || got.Size != len(want) {
			t.Errorf("%s: got %+v, want %v", file, got, want)
		}
	}
}

func TestNetworkFilesAreRefused(t *testing.T) {
	for _, file := range networkFiles(t, "reject") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			status, stdout, stderr := run(t, "--config", writeConfig(t, fmt.Sprintf("cookies:\n  - {login_token: hush, network: %q}\n", file)))
			told := strings.ReplaceAll(stderr, "linkup-emulator: "+filepath.Dir(file)+"/", "")
			if status != 1 || stdout != "" || told != string(want) {
				t.Errorf("got status %d and\n%swant 1 and\n%s", status, stderr, want)
			}
		})
	}
}
