package loopback_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/net/nettest"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/loopback"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// connect is both ends of a connection.
func connect(t testing.TB, l *loopback.Listener) (near, far net.Conn) {
	t.Helper()
	dialed := make(chan net.Conn, 1)
	go func() {
		conn, err := l.Dial(context.Background())
		if err != nil {
			t.Error(err)
		}
		dialed <- conn
	}()
	near, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	return near, <-dialed
}

// What is asked of every net.Conn.
func TestConn(t *testing.T) {
	t.Parallel()
	nettest.TestConn(t, func() (c1, c2 net.Conn, stop func(), err error) {
		near, far := connect(t, loopback.Listen())
		return near, far, func() { near.Close(); far.Close() }, nil
	})
}

func TestListenerThatIsClosed(t *testing.T) {
	t.Parallel()
	l := loopback.Listen()
	accepted := make(chan error)
	go func() {
		_, err := l.Accept()
		accepted <- err
	}()
	for range 2 {
		if err := l.Close(); err != nil {
			t.Errorf("close: got %v, want nil each time", err)
		}
	}
	if err := <-accepted; !errors.Is(err, net.ErrClosed) {
		t.Errorf("accept: got %v, want %v", err, net.ErrClosed)
	}
	if _, err := l.Dial(context.Background()); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("dial: got %v, want %v", err, syscall.ECONNREFUSED)
	}
}

func TestDialWaitsNoLongerThanItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := loopback.Listen().Dial(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestHowConnectionsEnd(t *testing.T) {
	t.Parallel()
	type ender interface {
		CloseWrite() error
		SetLinger(int) error
	}
	for name, row := range map[string]struct {
		end    func(net.Conn)
		rest   string // what the other end can read yet
		reads  error  // and how that ends; nil is io.EOF
		writes error  // what it meets when it writes
	}{
		"closed":          {func(c net.Conn) { c.Close() }, "bytes", nil, syscall.EPIPE},
		"closed twice":    {func(c net.Conn) { c.Close(); c.Close() }, "bytes", nil, syscall.EPIPE},
		"reset":           {func(c net.Conn) { c.(ender).SetLinger(0); c.Close() }, "", syscall.ECONNRESET, syscall.EPIPE},
		"not reset":       {func(c net.Conn) { c.(ender).SetLinger(0); c.(ender).SetLinger(-1); c.Close() }, "bytes", nil, syscall.EPIPE},
		"one way":         {func(c net.Conn) { c.(ender).CloseWrite() }, "bytes", nil, nil},
		"one way, closed": {func(c net.Conn) { c.(ender).CloseWrite(); c.Close() }, "bytes", nil, syscall.EPIPE},
		"one way, reset":  {func(c net.Conn) { c.(ender).CloseWrite(); c.(ender).SetLinger(0); c.Close() }, "", syscall.ECONNRESET, syscall.EPIPE},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			near, far := connect(t, loopback.Listen())
			defer far.Close()
			defer near.Close()
			if _, err := near.Write([]byte("bytes")); err != nil {
				t.Fatal(err)
			}
			row.end(near)
			if _, err := near.Write([]byte("more")); !errors.Is(err, net.ErrClosed) && !errors.Is(err, syscall.EPIPE) {
				t.Errorf("got %v of a write to an end that is closed", err)
			}
			if rest, err := io.ReadAll(far); string(rest) != row.rest || !errors.Is(err, row.reads) {
				t.Errorf("got %q and %v, want %q and %v", rest, err, row.rest, row.reads)
			}
			if _, err := far.Write([]byte("hello")); !errors.Is(err, row.writes) {
				t.Errorf("got %v of a write, want %v", err, row.writes)
			}
		})
	}
}

// Who writes waits for who reads once so much is on its way, and for nothing before.
func TestWriterIsHeldBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		near, far := connect(t, loopback.Listen())
		sent := bytes.Repeat([]byte("0123456789abcdef"), 64<<10) // 1 MiB
		if _, err := near.Write(sent[:256<<10]); err != nil {
			t.Fatal(err)
		}
		near.SetWriteDeadline(time.Now().Add(time.Minute))
		began := time.Now()
		if n, err := near.Write(sent[256<<10:]); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(began) != time.Minute {
			t.Errorf("got %d bytes and %v after %v, want none until the deadline", n, err, time.Since(began))
		}
		near.SetWriteDeadline(time.Time{})
		go func() {
			near.Write(sent[256<<10:])
			near.Close()
		}()
		if got, err := io.ReadAll(far); !bytes.Equal(got, sent) || err != nil {
			t.Errorf("got %d bytes and %v, want the %d that were sent", len(got), err, len(sent))
		}
		far.Close()
	})
}

// A connection to a listener outside of the bubble works from inside of one.
func TestAcrossABubble(t *testing.T) {
	t.Parallel()
	l := loopback.Listen()
	echoed := make(chan error)
	go func() {
		conn, err := l.Accept()
		if err == nil {
			conn.SetDeadline(time.Now().Add(time.Hour))
			_, err = io.Copy(conn, conn)
			conn.Close()
		}
		echoed <- err
	}()
	synctest.Test(t, func(t *testing.T) {
		conn, err := l.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(time.Hour))
		if _, err := conn.Write([]byte("hello")); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 5)
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != "hello" {
			t.Errorf("got %q and %v, want it echoed", got, err)
		}
		conn.Close()
	})
	if err := <-echoed; err != nil {
		t.Error(err)
	}
}
