package main_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

// running is a program that serves within the test.
type running struct {
	url  string
	stop context.CancelFunc // as the first signal does
	cut  context.CancelFunc // as the second does
	done chan int           // its exit status
	log  *bytes.Buffer      // read it once it is done
}

// serve starts the program on a free port, and ends it with the test.
func serve(t *testing.T, args ...string) *running {
	t.Helper()
	stdout, written := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	hurry, cut := context.WithCancel(context.Background())
	r := &running{stop: stop, cut: cut, done: make(chan int, 1), log: &bytes.Buffer{}}
	p := &main.Program{
		Args: append([]string{"--listen=127.0.0.1:0"}, args...), LookupEnv: environment(nil),
		Stdout: written, Stderr: r.log, Hurry: hurry,
	}
	go func() {
		r.done <- p.Run(ctx)
		written.Close()
	}()
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		t.Fatalf("got no first line, want the URL; the program ended with %d and said: %s", <-r.done, r.log)
	}
	r.url = lines.Text()
	t.Cleanup(func() {
		cut()
		stop()
		for lines.Scan() {
			t.Errorf("standard output: got another line %q, want the URL alone", lines.Text())
		}
	})
	return r
}

func TestServeEndsWellAndLeavesNothing(t *testing.T) {
	defer goleak.VerifyNone(t)
	r := serve(t, "--proxy=127.0.0.1:0")
	response, err := http.Get(r.url + "/_emulator/ready")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	r.stop()
	if got := <-r.done; got != 0 {
		t.Errorf("exit status: got %d, want 0; the log: %s", got, r.log)
	}
	proxy := regexp.MustCompile(`proxy_url=(\S+)`).FindStringSubmatch(r.log.String())
	if proxy == nil {
		t.Fatalf("got no proxy in the log: %s", r.log)
	}
	for _, url := range []string{r.url, proxy[1]} {
		if _, err := net.Dial("tcp", strings.TrimPrefix(url, "http://")); err == nil {
			t.Errorf("%s: still answers, want nobody there", url)
		}
	}
}

// stall opens a request that is never sent whole, so that the server has one under way until it gives up on it.
func stall(t *testing.T, url string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_, err = io.WriteString(conn, "POST /v1/network/connections HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"+
		"x-api-key: k\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	// The server asks for the body once it reads it, and so has taken the request up.
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("got %q, %v, want 100 Continue", line, err)
	}
	return conn
}

func TestSecondSignalCutsRequestsOff(t *testing.T) {
	r := serve(t)
	conn := stall(t, r.url)
	r.stop()
	r.cut()
	if got := <-r.done; got != 0 {
		t.Errorf("exit status: got %d, want 0; the log: %s", got, r.log)
	}
	if rest, err := io.ReadAll(conn); err == nil && len(rest) > 0 && bytes.Contains(rest, []byte("200 OK")) {
		t.Errorf("the stalled request: got %q, want it cut off", rest)
	}
}

func TestFirstSignalWaitsForRequests(t *testing.T) {
	r := serve(t)
	conn := stall(t, r.url)
	r.stop()
	for { // until it takes no more connections, and so is stopping
		probe, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
		if err != nil {
			break
		}
		probe.Close()
	}
	body := `{"login_token":"network-25"}`
	fmt.Fprintf(conn, "%-100s", body)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("the request under way: %v, want it answered; the log: %s", err, r.log)
	}
	if response.StatusCode != http.StatusOK {
		t.Errorf("the request under way: got %s, want 200", response.Status)
	}
	conn.Close()
	if got := <-r.done; got != 0 {
		t.Errorf("exit status: got %d, want 0; the log: %s", got, r.log)
	}
}

// A process that runs the program as main does obeys an address given in any way that the contract of Listen allows.
func TestListensWhereItIsTold(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "localhost:0", ":0", "0.0.0.0:0"} {
		t.Run(address, func(t *testing.T) {
			r := serve(t, "--listen="+address)
			host := strings.TrimPrefix(r.url, "http://")
			if status, stdout, stderr := run(t, "healthcheck", "--listen", host); status != 0 || stdout != "ready\n" {
				t.Errorf("healthcheck of %s: got status %d, %q, %q, want 0, ready", host, status, stdout, stderr)
			}
		})
	}
}

func TestExampleCallWorks(t *testing.T) {
	r := serve(t)
	request := requestOf(t, main.ExampleCall(r.url, ""))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("got %s, %v, %s, want 200", response.Status, err, body)
	}
}

// requestOf is what a shell would have curl send.
func requestOf(t *testing.T, command string) *http.Request {
	t.Helper()
	words := strings.FieldsFunc(strings.ReplaceAll(command, "\\\n", " "), quotes())
	if len(words) < 4 || words[0] != "curl" || words[1] != "-X" {
		t.Fatalf("got %q, want curl -X METHOD URL ...", words)
	}
	request, err := http.NewRequest(words[2], words[3], nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4; i+1 < len(words); i += 2 {
		switch words[i] {
		case "-H":
			name, value, _ := strings.Cut(words[i+1], ": ")
			request.Header.Set(name, value)
		case "-d":
			request.Body = io.NopCloser(strings.NewReader(words[i+1]))
			request.ContentLength = int64(len(words[i+1]))
		default:
			t.Fatalf("got the argument %q, want -H or -d", words[i])
		}
	}
	return request
}

// quotes splits at spaces outside single quotes, and drops the quotes.
func quotes() func(rune) bool {
	quoted := false
	return func(r rune) bool {
		if r == '\'' {
			quoted = !quoted
			return true
		}
		return r == ' ' && !quoted
	}
}

// What network prints is what the endpoint answers, and its pages cover the network once.
func TestNetworkPrintsWhatTheEndpointAnswers(t *testing.T) {
	url := serve(t).url
	rapid.Check(t, func(rt *rapid.T) {
		token := fmt.Sprintf("network-%d-%s", rapid.IntRange(0, 60).Draw(rt, "size"), rapid.StringMatching(`[a-z]{1,4}`).Draw(rt, "cookie"))
		page := rapid.Int64Range(1, 8).Draw(rt, "page")
		_, printed, _ := run(t, "network", "--login-token", token, "--page", fmt.Sprint(page))
		body := fmt.Sprintf(`{"login_token":%q,"start_page":%d,"end_page":%d}`, token, page, page)
		request, err := http.NewRequest(http.MethodPost, url+"/v1/network/connections", strings.NewReader(body))
		if err != nil {
			rt.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("x-api-key", "credits-1000000")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			rt.Fatal(err)
		}
		defer response.Body.Close()
		var answer struct {
			Data struct {
				Connections []json.RawMessage `json:"connections"`
			} `json:"data"`
		}
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			rt.Fatal(err)
		}
		var want strings.Builder
		for _, c := range answer.Data.Connections {
			want.Write(c)
			want.WriteByte('\n')
		}
		if printed != want.String() {
			rt.Errorf("page %d of %s: got\n%swant as the endpoint answers\n%s", page, token, printed, &want)
		}
	})
}

func TestNetworkRangesCoverItOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		size := rapid.Int64Range(0, 60).Draw(rt, "size")
		step := rapid.Int64Range(1, 70).Draw(rt, "step")
		token := fmt.Sprintf("network-%d", size)
		var parts strings.Builder
		for from := int64(0); from < size; from += step {
			_, part, _ := run(t, "network", "--login-token", token, "--from", fmt.Sprint(from), "--count", fmt.Sprint(step))
			parts.WriteString(part)
		}
		_, whole, _ := run(t, "network", "--login-token", token)
		if parts.String() != whole {
			rt.Errorf("%d connections, %d at a time: got\n%swant\n%s", size, step, &parts, whole)
		}
		if got := int64(strings.Count(whole, "\n")); got != size {
			rt.Errorf("lines: got %d, want %d", got, size)
		}
	})
}

func TestReachable(t *testing.T) {
	rows := []struct{ listen, want string }{
		{":8080", "127.0.0.1:8080"},
		{"0.0.0.0:8080", "127.0.0.1:8080"},
		{"[::]:8080", "[::1]:8080"},
		{"127.0.0.1:9", "127.0.0.1:9"},
		{"[::1]:9", "[::1]:9"},
		{"emulator:9", "emulator:9"},
	}
	for _, row := range rows {
		t.Run(row.listen, func(t *testing.T) {
			if got, err := main.Reachable(row.listen); err != nil || got != row.want {
				t.Errorf("got %s, %v, want %s", got, err, row.want)
			}
		})
	}
}

func TestHealthcheckOfWhatIsNotReady(t *testing.T) {
	rows := []struct{ name, body, want string }{
		{"draining", `{"status":"draining"}`, `says "draining", want "ready"`},
		{"another server", "<html>", "is another server there?"},
		{"another server that speaks JSON", "{}", `says "", want "ready"`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			other := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, row.body) })}
			go func() { _ = other.Serve(listener) }()
			defer other.Close()
			status, stdout, stderr := run(t, "healthcheck", "--listen", listener.Addr().String())
			if status != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, row.want) {
				t.Errorf("got status %d, %q, %q, want 1 and one line with %q", status, stdout, stderr, row.want)
			}
		})
	}
}

func TestHealthcheckGivesUpWithItsContext(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // which nobody serves
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	var out, log bytes.Buffer
	p := &main.Program{Args: []string{"healthcheck", "--listen", listener.Addr().String()}, LookupEnv: environment(nil), Stdout: &out, Stderr: &log}
	if got := p.Run(ctx); got != 1 || !strings.Contains(log.String(), "deadline exceeded") {
		t.Errorf("got status %d, %q, want 1 and that the deadline is exceeded", got, &log)
	}
}
