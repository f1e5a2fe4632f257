package wholefile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/internal/wholefile"
)

// names are those of the files of a folder.
func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestWrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	for _, row := range []struct {
		text string
		mode fs.FileMode
	}{{"new", 0o600}, {"longer than before, and for everyone", 0o644}, {"", 0o600}} {
		if err := wholefile.Write(path, []byte(row.text), row.mode); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil || string(text) != row.text {
			t.Errorf("got %q, %v, want %q", text, err, row.text)
		}
		if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != row.mode {
			t.Errorf("got %v, %v, want %v", info.Mode(), err, row.mode)
		}
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("got the files %q, want the one", got)
	}
}

func TestWriteThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(path, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := wholefile.Write(path, []byte("text"), 0o600); err == nil {
		t.Error("got no error, want that a folder is in the way")
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("got the files %q, want what was there", got)
	}
	if err := wholefile.Write(filepath.Join(dir, "none", "file"), nil, 0o600); err == nil {
		t.Error("got no error, want that there is no folder")
	}
}

func TestClearAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{".file.123.tmp", ".file.tmp", ".other.123.tmp", "file", "file.123.tmp"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wholefile.ClearAway(filepath.Join(dir, "file"))
	wholefile.ClearAway(filepath.Join(dir, "none", "file"))
	if got := names(t, dir); len(got) != 4 || got[0] != ".file.tmp" || got[1] != ".other.123.tmp" {
		t.Errorf("got the files %q, want all but what a write of file left", got)
	}
}
