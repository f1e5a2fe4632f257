package main_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// A release is the program that the image has, for every platform that is promised, by the tool that is tried.
func TestReleaseSaysWhatTheProgramKnows(t *testing.T) {
	text, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Builds []struct {
			Main, Binary                      string
			Env, Flags, Ldflags, Goos, Goarch []string
		}
		Archives []struct{ Files []string }
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	b := file.Builds[0]
	platforms := [][]string{b.Goos, b.Goarch}
	if !slices.Equal(platforms[0], []string{"linux", "darwin", "windows"}) || !slices.Equal(platforms[1], []string{"amd64", "arm64"}) {
		t.Errorf("platforms: got %v, want linux, darwin and windows on amd64 and arm64", platforms)
	}
	got := strings.Join(slices.Concat(b.Env, []string{"go build"}, b.Flags, []string{`-ldflags`}, b.Ldflags, []string{b.Main}), " ")
	image := line(t, "Dockerfile", `    go build `)
	want := "CGO_ENABLED=0 go build " + strings.NewReplacer(`"`, "", "${VERSION}", "v{{ .Version }}", "-o /out/"+b.Binary+" ", "", " \\", "").Replace(image)
	if got != want {
		t.Errorf("build: got %s\nwant as the image has it: %s", got, want)
	}
	page, err := os.ReadFile("../../docs/RELEASING.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"go run " + line(t, ".ci/release", `goreleaser=`) + " release",
		"go install " + line(t, ".ci/release", `sbom=`) + "\n",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("docs/RELEASING.md: want the tools as they are tried: %s", want)
		}
	}
}
