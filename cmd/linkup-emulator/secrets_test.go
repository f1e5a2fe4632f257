package main_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secrets are what a client sends that is nobody else's to see.
type secrets struct{ key, cookie, password, email string }

// kindsOfSecrets are those that look like somebody's real ones, and those that do not.
var kindsOfSecrets = map[string]secrets{
	"ordinary": {"hush-my-own-key", "hush-my-own-cookie", "hush-my-own-password", "hush-my-own-mail@example.com"},
	"real": {"hush9b2d7c41e8f05a6637d1c0be4f82a915", "AQEDARhush8kQBpZ2nAAABk3m1vXIAAAGTYcJ5ck4AVr0n6fWqP1sLd7Zt_Yb3Xh-Ue2Gc9Ko4Mj8Nq5Rw7",
		"hush-Kx8!pTq2vB9#mWz4", "hush.a.lovelace@example.com"},
}

// fill puts the secrets in the place of KEY, COOKIE, PASSWORD and EMAIL.
func (s secrets) fill(text string) string {
	return strings.NewReplacer("KEY", s.key, "COOKIE", s.cookie, "PASSWORD", s.password, "EMAIL", s.email).Replace(text)
}

// secretCalls are requests to the vendor's routes, good and bad, as path, key and body.
var secretCalls = [][3]string{
	{"/v1/network/connections", "KEY", `{"login_token":"COOKIE","start_page":1,"end_page":2}`},
	{"/v1/network/connections", "KEY", `{"login_token":"COOKIE","start_page":1,"end_page":2}`},
	{"/v1/network/connections", "KEY", `{"login_token":"expired-COOKIE"}`},
	{"/v1/network/connections", "KEY", `{"login_token":"expired-COOKIE"}`},
	{"/v1/network/connections", "KEY", `{"login_token":"scenario-malformed-COOKIE"}`},
	{"/v1/network/connections", "KEY", `{"login_token":["COOKIE"],"country":"COOKIE","start_page":"COOKIE"}`},
	{"/v1/network/connections", "KEY", `{"login_token":"COOKIE","COOKIE":"KEY","login_token":"COOKIE"}`},
	{"/v1/network/connections", "KEY", `login_token=COOKIE`},
	{"/v1/network/connections", "", `{"login_token":"COOKIE"}`},
	{"/v1/network/connections", "unknown-KEY", `{"login_token":"COOKIE"}`},
	{"/v1/network/none?key=KEY&login_token=COOKIE", "KEY", ``},
	{"/v1/auth/login", "KEY", `{"email":"EMAIL","password":"PASSWORD"}`},
	{"/v1/auth/login", "KEY", `{"email":"verify-EMAIL","password":"PASSWORD"}`},
	{"/v1/auth/login", "KEY", `{"email":"wrong-password-EMAIL","password":"PASSWORD"}`},
	{"/v1/auth/verify", "KEY", `{"email":"verify-EMAIL","code":"PASSWORD"}`},
}

// controlFaults are calls of the control routes that are refused, as method, path and body; what they say is searched, too.
var controlFaults = [][3]string{
	{"PUT", "/accounts/KEY", `{"credits":"KEY"}`},
	{"PUT", "/accounts/KEY/scenario?name=none", ``},
	{"PUT", "/accounts/KEY/scenario", `{"name":"x","match":{"login_token":["COOKIE"]},"steps":[{"answer":{}}]}`},
	{"GET", "/journal?key=KEY&cookie=COOKIE&status=ok", ``},
	{"POST", "/verify", `{"match":{"login_token":"COOKIE","api_key":"KEY","key":"KEY","cookie":"COOKIE"},"exactly":99}`},
	{"POST", "/verify", `{"match":{"login_token":"*COOKIE","api_key":"?KEY"},"exactly":99,"credits_spent":99}`},
	{"POST", "/verify", `{"match":{"login_token":["COOKIE"]},"exactly":1}`},
	{"POST", "/reset", `{"key":"KEY","part":"clock"}`},
	{"PUT", "/networks/COOKIE", `[{"name":"COOKIE"}]`},
	{"PUT", "/networks/COOKIE", `COOKIE`},
	{"GET", "/networks/COOKIE?page=0", ``},
	{"DELETE", "/networks/none-COOKIE", ``},
	{"PUT", "/state", `{"version":1,"accounts":[{"key":"KEY"}]}`},
	{"GET", "/report?key=KEY&x=COOKIE", ``},
	{"POST", "/accounts/KEY", `{}`},
	{"GET", "/KEY/COOKIE", ``},
}

// Whatever a client sends and whoever asks for it: no log, journal, report, state, metric or error of the program has a
// cookie, a key, a password or an e-mail address in it.
func TestNoSecretIsWritten(t *testing.T) {
	for name, s := range kindsOfSecrets {
		for _, format := range []string{"text", "json"} {
			t.Run(name+"/"+format, func(t *testing.T) {
				dir := t.TempDir()
				write := func(name, text string) string {
					path := filepath.Join(dir, name)
					if err := os.WriteFile(path, []byte(s.fill(text)), 0o600); err != nil {
						t.Fatal(err)
					}
					return path
				}
				state := filepath.Join(dir, "state.json")
				config := write("config.yaml", "unknown_keys: reject\naccounts: [{key: KEY, credits: 99}]\ncookies: [{login_token: dead-COOKIE, state: expired}]\n")
				scenario := write("scenario.yaml", "name: own\nmatch: {login_token: \"hush*\", api_key: KEY}\nsteps: [{answer: {}}]\n")
				if name == "real" {
					scenario = write("scenario.yaml", "name: own\nmatch: {login_token: \"x?COOKIE*\", api_key: KEY}\nsteps: [{answer: {}}]\n")
				}
				served := serve(t, "--config="+config, "--scenario="+scenario, "--state="+state, "--log-format="+format, "--log-level=debug", "--budget=1")
				written := map[string]string{}
				for _, call := range secretCalls {
					secretCall(t, "POST", served.url+s.fill(call[0]), s.fill(call[1]), s.fill(call[2])) // whose answer is the caller's own
				}
				written["a network"] = secretCall(t, "PUT", served.url+"/_emulator/networks/"+s.cookie+"?key="+s.key, "", `[{"name":"Ada"}]`)
				secretCall(t, "PUT", served.url+"/_emulator/networks/other-"+s.cookie, "", `[{"name":"Ada"}]`)
				told := []string{"/networks/COOKIE", "/networks/COOKIE?key=KEY", "/journal", "/journal?key=KEY", "/report", "/report?key=KEY", "/state", "/metrics", "/contract", "/clock"}
				if name == "real" { // what may be an ordinary word is told where it stands for no secret, and keys to who manages accounts
					secretCall(t, "POST", served.url+"/v1/network/"+s.cookie+"/"+s.key, s.key, "{}")
					written["an unknown scenario"] = secretCall(t, "PUT", served.url+"/_emulator/scenarios/"+s.cookie, "", "")
					written["a scenario"] = secretCall(t, "PUT", served.url+"/_emulator/scenarios/x", "", s.fill(`{"name":"x","match":{"login_token":"COOKIE"},"steps":[{"answer":{}}]}`))
					told = append(told, "/accounts", "/accounts/KEY", "/scenarios", "/scenarios/own", "/scenarios/x", "/networks")
				}
				for i, call := range controlFaults {
					where := fmt.Sprintf("fault %d, %s %s", i, call[0], call[1])
					written[where] = secretCall(t, call[0], served.url+"/_emulator"+s.fill(call[1]), "", s.fill(call[2]))
				}
				for _, path := range told {
					written[path] = secretCall(t, "GET", served.url+"/_emulator"+s.fill(path), "", "")
				}
				for _, line := range []string{
					"journal", "journal --format=json", "journal --key=KEY", "report", "report --format=json", "report --format=markdown",
					"report --format=junit --budget=1", "report --key=KEY", "report --key=nobody-KEY",
				} {
					args := strings.Fields(s.fill(line))
					_, stdout, stderr := run(t, append(args, "--url="+served.url)...)
					written[line] = stdout + stderr
				}
				served.stop()
				<-served.done
				written["log"] = served.log.String()
				saved, err := os.ReadFile(state)
				if err != nil {
					t.Fatal(err)
				}
				written["state file"] = string(saved)
				for where, text := range written {
					if len(text) == 0 {
						t.Errorf("%s: got nothing to search", where)
					}
					s.missing(t, where, text)
				}
				warned := strings.Contains(written["log"], "REAL SECRET")
				if warned != (name == "real") {
					t.Errorf("got the warning of a real secret: %v", warned)
				}
			})
		}
	}
}

// missing checks that a text has none of the secrets.
func (s secrets) missing(t *testing.T, where, text string) {
	t.Helper()
	for _, secret := range []string{s.key, s.cookie, s.password, s.email, strings.TrimSuffix(s.email, "@example.com")} {
		if at := strings.Index(text, secret); at >= 0 {
			t.Errorf("%s: has %q: ...%s...", where, secret, text[max(0, at-150):min(len(text), at+150)])
		}
	}
}

// secretCall is the body that a call is answered with.
func secretCall(t *testing.T, method, url, key, body string) string {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("x-api-key", key)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body) // some answers break off on purpose
	return string(text)
}

// Files that are refused, and what is said of them: a secret that somebody wrote into one may be anywhere in it.
func TestNoSecretIsInAFault(t *testing.T) {
	for name, s := range kindsOfSecrets {
		t.Run(name, func(t *testing.T) {
			for _, row := range []struct{ command, text string }{
				{"serve --config", "accounts: [{key: KEY}, {key: KEY}]"},
				{"serve --config", "accounts: [{key: KEY, credits: -1}]"},
				{"serve --config", "accounts: [{key: [KEY]}]"},
				{"serve --config", "accounts: {KEY: 3}"},
				{"serve --config", "accounts: [KEY]"},
				{"serve --config", "cookies: [{login_token: COOKIE, state: dead}]"},
				{"serve --config", "cookies: [{login_token: COOKIE}, {login_token: COOKIE}]"},
				{"serve --config", "cookies: [{login_token: COOKIE, size: -1}]"},
				{"serve --config", "cookies: [{login_token: {x: COOKIE}}]"},
				{"serve --config", "cookies: COOKIE"},
				{"serve --state", `{"version":1,"accounts":[{"key":"KEY"}]}`},
				{"scenario lint", "name: x\nmatch: {login_token: [COOKIE]}\nsteps: [{answer: {}}]"},
				{"scenario lint", "name: x\nmatch: {api_key: {x: KEY}}\nsteps: [{answer: {}}]"},
				{"scenario lint", "name: x\nmatch: [COOKIE]\nsteps: [{answer: {}}]"},
				{"scenario lint", "name: x\nmatch: {login_tokn: COOKIE}\nsteps: [{answer: {}}]"},
			} {
				path := filepath.Join(t.TempDir(), "file.yaml")
				if err := os.WriteFile(path, []byte(s.fill(row.text)), 0o600); err != nil {
					t.Fatal(err)
				}
				status, stdout, stderr := run(t, append(strings.Fields(row.command), path)...)
				if status == 0 || stderr == "" {
					t.Errorf("%s %s: got status %d and %q, want a fault", row.command, row.text, status, stdout)
				}
				s.missing(t, row.command+" "+row.text, stdout+stderr)
			}
		})
	}
}
