// Package reach tells a process how to reach an emulator: the environment variables, in the words of a shell, and the
// files that they name.
package reach

import (
	"slices"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/internal/proxy"
)

// Variable is an environment variable.
type Variable struct{ Name, Value string }

// Emulator is what a process is told of an emulator.
type Emulator struct {
	URL   string // without a path
	Proxy string // the URL of its proxy; "" where there is none
	Files Files  // zero where HTTPS is not served
}

// Lookup finds a variable of the environment that is there now, as os.LookupEnv does.
type Lookup func(name string) (value string, ok bool)

// same are the variables that have no value but the emulator's.
var same = []struct {
	name  string
	value func(Emulator) string
}{
	{"LINKUP_API_BASE", func(e Emulator) string { return e.URL + "/v1" }},
	{"HTTPS_PROXY", func(e Emulator) string { return e.Proxy }},
	{"https_proxy", func(e Emulator) string { return e.Proxy }},
	{"HTTP_PROXY", func(e Emulator) string { return e.Proxy }},
	{"http_proxy", func(e Emulator) string { return e.Proxy }}, // curl reads no other
	// Deliberately not what was there and these: a name of the vendor among it would let real calls out.
	{"NO_PROXY", Emulator.noProxy},
	{"no_proxy", Emulator.noProxy},
	{"SSL_CERT_FILE", func(e Emulator) string { return e.Files.Bundle }},
	{"REQUESTS_CA_BUNDLE", func(e Emulator) string { return e.Files.Bundle }},
	{"CURL_CA_BUNDLE", func(e Emulator) string { return e.Files.Bundle }}, // before SSL_CERT_FILE, where it is set
	{"NODE_USE_ENV_PROXY", Emulator.notByNode},
	{"NODE_EXTRA_CA_CERTS", func(e Emulator) string { return e.Files.CA }},
}

// The variables that have something of ours beside what is there.
const (
	nodeOptions = "NODE_OPTIONS"
	pythonPath  = "PYTHONPATH"
)

// notByNode keeps Node from going by the proxy in its own way, which covers less than what we load.
func (e Emulator) notByNode() string {
	if e.Proxy == "" {
		return ""
	}
	return "0"
}

func (e Emulator) noProxy() string {
	if e.Proxy == "" {
		return ""
	}
	return proxy.NoProxy
}

// Variables are those that make a process reach e. What NODE_OPTIONS and PYTHONPATH have now stays in them.
func (e Emulator) Variables(now Lookup) []Variable {
	var all []Variable
	for _, v := range same {
		if value := v.value(e); value != "" {
			all = append(all, Variable{v.name, value})
		}
	}
	if e.Proxy == "" {
		return all
	}
	options, path := without(now)
	return append(all,
		Variable{nodeOptions, strings.Join(append(options, "--require="+nodeQuoted(e.Files.Node)), " ")},
		Variable{pythonPath, strings.Join(append([]string{e.Files.Python}, path...), listSeparator)},
	)
}

// Unset are the variables as they are to be without us, those without a value not at all. What another value was before
// nobody knows any more.
func Unset(now Lookup) []Variable {
	var all []Variable
	for _, v := range same {
		all = append(all, Variable{v.name, ""})
	}
	options, path := without(now)
	return append(all, Variable{nodeOptions, strings.Join(options, " ")}, Variable{pythonPath, strings.Join(path, listSeparator)})
}

// without is what NODE_OPTIONS and PYTHONPATH have of others.
func without(now Lookup) (options, path []string) {
	ours := func(part string) bool {
		return strings.Contains(part, nodeFile) || strings.Contains(part, pythonFolder)
	}
	if value, _ := now(nodeOptions); value != "" {
		options = slices.DeleteFunc(nodeWords(value), ours)
	}
	if value, _ := now(pythonPath); value != "" {
		path = slices.DeleteFunc(strings.Split(value, listSeparator), ours)
	}
	return options, path
}

// nodeWords are the options of NODE_OPTIONS, each as it stands there: parted by spaces, but not by those in double quotes.
func nodeWords(value string) []string {
	var words []string
	var word strings.Builder
	quoted, escaped := false, false
	for _, r := range value {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = quoted
		case r == '"':
			quoted = !quoted
		}
		if r != ' ' || quoted {
			word.WriteRune(r)
			continue
		}
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	if word.Len() > 0 {
		words = append(words, word.String())
	}
	return words
}

// nodeQuoted is a path as NODE_OPTIONS takes it.
func nodeQuoted(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(path) + `"`
}
