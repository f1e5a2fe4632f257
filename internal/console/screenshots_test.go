package console_test

import (
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

const (
	mostBytes = 150_000 // of a screenshot
	docs      = "../../docs/screenshots"
)

// TestScreenshotsOfEachView wants one in light and one in dark, each small, and those that the README shows to be there.
func TestScreenshotsOfEachView(t *testing.T) {
	var want []string
	for _, view := range []string{"first-run", "live", "credits", "scenarios", "networks", "findings", "clock", "contract"} {
		want = append(want, view+"-dark.png", view+"-light.png")
	}
	slices.Sort(want)
	var got []string
	entries, err := os.ReadDir(docs)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q (make screenshots)", docs, got, want)
	}
	for _, name := range got {
		checkScreenshot(t, filepath.Join(docs, name))
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`\(docs/screenshots/([^)]*)\)`).FindAllStringSubmatch(string(readme), -1)
	if len(shown) == 0 {
		t.Error("the README shows no screenshot")
	}
	for _, m := range shown {
		if !slices.Contains(got, m[1]) {
			t.Errorf("the README shows %s, which is not there", m[1])
		}
	}
}

func checkScreenshot(t *testing.T, path string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	picture, err := png.DecodeConfig(file)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if info, err := file.Stat(); err != nil || info.Size() > mostBytes || picture.Width != 1280 {
		t.Errorf("%s: got %d bytes and %d pixels of width (%v), want at most %d and 1280", path, info.Size(), picture.Width, err, mostBytes)
	}
}
