package main_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	fence   = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	dropped = regexp.MustCompile(`[^a-z0-9 _-]`)
)

// anchors are the names by which the headings of a page can be linked to.
func anchors(text string) map[string]bool {
	all := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		all[strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-")] = true
	}
	return all
}

// Every link from one page of the project to another leads to a file that is there, and to a heading of it.
func TestLinksOfThePages(t *testing.T) {
	var found int
	for _, pattern := range []string{"*.md", "*/*.md", "*/*/*.md"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			for _, target := range linksOf(t, path) {
				found++
				checkLink(t, path, target)
			}
		}
	}
	if found == 0 {
		t.Error("got no link, want some")
	}
}

// linksOf are the links of a page that lead to no other host.
func linksOf(t *testing.T, path string) (targets []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(string(text), ""), -1) {
		if !strings.Contains(m[1], "://") {
			targets = append(targets, m[1])
		}
	}
	return targets
}

func checkLink(t *testing.T, path, target string) {
	t.Helper()
	file, anchor, _ := strings.Cut(target, "#")
	to := path
	if file != "" {
		to = filepath.Join(filepath.Dir(path), file)
	}
	if _, err := os.Stat(to); err != nil {
		t.Errorf("%s: got a link to %s: %v", path, target, err)
		return
	}
	if anchor == "" {
		return
	}
	text, err := os.ReadFile(to)
	if err != nil || !anchors(string(text))[anchor] {
		t.Errorf("%s: got a link to %s, %v; want a heading that is there", path, target, err)
	}
}
