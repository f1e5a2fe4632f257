package coarse_test

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/coarse"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for what is to come.
const patience = 10 * time.Second

// pair is a connection of a coarse listener, and its other end.
func pair(t *testing.T) (accepted *coarse.Conn, other net.Conn) {
	t.Helper()
	accepted, other, _ = accept(t)
	return accepted, other
}

// accept is pair with the listener.
func accept(t *testing.T) (accepted *coarse.Conn, other net.Conn, l *coarse.Listener) {
	t.Helper()
	tcp, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	l = coarse.Listen(tcp)
	t.Cleanup(func() { l.Close() })
	if other, err = net.Dial("tcp", l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Close() })
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c.(*coarse.Conn), other, l
}

// reading begins to read one byte.
func reading(c net.Conn) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := c.Read(make([]byte, 1))
		done <- err
	}()
	return done
}

func want(t *testing.T, done <-chan error, want error) {
	t.Helper()
	select {
	case got := <-done:
		if !errors.Is(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	case <-time.After(patience):
		t.Fatalf("still reads after %v, want %v", patience, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestADeadlineEndsARead(t *testing.T) {
	for _, row := range []struct {
		name string
		set  func(*coarse.Conn, time.Time) error
	}{
		{"read", (*coarse.Conn).SetReadDeadline},
		{"both", (*coarse.Conn).SetDeadline},
	} {
		t.Run(row.name, func(t *testing.T) {
			c, _ := pair(t)
			began := time.Now()
			must(t, row.set(c, began.Add(time.Millisecond)))
			want(t, reading(c), os.ErrDeadlineExceeded)
			if time.Since(began) < time.Millisecond {
				t.Error("the read ended before its deadline")
			}
			want(t, reading(c), os.ErrDeadlineExceeded) // and any after it
		})
	}
}

func TestADeadlineThatIsOverEndsAReadAtOnce(t *testing.T) {
	c, _ := pair(t)
	done := reading(c)
	must(t, c.SetReadDeadline(time.Unix(1, 0)))
	want(t, done, os.ErrDeadlineExceeded)
}

func TestAnotherDeadlineTakesThePlaceOfOneThatPassed(t *testing.T) {
	for _, row := range []struct {
		name string
		next time.Time
	}{{"none", time.Time{}}, {"later", time.Now().Add(time.Hour)}} {
		t.Run(row.name, func(t *testing.T) {
			c, other := pair(t)
			must(t, c.SetReadDeadline(time.Unix(1, 0)))
			must(t, c.SetReadDeadline(row.next))
			done := reading(c)
			_, err := other.Write([]byte("x"))
			must(t, err)
			want(t, done, nil)
		})
	}
}

func TestADeadlineThatIsTakenBackNeverPasses(t *testing.T) {
	c, other := pair(t)
	must(t, c.SetReadDeadline(time.Now().Add(coarse.Tick/2)))
	done := reading(c)
	must(t, c.SetReadDeadline(time.Time{}))
	select {
	case err := <-done:
		t.Fatalf("got %v, want no end", err)
	case <-time.After(3 * coarse.Tick):
	}
	must(t, other.Close())
	want(t, done, io.EOF)
}

func TestAWriteDeadlineIsKept(t *testing.T) {
	c, _ := pair(t)
	must(t, c.SetWriteDeadline(time.Unix(1, 0)))
	if _, err := c.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v, want %v", err, os.ErrDeadlineExceeded)
	}
	must(t, c.SetWriteDeadline(time.Time{}))
	if _, err := c.Write([]byte("x")); err != nil {
		t.Errorf("without a deadline: %v", err)
	}
}

func TestConnectionsThatComeOneAfterTheOtherAreAllWatched(t *testing.T) {
	for range 3 {
		c, _ := pair(t)
		must(t, c.SetReadDeadline(time.Now().Add(time.Millisecond)))
		want(t, reading(c), os.ErrDeadlineExceeded)
		must(t, c.Close())
	}
}

func TestNothingIsWatchedOnceAllIsClosed(t *testing.T) {
	for _, row := range []struct {
		name      string
		connFirst bool
	}{{"the connection first", true}, {"the listener first", false}} {
		t.Run(row.name, func(t *testing.T) {
			c, _, l := accept(t)
			closers := []interface{ Close() error }{l, c}
			if row.connFirst {
				closers = []interface{ Close() error }{c, l}
			}
			must(t, closers[0].Close())
			select {
			case <-coarse.Over(l):
				t.Error("it is over before all is closed")
			default:
			}
			must(t, closers[1].Close())
			select {
			case <-coarse.Over(l):
			default:
				t.Error("it is not over")
			}
		})
	}
}
