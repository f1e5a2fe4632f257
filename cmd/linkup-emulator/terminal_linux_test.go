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

func TestOnATerminalThereIsACallToTry(t *testing.T) {
	outer, inner := terminal(t)
	ctx, stop := context.WithCancel(t.Context())
	p := &main.Program{Args: []string{"--listen=127.0.0.1:0"}, LookupEnv: environment(nil), Stdout: inner, Stderr: io.Discard}
	done := make(chan int, 1)
	go func() { done <- p.Run(ctx) }()

	lines := bufio.NewScanner(outer)
	var shown []string
	for len(shown) < 6 && lines.Scan() {
		shown = append(shown, strings.TrimRight(lines.Text(), "\r"))
	}
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
	stop()
	if got := <-done; got != 0 {
		t.Errorf("exit status: got %d, want 0", got)
	}
}
