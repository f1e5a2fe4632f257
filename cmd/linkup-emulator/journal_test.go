package main_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// asked asks the endpoint at url for connections.
func asked(t *testing.T, url, key, body string) {
	t.Helper()
	request, err := http.NewRequest("POST", url+"/v1/network/connections", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
}

// whatVaries of a line: the time of day, how long it took, and the id of the request.
var whatVaries = regexp.MustCompile(`(?m)^\d\d:\d\d:\d\d\.\d{3}|\d+\.\dms|request [0-9a-f]{8}-\d+$`)

func TestJournalCommandPrintsCalls(t *testing.T) {
	url := serve(t, "--journal=2", "--scenario=flaky").url
	asked(t, url, "k", `{"login_token":"network-5"}`)
	asked(t, url, "k", `{"login_token":"network-42","start_page":1,"end_page":2,"pages":3}`)
	asked(t, url, "other", `{}`)
	rows := []struct {
		name string
		args []string
		want string
	}{
		{"all", nil, `... 1 call is no longer kept
TIME  200  POST  /v1/network/connections  key:8254c3  cookie:aaaf66  pages 1-2  charged 2  left 997  TOOK  scenario flaky step 1  warning: unknown field "pages" was ignored  ID
TIME  400  POST  /v1/network/connections  key:d9298a  charged 0  left 1000  TOOK  "Invalid parameter: login_token is required: a string that is not blank"  ID
`},
		{"of a key", []string{"--key=other"}, `TIME  400  POST  /v1/network/connections  key:d9298a  charged 0  left 1000  TOOK  "Invalid parameter: login_token is required: a string that is not blank"  ID
`},
		{"of a fingerprint", []string{"--key=key:8254c3"}, `... 1 call is no longer kept
TIME  200  POST  /v1/network/connections  key:8254c3  cookie:aaaf66  pages 1-2  charged 2  left 997  TOOK  scenario flaky step 1  warning: unknown field "pages" was ignored  ID
`},
		{"of nobody", []string{"--key=nobody"}, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			status, stdout, stderr := run(t, append([]string{"journal", "--url", url + "/"}, row.args...)...)
			got := whatVaries.ReplaceAllStringFunc(stdout, func(s string) string {
				switch {
				case strings.HasSuffix(s, "ms"):
					return "TOOK"
				case strings.HasPrefix(s, "request "):
					return "ID"
				}
				return "TIME"
			})
			if status != 0 || got != row.want || stderr != "" {
				t.Errorf("got status %d, %s and\n%s\nwant\n%s", status, stderr, got, row.want)
			}
		})
	}
}

func TestJournalCommandPrintsJSON(t *testing.T) {
	url := serve(t, "--journal=1").url
	asked(t, url, "k", `{}`)
	asked(t, url, "k", `{"login_token":"c"}`)
	status, stdout, stderr := run(t, "journal", "--url", url, "--format=json")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if status != 0 || len(lines) != 2 || lines[0] != `{"dropped":1}` {
		t.Fatalf("got status %d, %s and\n%s", status, stderr, stdout)
	}
	var e emulator.JournalEntry
	if err := json.Unmarshal([]byte(lines[1]), &e); err != nil || e.Seq != 2 || e.Status != 200 {
		t.Errorf("got %v, %+v; want the second call", err, e)
	}
}

// followed is a journal command that follows, line by line.
func followed(t *testing.T, url string) (lines *bufio.Scanner, stop context.CancelFunc, done chan int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, written := io.Pipe()
	var log bytes.Buffer
	p := &main.Program{Args: []string{"journal", "--follow", "--url", url}, LookupEnv: environment(nil), Stdout: written, Stderr: &log}
	done = make(chan int, 1)
	go func() {
		done <- p.Run(ctx)
		written.Close()
	}()
	return bufio.NewScanner(out), stop, done
}

func TestJournalCommandFollows(t *testing.T) {
	served := serve(t)
	asked(t, served.url, "k", `{"login_token":"before"}`)
	lines, stop, done := followed(t, served.url)
	next := func() string {
		if !lines.Scan() {
			t.Fatal("got no more lines")
		}
		return lines.Text()
	}
	if got := next(); !strings.Contains(got, "10 results") {
		t.Errorf("got %q, want the call before", got)
	}
	asked(t, served.url, "k", `{"login_token":"c","start_page":3,"end_page":3}`)
	if got := next(); !strings.Contains(got, "pages 3-3") {
		t.Errorf("got %q, want the call after", got)
	}
	stop()
	if got := <-done; got != 0 {
		t.Errorf("once it is stopped: got status %d, want 0", got)
	}
	lines, _, done = followed(t, served.url)
	next()
	next()
	served.stop() // which drains, and does not wait for who follows
	if got := <-done; got != 0 {
		t.Errorf("once the emulator is stopped: got status %d, want 0", got)
	}
	if got := <-served.done; got != 0 {
		t.Errorf("the emulator: got status %d, want 0", got)
	}
}

// The command finds the control routes where serve has them, by the same settings, and carries their token.
func TestJournalCommandFindsTheEmulator(t *testing.T) {
	served := serve(t, "--control-token=t0ken")
	asked(t, served.url, "k", `{"login_token":"c"}`)
	address := strings.TrimPrefix(served.url, "http://")
	rows := []struct {
		name   string
		args   []string
		status int
	}{
		{"by listen", []string{"--listen=" + address, "--control-token=t0ken"}, 0},
		{"by control_listen", []string{"--control-listen=" + address, "--control-token=t0ken"}, 0},
		{"by url", []string{"--url=" + served.url, "--control-token=t0ken"}, 0},
		{"without the token", []string{"--url=" + served.url}, 1},
		{"with another token", []string{"--url=" + served.url, "--control-token=other"}, 1},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			status, stdout, stderr := run(t, append([]string{"journal"}, row.args...)...)
			if status != row.status || (status == 0) != strings.Contains(stdout, "10 results") || strings.Contains(stderr, "t0ken") || (status == 1) != strings.Contains(stderr, "status 401") {
				t.Errorf("got status %d, %q and %q, want %d", status, stdout, stderr, row.status)
			}
		})
	}
}

func TestJournalCommandFails(t *testing.T) {
	nobody := httptest.NewServer(http.NotFoundHandler())
	defer nobody.Close()
	off := serve(t, "--journal=0").url
	rows := []struct {
		name string
		args []string
		want string
	}{
		{"no journal", []string{"--url", off}, "journal: GET " + off + "/_emulator/journal: status 404: no journal is kept: the setting journal is 0\n"},
		{"no journal to follow", []string{"--url", off, "--follow"}, "journal: GET " + off + "/_emulator/journal/stream: status 404: no journal is kept: the setting journal is 0\n"},
		{"another server", []string{"--url", nobody.URL}, "journal: GET " + nobody.URL + "/_emulator/journal: status 404 and no word of an emulator; is another server there?\n"},
		{"no URL", []string{"--url", "localhost:8080"}, `journal: --url: got "localhost:8080", want http://HOST:PORT or https://HOST:PORT` + "\n"},
		{"no control routes", []string{"--control-listen=off"}, "journal: the control routes are turned off (control_listen)\n"},
		{"port 0", []string{"--listen=127.0.0.1:0"}, "journal: port 0 is a free port that serve chose; say which with --listen\n"},
		{"a format", []string{"--format=xml"}, `--format: got "xml", want text or json` + "\n"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			status, stdout, stderr := run(t, append([]string{"journal", "--key", secret}, row.args...)...)
			if status != 1 || stdout != "" || stderr != "linkup-emulator: "+row.want {
				t.Errorf("got status %d, %q and %q, want 1 and %q", status, stdout, stderr, row.want)
			}
		})
	}
	status, _, stderr := run(t, "journal", "--url=http://127.0.0.1:1", "--key", secret)
	if status != 1 || strings.Contains(stderr, secret) || !strings.Contains(stderr, "connection refused") {
		t.Errorf("nobody there: got status %d, %q; want 1, why, and no key", status, stderr)
	}
}
