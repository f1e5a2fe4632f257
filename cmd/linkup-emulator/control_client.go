package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/trust"
)

// controlClient asks the control routes of a running emulator. It goes there without any proxy of the environment.
type controlClient struct {
	base  string // its URL
	token string // what it has to carry, or ""
	http  *http.Client
}

// running is a running emulator, and how its control routes are called: by --url, or as serve would have them.
type running struct {
	place
	controlPlace
	trustFolder
	URL string `name:"url" placeholder:"URL" help:"Where the emulator's control routes are; without it where serve would have them."`
}

// client is a client of the control routes.
func (r running) client(p *Program) (*controlClient, error) {
	base, err := r.base()
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{DisableKeepAlives: true}
	if strings.HasPrefix(base, "https://") {
		if transport.TLSClientConfig, err = r.tls(p); err != nil {
			return nil, err
		}
	}
	return &controlClient{base: base, token: string(r.ControlToken), http: &http.Client{Transport: transport}}, nil
}

// base is where the control routes are.
func (r running) base() (string, error) {
	if r.URL != "" {
		if !strings.HasPrefix(r.URL, "http://") && !strings.HasPrefix(r.URL, "https://") {
			return "", fmt.Errorf("--url: got %q, want http://HOST:PORT or https://HOST:PORT", r.URL)
		}
		return strings.TrimRight(r.URL, "/"), nil
	}
	address := string(r.Listen)
	switch r.ControlListen {
	case "":
	case emulator.ControlOff:
		return "", errors.New("the control routes are turned off (control_listen)")
	default:
		address = string(r.ControlListen)
	}
	host, err := reachable(address)
	return r.scheme() + host, err
}

// tls trusts whom the system trusts, which SSL_CERT_FILE may say, and the authority that is kept.
func (r running) tls(p *Program) (*tls.Config, error) {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	ca, err := r.kept(p)
	if err != nil {
		return nil, fmt.Errorf("certificate authority: %w", err)
	}
	if ca != nil && !roots.AppendCertsFromPEM(ca) {
		dir, _ := r.folder(p)
		return nil, fmt.Errorf("certificate authority: %s has no certificate", filepath.Join(dir, trust.CertificateFile))
	}
	return &tls.Config{RootCAs: roots}, nil
}

// get asks for a path under /_emulator. The caller closes the body; the error says what an answer of another status said.
func (c *controlClient) get(ctx context.Context, path string, query url.Values) (*http.Response, error) {
	address := c.base + "/_emulator" + path
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.URL.RawQuery = query.Encode()
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, withoutQuery(err, address)
	}
	if response.StatusCode != http.StatusOK {
		defer response.Body.Close()
		return nil, fmt.Errorf("GET %s: %s", address, said(response))
	}
	return response, nil
}

// withoutQuery is err, of a request to address, without the query: a key may be in it.
func withoutQuery(err error, address string) error {
	if unknown := (x509.UnknownAuthorityError{}); errors.As(err, &unknown) {
		return fmt.Errorf("GET %s: %w; GET /_emulator/ca.pem tells that of the emulator: keep it as ca.pem in the folder of --trust-dir", address, unknown)
	}
	if fault, ok := err.(*url.Error); ok {
		return fmt.Errorf("GET %s: %w", address, fault.Err)
	}
	return err
}

const mostSaid = 4 << 10 // bytes of an error's body that are read

// said is what the body of an error says, or its status.
func said(response *http.Response) string {
	var failure struct {
		Message string `json:"message"`
	}
	body, _ := io.ReadAll(io.LimitReader(response.Body, mostSaid))
	if json.Unmarshal(body, &failure) != nil || failure.Message == "" {
		return fmt.Sprintf("status %d and no word of an emulator; %s", response.StatusCode, whoIsThere(body))
	}
	return fmt.Sprintf("status %d: %s", response.StatusCode, failure.Message)
}

// whoIsThere is what may be where an emulator was looked for, by an answer that is none of an emulator's.
func whoIsThere(body []byte) string {
	if bytes.Contains(body, []byte("HTTP request to an HTTPS server")) { // as Go's own server says it
		return "it serves HTTPS, so look for it with --tls, as serve was given it"
	}
	return "is another server there?"
}
