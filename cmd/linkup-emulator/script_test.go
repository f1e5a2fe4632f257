package main_test

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

var update = flag.Bool("update", false, "write what the scripts' programs print as what is wanted")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"linkup-emulator": main.Main,
		"http":            httpMain,
	})
}

// TestScripts runs testdata/script: each subcommand as a process of its own. Beyond testscript's own commands there are
// serve [flag...] (starts the program; its URL is $URL, and with --tls-listen the other $TLS_URL), address (sets $ADDRESS and $PORT to where it listens), stop SIGNAL (ends it; its output is in server.out and
// server.log) and exec http METHOD URL [-H header]... [-d body] (prints the status and the body).
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Values[serverKey] = &serverProcess{}
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home")) // testscript's own is one that root would make
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"serve":   startServer,
			"stop":    stopServer,
			"address": address,
		},
	})
}

const (
	serverKey = "server"
	stopTime  = 5 * time.Second // what a stop was promised to take at most
)

// serverProcess is the emulator that a script has started.
type serverProcess struct {
	command *exec.Cmd
	out     bytes.Buffer // read it once the process has ended
	log     bytes.Buffer // likewise
	ended   chan error
}

func startServer(ts *testscript.TestScript, neg bool, args []string) {
	s := ts.Value(serverKey).(*serverProcess)
	if neg || s.command != nil {
		ts.Fatalf("serve: wanted once in a script, and without !")
	}
	path, err := exec.LookPath("linkup-emulator")
	ts.Check(err)
	s.command = exec.Command(path, args...)
	s.command.Dir = ts.MkAbs(".")
	s.command.Env = settingsOf(ts)
	s.command.Stderr = &s.log
	stdout, err := s.command.StdoutPipe()
	ts.Check(err)
	ts.Check(s.command.Start())
	lines := bufio.NewReader(stdout)
	first, err := lines.ReadString('\n')
	second := ""
	if err == nil && slices.Contains(args, "--tls-listen") {
		second, err = lines.ReadString('\n')
	}
	s.out.WriteString(first + second)
	s.ended = make(chan error, 1)
	go func() {
		_, _ = io.Copy(&s.out, lines)
		s.ended <- s.command.Wait()
	}()
	ts.Defer(func() { _ = s.command.Process.Kill() })
	if err != nil {
		<-s.ended
		ts.Fatalf("serve: no first lines: %v\n%s", err, &s.log)
	}
	ts.Setenv("URL", strings.TrimSpace(first))
	ts.Setenv("TLS_URL", strings.TrimSpace(second))
}

// settingsOf are the environment variables that the script has set for the program.
func settingsOf(ts *testscript.TestScript) []string {
	env := []string{"PATH=" + ts.Getenv("PATH")}
	for _, s := range settingWords {
		name := main.EnvName(s.flag)
		if value := ts.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// address sets $ADDRESS and $PORT to where the server of the script listens.
func address(ts *testscript.TestScript, neg bool, args []string) {
	url, err := url.Parse(ts.Getenv("URL"))
	ts.Check(err)
	ts.Setenv("ADDRESS", url.Host)
	ts.Setenv("PORT", url.Port())
}

func stopServer(ts *testscript.TestScript, neg bool, args []string) {
	s := ts.Value(serverKey).(*serverProcess)
	signals := map[string]os.Signal{"SIGINT": syscall.SIGINT, "SIGTERM": syscall.SIGTERM}
	if neg || s.command == nil || len(args) != 1 || signals[args[0]] == nil {
		ts.Fatalf("usage, after serve: stop SIGINT|SIGTERM")
	}
	ts.Check(s.command.Process.Signal(signals[args[0]]))
	select {
	case err := <-s.ended:
		ts.Check(err)
	case <-time.After(stopTime):
		ts.Fatalf("stop: still running after %v", stopTime)
	}
	ts.Check(os.WriteFile(filepath.Join(ts.MkAbs("."), "server.out"), s.out.Bytes(), 0o600))
	ts.Check(os.WriteFile(filepath.Join(ts.MkAbs("."), "server.log"), s.log.Bytes(), 0o600))
}

// httpMain is the program http of the scripts.
func httpMain() {
	if err := httpCall(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "http:", err)
		os.Exit(1)
	}
}

func httpCall(args []string) error {
	if len(args) < 2 || len(args)%2 != 0 {
		return errors.New("usage: http METHOD URL [-H 'name: value']... [-d body]")
	}
	var body string
	header := http.Header{}
	for i := 2; i < len(args); i += 2 {
		switch name, value, _ := strings.Cut(args[i+1], ": "); args[i] {
		case "-H":
			header.Set(name, value)
		case "-d":
			body = args[i+1]
		default:
			return fmt.Errorf("unknown flag %s", args[i])
		}
	}
	request, err := http.NewRequest(args[0], args[1], strings.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
	_, err = io.Copy(os.Stdout, response.Body)
	fmt.Println()
	return err
}
