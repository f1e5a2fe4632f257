//go:build unix

package main_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

// begun is a run within the test, whose command has printed its first line.
type begun struct {
	signals chan (chan<- os.Signal) // where it takes them from, once it does
	stop    context.CancelFunc
	lines   *bufio.Reader
	done    chan int
}

// begin runs a shell script; with signals of the test's own, or to the end of its context.
func begin(t *testing.T, script string, signals bool) *begun {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	read, write, err := os.Pipe() // a file, as standard output is, so that nothing waits for who else may have it
	if err != nil {
		t.Fatal(err)
	}
	b := &begun{stop: stop, lines: bufio.NewReader(read), done: make(chan int, 1), signals: make(chan (chan<- os.Signal), 1)}
	p := &main.Program{
		Args:      []string{"run", "--report-format=none", "--", "sh", "-c", script},
		LookupEnv: os.LookupEnv, Environ: os.Environ, Stdout: write, Stderr: os.Stderr,
	}
	if signals {
		p.Notify = func(came chan<- os.Signal, _ ...os.Signal) func() {
			b.signals <- came
			return func() {}
		}
	}
	go func() {
		b.done <- p.Run(ctx)
		write.Close()
	}()
	t.Cleanup(func() {
		stop()
		read.Close()
	})
	if line, err := b.lines.ReadString('\n'); line != "ready\n" {
		t.Fatalf("got %q, %v, want ready", line, err)
	}
	return b
}

// send is a signal to the process that the run is.
func (b *begun) send(s os.Signal) { <-b.signals <- s }

// ends checks the exit status and the rest of the output.
func (b *begun) ends(t *testing.T, status int, out string) {
	t.Helper()
	rest, err := io.ReadAll(b.lines)
	if got := <-b.done; got != status || string(rest) != out || err != nil {
		t.Errorf("got status %d, %q, %v, want %d, %q", got, rest, err, status, out)
	}
}

func TestRunPassesSignalsOn(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2} {
		t.Run(s.String(), func(t *testing.T) {
			b := begin(t, fmt.Sprintf("trap 'echo got it; exit 9' %d; echo ready; sleep 300 & wait", s), true)
			b.send(s)
			b.ends(t, 9, "got it\n")
		})
	}
	t.Run("one that ends it", func(t *testing.T) {
		b := begin(t, "echo ready; exec sleep 300", true)
		b.send(syscall.SIGTERM)
		b.ends(t, 128+int(syscall.SIGTERM), "")
	})
	t.Run("none: its context", func(t *testing.T) {
		b := begin(t, "echo ready; exec sleep 300", false)
		b.stop()
		b.ends(t, 128+int(syscall.SIGTERM), "")
	})
	t.Run("its context where there are signals", func(t *testing.T) {
		b := begin(t, "trap 'echo got it; exit 9' USR1; echo ready; sleep 300 & wait", true)
		b.stop()
		b.send(syscall.SIGUSR1)
		b.ends(t, 9, "got it\n")
	})
}

// What a command leaves behind is asked to end, and then ended: it may be deaf.
func TestRunLeavesNothingBehind(t *testing.T) {
	for name, script := range map[string]string{
		"that ends":    "sleep 300 & echo ready; echo $!",
		"that is deaf": "(trap '' TERM; exec sleep 300) & echo ready; echo $!",
	} {
		t.Run(name, func(t *testing.T) {
			b := begin(t, script, true)
			line, err := b.lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			b.ends(t, 0, "")
			var left int
			if _, err := fmt.Sscan(strings.TrimSpace(line), &left); err != nil {
				t.Fatal(err)
			}
			if state := stateOf(left); state != "" && !strings.HasPrefix(state, "Z") {
				t.Errorf("process %d: got the state %s, want it gone", left, state)
			}
		})
	}
}

// stateOf is the state of a process, as ps tells it; "" where there is none.
func stateOf(pid int) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	_, state, _ := strings.Cut(string(text), ") ")
	return state
}
