package load_test

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/linkup-emulator/linkup-emulator/bench/internal/load"
)

// canned is a connection on which an answer is waiting, whatever is asked.
type canned struct {
	net.Conn
	io.Reader
}

func (c canned) Read(p []byte) (int, error)  { return c.Reader.Read(p) }
func (c canned) Write(p []byte) (int, error) { return len(p), nil }

func exchange(answer io.Reader) (load.Answer, error) {
	return load.NewConn(canned{Reader: answer}).Exchange([]byte("GET / HTTP/1.1\r\n\r\n"))
}

func TestExchange(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	cases := []struct {
		name, answer, body, fault string
		status                    int
	}{
		{name: "a body", answer: "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 2\r\n\r\n{}", status: 200, body: "{}"},
		{name: "no body", answer: "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", status: 500},
		{name: "a long body", answer: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + long, status: 200, body: long},
		{name: "a header in small letters", answer: "HTTP/1.1 403 Forbidden\r\ncontent-length: 1\r\n\r\nx", status: 403, body: "x"},
		{name: "another protocol", answer: "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", fault: "status line"},
		{name: "a status of letters", answer: "HTTP/1.1 2xx OK\r\nContent-Length: 0\r\n\r\n", fault: "status is"},
		{name: "a status below 100", answer: "HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n", fault: "status is"},
		{name: "a signed status", answer: "HTTP/1.1 +20 OK\r\nContent-Length: 0\r\n\r\n", fault: "status is"},
		{name: "no length", answer: "HTTP/1.1 200 OK\r\nDate: now\r\n\r\n", fault: "no Content-Length"},
		{name: "two lengths", answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", fault: "more than one"},
		{name: "a negative length", answer: "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", fault: "Content-Length is"},
		{name: "an endless length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", fault: "Content-Length is"},
		{name: "chunks", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", fault: "Transfer-Encoding"},
		{name: "a connection that closes", answer: "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", fault: "Connection"},
		{name: "a header without a value", answer: "HTTP/1.1 200 OK\r\nDate\r\n\r\n", fault: "header line"},
		{name: "headers cut off", answer: "HTTP/1.1 200 OK\r\nContent-", fault: "read the headers"},
		{name: "headers without end", answer: "HTTP/1.1 200 OK\r\nX: " + long, fault: "headers are longer"},
		{name: "a body cut off", answer: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", fault: "got 2 of 9 bytes"},
		{name: "more than the body", answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{", fault: "got 1 more"},
		{name: "nothing", answer: "", fault: "EOF"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := exchange(strings.NewReader(c.answer))
			if c.fault != "" {
				if err == nil || !strings.Contains(err.Error(), c.fault) {
					t.Fatalf("got %+v and error %v, want an error with %q", a, err, c.fault)
				}
				return
			}
			if err != nil || a.Status != c.status || string(a.Body) != c.body {
				t.Fatalf("got status %d, %d bytes and error %v, want %d and %d", a.Status, len(a.Body), err, c.status, len(c.body))
			}
		})
	}
}

func TestExchangeReadsWhatComesInPieces(t *testing.T) {
	answer := "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
	a, err := exchange(iotest.OneByteReader(strings.NewReader(answer)))
	if err != nil || string(a.Body) != "abc" {
		t.Errorf("got %q and error %v, want abc", a.Body, err)
	}
}

func TestExchangeKeepsItsConnection(t *testing.T) {
	client, server := net.Pipe()
	defer client.Close()
	go answerTwice(server)
	conn := load.NewConn(client)
	for _, want := range []string{"first", "2nd"} {
		a, err := conn.Exchange([]byte("x"))
		if err != nil || string(a.Body) != want {
			t.Fatalf("got %q and error %v, want %q", a.Body, err, want)
		}
	}
}

// answerTwice answers each byte that comes, twice.
func answerTwice(server net.Conn) {
	defer server.Close()
	for _, answer := range []string{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n2nd"} {
		if _, err := io.ReadFull(server, make([]byte, 1)); err != nil {
			return
		}
		if _, err := io.WriteString(server, answer); err != nil {
			return
		}
	}
}

func FuzzExchange(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 2\r\n\r\n{}"))
	f.Add([]byte("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 200 \r\n\r\n"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		whole, wholeErr := exchange(bytes.NewReader(sent))
		if wholeErr == nil && !bytes.HasSuffix(sent, append([]byte("\r\n\r\n"), whole.Body...)) {
			t.Errorf("got the body %q, want what follows the headers of %q", whole.Body, sent)
		}
		pieces, err := exchange(iotest.OneByteReader(bytes.NewReader(sent)))
		if wholeErr == nil && (err != nil || pieces.Status != whole.Status || !bytes.Equal(pieces.Body, whole.Body)) {
			t.Errorf("in pieces: got %+v and error %v, want %+v", pieces, err, whole)
		}
	})
}
