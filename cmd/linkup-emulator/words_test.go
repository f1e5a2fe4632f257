package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// settingWords are the public words of every setting of serve.
var settingWords = []struct{ flag, env, byDefault string }{
	{"config", "LINKUP_EMULATOR_CONFIG", ""},
	{"listen", "LINKUP_EMULATOR_LISTEN", "127.0.0.1:8080"},
	{"tls", "LINKUP_EMULATOR_TLS", "false"},
	{"tls-listen", "LINKUP_EMULATOR_TLS_LISTEN", ""},
	{"tls-name", "LINKUP_EMULATOR_TLS_NAME", ""},
	{"trust-dir", "LINKUP_EMULATOR_TRUST_DIR", ""},
	{"credits", "LINKUP_EMULATOR_CREDITS", "1000"},
	{"charge", "LINKUP_EMULATOR_CHARGE", "delivered"},
	{"charge-errors", "LINKUP_EMULATOR_CHARGE_ERRORS", "false"},
	{"error-status", "LINKUP_EMULATOR_ERROR_STATUS", "http"},
	{"lenient", "LINKUP_EMULATOR_LENIENT", "false"},
	{"rate-limit", "LINKUP_EMULATOR_RATE_LIMIT", "off"},
	{"cookie-ttl", "LINKUP_EMULATOR_COOKIE_TTL", "0s"},
	{"pictures", "LINKUP_EMULATOR_PICTURES", "vendor"},
	{"scenario", "LINKUP_EMULATOR_SCENARIO", ""},
	{"scenario-dir", "LINKUP_EMULATOR_SCENARIO_DIR", ""},
	{"state", "LINKUP_EMULATOR_STATE", ""},
	{"state-every", "LINKUP_EMULATOR_STATE_EVERY", "0s"},
	{"journal", "LINKUP_EMULATOR_JOURNAL", "1000"},
	{"budget", "LINKUP_EMULATOR_BUDGET", ""},
	{"debug-headers", "LINKUP_EMULATOR_DEBUG_HEADERS", "true"},
	{"validate", "LINKUP_EMULATOR_VALIDATE", "once"},
	{"control-listen", "LINKUP_EMULATOR_CONTROL_LISTEN", ""},
	{"control-host", "LINKUP_EMULATOR_CONTROL_HOST", ""},
	{"control-token", "LINKUP_EMULATOR_CONTROL_TOKEN", ""},
	{"proxy", "LINKUP_EMULATOR_PROXY", "off"},
	{"proxy-passthrough", "LINKUP_EMULATOR_PROXY_PASSTHROUGH", "false"},
	{"console", "LINKUP_EMULATOR_CONSOLE", "true"},
	{"log-format", "LINKUP_EMULATOR_LOG_FORMAT", "text"},
	{"log-level", "LINKUP_EMULATOR_LOG_LEVEL", "info"},
}

// fileOnly are the names of the configuration file that no flag has.
var fileOnly = []string{"accounts", "cookies", "unknown_keys"}

// run runs the program with its arguments to its end, in an empty environment.
func run(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, log bytes.Buffer
	p := &main.Program{
		Args: args, LookupEnv: environment(nil), Stdout: &out, Stderr: &log,
		ConfigDir: func() (string, error) { return t.TempDir(), nil },
	}
	status = p.Run(t.Context())
	return status, out.String(), log.String()
}

func environment(vars map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := vars[name]
		return value, ok
	}
}

var (
	helpFlag    = regexp.MustCompile(`--(?:\[no-\])?([a-z-]+)`)
	helpDefault = regexp.MustCompile(`\(default (\S+),`)
	helpEnv     = regexp.MustCompile(`\$([A-Z_]+)\)`)
)

// helpRow is what the help says of a flag, its lines joined.
func helpRows(t *testing.T, command string) map[string]string {
	t.Helper()
	_, help, _ := run(t, command, "--help")
	_, flags, _ := strings.Cut(help, "Flags:\n")
	rows, last := map[string]string{}, ""
	for line := range strings.Lines(flags) {
		text := strings.TrimSpace(line)
		if m := helpFlag.FindStringSubmatch(text); m != nil && strings.HasPrefix(strings.TrimPrefix(text, "-h, "), m[0]) {
			last = m[1]
		}
		rows[last] += " " + strings.Join(strings.Fields(text), " ")
	}
	delete(rows, "help")
	return rows
}

func TestHelpNamesEverySettingItsVariableAndItsDefault(t *testing.T) {
	rows := helpRows(t, "serve")
	for _, want := range settingWords {
		t.Run(want.flag, func(t *testing.T) {
			row, ok := rows[want.flag]
			if !ok {
				t.Fatalf("help of serve: got no --%s in %v", want.flag, rows)
			}
			if got := helpEnv.FindStringSubmatch(row); got == nil || got[1] != want.env {
				t.Errorf("variable: got %q in %q, want %q", got, row, want.env)
			}
			got := helpDefault.FindStringSubmatch(row)
			if want.byDefault == "" && got != nil || want.byDefault != "" && (got == nil || got[1] != want.byDefault) {
				t.Errorf("default: got %q in %q, want %q", got, row, want.byDefault)
			}
		})
	}
	if len(rows) != len(settingWords) {
		t.Errorf("help of serve: got the flags %v, want these %d", slices.Sorted(maps.Keys(rows)), len(settingWords))
	}
}

func TestHealthcheckReadsSettingsOfServe(t *testing.T) {
	serve := helpRows(t, "serve")
	for name, row := range helpRows(t, "healthcheck") {
		if serve[name] != row {
			t.Errorf("--%s: got %q, want that of serve, %q", name, row, serve[name])
		}
	}
}

func TestSchemaOfTheFileNamesEverySetting(t *testing.T) {
	text, err := schemas.FS.ReadFile("config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties map[string]struct {
			Default any `json:"default"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	want := slices.Clone(fileOnly)
	for _, s := range settingWords {
		if s.flag == "config" {
			continue
		}
		name := strings.ReplaceAll(s.flag, "-", "_")
		want = append(want, name)
		if got := schema.Properties[name].Default; got != nil && fmt.Sprint(got) != s.byDefault || got == nil && s.byDefault != "" {
			t.Errorf("default of %s: got %v in the schema, want %s as the flag has it", name, got, s.byDefault)
		}
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(schema.Properties)); !slices.Equal(got, want) {
		t.Errorf("names of the file: got %v in the schema, want %v", got, want)
	}
}

// run takes the settings of serve, some with defaults of its own, and env the address of the proxy.
func TestRunAndEnvReadSettingsOfServe(t *testing.T) {
	serve := helpRows(t, "serve")
	own := map[string]map[string]string{
		"run": {"listen": "127.0.0.1:0", "proxy": "127.0.0.1:0", "log-level": "warn", "report-format": "text"},
		"env": {"proxy": "127.0.0.1:8888", "shell": "sh", "unset": ""},
	}
	for command, defaults := range own {
		rows := helpRows(t, command)
		for name, row := range rows {
			byDefault, ok := defaults[name]
			switch got := helpDefault.FindStringSubmatch(strings.ReplaceAll(row, ")", ",)")); {
			case ok && byDefault != "" && (got == nil || got[1] != byDefault):
				t.Errorf("%s --%s: got %q, want the default %s", command, name, row, byDefault)
			case !ok && row != serve[name]:
				t.Errorf("%s --%s: got %q, want that of serve, %q", command, name, row, serve[name])
			}
		}
		if command == "run" && len(rows) != len(serve)+1 {
			t.Errorf("run: got %d flags, want the %d of serve and one more", len(rows), len(serve))
		}
	}
}
