package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// programPath is the emulator's, for go build.
const programPath = "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"

// build builds the emulator into a directory, and returns the program.
func build(ctx context.Context, directory string) (program string, err error) {
	program = filepath.Join(directory, "linkup-emulator")
	out, err := exec.CommandContext(ctx, "go", "build", "-o", program, programPath).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the emulator: %w\n%s", err, out)
	}
	return program, nil
}

// process is a server that was started here.
type process struct {
	address string // host:port
	command *exec.Cmd
	end     context.CancelFunc
	stdin   io.Closer
}

// stopTime is how long a server may take to stop before it is killed, and to say its URL.
const stopTime = 6 * time.Second

// start runs a server, and waits for the URL on its first line. What it logs goes to log; nil discards it.
func start(ctx context.Context, log *os.File, stdin []byte, program string, args ...string) (*process, error) {
	ctx, end := context.WithCancel(ctx)
	p := &process{command: exec.CommandContext(ctx, program, args...), end: end}
	p.command.Env = slices.DeleteFunc(os.Environ(), isSetting)
	p.command.Cancel = func() error { return p.command.Process.Signal(syscall.SIGTERM) }
	p.command.WaitDelay = stopTime
	if log != nil {
		p.command.Stderr = log
	}
	err := p.launch(stdin)
	if err != nil {
		end()
		return nil, fmt.Errorf("start %s: %w", filepath.Base(program), err)
	}
	return p, nil
}

// isSetting says whether an environment variable would change the emulator's defaults.
func isSetting(variable string) bool { return strings.HasPrefix(variable, "LINKUP_EMULATOR_") }

func (p *process) launch(stdin []byte) error {
	in, err := p.command.StdinPipe()
	if err != nil {
		return err
	}
	out, err := p.command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := p.command.Start(); err != nil {
		return err
	}
	p.stdin = in
	if _, err = io.Copy(in, bytes.NewReader(stdin)); err == nil {
		p.address, err = readAddress(out)
	}
	if err != nil {
		p.stop()
	}
	return err
}

// readAddress reads the URL on the first line of out.
func readAddress(out io.Reader) (address string, err error) {
	if pipe, ok := out.(*os.File); ok {
		_ = pipe.SetReadDeadline(time.Now().Add(stopTime)) // where there are no deadlines, the run's own ends it
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("read the URL on its first line (got %q; run with -log FILE to see its log): %w", line, err)
	}
	u, err := url.Parse(strings.TrimSpace(line))
	if err != nil || u.Scheme != "http" || u.Hostname() != "127.0.0.1" {
		return "", fmt.Errorf("the first line is %.100q (want a URL on 127.0.0.1)", line)
	}
	return u.Host, nil
}

// stop ends the process and waits for its end.
func (p *process) stop() {
	p.end()
	if p.stdin != nil {
		p.stdin.Close()
	}
	_ = p.command.Wait() // it was told to end: how it does says nothing
}
