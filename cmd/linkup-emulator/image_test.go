package main_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

// line is what follows a pattern in a file of the project, up to the end of the line.
func line(t *testing.T, file, pattern string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^` + pattern + `(.*)$`).FindSubmatch(text)
	if m == nil {
		t.Fatalf("%s: got no line that begins with %s", file, pattern)
	}
	return string(m[1])
}

func TestDockerfileSaysWhatTheProgramKnows(t *testing.T) {
	var health []string
	if err := json.Unmarshal([]byte(line(t, "Dockerfile", `HEALTHCHECK .*CMD `)), &health); err != nil {
		t.Fatal(err)
	}
	var entry []string
	if err := json.Unmarshal([]byte(line(t, "Dockerfile", `ENTRYPOINT `)), &entry); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(health, append(entry, "healthcheck")) {
		t.Errorf("HEALTHCHECK: got %q, want the command healthcheck of %q", health, entry)
	}
	if _, _, stderr := run(t, append(health[1:], "--listen=127.0.0.1:0")...); !strings.Contains(stderr, "healthcheck") {
		t.Errorf("%q: got %q, want the words of healthcheck", health, stderr)
	}
	name, value, _ := strings.Cut(line(t, "Dockerfile", `ENV `), "=")
	got, err := effective(t, nil, map[string]string{name: value})
	if err != nil || got["listen"] != ":8080" || name != main.EnvName("listen") {
		t.Errorf("ENV %s=%s: got listen %s, %v, want :8080", name, value, got["listen"], err)
	}
	if exposed := line(t, "Dockerfile", `EXPOSE `); ":"+exposed != value {
		t.Errorf("EXPOSE: got %s, want the port of %s", exposed, value)
	}
	goMod, image := line(t, "go.mod", `go `), line(t, "Dockerfile", `ARG GO_VERSION=`)
	if !strings.HasPrefix(goMod+".", image+".") {
		t.Errorf("GO_VERSION: got %s, want that of go.mod, %s", image, goMod)
	}
}
