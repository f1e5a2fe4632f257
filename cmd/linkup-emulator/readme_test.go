package main_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/reach"
)

// The pages of words. Their sections between <!-- begin NAME --> and <!-- end NAME --> are what the program says of
// itself: with -update they are written anew.
const root = "../.."

var pages = []string{"README.md", "docs/settings.md", "docs/control.md", "docs/contract.md", "docs/findings.md"}

// told is what GET /_emulator/contract answers, as far as the pages show it.
type told struct {
	Routes []struct {
		Method, Path, Does string
		Evidence           []string
		Fields             []struct {
			Name, Type, Default, Rule string
			Required                  bool
			Values, Evidence          []string
		}
	}
	Checks []struct {
		Name string
		Ends []string
	}
	Rules []struct {
		ID, Rule, Setting string
		Evidence          []string
	}
	Settings []struct {
		Name, Default, Decides, Why string
		Values, Evidence            []string
	}
	SpecialValues []struct{ Field, Pattern, Effect string } `json:"special_values"`
	Errors        []struct {
		Kind, Message string
		Status        int
		Evidence      []string
	}
	Sources []struct{ ID, Says string }
}

// table is a Markdown table.
func table(head []string, rows [][]string) string {
	var out strings.Builder
	line := func(cells []string) {
		escaped := strings.ReplaceAll(strings.Join(cells, "\x00"), "|", `\|`)
		fmt.Fprintf(&out, "| %s |\n", strings.ReplaceAll(escaped, "\x00", " | "))
	}
	line(head)
	line(slices.Repeat([]string{"---"}, len(head)))
	for _, r := range rows {
		line(r)
	}
	return out.String()
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

func codes(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = code(s)
	}
	return strings.Join(quoted, ", ")
}

// sections are what the program says of itself, by name.
func sections(t *testing.T) map[string]string {
	t.Helper()
	url := serve(t).url
	var d told
	if err := json.Unmarshal(get(t, url+"/_emulator/contract"), &d); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"flags": flagTable(t), "answer": answerBlock(t, url), "scenarios": scenarioTable(t), "metrics": metricTable(t, url)}
	all["special-values"] = rowsOf(d.SpecialValues, []string{"given as", "value", "effect"}, func(i int) []string {
		v := d.SpecialValues[i]
		return []string{code(v.Field), code(v.Pattern), v.Effect}
	})
	all["settings"] = rowsOf(d.Settings, []string{"setting", "values", "default", "decides", "why that default", "evidence"}, func(i int) []string {
		s := d.Settings[i]
		return []string{code(s.Name), codes(s.Values), code(s.Default), s.Decides, s.Why, strings.Join(s.Evidence, ", ")}
	})
	all["errors"] = rowsOf(d.Errors, []string{"kind", "status", "message", "evidence"}, func(i int) []string {
		e := d.Errors[i]
		if strings.HasSuffix(e.Message, " ") {
			e.Message += "..."
		}
		return []string{code(e.Kind), fmt.Sprint(e.Status), code(e.Message), strings.Join(e.Evidence, ", ")}
	})
	all["checks"] = rowsOf(d.Checks, []string{"check", "may end a request with"}, func(i int) []string {
		ends := codes(d.Checks[i].Ends)
		if ends == "" {
			ends = "whatever the scenario says"
		}
		return []string{d.Checks[i].Name, ends}
	})
	all["rules"] = rowsOf(d.Rules, []string{"rule", "what it says", "evidence", "setting"}, func(i int) []string {
		r := d.Rules[i]
		return []string{r.ID, r.Rule, strings.Join(r.Evidence, ", "), code(r.Setting)}
	})
	kinds := emulator.FindingKinds()
	all["findings"] = rowsOf(kinds, []string{"finding", "the client", "how to mend it"}, func(i int) []string {
		return []string{code(string(kinds[i].Name)), kinds[i].Says, kinds[i].Mend}
	})
	all["sources"] = rowsOf(d.Sources, []string{"id", "source, and what it says"}, func(i int) []string {
		return []string{d.Sources[i].ID, d.Sources[i].Says}
	})
	all["routes"] = routeSections(d)
	all["variables"] = variableList()
	return all
}

// variableList are those that run and env set.
func variableList() string {
	var names []string
	for _, v := range reach.Unset(func(string) (string, bool) { return "", false }) {
		names = append(names, v.Name)
	}
	return codes(names) + "\n"
}

func rowsOf[T any](list []T, head []string, row func(i int) []string) string {
	rows := make([][]string, len(list))
	for i := range list {
		rows[i] = row(i)
	}
	return table(head, rows)
}

func routeSections(d told) string {
	var out strings.Builder
	for _, r := range d.Routes {
		fmt.Fprintf(&out, "### `%s %s`\n\n%s (%s).\n", r.Method, r.Path, r.Does, strings.Join(r.Evidence, ", "))
		if len(r.Fields) > 0 {
			out.WriteString("\n" + rowsOf(r.Fields, []string{"field", "type", "default", "rule", "evidence"}, func(i int) []string {
				f := r.Fields[i]
				if f.Required {
					f.Default = ""
					f.Rule += "; required"
				}
				if len(f.Values) > 0 {
					f.Rule += ": " + strings.Join(f.Values, " ")
				}
				return []string{code(f.Name), f.Type, code(f.Default), f.Rule, strings.Join(f.Evidence, ", ")}
			}))
		}
		out.WriteString("\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// flagTable is the settings of serve, from its help.
func flagTable(t *testing.T) string {
	help := helpRows(t, "serve")
	var rows [][]string
	for _, s := range settingWords {
		_, does, _ := strings.Cut(strings.TrimSpace(help[s.flag]), " ")
		does, _, _ = strings.Cut(does, " (default")
		does, _, _ = strings.Cut(does, " ($")
		rows = append(rows, []string{code("--" + s.flag), code(s.env), code(s.byDefault), does})
	}
	return table([]string{"flag", "environment", "default", "what it does"}, rows)
}

func scenarioTable(t *testing.T) string {
	t.Helper()
	list, err := emulator.ShippedScenarios()
	if err != nil {
		t.Fatal(err)
	}
	return rowsOf(list, []string{"scenario", "what a client meets"}, func(i int) []string {
		return []string{code(list[i].Name), list[i].Description}
	})
}

// answerBlock is the real answer to the call of the README, with line breaks, and without all connections but the first.
func answerBlock(t *testing.T, url string) string {
	t.Helper()
	request := requestOf(t, strings.ReplaceAll(block(t, "README.md", "sh", "curl -X POST"), "http://127.0.0.1:8080", url))
	body := do(t, request)
	head, rest, _ := bytes.Cut(body, []byte(`},{`))
	_, tail, _ := bytes.Cut(rest, []byte(`],"pagination"`))
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, slices.Concat(head, []byte(`}],"pagination"`), tail), "", "  "); err != nil {
		t.Fatalf("got %s: %v", body, err)
	}
	return "```json\n" + pretty.String() + "\n```\n"
}

func get(t *testing.T, url string) []byte {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, request)
}

func do(t *testing.T, request *http.Request) []byte {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: got %s, %v, %s, want 200", request.URL, response.Status, err, body)
	}
	return body
}

var section = regexp.MustCompile(`(?s)<!-- begin ([a-z-]+) -->\n(.*?)<!-- end ([a-z-]+) -->`)

func TestPagesSayWhatTheProgramSays(t *testing.T) {
	want := sections(t)
	for _, page := range pages {
		path := filepath.Join(root, page)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := section.FindAllStringSubmatch(string(text), -1)
		if len(found) == 0 {
			t.Errorf("%s: got no section, want some", page)
		}
		for _, m := range found {
			says, ok := want[m[1]]
			if !ok || m[1] != m[3] {
				t.Errorf("%s: got a section %s that ends as %s, want a name the program knows", page, m[1], m[3])
				continue
			}
			if !*update && m[2] != says {
				t.Errorf("%s: section %s differs from the program; refresh it with go test ./cmd/linkup-emulator -update\ngot %s\nwant %s", page, m[1], m[2], says)
			}
		}
		if *update {
			fresh := section.ReplaceAllStringFunc(string(text), func(s string) string {
				name := section.FindStringSubmatch(s)[1]
				return "<!-- begin " + name + " -->\n" + want[name] + "<!-- end " + name + " -->"
			})
			if err := os.WriteFile(path, []byte(fresh), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// blocks are the code blocks of a page in that language.
func blocks(t *testing.T, page, language string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, page))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, b := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		all = append(all, b[1])
	}
	return all
}

// block is the first of them that has those words in it.
func block(t *testing.T, page, language, words string) string {
	t.Helper()
	for _, b := range blocks(t, page, language) {
		if strings.Contains(b, words) {
			return b
		}
	}
	t.Fatalf("%s: got no %s block with %q", page, language, words)
	return ""
}

// The README's first command, as it stands, serves, and every call of the README gets its answer; on a free port, as that of the README may be taken.
func TestReadmeStarts(t *testing.T) {
	command := exec.CommandContext(t.Context(), "sh", "-c", "exec "+block(t, "README.md", "sh", "go run"))
	command.Dir = root
	command.Env = append(os.Environ(), "LINKUP_EMULATOR_LISTEN=127.0.0.1:0")
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // go run and what it runs
	stdout, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = syscall.Kill(-command.Process.Pid, syscall.SIGTERM)
		_ = command.Wait()
	}()
	url, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("got %q, %v, want a URL", url, err)
	}
	url = strings.TrimSpace(url)
	for _, b := range append(blocks(t, "README.md", "sh"), blocks(t, "docs/control.md", "sh")...) {
		if strings.HasPrefix(b, "curl ") {
			do(t, requestOf(t, strings.ReplaceAll(b, "http://127.0.0.1:8080", url)))
		}
	}
}

// The README's second command is a target of the Makefile.
func TestReadmeChecks(t *testing.T) {
	target := strings.TrimSpace(strings.TrimPrefix(block(t, "README.md", "sh", "make "), "make "))
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil || !strings.Contains(string(makefile), "\n"+target+": ") {
		t.Errorf("got no target %q in the Makefile, %v", target, err)
	}
}

// Every Go file of the README and of docs/go.md is formatted, and its tests pass.
func TestReadmeGoTests(t *testing.T) {
	tests := regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	for _, source := range append(blocks(t, "README.md", "go"), blocks(t, "docs/go.md", "go")...) {
		if formatted, err := format.Source([]byte(source)); err != nil || string(formatted) != source {
			t.Errorf("got %v, want it formatted as\n%s", err, formatted)
		}
		file := filepath.Join(t.TempDir(), "readme_test.go")
		if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		command := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-v", file)
		command.Dir = root
		out, err := command.CombinedOutput()
		named := tests.FindAllStringSubmatch(source, -1)
		if err != nil || len(named) == 0 {
			t.Errorf("got %v and %d tests: %s", err, len(named), out)
		}
		for _, name := range named {
			if !bytes.Contains(out, []byte("--- PASS: "+name[1])) {
				t.Errorf("%s: got %s, want it passed", name[1], out)
			}
		}
	}
}

func TestConfigurationOfThePages(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(file, []byte(block(t, "docs/settings.md", "yaml", "unknown_keys")), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := run(t, "network", "--login-token=a", "--count=3", "-o", filepath.Join(dir, "people.csv")); status != 0 {
		t.Fatal(stderr)
	}
	url := serve(t, "--config", file).url
	if got := get(t, url+"/_emulator/networks/my-own-network"); !bytes.Contains(got, []byte(`"origin":"configured","size":3,`)) {
		t.Errorf("got %s, want the 3 of the file", got)
	}
	for key, want := range map[string]string{"alice": `"credits":3,`, "bob": `"credits":50,`} {
		if got := get(t, url+"/_emulator/accounts/"+key); !bytes.Contains(got, []byte(want)) {
			t.Errorf("%s: got %s, want %s", key, got, want)
		}
	}
}

// Every other command of the README is one that the program has.
func TestReadmeCommands(t *testing.T) {
	for line := range strings.Lines(block(t, "README.md", "sh", "linkup-emulator network")) {
		args, _, _ := strings.Cut(strings.TrimPrefix(line, "linkup-emulator "), "#")
		if name := strings.Fields(args)[0]; name == "healthcheck" || name == "journal" { // nothing is there to be asked
			continue
		}
		if status, _, stderr := run(t, strings.Fields(args)...); status != 0 {
			t.Errorf("%s: got status %d, %s", args, status, stderr)
		}
	}
}

// The README's HTTPS, as it stands, is trusted; at a free port, as that of the README may be taken.
func TestReadmeHTTPS(t *testing.T) {
	needs(t, "curl")
	start, calls, _ := strings.Cut(block(t, "README.md", "sh", "--tls-listen"), "\n")
	args := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(start, "linkup-emulator "), " &"))
	if len(args) != 2 || args[0] != "--tls-listen" || !strings.HasSuffix(start, " &") || !strings.Contains(calls, args[1]) {
		t.Fatalf("got %q, want a server with HTTPS beside HTTP, and calls of it", start)
	}
	dir := t.TempDir()
	url := serveBeside(t, "--trust-dir", dir)
	command := exec.CommandContext(t.Context(), "sh", "-euc", strings.ReplaceAll(calls, "https://"+args[1], url))
	command.Env = append(os.Environ(), "LINKUP_EMULATOR_TRUST_DIR="+dir)
	if out, err := command.CombinedOutput(); err != nil || !bytes.Contains(out, []byte(`"status":"success"`)) {
		t.Errorf("got %s, %v, want the answer to\n%s", out, err, calls)
	}
}

// The table of control routes has every route that the server has, and no other.
func TestTableOfControlRoutes(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/control.md"))
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([A-Z]+ /_emulator[^`]*)` \\|").FindAllStringSubmatch(string(text), -1) {
		shown = append(shown, m[1])
	}
	response, err := http.Get(serve(t).url + "/_emulator/nothing")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	has := regexp.MustCompile(`[A-Z]+ /_emulator[a-z./{}]*`).FindAllString(string(body), -1)
	slices.Sort(shown)
	slices.Sort(has)
	if !slices.Equal(shown, has) {
		t.Errorf("got the routes %q\nwant %q", shown, has)
	}
}

// The page of the control routes names the parts that a reset takes, and no other.
func TestPagesNameThePartsOfAReset(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/control.md"))
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest("POST", serve(t).url+"/_emulator/reset", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	var done struct{ Parts []string }
	if err := json.Unmarshal(do(t, request), &done); err != nil {
		t.Fatal(err)
	}
	if want := "one part (" + codes(done.Parts) + ")"; !strings.Contains(string(text), want) {
		t.Errorf("got no %q in docs/control.md", want)
	}
}
