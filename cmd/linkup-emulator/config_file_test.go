package main_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// secret begins every key and cookie of the tests' configurations: no error may show it.
const secret = "sk-live"

func TestConfigIsTaken(t *testing.T) {
	rows := []struct{ name, text string }{
		{"empty", ""},
		{"comments alone", "# nothing yet\n"},
		{"document marks alone", "---\n"},
		{"byte order mark", "\ufefflisten: 127.0.0.1:0\n"},
		{"CRLF", "credits: 5\r\ncharge: requested\r\n"},
		{"JSON", `{"credits": 5, "accounts": [{"key": "sk-live"}]}`},
		{"everything", everything},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if _, err := main.ParseConfig("emulator.yaml", []byte(row.text)); err != nil {
				t.Errorf("got %v, want no error", err)
			}
		})
	}
}

const everything = `listen: 127.0.0.1:0
tls: true
tls_listen: 127.0.0.1:0
tls_name: [emulator.local]
trust_dir: trust
credits: 12
charge: requested
charge_errors: true
error_status: ok
lenient: true
rate_limit: 300/m
cookie_ttl: 1h30m0s
pictures: local
scenario: [flaky]
scenario_dir: scenarios
state: state.json
state_every: 5s
journal: 20
budget: 84
debug_headers: false
validate: always
console: false
control_listen: 127.0.0.1:0
control_host: [emulator.local]
control_token: sk-live-t0ken
proxy: 127.0.0.1:0
proxy_passthrough: true
log_format: json
log_level: debug
unknown_keys: reject
accounts:
  - key: sk-live-1
    credits: 0
  - {key: "sk-live-2"}
cookies:
  - login_token: sk-live-3
    state: expired
  - login_token: sk-live-4
    size: 30000
`

func TestEverythingOfTheFileReachesTheEmulator(t *testing.T) {
	got, err := effective(t, []string{"--config", writeConfig(t, everything)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	if err := yaml.Unmarshal([]byte(everything), &want); err != nil {
		t.Fatal(err)
	}
	for name, value := range got {
		text, _ := json.Marshal(want[name])
		if strings.Trim(string(text), `["]`) != value {
			t.Errorf("%s: got %s, want %s", name, value, text)
		}
	}
	cfg, _, err := main.ConfigOf(&main.Program{Args: []string{"--config", writeConfig(t, everything)}, LookupEnv: environment(nil)})
	if err != nil {
		t.Fatal(err)
	}
	wantAccounts := []emulator.AccountConfig{{Key: "sk-live-1", Credits: 0}, {Key: "sk-live-2", Credits: 12}}
	if len(cfg.Accounts) != 2 || cfg.Accounts[0] != wantAccounts[0] || cfg.Accounts[1] != wantAccounts[1] {
		t.Errorf("accounts: got %v, want %v", cfg.Accounts, wantAccounts)
	}
	if cfg.UnknownKeys != emulator.RejectUnknownKeys {
		t.Errorf("unknown_keys: got %s, want reject", cfg.UnknownKeys)
	}
	if len(cfg.Cookies) != 2 || cfg.Cookies[0].State != emulator.CookieExpired || cfg.Cookies[1].Size == nil || *cfg.Cookies[1].Size != 30000 {
		t.Errorf("cookies: got %+v, want one that is expired and one of 30000 connections", cfg.Cookies)
	}
}

func TestConfigIsRefusedAtItsPlace(t *testing.T) {
	rows := []struct{ name, text, want string }{
		{"unknown name", "listne: x\n", `f:1:1: unknown name "listne", did you mean "listen"?`},
		{"a rate that is none", "rate_limit: 300\n", `f:1:13: rate_limit: got 300, want a string that matches ^(off|[1-9][0-9]{0,6}/[smh])$`},
		{"unknown name near nothing", "zebra: 1\n", `f:1:1: unknown name "zebra", want accounts, budget, charge, charge_errors, console, control_host, control_listen, control_token, cookie_ttl, cookies, credits, debug_headers, error_status, journal, lenient, listen, log_format, log_level, pictures, proxy, proxy_passthrough, rate_limit, scenario, scenario_dir, state, state_every, tls, tls_listen, tls_name, trust_dir, unknown_keys or validate`},
		{"name in a list, near", "accounts:\n  - key: sk-live\n    credit: 5\n", `f:3:5: accounts[0]: unknown name "credit", did you mean "credits"?`},
		{"name in a list that may be a key", "accounts:\n  - sk-live-1: 5\n    key: a\n", `f:2:5: accounts[0]: unknown name, want credits or key`},
		{"missing", "cookies:\n  - size: 5\n", `f:2:5: cookies[0]: login_token is missing`},
		{"enum", "charge: often\n", `f:1:9: charge: got "often", want delivered or requested`},
		{"bool", "lenient: \"yes\"\n", `f:1:10: lenient: got "yes", want true or false`},
		{"negative", "credits: -1\n", `f:1:10: credits: got -1, want a whole number from 0 to 9007199254740991`},
		{"fraction", "credits: 1.5\n", `f:1:10: credits: got 1.5, want a whole number from 0 to 9007199254740991`},
		{"infinite", "credits: .inf\n", `f: has a value that JSON cannot say: json: unsupported value: +Inf`},
		{"too large", "cookies:\n  - login_token: sk-live\n    size: 30001\n", `f:3:11: cookies[0].size: got 30001, want a whole number from 0 to 30000`},
		{"token is a number", "control_token: 12345\n", `f:1:16: control_token: got a number; put it in quotes, want a string that is not blank`},
		{"token is a list", "control_token: [sk-live]\n", `f:1:1: control_token: got a list, want a string that is not blank`},
		{"off without quotes is a word", "control_listen: [off]\n", `f:1:1: control_listen: got a list, want a string that is not blank`},
		{"key is a number", "accounts:\n  - key: 12345\n", `f:2:10: accounts[0].key: got a number; put it in quotes, want a string that is not blank`},
		{"key is blank", "accounts:\n  - key: \" \"\n", `f:2:10: accounts[0].key: got a blank string, want a string that is not blank`},
		{"key is a list", "accounts:\n  - key: [sk-live]\n", `f:2:5: accounts[0].key: got a list, want a string that is not blank`},
		{"account is a string", "accounts:\n  - sk-live\n", `f:2:5: accounts[0]: got a string, want a mapping with credits or key`},
		{"accounts are a mapping", "accounts:\n  key: sk-live\n", `f:1:1: accounts: got a mapping, want a list`},
		{"nothing given", "accounts:\n", `f:1:11: accounts: got nothing, want a list`},
		{"not a mapping", "- sk-live\n", `f:1:1: got a list, want a mapping with accounts, budget, charge, charge_errors, console, control_host, control_listen, control_token, cookie_ttl, cookies, credits, debug_headers, error_status, journal, lenient, listen, log_format, log_level, pictures, proxy, proxy_passthrough, rate_limit, scenario, scenario_dir, state, state_every, tls, tls_listen, tls_name, trust_dir, unknown_keys or validate`},
		{"two faults, in the file's order", "lenient: 1\ncharge: 2\n", "f:1:10: lenient: got 1, want true or false\nf:2:9: charge: got 2, want delivered or requested"},
		{"twice", "accounts: []\naccounts: []\n", `f:2:1: the same name stands twice in one mapping`},
		{"alias, as a key that begins with *", "accounts:\n  - key: *sk-live\n", `f:2:10: tags, anchors and aliases are not taken here; write the value out, in quotes if it begins with !, & or *`},
		{"tag", "credits: !!int sk-live\n", `f:1:10: tags, anchors and aliases are not taken here; write the value out, in quotes if it begins with !, & or *`},
		{"merge", "<<: {credits: 5}\n", `f:1:1: << is not taken here; write the values out`},
		{"two documents", "credits: 1\n---\ncredits: 2\n", `f: has 2 YAML documents, want one`},
		{"not UTF-8", "listen: \xff\n", `f: is not UTF-8 text`},
		{"quote that does not end", "accounts:\n  - key: \"sk-live\n", `f:2:10: could not find end character of double-quoted text`},
		{"indentation", "accounts:\n  - key: sk-live\n   credits: 1\n", `f:3:4: value is not allowed in this context`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := main.ParseConfig("f", []byte(row.text))
			if err == nil || err.Error() != row.want {
				t.Fatalf("got  %v\nwant %s", err, row.want)
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the error shows a secret: %v", err)
			}
		})
	}
}

// What the schema cannot say, the emulator does; the program says where it stands in the file.
func TestEmulatorsOwnComplaintHasItsPlace(t *testing.T) {
	path := writeConfig(t, "accounts:\n  - key: sk-live\n  - key: sk-live\ncookies:\n  - login_token: sk-live\n  - size: 1\n    login_token: sk-live\n")
	status, _, stderr := run(t, "--config", path)
	want := "linkup-emulator: " + path + ":3:10: accounts[1].key: is the same as one before it; name each once\n" +
		"linkup-emulator: " + path + ":7:18: cookies[1].login_token: is the same as one before it; name each once\n"
	if status != 1 || stderr != want {
		t.Errorf("got status %d and\n%swant 1 and\n%s", status, stderr, want)
	}
}

// The words that explain a fault are sought apart from the schema's verdict: both must find fault with the same files.
func FuzzExplanationAgreesWithSchema(f *testing.F) {
	bodies, err := filepath.Glob("../../schemas/testdata/config/*/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range bodies {
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(body))
	}
	for _, body := range []string{`null`, `[]`, `{}`, `{"accounts":[{"key":"\u2003"}]}`, `{"credits":1e3}`, `{"credits":1.0}`, `{"credits":null}`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, text string) {
		faulty, verdict, ok := main.Explained(text)
		if !ok {
			t.Skip("not a document that comes to the schema")
		}
		if faulty != (verdict != nil) {
			t.Errorf("%s: got faults %v, want as the schema says: %v", text, faulty, verdict)
		}
	})
}

// Whatever is in the file, reading it ends, and its error is a line that begins with the file's name.
func FuzzParseConfig(f *testing.F) {
	f.Add(everything)
	for _, text := range []string{"", "- a", "a: &b [*b]", "<<: {}", "? [a]\n: b", "a: !!binary x", "{", "\t", "a: |\n b", "---\n---\n", "%YAML 1.3\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := main.ParseConfig("f", []byte(text))
		if err == nil {
			return
		}
		for line := range strings.Lines(err.Error()) {
			if !strings.HasPrefix(line, "f:") {
				t.Errorf("%q: got %q, want a line that begins with the file", text, line)
			}
		}
	})
}
