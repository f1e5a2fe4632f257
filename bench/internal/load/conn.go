// Package load asks an HTTP server over kept connections as fast as it answers, checks every answer, and says how many
// there were and how long each took. It knows just enough HTTP/1.1 for that, so that its own cost is small, and the same
// whoever answers.
package load

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strconv"
	"time"
)

// The bounds of an answer.
const (
	maxHead = 16 << 10 // bytes of status line and headers
	maxBody = 16 << 20 // bytes
)

// Answer is what a server sent. Its bytes are valid until the connection's next Exchange.
type Answer struct {
	Status int
	Body   []byte
	Head   []byte // status line and headers, with the empty line after them
}

// Conn is a kept connection. It is for one goroutine.
type Conn struct {
	net net.Conn
	in  []byte // what was read of the answer
}

// Dial connects to the server at address, host:port.
func Dial(ctx context.Context, address string) (*Conn, error) {
	var dialer net.Dialer
	c, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	return NewConn(c), nil
}

// NewConn asks over a connection that is open.
func NewConn(c net.Conn) *Conn { return &Conn{net: c, in: make([]byte, 0, 8<<10)} }

// Close closes the connection; an Exchange under way fails.
func (c *Conn) Close() error { return c.net.Close() }

// Exchange sends a whole request and reads its answer. It fails on anything but one whole answer of a stated length on a
// connection that stays open.
func (c *Conn) Exchange(request []byte) (Answer, error) {
	if _, err := c.net.Write(request); err != nil {
		return Answer{}, fmt.Errorf("send the request: %w", err)
	}
	c.in = c.in[:0]
	body, err := c.readHead()
	if err != nil {
		return Answer{}, err
	}
	status, length, err := parseHead(c.in[:body])
	if err != nil {
		return Answer{}, err
	}
	for len(c.in) < body+length {
		if err := c.read(body + length); err != nil {
			return Answer{}, fmt.Errorf("read the body (got %d of %d bytes): %w", len(c.in)-body, length, err)
		}
	}
	if len(c.in) > body+length {
		return Answer{}, fmt.Errorf("the body is longer than its Content-Length %d (got %d more bytes)", length, len(c.in)-body-length)
	}
	return Answer{Status: status, Body: c.in[body:], Head: c.in[:body]}, nil
}

// readHead reads until the empty line that ends the headers, and says where the body begins.
func (c *Conn) readHead() (body int, err error) {
	for {
		if err := c.read(0); err != nil {
			return 0, fmt.Errorf("read the headers (got %d bytes): %w", len(c.in), err)
		}
		if end := bytes.Index(c.in, []byte("\r\n\r\n")); end >= 0 {
			return end + 4, nil
		}
		if len(c.in) > maxHead {
			return 0, fmt.Errorf("the headers are longer than %d bytes", maxHead)
		}
	}
}

// read reads what is there, with room for an answer of size bytes and one more, which must not come.
func (c *Conn) read(size int) error {
	if room := max(size+1, len(c.in)+1); cap(c.in) < room {
		c.in = append(make([]byte, 0, 2*room), c.in...)
	}
	n, err := c.net.Read(c.in[len(c.in):cap(c.in)])
	c.in = c.in[:len(c.in)+n]
	if n > 0 {
		return nil
	}
	return err
}

// parseHead reads a status line and headers, with the empty line after them.
func parseHead(head []byte) (status, length int, err error) {
	line, rest, _ := bytes.Cut(head, []byte("\r\n"))
	code, ok := bytes.CutPrefix(line, []byte("HTTP/1.1 "))
	if !ok || len(code) < 4 || code[3] != ' ' {
		return 0, 0, fmt.Errorf("the status line is %.60q (want HTTP/1.1, a status and its text)", line)
	}
	if status, ok = number(code[:3], 999); !ok || status < 100 {
		return 0, 0, fmt.Errorf("the status is %q (want a number from 100 to 999)", code[:3])
	}
	length, err = parseHeaders(rest)
	return status, length, err
}

// parseHeaders finds the Content-Length, and what must not be there.
func parseHeaders(headers []byte) (length int, err error) {
	length = -1
	for len(headers) > 2 {
		var line []byte
		line, headers, _ = bytes.Cut(headers, []byte("\r\n"))
		name, value, ok := bytes.Cut(line, []byte(": "))
		switch {
		case !ok:
			return 0, fmt.Errorf("the header line is %.60q (want a name, a colon, a space and a value)", line)
		case bytes.EqualFold(name, []byte("Transfer-Encoding")), bytes.EqualFold(name, []byte("Connection")):
			return 0, fmt.Errorf("the answer has the header %.60q (want a Content-Length and a connection that is kept)", line)
		case bytes.EqualFold(name, []byte("Content-Length")) && length >= 0:
			return 0, fmt.Errorf("the answer has more than one Content-Length")
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, ok = number(value, maxBody); !ok {
				return 0, fmt.Errorf("the Content-Length is %.60q (want a number from 0 to %d)", value, maxBody)
			}
		}
	}
	if length < 0 {
		return 0, fmt.Errorf("the answer has no Content-Length")
	}
	return length, nil
}

// number is a text of digits and nothing else, up to most.
func number(text []byte, most int) (int, bool) {
	n, err := strconv.ParseUint(string(text), 10, 32)
	return int(n), err == nil && int(n) <= most
}

// SetDeadline makes whatever the connection does after t fail.
func (c *Conn) SetDeadline(t time.Time) error { return c.net.SetDeadline(t) }
