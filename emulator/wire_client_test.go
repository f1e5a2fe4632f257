package emulator_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// How long the wire is listened to before it counts as silent, and before a test gives up on it.
const (
	lull     = 20 * time.Millisecond
	patience = 20 * time.Second
)

// wire is a client that holds its connection by hand, so that a test sees every byte and how they end.
type wire struct {
	t    *testing.T
	conn net.Conn
	read *bufio.Reader
}

func dial(t *testing.T, f *emulator.Fixture) *wire {
	t.Helper()
	conn, err := emulator.Dial(t.Context(), f.Emulator)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &wire{t, conn, bufio.NewReader(conn)}
}

// asked is a new connection, on which connections are asked for.
func asked(t *testing.T, f *emulator.Fixture, key, query string) *wire {
	t.Helper()
	w := dial(t, f)
	w.ask(key, query)
	return w
}

// ask sends the request, and waits for nothing.
func (w *wire) ask(key, query string) {
	w.t.Helper()
	_, err := fmt.Fprintf(w.conn, "POST %s HTTP/1.1\r\nHost: emulator\r\nx-api-key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		path, key, len(query), query)
	if err != nil {
		w.t.Fatal(err)
	}
}

// silent checks that nothing can be read, and that the connection is open.
func (w *wire) silent() {
	w.t.Helper()
	if err := w.peek(lull); !errors.Is(err, os.ErrDeadlineExceeded) {
		got, _ := w.read.Peek(w.read.Buffered())
		w.t.Fatalf("got %q, %v; want silence on an open connection", got, err)
	}
}

// after lets the emulator's frozen clock go on by d once a request waits for it, and checks that nothing comes before.
func (w *wire) after(f *emulator.Fixture, d time.Duration) {
	w.t.Helper()
	for range 1000 {
		if f.Clock().Waiting > 0 {
			break
		}
		w.silent()
	}
	if d > time.Nanosecond {
		w.silent()
		f.Advance(d - time.Nanosecond)
		d = time.Nanosecond
	}
	w.silent()
	f.Advance(d)
}

// drain reads what there is.
func (w *wire) drain() {
	w.t.Helper()
	for w.peek(lull) == nil {
		if _, err := w.read.Discard(w.read.Buffered()); err != nil {
			w.t.Fatal(err)
		}
	}
	w.silent()
}

func (w *wire) peek(wait time.Duration) error {
	w.t.Helper()
	w.until(wait)
	_, err := w.read.Peek(1)
	return err
}

func (w *wire) until(wait time.Duration) {
	w.t.Helper()
	if err := w.conn.SetReadDeadline(time.Now().Add(wait)); err != nil {
		w.t.Fatal(err)
	}
}

// head reads the status line and the headers.
func (w *wire) head() *http.Response {
	w.t.Helper()
	w.until(patience)
	response, err := http.ReadResponse(w.read, nil)
	if err != nil {
		w.t.Fatalf("got %v, want an answer", err)
	}
	return response
}

// answer reads a whole answer, or as much of its body as comes: err is io.ErrUnexpectedEOF where it breaks off.
func (w *wire) answer() (a answer, err error) {
	w.t.Helper()
	response := w.head()
	body, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(body)}, err
}

// whole reads an answer that does not break off.
func (w *wire) whole() answer {
	w.t.Helper()
	a, err := w.answer()
	if err != nil {
		w.t.Fatalf("got %v after %d bytes of %s, want the whole body", err, len(a.body), a.header.Get("Content-Length"))
	}
	return a
}

// next reads exactly n bytes.
func (w *wire) next(n int) string {
	w.t.Helper()
	w.until(patience)
	bytes := make([]byte, n)
	if _, err := io.ReadFull(w.read, bytes); err != nil {
		w.t.Fatalf("got %v, want %d bytes", err, n)
	}
	return string(bytes)
}

// ends is the error by which the connection ends, without one more byte: io.EOF or that of a reset.
func (w *wire) ends() error {
	w.t.Helper()
	err := w.peek(patience)
	if err == nil {
		got, _ := w.read.Peek(w.read.Buffered())
		w.t.Fatalf("got %q, want the connection to end", got)
	}
	return err
}

// leave closes the client's end.
func (w *wire) leave() { w.conn.Close() }

// plays makes a scenario, in YAML, speak for every key.
func plays(t *testing.T, f *emulator.Fixture, text string) {
	t.Helper()
	name, _, _ := strings.Cut(strings.TrimPrefix(text, "name: "), "\n")
	if a := control(t, f, "PUT", "/scenarios/"+name, text); a.status != http.StatusOK {
		t.Fatalf("got %d %s, want 200", a.status, a.body)
	}
}

// steps is a scenario of steps, each as one line of YAML.
func steps(lines ...string) string { return "name: test\nsteps:\n  - " + strings.Join(lines, "\n  - ") }

// spent is what an account has spent, once its ledger was held against it.
func spent(t testing.TB, f *emulator.Fixture, key string) int64 {
	t.Helper()
	var sum int64
	for _, e := range f.Ledger(key) {
		if sum += e.Amount; e.Balance != sum {
			t.Errorf("got the entry %+v, want a balance of %d", e, sum)
		}
	}
	a := f.Account(key)
	if a.Credits != sum {
		t.Errorf("got %d credits and a ledger that sums to %d", a.Credits, sum)
	}
	return a.Spent
}
