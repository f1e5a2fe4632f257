// Package browser_test drives the console of the running program in a real browser, as a person does.
package browser_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestMain ends the browser, and removes what it and the build of the program have left.
func TestMain(m *testing.M) {
	work, err := os.MkdirTemp("", "linkup-emulator-console-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	shared.work = work
	code := m.Run()
	if shared.end != nil {
		shared.end()
	}
	if err := os.RemoveAll(work); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// shared is what all tests use: one program, built once, and one browser, started once, of which each test has tabs.
var shared struct {
	work    string
	program sync.Once
	path    string
	browser sync.Once
	ctx     context.Context
	end     func()
	err     error
}

// built is the path of the program.
func built(t testing.TB) string {
	t.Helper()
	shared.program.Do(func() {
		path := filepath.Join(shared.work, "linkup-emulator")
		out, err := exec.Command("go", "build", "-buildvcs=false", "-o", path, "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator").CombinedOutput()
		if err != nil {
			shared.err = fmt.Errorf("build the program: %w\n%s", err, out)
			return
		}
		shared.path = path
	})
	if shared.path == "" {
		t.Fatal(shared.err)
	}
	return shared.path
}

// chromium is the browser's path. Without one a test is skipped, but in CI, where it fails.
func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const say = "no chromium here, in which the console is tried: install it (Debian's package chromium; .ci/check does)"
	if os.Getenv("CI") == "true" {
		t.Fatal(say)
	}
	t.Skip(say)
	return ""
}

// theBrowser is the context of the one browser.
func theBrowser(t testing.TB) context.Context {
	t.Helper()
	path := chromium(t)
	shared.browser.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(filepath.Join(shared.work, "profile")),
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-dev-shm-usage", true),
			chromedp.Flag("hide-scrollbars", false), chromedp.WSURLReadTimeout(60*time.Second),
		)
		allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, endBrowser := chromedp.NewContext(allocator)
		shared.ctx, shared.end = ctx, func() {
			_ = chromedp.Cancel(ctx) // which waits for the process; that it is gone already is as well
			endBrowser()
			endAllocator()
		}
		shared.err = chromedp.Do(ctx)
	})
	if shared.err != nil {
		t.Fatalf("start %s: %v", path, shared.err)
	}
	return shared.ctx
}

// emulator is the program, running as a process of its own.
type emulator struct {
	url    string
	cmd    *exec.Cmd
	stderr *lockedBuffer
}

// run starts the program on a free port, or that of args, and ends it with the test.
func run(t testing.TB, args ...string) *emulator {
	t.Helper()
	e := &emulator{cmd: exec.Command(built(t), append([]string{"--listen=127.0.0.1:0", "--log-level=warn"}, args...)...), stderr: &lockedBuffer{}}
	e.cmd.Stderr = e.stderr
	stdout, err := e.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		_ = e.cmd.Wait()
		t.Fatalf("the program printed no URL: %v; it said: %s", err, e.stderr)
	}
	e.url = strings.TrimSpace(line)
	t.Cleanup(func() {
		e.kill(t)
		if t.Failed() {
			t.Logf("the program's log: %s", e.stderr)
		}
	})
	return e
}

// kill ends the program as a crash does. It may be called more than once.
func (e *emulator) kill(t testing.TB) {
	t.Helper()
	if err := e.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Error(err)
	}
	_ = e.cmd.Wait() // it was killed, which is an error, or waited for already, which is one too
}

type lockedBuffer struct {
	mu   sync.Mutex
	text strings.Builder // guarded by mu
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// send makes a request and returns status and body.
func send(t testing.TB, method, url, body string, headers ...string) (int, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// call asks for pages of a cookie's network, as a client of the endpoint does.
func (e *emulator) call(t testing.TB, key, cookie string, start, end int) (int, string) {
	t.Helper()
	body := fmt.Sprintf(`{"login_token":%q,"country":"FR","start_page":%d,"end_page":%d}`, cookie, start, end)
	return send(t, "POST", e.url+"/v1/network/connections", body, "x-api-key", key)
}

// control calls a control route, and wants 200.
func (e *emulator) control(t testing.TB, method, path, body string, headers ...string) string {
	t.Helper()
	status, text := send(t, method, e.url+"/_emulator/"+path, body, headers...)
	if status != http.StatusOK {
		t.Fatalf("%s %s: got %d %s, want 200", method, path, status, text)
	}
	return text
}
