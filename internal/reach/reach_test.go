package reach_test

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/reach"
)

func environment(variables map[string]string) reach.Lookup {
	return func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	}
}

var place = reach.Emulator{
	URL: "http://127.0.0.1:1", Proxy: "http://127.0.0.1:2",
	Files: reach.Files{CA: "/d/ca", Bundle: "/d/bundle", Node: "/d/linkup-emulator-proxy.cjs", Python: "/d/linkup-emulator-python"},
}

// values are the variables by name.
func values(variables []reach.Variable) map[string]string {
	all := map[string]string{}
	for _, v := range variables {
		all[v.Name] = v.Value
	}
	return all
}

func TestVariables(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"LINKUP_API_BASE": "http://127.0.0.1:1/v1",
		"HTTPS_PROXY":     "http://127.0.0.1:2", "https_proxy": "http://127.0.0.1:2",
		"HTTP_PROXY": "http://127.0.0.1:2", "http_proxy": "http://127.0.0.1:2",
		"NO_PROXY": "localhost,127.0.0.1,::1", "no_proxy": "localhost,127.0.0.1,::1",
		"SSL_CERT_FILE": "/d/bundle", "REQUESTS_CA_BUNDLE": "/d/bundle", "CURL_CA_BUNDLE": "/d/bundle", "NODE_EXTRA_CA_CERTS": "/d/ca", "NODE_USE_ENV_PROXY": "0",
		"NODE_OPTIONS": `--require="/d/linkup-emulator-proxy.cjs"`, "PYTHONPATH": "/d/linkup-emulator-python",
	}
	if got := values(place.Variables(environment(map[string]string{"NO_PROXY": "*"}))); !maps.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	base := map[string]string{"LINKUP_API_BASE": "http://127.0.0.1:1/v1"}
	if got := values(reach.Emulator{URL: place.URL}.Variables(environment(nil))); !maps.Equal(got, base) {
		t.Errorf("without a proxy: got %v, want %v", got, base)
	}
	names := slices.Sorted(maps.Keys(want))
	unset := values(reach.Unset(environment(want)))
	if got := slices.Sorted(maps.Keys(unset)); !slices.Equal(got, names) {
		t.Errorf("unset: got %v, want %v", got, names)
	}
	for name, value := range unset {
		if value != "" {
			t.Errorf("unset: got %s=%s, want nothing left", name, value)
		}
	}
}

// What others have in variables with many values stays there, however often ours is put in, and after it was taken out.
func TestWhatIsThereStays(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the lists here are parted by colons")
	}
	for _, row := range []struct{ options, path string }{
		{"", ""},
		{"--max-old-space-size=4096", "/own"},
		{`--require="/a b/c.js" --enable-source-maps`, "/own:/a b"},
		{`--require="/say \"a b\".js"`, "::/own"},
	} {
		before := map[string]string{"NODE_OPTIONS": row.options, "PYTHONPATH": row.path}
		once := values(place.Variables(environment(before)))
		if got, want := once["NODE_OPTIONS"], strings.TrimSpace(row.options+` --require="/d/linkup-emulator-proxy.cjs"`); got != want {
			t.Errorf("%v: got NODE_OPTIONS %s, want %s", row, got, want)
		}
		if got, want := once["PYTHONPATH"], "/d/linkup-emulator-python:"+row.path; got != want && row.path != "" {
			t.Errorf("%v: got PYTHONPATH %s, want %s", row, got, want)
		}
		other := place
		other.Files.Node, other.Files.Python = `/e f/linkup-emulator-proxy.cjs`, "/e f/linkup-emulator-python"
		if got := values(other.Variables(environment(once)))["NODE_OPTIONS"]; strings.Count(got, "linkup-emulator") != 1 {
			t.Errorf("%v, again: got NODE_OPTIONS %s, want ours once", row, got)
		}
		after := values(reach.Unset(environment(values(other.Variables(environment(once))))))
		if after["NODE_OPTIONS"] != row.options || after["PYTHONPATH"] != row.path {
			t.Errorf("%v, unset: got %q and %q, want what was there", row, after["NODE_OPTIONS"], after["PYTHONPATH"])
		}
	}
}

// So it is with whatever options others have.
func TestOptionsOfOthersStay(t *testing.T) {
	t.Parallel()
	option := rapid.OneOf(rapid.StringMatching(`--[a-z=/.-]{1,9}`), rapid.StringMatching(`--[a-z]{1,5}="([a-z ]|\\\\|\\"){0,9}"`))
	rapid.Check(t, func(t *rapid.T) {
		theirs := strings.Join(rapid.SliceOf(option).Draw(t, "options"), " ")
		ours := values(place.Variables(environment(map[string]string{"NODE_OPTIONS": theirs})))
		if got := values(reach.Unset(environment(ours)))["NODE_OPTIONS"]; got != theirs {
			t.Errorf("got %s, want %s", got, theirs)
		}
	})
}

var odd = []string{"plain", "with space", "it's", `back\slash`, `$HOME`, "`id`", `"quoted"`, "a;b&c|d>e", "*?[a]", "new\nline", "ü", "!!", `\'`, "-n", " "}

// A shell takes each value for what it is.
func TestShGetsEveryValue(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"sh", "bash", "zsh", "dash"} {
		if _, err := exec.LookPath(program); err != nil {
			continue
		}
		for _, want := range odd {
			script := reach.Sh.Script([]reach.Variable{{Name: "ODD", Value: want}})
			got, err := exec.Command(program, "-c", `eval "$1"; printf %s "$ODD"`, program, script).Output()
			if err != nil || string(got) != want {
				t.Errorf("%s: got %q, %v, want %q", program, got, err, want)
			}
		}
		got, err := exec.Command(program, "-c", `ODD=1; eval "$1"; printf %s "${ODD-none}"`, program, reach.Sh.Script([]reach.Variable{{Name: "ODD"}})).Output()
		if err != nil || string(got) != "none" {
			t.Errorf("%s: got %q, %v, want it unset", program, got, err)
		}
	}
}

func TestOtherShells(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		shell       reach.Shell
		value, want string
	}{
		{reach.Fish, `it's \ a $HOME`, `set -gx V 'it\'s \\ a $HOME'` + "\n"},
		{reach.Fish, "", "set -e V\n"},
		{reach.PowerShell, "it's ‘odd’ $HOME `", "$env:V = 'it''s ‘‘odd’’ $HOME `'\n"},
		{reach.PowerShell, "", "Remove-Item -ErrorAction SilentlyContinue Env:V\n"},
	} {
		if got := row.shell.Script([]reach.Variable{{Name: "V", Value: row.value}}); got != row.want {
			t.Errorf("%s: got %s, want %s", row.shell, got, row.want)
		}
	}
}

const ours = "-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----\n"

// The bundle has who was trusted before, and the emulator's authority once.
func TestBundle(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	theirs := filepath.Join(folder, "theirs.pem")
	if err := os.WriteFile(theirs, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := reach.Write(filepath.Join(folder, "a"), []byte(ours), environment(map[string]string{"SSL_CERT_FILE": theirs}))
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, files.Bundle); got != "theirs\n"+ours {
		t.Errorf("got %s, want what SSL_CERT_FILE names, and ours", got)
	}
	again, err := reach.Write(filepath.Join(folder, "b"), []byte(ours), environment(map[string]string{"SSL_CERT_FILE": files.Bundle}))
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, again.Bundle); strings.Count(got, ours) != 1 || !strings.HasSuffix(got, ours) {
		t.Errorf("within another: got ours %d times, want once, at the end", strings.Count(got, ours))
	}
	if system, err := os.ReadFile("/etc/ssl/certs/ca-certificates.crt"); err == nil && !strings.HasPrefix(read(t, again.Bundle), string(system)) {
		t.Error("got a bundle without the system's authorities, want them")
	}
	if got := read(t, again.CA); got != ours {
		t.Errorf("the authority: got %s", got)
	}
}

// A file that is as it should be is not written: a program may read it just now.
func TestFilesStayAsTheyAre(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, err := reach.Write(folder, []byte(ours), environment(nil))
	if err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(first.Node)
	second, err := reach.Write(folder, []byte(ours), environment(nil))
	if err != nil || second != first {
		t.Fatalf("got %v, %v, want the same files", second, err)
	}
	if after, err := os.Stat(first.Node); err != nil || !os.SameFile(before, after) {
		t.Errorf("got another file, %v, want the one that was there", err)
	}
	if err := os.WriteFile(first.Node, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := reach.Write(folder, []byte(ours), environment(nil)); err != nil || bytes.Contains([]byte(read(t, first.Node)), []byte("damaged")) {
		t.Errorf("got the damaged file, %v, want it mended", err)
	}
	if _, err := reach.Write(first.CA, []byte(ours), environment(nil)); err == nil || !strings.Contains(err.Error(), first.CA) {
		t.Errorf("a folder that is a file: got %v, want an error that names it", err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What closes the way to the vendor has its name right.
func TestClientsKnowTheVendor(t *testing.T) {
	t.Parallel()
	files, err := reach.Write(t.TempDir(), []byte(ours), environment(nil))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		files.Node: "const VENDOR = '" + emulator.VendorHost + "';\n",
		filepath.Join(files.Python, "sitecustomize.py"): `VENDOR = "` + emulator.VendorHost + `"` + "\n",
	} {
		if !strings.Contains(read(t, path), want) {
			t.Errorf("%s: got no %s", path, want)
		}
	}
}
