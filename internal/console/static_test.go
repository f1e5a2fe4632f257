package console_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unsafe is what would make text a part of the page, or code of text.
var unsafe = regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|<script>|\bstyle="|\bon[a-z]+="`)

// elsewhere is an address of another host. A name of what XML is written in is none.
var elsewhere = regexp.MustCompile(`https?://[a-zA-Z]`)

// TestPageMakesNoMarkupOfTextAndAsksNobodyElse looks at the files that are the project's own.
func TestPageMakesNoMarkupOfTextAndAsksNobodyElse(t *testing.T) {
	files, err := filepath.Glob("static/*.*")
	if err != nil || len(files) < 30 {
		t.Fatalf("got %d files, %v, want those of the page", len(files), err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			line = strings.ReplaceAll(line, "http://www.w3.org/2000/svg", "")
			line = strings.ReplaceAll(line, `replace("https://www.", "")`, "")
			if found := unsafe.FindString(line); found != "" {
				t.Errorf("%s:%d: got %s, want text set as text", name, i+1, found)
			}
			if found := elsewhere.FindString(line); found != "" {
				t.Errorf("%s:%d: got the address of another host, want none", name, i+1)
			}
		}
	}
}
