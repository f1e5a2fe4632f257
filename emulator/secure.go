package emulator

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/linkup-emulator/linkup-emulator/internal/authority"
)

// CA is the certificate, as PEM, of the authority that clients are to trust; nil where there is no certificate to serve
// HTTPS with.
func (e *Emulator) CA() []byte {
	if e.config.Certificate == nil {
		return nil
	}
	chain := e.config.Certificate.Certificate
	return authority.CertificatePEM(chain[len(chain)-1])
}

// Serve serves HTTP on a listener beside that of Listen until the emulator is closed, and closes the listener. The error
// is why it ended before.
func (e *Emulator) Serve(listener net.Listener) error {
	if err := e.server.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ServeTLS is Serve with HTTPS, for an emulator that has a certificate, by Config.Certificate, TLS or TLSListen.
func (e *Emulator) ServeTLS(listener net.Listener) error {
	if e.server.tls == nil {
		return errors.New("serve HTTPS: got an emulator without a certificate, want Config.Certificate, TLS or TLSListen")
	}
	return e.Serve(tls.NewListener(listener, e.server.tls))
}

// ServeHTTP answers one request that a server of the caller's own has received, whatever its host.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.server.echo.ServeHTTP(w, r) }

// secured says what is wrong with TLS, TLSListen and Certificate.
func (c Config) secured() error {
	if err := c.validateTLSListen(); err != nil {
		return fmt.Errorf("tls_listen: %w", err)
	}
	switch {
	case c.TLS && c.NoListener:
		return errors.New("tls: got true together with NoListener, want one of the two; Transport takes https URLs as they are")
	case c.Certificate != nil && len(c.Certificate.Certificate) == 0:
		return errors.New("certificate: got an empty chain, want a certificate and the authority that signed it")
	}
	return nil
}

func (c Config) validateTLSListen() error {
	if c.TLSListen == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(c.TLSListen)
	switch {
	case err != nil:
		return fmt.Errorf("got %q, want host:port, such as 127.0.0.1:8443", c.TLSListen)
	case c.NoListener:
		return fmt.Errorf("got %q together with NoListener, want one of the two; Transport takes https URLs as they are", c.TLSListen)
	case c.TLS:
		return fmt.Errorf("got %q together with tls, want one of the two: tls serves HTTPS in the place of HTTP, tls_listen beside it", c.TLSListen)
	case port != "0" && (c.TLSListen == c.Listen || c.TLSListen == c.ControlListen):
		return fmt.Errorf("got %q, which another listener has too, want an address of its own", c.TLSListen)
	}
	return nil
}

// withCertificate is c with the certificate that TLS and TLSListen need.
func (c Config) withCertificate() (Config, error) {
	if !c.TLS && c.TLSListen == "" || c.Certificate != nil {
		return c, nil
	}
	names, now := authority.Names(VendorHost), time.Now()
	own, err := authority.New(names, now)
	if err == nil {
		c.Certificate, err = own.Leaf(names, now)
	}
	if err != nil {
		return c, fmt.Errorf("serve HTTPS: %w", err)
	}
	return c, nil
}

// tls is what HTTPS is served with, nil without a certificate. Chosen: HTTP/1.1 alone, as what a scenario does to a
// connection, such as to reset it, HTTP/2 does not know.
func (c Config) tls() *tls.Config {
	if c.Certificate == nil {
		return nil
	}
	served := *c.Certificate
	if n := len(served.Certificate); n > 1 {
		served.Certificate = slices.Clone(served.Certificate[:n-1]) // clients have the authority's own, or are not to trust it
	}
	return &tls.Config{Certificates: []tls.Certificate{served}, NextProtos: []string{"http/1.1"}}
}

// trusting is a transport with connections of its own, which trusts the emulator's authority beside those of the system.
func (e *Emulator) trusting() *http.Transport {
	own := http.DefaultTransport.(*http.Transport).Clone()
	if ca := e.CA(); ca != nil {
		roots, err := x509.SystemCertPool()
		if err != nil {
			roots = x509.NewCertPool()
		}
		roots.AppendCertsFromPEM(ca)
		own.TLSClientConfig = &tls.Config{RootCAs: roots}
	}
	return own
}
