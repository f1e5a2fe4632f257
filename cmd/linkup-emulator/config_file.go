package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// configFile is the configuration file, proven by schemas.Config. The zero value is that of a program without one.
type configFile struct {
	places   places
	settings map[string]string // by the flag's name, as the flag would be given

	unknownKeys emulator.UnknownKeys
	accounts    []fileAccount
	cookies     []emulator.CookieConfig
	networks    []string // the files with the networks of cookies, "" for none
}

type fileAccount struct {
	Key     string `json:"key"`
	Credits *int64 `json:"credits"`
}

// readConfig reads and proves the file at path. Its errors have a line for each fault, which begins path:line:column
// and never shows a key or a login_token.
func readConfig(path string) (*configFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	return parseConfig(path, text)
}

func parseConfig(path string, text []byte) (*configFile, error) {
	root, err := parseYAML(path, text)
	if err != nil || root == nil {
		return &configFile{}, err
	}
	places := places{file: path, at: map[string]position{}}
	if err := places.walk("", root); err != nil {
		return nil, err
	}
	body, tree, err := toJSON(root)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := prove(places, body, tree); err != nil {
		return nil, err
	}
	return newConfigFile(places, body, tree.(map[string]any))
}

// parseYAML is the one document of text, or nil where there is none.
func parseYAML(path string, text []byte) (ast.Node, error) {
	if !utf8.Valid(text) {
		return nil, fmt.Errorf("%s: is not UTF-8 text", path)
	}
	file, err := parser.ParseBytes(bytes.TrimPrefix(text, []byte("\ufeff")), 0)
	var syntax *yaml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, syntaxFault(path, syntax)
	case err != nil:
		return nil, fmt.Errorf("%s: is not YAML", path) // the error may show a line of the file, and so a key
	case len(file.Docs) == 0:
		return nil, nil
	case len(file.Docs) > 1:
		return nil, fmt.Errorf("%s: has %d YAML documents, want one", path, len(file.Docs))
	}
	return file.Docs[0].Body, nil
}

func syntaxFault(path string, e *yaml.SyntaxError) error {
	message := e.Message
	if strings.HasPrefix(message, "mapping key") { // it shows the name, which may be a key that is at the wrong place
		message = "the same name stands twice in one mapping"
	}
	at := e.Token.Position
	return fmt.Errorf("%s:%d:%d: %s", path, at.Line, at.Column, message)
}

// toJSON is the document as the schema knows it: a body, and the body's tree with numbers as they stand there.
func toJSON(root ast.Node) (body []byte, tree any, err error) {
	var v any
	if err := yaml.NodeToValue(root, &v); err != nil {
		return nil, nil, errors.New("is YAML that cannot be read") // the error may show a line of the file
	}
	if body, err = json.Marshal(v); err != nil {
		return nil, nil, fmt.Errorf("has a value that JSON cannot say: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	return body, tree, decoder.Decode(&tree)
}

// prove lets the published schema judge, and says where the file breaks it.
func prove(places places, body []byte, tree any) error {
	set, err := schemas.Default()
	if err != nil {
		return err
	}
	verdict := set.Check(schemas.Config, body)
	if verdict == nil {
		return nil
	}
	rules, err := configRules()
	if err != nil {
		return err
	}
	if faults := explain(rules, tree, ""); len(faults) > 0 {
		return places.sorted(faults)
	}
	return fmt.Errorf("%s: %w", places.file, verdict)
}

// newConfigFile takes a proven document apart: the keys that flags have too, and those that the file alone has.
func newConfigFile(places places, body []byte, tree map[string]any) (*configFile, error) {
	var doc struct {
		UnknownKeys emulator.UnknownKeys `json:"unknown_keys"`
		Accounts    []fileAccount        `json:"accounts"`
		Cookies     []struct {
			LoginToken string               `json:"login_token"`
			State      emulator.CookieState `json:"state"`
			Size       *int                 `json:"size"`
			Network    string               `json:"network"`
		} `json:"cookies"`
	}
	if err := json.Unmarshal(body, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", places.file, err)
	}
	f := &configFile{places: places, settings: map[string]string{}, unknownKeys: doc.UnknownKeys, accounts: doc.Accounts}
	for _, c := range doc.Cookies {
		f.cookies = append(f.cookies, emulator.CookieConfig{LoginToken: c.LoginToken, State: c.State, Size: c.Size})
		f.networks = append(f.networks, c.Network)
	}
	for name, value := range tree {
		switch name {
		case "unknown_keys", "accounts", "cookies":
		default:
			f.settings[strings.ReplaceAll(name, "_", "-")] = asFlag(value)
		}
	}
	return f, nil
}

// asFlag is a value as a flag would be given: a list by its entries with commas between.
func asFlag(value any) string {
	list, ok := value.([]any)
	if !ok {
		return fmt.Sprint(value)
	}
	entries := make([]string, len(list))
	for i, entry := range list {
		entries[i] = fmt.Sprint(entry)
	}
	return strings.Join(entries, ",")
}

// setting is what the file says for a flag, and where.
func (f *configFile) setting(flag string) (text, origin string, ok bool) {
	text, ok = f.settings[flag]
	if !ok {
		return "", "", false
	}
	return text, f.places.origin("/" + strings.ReplaceAll(flag, "-", "_")), true
}

// accountsWith are the accounts of the file, with the credits of those that it gives none.
func (f *configFile) accountsWith(credits int64) []emulator.AccountConfig {
	var accounts []emulator.AccountConfig
	for _, a := range f.accounts {
		account := emulator.AccountConfig{Key: a.Key, Credits: credits}
		if a.Credits != nil {
			account.Credits = *a.Credits
		}
		accounts = append(accounts, account)
	}
	return accounts
}

// listField is how the emulator's own errors name a field of a list, such as accounts[1].key.
var listField = regexp.MustCompile(`^(?:configuration: )?(accounts|cookies)\[(\d+)\]\.(\w+): `)

// locate puts the place in the file before each line of the emulator's own complaint, err, that is about the file.
func (f *configFile) locate(err error) error {
	lines := strings.Split(err.Error(), "\n")
	for i, line := range lines {
		if m := listField.FindStringSubmatch(line); m != nil {
			lines[i] = f.places.origin("/"+m[1]+"/"+m[2]+"/"+m[3]) + ": " + strings.TrimPrefix(line, "configuration: ")
		}
	}
	return errors.New(strings.Join(lines, "\n"))
}
