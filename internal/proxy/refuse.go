package proxy

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// reply is what the proxy itself says. Many clients show no more of a refused tunnel than the reason of the status line,
// so that has to tell, too.
type reply struct {
	status       int
	reason, text string
	status9209   string // the Proxy-Status of RFC 9209; "" for none
}

// refuse says that no call to host goes out, why, and what to do.
func (p *Proxy) refuse(w http.ResponseWriter, host string) {
	p.config.Logger.Warn("the proxy refused a call", "host", fmt.Sprintf("%.100s", host))
	r := reply{
		status:     http.StatusForbidden,
		reason:     "linkup-emulator answers for " + p.config.Host + " alone and lets no other call out (--proxy-passthrough does)",
		text:       fmt.Sprintf("linkup-emulator's proxy answers for %s alone, and lets no call out to %.100q: a test is to reach no real service by mistake. To let other hosts through, start it with --proxy-passthrough.", p.config.Host, host),
		status9209: "linkup-emulator; error=http_request_denied",
	}
	if isLoopback(host) {
		r.reason = "linkup-emulator passes nothing on to this machine itself (set NO_PROXY=" + NoProxy + ")"
		r.text = fmt.Sprintf("linkup-emulator's proxy passes nothing on to this machine itself (%.100q): call it directly, with NO_PROXY=%s, as linkup-emulator env sets it.", host, NoProxy)
	}
	p.say(w, r)
}

// NoProxy are the hosts that clients are to call directly, as NO_PROXY takes them.
const NoProxy = "localhost,127.0.0.1,::1"

// noServer says that this is a proxy to who takes it for a server.
func (p *Proxy) noServer(w http.ResponseWriter) {
	p.say(w, reply{
		status: http.StatusBadRequest,
		reason: "linkup-emulator: this is a proxy",
		text:   fmt.Sprintf("This is linkup-emulator's proxy, and no server: set HTTPS_PROXY=%s, and call https://%s.", p.URL, p.config.Host),
	})
}

// say sends a reply and closes the connection. It writes the status line itself, as net/http knows no other reason.
func (p *Proxy) say(w http.ResponseWriter, r reply) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, r.text, r.status)
		return
	}
	defer conn.Close()
	more := ""
	if r.status9209 != "" {
		more = "Proxy-Status: " + r.status9209 + "\r\n"
	}
	_, _ = fmt.Fprintf(conn, "HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n%s\n",
		r.status, r.reason, len(r.text)+1, more, r.text)
	linger(conn)
}

// How long, and for how many bytes, a client that is refused may go on to send.
const (
	lingerTime = time.Second
	lingerMost = 256 << 10
)

// linger lets a client read the reply: to close on what it still sends resets the connection, and the reply is lost.
func linger(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.CloseWrite()
	}
	_ = conn.SetReadDeadline(time.Now().Add(lingerTime))
	_, _ = io.Copy(io.Discard, io.LimitReader(conn, lingerMost))
}
