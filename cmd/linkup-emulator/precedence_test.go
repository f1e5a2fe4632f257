package main_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// effective are the settings that serve would start with, by the names of the file.
func effective(t *testing.T, args []string, env map[string]string) (map[string]string, error) {
	t.Helper()
	var out bytes.Buffer
	cfg, effective, err := main.ConfigOf(&main.Program{Args: args, LookupEnv: environment(env), Stdout: &out, Stderr: &out})
	if err != nil {
		return nil, err
	}
	maps.Copy(effective, map[string]string{
		"listen":         cfg.Listen,
		"tls":            fmt.Sprint(cfg.TLS),
		"tls_listen":     cfg.TLSListen,
		"credits":        fmt.Sprint(cfg.Credits),
		"charge":         string(cfg.Charge),
		"charge_errors":  fmt.Sprint(cfg.ChargeErrors),
		"error_status":   string(cfg.ErrorStatus),
		"lenient":        fmt.Sprint(cfg.Lenient),
		"rate_limit":     cfg.RateLimit,
		"cookie_ttl":     cfg.CookieTTL.String(),
		"pictures":       string(cfg.Pictures),
		"journal":        fmt.Sprint(cfg.Journal),
		"debug_headers":  fmt.Sprint(!cfg.HideDebugHeaders),
		"validate":       string(cfg.Validate),
		"control_listen": cfg.ControlListen,
		"control_host":   strings.Join(cfg.ControlHosts, ","),
		"control_token":  cfg.ControlToken,
	})
	return effective, nil
}

// writeConfig writes a configuration file and returns its path.
func writeConfig(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "emulator.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFlagBeforeEnvironmentBeforeFileBeforeDefault sets each setting at one level more at a time; neighbouring levels
// have different values, so that the level that was read shows.
func TestFlagBeforeEnvironmentBeforeFileBeforeDefault(t *testing.T) {
	levels := map[string]struct{ file, env, flag string }{
		"listen":            {"127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"},
		"credits":           {"1", "0", "3"},
		"charge":            {"requested", "delivered", "requested"},
		"charge_errors":     {"true", "false", "true"},
		"error_status":      {"ok", "http", "ok"},
		"lenient":           {"true", "false", "true"},
		"rate_limit":        {"1/s", "300/m", "2/h"},
		"cookie_ttl":        {"1m0s", "1h0m0s", "2h0m0s"},
		"pictures":          {"local", "vendor", "local"},
		"scenario":          {"[flaky, slow]", "hang,slow", "flaky"},
		"scenario_dir":      {"a", "b", "c"},
		"state":             {"a.json", "b.json", "c.json"},
		"state_every":       {"1s", "2s", "3s"},
		"journal":           {"5", "0", "7"},
		"budget":            {"1", "0", "3"},
		"debug_headers":     {"false", "true", "false"},
		"validate":          {"always", "once", "always"},
		"control_listen":    {"127.0.0.1:1", "off", "127.0.0.1:3"},
		"control_host":      {"[a, b]", "c,d", "e"},
		"control_token":     {"s1", "s2", "s3"},
		"console":           {"false", "true", "false"},
		"proxy":             {"127.0.0.1:1", "off", "127.0.0.1:3"},
		"proxy_passthrough": {"true", "false", "true"},
		"log_format":        {"json", "text", "json"},
		"log_level":         {"debug", "warn", "error"},
		"tls":               {"true", "false", "true"},
		"tls_listen":        {"127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"},
		"tls_name":          {"[a, b]", "c,10.0.0.1", "e"},
		"trust_dir":         {"a", "b", "c"},
	}
	for _, words := range settingWords {
		if words.flag == "config" {
			continue
		}
		name := strings.ReplaceAll(words.flag, "-", "_")
		level, ok := levels[name]
		if !ok {
			t.Errorf("no row for the setting %s", name)
			continue
		}
		if strings.HasPrefix(level.file, "[") {
			level.file = strings.ReplaceAll(strings.Trim(level.file, "[]"), " ", "")
		}
		file := "--config=" + writeConfig(t, name+": "+levels[name].file+"\n")
		env := map[string]string{words.env: level.env}
		flag := "--" + words.flag + "=" + level.flag
		rows := []struct {
			name string
			args []string
			env  map[string]string
			want string
		}{
			{"default", nil, nil, words.byDefault},
			{"file", []string{file}, nil, level.file},
			{"environment before file", []string{file}, env, level.env},
			{"environment alone", nil, env, level.env},
			{"flag before all", []string{file, flag}, env, level.flag},
			{"flag before the command's name is none of a lower level", []string{"serve", flag, file}, env, level.flag},
			{"empty variable is none", []string{file}, map[string]string{words.env: ""}, level.file},
		}
		for _, row := range rows {
			t.Run(name+"/"+row.name, func(t *testing.T) {
				got, err := effective(t, row.args, row.env)
				if err != nil {
					t.Fatal(err)
				}
				if got[name] != row.want {
					t.Errorf("%s: got %s, want %s", name, got[name], row.want)
				}
			})
		}
	}
}

func TestConfigurationFileIsNamedByFlagBeforeEnvironment(t *testing.T) {
	seven, eight := writeConfig(t, "credits: 7\n"), writeConfig(t, "credits: 8\n")
	rows := []struct {
		name string
		args []string
		want string
	}{
		{"environment", nil, "7"},
		{"flag before it", []string{"--config", eight}, "8"},
		{"flag before it, command named", []string{"serve", "--config", eight}, "8"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, err := effective(t, row.args, map[string]string{"LINKUP_EMULATOR_CONFIG": seven})
			if err != nil || got["credits"] != row.want {
				t.Errorf("credits: got %s, %v, want %s", got["credits"], err, row.want)
			}
		})
	}
}

func TestBooleanFlagsCanBeTakenBack(t *testing.T) {
	file := writeConfig(t, "charge_errors: true\nlenient: true\ndebug_headers: true\n")
	got, err := effective(t, []string{"--config", file, "--no-charge-errors", "--no-lenient", "--no-debug-headers"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"charge_errors", "lenient", "debug_headers"} {
		if got[name] != "false" {
			t.Errorf("%s: got %s, want false", name, got[name])
		}
	}
}

func TestZeroCreditsAreMeant(t *testing.T) {
	for _, args := range [][]string{{"--credits=0"}, {"--config", writeConfig(t, "credits: 0\naccounts: [{key: a}]\n")}} {
		cfg, _, err := main.ConfigOf(&main.Program{Args: args, LookupEnv: environment(nil)})
		if err != nil {
			t.Fatal(err)
		}
		if !cfg.OpenEmpty || cfg.Credits != 0 {
			t.Errorf("%v: got OpenEmpty %v, Credits %d, want true, 0", args, cfg.OpenEmpty, cfg.Credits)
		}
		for _, a := range cfg.Accounts {
			if a.Credits != 0 {
				t.Errorf("%v: got an account of %d credits, want those of the setting, 0", args, a.Credits)
			}
		}
		if _, err := emulator.New(cfg); err != nil {
			t.Errorf("%v: %v", args, err)
		}
	}
}

// A bad value is an error at each level, and the error says which level it was.
func TestBadValueNamesItsOrigin(t *testing.T) {
	rows := []struct {
		name string
		args []string
		env  map[string]string
		want string
	}{
		{"number, flag", []string{"--credits", "1.5"}, nil, `--credits: got "1.5", want a whole number from 0 to 9007199254740991`},
		{"number too large, variable", nil, map[string]string{"LINKUP_EMULATOR_CREDITS": "9007199254740992"}, `--credits: LINKUP_EMULATOR_CREDITS: got "9007199254740992", want a whole number from 0 to 9007199254740991`},
		{"budget, flag", []string{"--budget", "off"}, nil, `--budget: got "off", want a whole number from 0 to 9007199254740991`},
		{"budget, variable", nil, map[string]string{"LINKUP_EMULATOR_BUDGET": "-1"}, `--budget: LINKUP_EMULATOR_BUDGET: got "-1", want a whole number from 0 to 9007199254740991`},
		{"word, flag", []string{"--error-status", "OK"}, nil, `--error-status: got "OK", want http or ok`},
		{"word, variable", nil, map[string]string{"LINKUP_EMULATOR_LOG_LEVEL": "loud"}, `--log-level: LINKUP_EMULATOR_LOG_LEVEL: got "loud", want debug, info, warn or error`},
		{"bool, variable", nil, map[string]string{"LINKUP_EMULATOR_LENIENT": "maybe"}, `--lenient: LINKUP_EMULATOR_LENIENT: bool value must be true, 1, yes, false, 0 or no but got "maybe"`},
		{"address, flag", []string{"--listen", "8080"}, nil, `--listen: got "8080", want host:port such as 127.0.0.1:8080, with a port from 0 to 65535`},
		{"address, variable", nil, map[string]string{"LINKUP_EMULATOR_LISTEN": ":99999"}, `--listen: LINKUP_EMULATOR_LISTEN: got ":99999", want host:port such as 127.0.0.1:8080, with a port from 0 to 65535`},
		{"address of HTTPS, flag", []string{"--tls-listen", "8443"}, nil, `--tls-listen: got "8443", want host:port such as 127.0.0.1:8080, with a port from 0 to 65535`},
		{"name of HTTPS, flag", []string{"--tls-name", "*.example.com"}, nil, `--tls-name: got "*.example.com", want a host name or an IP address as it stands in a URL, without port, such as emulator.internal or 192.168.1.5`},
		{"name of HTTPS, variable", nil, map[string]string{"LINKUP_EMULATOR_TLS_NAME": "a,b:80"}, `--tls-name: LINKUP_EMULATOR_TLS_NAME: got "b:80", want a host name or an IP address as it stands in a URL, without port, such as emulator.internal or 192.168.1.5`},
		{"empty folder, flag", []string{"--trust-dir="}, nil, `--trust-dir: got an empty string, want the path of a folder`},
		{"HTTPS, variable", nil, map[string]string{"LINKUP_EMULATOR_TLS": "on"}, `--tls: LINKUP_EMULATOR_TLS: bool value must be true, 1, yes, false, 0 or no but got "on"`},
		{"control address, flag", []string{"--control-listen", "on"}, nil, `--control-listen: got "on", want off or host:port such as 127.0.0.1:8081, with a port from 0 to 65535`},
		{"proxy address, flag", []string{"--proxy", "8888"}, nil, `--proxy: got "8888", want off or host:port such as 127.0.0.1:8888, with a port from 0 to 65535`},
		{"control host, variable", nil, map[string]string{"LINKUP_EMULATOR_CONTROL_HOST": "a,http://b"}, `--control-host: LINKUP_EMULATOR_CONTROL_HOST: got "http://b", want a name or an address as it stands in a URL, without scheme and port, such as emulator.local`},
		{"control token, flag", []string{"--control-token", "s3cret s3cret"}, nil, `--control-token: got a character that a header cannot carry as it is, want printable ASCII without spaces`},
		{"empty control token, flag", []string{"--control-token="}, nil, `--control-token: got an empty string, want a token of one character or more`},
		{"control token, variable", nil, map[string]string{"LINKUP_EMULATOR_CONTROL_TOKEN": "s3crét"}, `--control-token: LINKUP_EMULATOR_CONTROL_TOKEN: got a character that a header cannot carry as it is, want printable ASCII without spaces`},
		{"address, file", []string{"--config", "testdata/config/address.yaml"}, nil, `--listen: testdata/config/address.yaml:2:9: got "localhost", want host:port such as 127.0.0.1:8080, with a port from 0 to 65535`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := effective(t, row.args, row.env)
			if err == nil || err.Error() != row.want {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
		})
	}
}
