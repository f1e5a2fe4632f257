package main_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

// terminal is a pseudo-terminal: what the program writes to its inner end is read at the outer.
func terminal(t *testing.T) (outer, inner *os.File) {
	t.Helper()
	outer, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { outer.Close() })
	fd := int(outer.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	inner, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { inner.Close() })
	return outer, inner
}

// onTerminal is so many lines that the program shows on a terminal, and what ends it.
func onTerminal(t *testing.T, lines int, args ...string) (shown []string, end func()) {
	t.Helper()
	outer, inner := terminal(t)
	ctx, stop := context.WithCancel(t.Context())
	p := &main.Program{Args: append([]string{"--listen=127.0.0.1:0"}, args...), LookupEnv: environment(nil), Stdout: inner, Stderr: io.Discard}
	done := make(chan int, 1)
	go func() { done <- p.Run(ctx) }()
	in := bufio.NewScanner(outer)
	for len(shown) < lines && in.Scan() {
		shown = append(shown, strings.TrimRight(in.Text(), "\r"))
	}
	return shown, func() {
		stop()
		if got := <-done; got != 0 {
			t.Errorf("exit status: got %d, want 0", got)
		}
	}
}

func TestOnATerminalThereIsACallToTry(t *testing.T) {
	shown, end := onTerminal(t, 6)
	if len(shown) < 6 || !strings.HasPrefix(shown[0], "http://127.0.0.1:") || shown[2] != "Try it:" {
		t.Fatalf("got %q, want the URL, and a call to try in the fourth to sixth line", shown)
	}
	response, err := http.DefaultClient.Do(requestOf(t, strings.Join(shown[3:], "\n")))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Request.URL.String(), shown[0]) {
		t.Errorf("the call that is shown: got %s from %s, want 200 from %s", response.Status, response.Request.URL, shown[0])
	}
	end()
}

// Where the console is is shown where there is one, wherever the control routes are.
func TestOnATerminalThereIsAPageToWatch(t *testing.T) {
	shown, end := onTerminal(t, 9, "--control-listen=127.0.0.1:0")
	if len(shown) < 9 || shown[7] != "Watch it in a browser:" || strings.HasPrefix(shown[8], shown[0]) {
		t.Fatalf("got %q, want the address of the page in the ninth line", shown)
	}
	response, err := http.Get(shown[8])
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || !strings.HasPrefix(got, "text/html") {
		t.Errorf("%s: got %s of %s, want the page", shown[8], response.Status, got)
	}
	end()
}
