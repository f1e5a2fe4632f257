// Package examples_test runs the examples as their readers do: their own tests, and the program itself.
package examples_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

const (
	member = "hedy@example.com" // whose network has people connections
	people = 109
)

// language is an example: how its own tests are run (none: go test does it), and the job.
type language struct {
	name, folder string
	tests        []string
	job          func(t *testing.T) []string
}

var languages = []language{
	{"node", "node", []string{"node", "--test"}, words("node", "main.js")},
	{"python", "python", []string{"python3", "-m", "unittest"}, words("python3", "sync.py")},
	{"go", "go", nil, func(t *testing.T) []string { return []string{built(t, "./go")} }},
}

func words(w ...string) func(*testing.T) []string { return func(*testing.T) []string { return w } }

// way is one by which a client reaches an emulator: it makes a command one that does.
type way struct {
	name    string
	command func(t *testing.T, words []string) *exec.Cmd
}

// ways are those that hold for the tests and for the job alike.
var ways = []way{
	{"by base URL", func(t *testing.T, words []string) *exec.Cmd {
		return command(words, "LINKUP_API_BASE="+emulator.RunT(t).URL+"/v1")
	}},
	{"by base URL, errors on HTTP 200", func(t *testing.T, words []string) *exec.Cmd {
		emu := emulator.RunT(t, emulator.Config{ErrorStatus: emulator.ErrorStatusOK})
		return command(words, "LINKUP_API_BASE="+emu.URL+"/v1")
	}},
	{"by base URL, over HTTPS", func(t *testing.T, words []string) *exec.Cmd {
		emu := emulator.RunT(t, emulator.Config{TLS: true})
		ca := filepath.Join(t.TempDir(), "ca.pem")
		if err := os.WriteFile(ca, emu.CA(), 0o600); err != nil {
			t.Fatal(err)
		}
		return command(words, "LINKUP_API_BASE="+emu.URL+"/v1", "SSL_CERT_FILE="+ca, "NODE_EXTRA_CA_CERTS="+ca)
	}},
	{"by the vendor's URL and a proxy", byProxy},
}

// alone is the way of tests that start the emulator themselves.
var alone = way{"by themselves", func(t *testing.T, words []string) *exec.Cmd {
	return command(words, "LINKUP_EMULATOR="+built(t, "../cmd/linkup-emulator"))
}}

// command is one with this process's environment, but for the words by which an example finds an emulator, and more.
func command(words []string, more ...string) *exec.Cmd {
	c := exec.Command(words[0], words[1:]...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "LINKUP_") {
			c.Env = append(c.Env, v)
		}
	}
	c.Env = append(c.Env, more...)
	c.Env = append(c.Env, "PYTHONDONTWRITEBYTECODE=1")
	return c
}

func TestTestsOfTheExamples(t *testing.T) {
	t.Parallel()
	for _, l := range languages {
		if l.tests == nil {
			continue
		}
		for _, w := range append([]way{alone}, ways...) {
			t.Run(l.name+" "+w.name, func(t *testing.T) {
				t.Parallel()
				needs(t, l.tests[0])
				c := w.command(t, l.tests)
				c.Dir = l.folder
				if out, err := c.CombinedOutput(); err != nil || !ran(string(out)) {
					t.Errorf("%s in %s: got %v, want that it ran and passed\n%s", c, c.Dir, err, out)
				}
			})
		}
	}
}

// ran says whether a runner's output counts any test: a runner that finds none may call it a success.
func ran(out string) bool { return counted.MatchString(out) }

var counted = regexp.MustCompile(`(?m)^(?:# pass|ℹ pass|Ran) [1-9]`)

// The job in every language stops when the credits are used up, with status 3, and goes on later; and all of them come
// to the same.
func TestTheJob(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex // guards first
	var first any
	for _, l := range languages {
		for _, w := range ways {
			t.Run(l.name+" "+w.name, func(t *testing.T) {
				t.Parallel()
				got := fetched(t, l, w)
				mu.Lock()
				defer mu.Unlock()
				if first == nil {
					first = got
				}
				if !reflect.DeepEqual(got, first) {
					t.Errorf("got %v, want what another got: %v", got, first)
				}
			})
		}
	}
}

// fetched is what the job has in its file in the end.
func fetched(t *testing.T, l language, w way) any {
	t.Helper()
	file := filepath.Join(t.TempDir(), "network.json")
	work(t, l, w, file, "credits-7", 3, "50 connections") // 5 pages, and 2 credits over
	work(t, l, w, file, "credits-6", 0, "109 connections")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var saved struct{ Connections []any }
	if err := json.Unmarshal(text, &saved); err != nil {
		t.Fatal(err)
	}
	if len(saved.Connections) != people {
		t.Errorf("connections: got %d, want %d", len(saved.Connections), people)
	}
	return saved.Connections
}

// work runs the job with a key, which has to end with a status and say something.
func work(t *testing.T, l language, w way, file, key string, status int, says string) {
	t.Helper()
	line := append(l.job(t), file)
	needs(t, line[0])
	c := w.command(t, line)
	c.Dir = l.folder
	c.Env = append(c.Env, "LINKUP_API_KEY="+key, "LINKUP_EMAIL="+member, "LINKUP_PASSWORD=any")
	out, err := c.CombinedOutput()
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if got != status || !strings.Contains(string(out), says) {
		t.Errorf("%s with %s: got status %d, want %d; said\n%swant %s", c, key, got, status, out, says)
	}
}

// needs skips a test whose program is missing here, and fails it in CI, where nothing is to go untested in silence.
func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("no %s: install it", program)
	}
	t.Skipf("no %s here", program)
}
