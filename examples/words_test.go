package examples_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// files are the examples' own, by path.
func files(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, ".sum") {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// find is the first submatch of a pattern in a file.
func find(t *testing.T, file, pattern string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)` + pattern).FindSubmatch(text)
	if m == nil {
		t.Fatalf("%s: got nothing that is %s", file, pattern)
	}
	return string(m[1])
}

func image(t *testing.T) string {
	t.Helper()
	return "ghcr.io/" + find(t, "../go.mod", `^module github\.com/(.*)$`) + ":latest"
}

func TestOneNameOfTheImage(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile(`ghcr\.io/[a-z0-9./:-]*[a-z0-9]`)
	in := map[string]bool{}
	for path, text := range files(t) {
		for _, got := range named.FindAllString(text, -1) {
			in[path] = true
			if want := image(t); got != want {
				t.Errorf("%s: got the image %s, want %s", path, got, want)
			}
		}
	}
	for _, path := range []string{"compose.yaml", "github-actions.yml", "testcontainers/emulator_test.go"} {
		if !in[path] {
			t.Errorf("%s: got no image, want %s", path, image(t))
		}
	}
}

// Each variable that an example sets is one of the program's.
func TestVariablesAreOnesOfTheProgram(t *testing.T) {
	t.Parallel()
	help, err := exec.Command(built(t, "../cmd/linkup-emulator"), "serve", "--help").CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`LINKUP_EMULATOR_[A-Z_]+`)
	known := named.FindAllString(string(help), -1)
	found := 0
	for path, text := range files(t) {
		for _, name := range named.FindAllString(text, -1) {
			found++
			if !slices.Contains(known, name) {
				t.Errorf("%s: got the variable %s, want one of %v", path, name, known)
			}
		}
	}
	if found < 5 {
		t.Errorf("got %d variables, want those of three examples", found)
	}
}

// service is one of a compose file or of a workflow.
type service struct {
	Image       string
	ReadOnly    bool `yaml:"read_only"`
	Environment map[string]string
	Env         map[string]string
	Ports       []string
	Options     string
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	Command     []string
	Volumes     []string
}

func read(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func TestCompose(t *testing.T) {
	t.Parallel()
	var file struct{ Services map[string]service }
	read(t, "compose.yaml", &file)
	emulator, sync := file.Services["emulator"], file.Services["sync"]
	port := find(t, "../Dockerfile", `^EXPOSE (\d+)$`)
	if !slices.Equal(emulator.Ports, []string{"127.0.0.1:8080:" + port}) || !emulator.ReadOnly {
		t.Errorf("emulator: got the ports %v and read_only %v, want that of the image, %s, and true", emulator.Ports, emulator.ReadOnly, port)
	}
	starts(t, emulator.Environment)
	if got, want := sync.Environment["LINKUP_API_BASE"], "http://emulator:"+port+"/v1"; got != want {
		t.Errorf("LINKUP_API_BASE: got %s, want %s", got, want)
	}
	if got := sync.DependsOn["emulator"].Condition; got != "service_healthy" {
		t.Errorf("depends_on: got %q, want service_healthy", got)
	}
	source, target, _ := strings.Cut(strings.TrimSuffix(sync.Volumes[0], ":ro"), ":")
	if _, err := os.Stat(strings.Replace(sync.Command[1], target, source, 1)); err != nil {
		t.Errorf("command: %v", err)
	}
}

func TestWorkflow(t *testing.T) {
	t.Parallel()
	var file struct {
		Jobs map[string]struct {
			Strategy struct{ Matrix map[string][]string }
			Services map[string]service
			Steps    []struct {
				Run       string
				Env       map[string]string
				Directory string `yaml:"working-directory"`
			}
		}
	}
	read(t, "github-actions.yml", &file)
	job := file.Jobs["sync"]
	emulator := job.Services["emulator"]
	port := find(t, "../Dockerfile", `^EXPOSE (\d+)$`)
	if !slices.Equal(emulator.Ports, []string{"8080:" + port}) {
		t.Errorf("ports: got %v, want 8080 mapped to that of the image, %s", emulator.Ports, port)
	}
	if strings.Contains(emulator.Options, "--health-cmd") {
		t.Errorf("options: got %s, want no --health-cmd: it is run by a shell, and the image has none", emulator.Options)
	}
	for name, of := range emulator.Env {
		variable := strings.TrimSuffix(strings.TrimPrefix(of, "${{ matrix."), " }}")
		for _, value := range job.Strategy.Matrix[variable] {
			starts(t, map[string]string{name: value})
		}
		if len(job.Strategy.Matrix[variable]) != 2 {
			t.Errorf("%s: got %v for %s, want both values", name, job.Strategy.Matrix, of)
		}
	}
	tests := job.Steps[2]
	if tests.Run != strings.Join(languages[0].tests, " ") || tests.Directory != "examples/"+languages[0].folder {
		t.Errorf("tests: got %s in %s, want what is run here", tests.Run, tests.Directory)
	}
	if got := tests.Env["LINKUP_API_BASE"]; got != "http://127.0.0.1:8080/v1" {
		t.Errorf("LINKUP_API_BASE: got %s, want the mapped port", got)
	}
}

// starts checks that the program takes an environment, and serves under it.
func starts(t *testing.T, environment map[string]string) {
	t.Helper()
	variables := []string{"LINKUP_EMULATOR_LISTEN=127.0.0.1:0"}
	for name, value := range environment {
		variables = append(variables, name+"="+value)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	c := exec.CommandContext(ctx, built(t, "../cmd/linkup-emulator"), "serve")
	c.Env = variables
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		stop()
		_ = c.Wait() // it was killed
	}()
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%v: got %q, %v, want that it serves", environment, url, err)
	}
	response, err := http.Get(strings.TrimSpace(url) + "/_emulator/ready")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var ready struct{ Status string }
	if err := json.NewDecoder(response.Body).Decode(&ready); err != nil || ready.Status != "ready" {
		t.Errorf("%v: got %v, %v, want ready", environment, ready, err)
	}
}

// What a README shows of the code is there, line for line.
func TestReadmesShowTheCode(t *testing.T) {
	t.Parallel()
	block := regexp.MustCompile("(?ms)^```(js|python|go)\n(.*?)^```$")
	all := files(t)
	for _, folder := range []string{"node", "python", "go", "testcontainers"} {
		blocks := block.FindAllStringSubmatch(all[folder+"/README.md"], -1)
		if len(blocks) == 0 {
			t.Errorf("%s/README.md: got no lines of code, want those that matter", folder)
		}
		for _, b := range blocks {
			shown := false
			for path, text := range all {
				shown = shown || strings.HasPrefix(path, folder+"/") && !strings.HasSuffix(path, ".md") && strings.Contains(text, b[2])
			}
			if !shown {
				t.Errorf("%s/README.md: got lines that are in no file of it:\n%s", folder, b[2])
			}
		}
	}
}

// A README's commands are those that are run here.
func TestReadmesTellTheCommands(t *testing.T) {
	t.Parallel()
	all := files(t)
	for _, l := range languages {
		text := all[l.folder+"/README.md"]
		tests, job := strings.Join(l.tests, " "), "go run . network.json"
		if l.tests == nil {
			tests = "go test ./..."
		} else {
			job = strings.Join(l.job(t), " ") + " network.json"
		}
		for _, want := range []string{"\n" + tests + "\n", job + "\n", member, "Exit status 3"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s/README.md: got no %q", l.folder, want)
			}
		}
	}
}
