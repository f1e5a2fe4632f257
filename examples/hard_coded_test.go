package examples_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/authority"
	"github.com/linkup-emulator/linkup-emulator/internal/proxy"
	"github.com/linkup-emulator/linkup-emulator/internal/reach"
)

const vendor = "https://" + emulator.VendorHost

// byProxy is the way of clients that have the vendor's URL in them. The variable of the base URL says it here, too, as
// without it the tests of the examples start an emulator of their own.
func byProxy(t *testing.T, words []string) *exec.Cmd {
	names := authority.Names(emulator.VendorHost)
	own, err := authority.New(names, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := own.Leaf(names, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	emu := emulator.RunT(t, emulator.Config{Certificate: leaf})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := proxy.Start(listener, proxy.Config{Host: emulator.VendorHost, Emulator: emu, Logger: slog.New(slog.DiscardHandler)})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), emulator.DrainTime)
		defer cancel()
		if err := p.Shutdown(ctx); err != nil {
			t.Errorf("shutdown: %v", err)
		}
	})
	files, err := reach.Write(t.TempDir(), emu.CA(), os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	var variables []string
	for _, v := range (reach.Emulator{URL: emu.URL, Proxy: p.URL, Files: files}).Variables(os.LookupEnv) {
		variables = append(variables, v.Name+"="+v.Value)
	}
	return command(words, append(variables, "LINKUP_API_BASE="+vendor+"/v1")...)
}

// hardCoded are programs that have the vendor's URL in them, and know of nothing else.
var hardCoded = []struct {
	name  string
	words func(*testing.T) []string
}{
	{"fetch of Node", words("node", "testdata/hard-coded/fetch.mjs")},
	{"https of Node", words("node", "testdata/hard-coded/https.cjs")},
	{"urllib", words("python3", "testdata/hard-coded/with_urllib.py")},
	{"http.client", words("python3", "testdata/hard-coded/with_http_client.py")},
	{"net/http", func(t *testing.T) []string { return []string{built(t, "./testdata/hard-coded")} }},
}

// under runs a program with linkup-emulator run, and then lets that tell its journal.
func under(t *testing.T, words []string) (out, stderr string, err error) {
	t.Helper()
	needs(t, words[0])
	program := built(t, "../cmd/linkup-emulator")
	const script = `"$@" && exec "$0" journal --format json --url "${LINKUP_API_BASE%/v1}"`
	c := command(slices.Concat([]string{program, "run", "--report-format=none", "--", "sh", "-c", script, program}, words))
	c.Env = append(c.Env, "XDG_CONFIG_HOME="+t.TempDir())
	var printed, said bytes.Buffer
	c.Stdout, c.Stderr = &printed, &said
	err = c.Run()
	return printed.String(), said.String(), err
}

// A program with the vendor's URL in it fetches a whole network, as it is, and the journal shows each of its calls.
func TestHardCodedURL(t *testing.T) {
	t.Parallel()
	for _, program := range hardCoded {
		for _, base := range []string{"", "http://" + emulator.VendorHost + "/v1"} {
			t.Run(program.name+" "+base, func(t *testing.T) {
				t.Parallel()
				line := program.words(t)
				if base != "" {
					line = append(line, base)
				}
				out, stderr, err := under(t, line)
				lines := strings.Split(strings.TrimSpace(out), "\n")
				if err != nil || lines[0] != "35 connections" || len(lines) != 5 {
					t.Fatalf("got %v, %s%s, want 35 connections and 4 calls", err, out, stderr)
				}
				for i, line := range lines[1:] {
					var call struct {
						Path   string
						Status int
						Query  struct {
							Page int `json:"start_page"`
						}
					}
					if err := json.Unmarshal([]byte(line), &call); err != nil || call.Path != "/v1/network/connections" || call.Status != 200 || call.Query.Page != i+1 {
						t.Errorf("call %d: got %v, %s, want page %d", i, err, line, i+1)
					}
				}
			})
		}
	}
}

// No call to anybody else goes out, and what the program shows says why.
func TestOtherHostsAreRefused(t *testing.T) {
	t.Parallel()
	for _, program := range hardCoded {
		for _, base := range []string{"https://example.com/v1", "http://example.com/v1"} {
			t.Run(program.name+" "+base, func(t *testing.T) {
				t.Parallel()
				out, stderr, err := under(t, append(program.words(t), base))
				const why = "linkup-emulator"
				if err == nil || !strings.Contains(stderr, why) || !strings.Contains(stderr, "answers for "+emulator.VendorHost+" alone") {
					t.Errorf("got %v, %s%s, want that it was refused, and why", err, out, stderr)
				}
			})
		}
	}
}

// A program that calls nobody but its own machine is left alone.
func TestOwnMachineIsCalledDirectly(t *testing.T) {
	t.Parallel()
	emu := emulator.RunT(t)
	for _, program := range hardCoded {
		t.Run(program.name, func(t *testing.T) {
			t.Parallel()
			line := append(program.words(t), emu.URL+"/v1")
			needs(t, line[0])
			c := command(append([]string{built(t, "../cmd/linkup-emulator"), "run", "--report-format=none", "--"}, line...), "XDG_CONFIG_HOME="+t.TempDir())
			if out, err := c.CombinedOutput(); err != nil || string(out) != "35 connections\n" {
				t.Errorf("got %v, %s, want 35 connections", err, out)
			}
		})
	}
}

// What a program has in NODE_OPTIONS, and the sitecustomize of a Python that has one, hold under run.
func TestWhatProgramsLoadAlready(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "with space")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"own.cjs": "process.env.LOADED = 'node'", "sitecustomize.py": "import os; os.environ['LOADED'] = 'python'",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for want, line := range map[string][]string{
		"node":   {"node", "-p", "process.env.LOADED"},
		"python": {"python3", "-c", "import os; print(os.environ.get('LOADED'))"},
	} {
		needs(t, line[0])
		c := command(append([]string{built(t, "../cmd/linkup-emulator"), "run", "--report-format=none", "--"}, line...),
			"XDG_CONFIG_HOME="+t.TempDir(), "PYTHONPATH="+folder, `NODE_OPTIONS=--require="`+filepath.Join(folder, "own.cjs")+`"`)
		if out, err := c.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("%s: got %v, %s", want, err, out)
		}
	}
}

// alike runs a program in Node or Python under run, in a folder with files, and is what it printed.
func alike(t *testing.T, files map[string]string, line ...string) string {
	t.Helper()
	needs(t, line[0])
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := command(append([]string{built(t, "../cmd/linkup-emulator"), "run", "--report-format=none", "--"}, line...), "XDG_CONFIG_HOME="+t.TempDir())
	c.Dir = folder
	out, err := c.CombinedOutput()
	if err != nil {
		t.Errorf("%v: %v\n%s", line, err, out)
	}
	return string(out)
}

// A client that takes no notice of any proxy gets no connection to the real service.
func TestNoDirectConnectionToTheVendor(t *testing.T) {
	t.Parallel()
	const why = "linkup-emulator lets no direct connection to api.linkupapi.com out: this client takes no notice of HTTPS_PROXY; use LINKUP_API_BASE\n"
	files := map[string]string{
		"raw.cjs": `const tell = (error) => console.log(error.message);
require('node:tls').connect(443, 'api.linkupapi.com').on('error', tell);
require('node:tls').connect({ port: 443, host: 'API.linkupapi.com.' }).on('error', tell);
require('node:net').connect({ port: 80, host: 'api.linkupapi.com' }).on('error', tell);
`,
		"raw.py": `import socket
for call in (lambda: socket.create_connection(("api.linkupapi.com", 443)), lambda: socket.getaddrinfo(b"API.linkupapi.com.", 443), lambda: socket.gethostbyname("api.linkupapi.com"), lambda: socket.gethostbyname("localhost")):
    try:
        call()
    except OSError as error:
        print(error)
`,
	}
	if got := alike(t, files, "node", "raw.cjs"); got != strings.Repeat(why, 3) {
		t.Errorf("node: got %s", got)
	}
	if got := alike(t, files, "python3", "raw.py"); got != strings.Repeat(why, 3) {
		t.Errorf("python3: got %s", got)
	}
}

// The package undici is told of the proxy too, however it is loaded; it is not here, so one with its surface stands in.
func TestThePackageUndici(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"node_modules/undici/package.json": `{"name":"undici","main":"index.js"}`,
		"node_modules/undici/index.js": `let now;
class Agent {
  constructor(options) { this.options = options; }
  dispatch({ origin }) { return (this.options ? 'by proxy ' : 'directly ') + origin; }
}
module.exports = { Agent, setGlobalDispatcher(dispatcher) { now = dispatcher; }, ask(origin) { return now.dispatch({ origin }); } };
`,
		"required.cjs": `const { ask } = require('undici'); console.log(ask('https://api.linkupapi.com'), ask('http://127.0.0.1:1'));`,
		"imported.mjs": `import undici from 'undici'; const { ask } = undici; console.log(ask('https://api.linkupapi.com'), ask('http://[::1]:1'));`,
	}
	for program, want := range map[string]string{
		"required.cjs": "by proxy https://api.linkupapi.com directly http://127.0.0.1:1\n",
		"imported.mjs": "by proxy https://api.linkupapi.com directly http://[::1]:1\n",
	} {
		if got := alike(t, files, "node", program); got != want {
			t.Errorf("%s: got %s, want %s", program, got, want)
		}
	}
}

// Node's own way to a proxy, where a program asks for it, and ours do not get in each other's.
func TestNodesOwnProxy(t *testing.T) {
	t.Parallel()
	needs(t, "node")
	if err := exec.Command("node", "--use-env-proxy", "-e", "").Run(); err != nil {
		t.Skip("Node here knows no --use-env-proxy, as from 22.21 and 24.5 on")
	}
	for _, program := range []string{"fetch.mjs", "https.cjs"} {
		text, err := os.ReadFile("testdata/hard-coded/" + program)
		if err != nil {
			t.Fatal(err)
		}
		if got := alike(t, map[string]string{program: string(text)}, "node", "--use-env-proxy", program); !strings.HasPrefix(got, "35 connections\n") {
			t.Errorf("%s: got %s", program, got)
		}
	}
}

// The README's program and command, as they stand; and every variable that is set is explained.
func TestReadmeOfHardCodedURLs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(text)
	if !strings.Contains(readme, "\n```sh\nlinkup-emulator run -- node program.mjs\n```\n") {
		t.Error("got no command that runs program.mjs")
	}
	_, program, _ := strings.Cut(readme, "`program.mjs`,\n\n```js\n")
	program, _, _ = strings.Cut(program, "```\n")
	if got, want := alike(t, map[string]string{"program.mjs": program}, "node", "program.mjs"), "200 42 connections\n"; got != want {
		t.Errorf("program.mjs: got %q, want %q", got, want)
	}
	clients, err := os.ReadFile("../docs/clients.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range reach.Unset(func(string) (string, bool) { return "", false }) {
		if !strings.HasSuffix(strings.ToUpper(v.Name), "_PROXY") && !strings.Contains(string(clients), "`"+v.Name+"`") {
			t.Errorf("docs/clients.md: got no %s", v.Name)
		}
	}
}
