package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/reach"
)

const (
	clientsFolder = "clients" // in that of the certificate authority: the files that env writes for clients
	askTime       = 3 * time.Second
)

// envCommand is the command that tells a shell how its programs reach a running emulator.
type envCommand struct {
	place
	proxyPlace
	trustFolder
	Shell shell `default:"sh" placeholder:"sh|fish|powershell" help:"The shell that reads it; sh is bash and zsh, too."`
	Unset bool  `help:"Print what takes the variables back, whatever runs. What else was in NODE_OPTIONS and PYTHONPATH stays; what the others were before is not known."`
}

// shell is one of reach.Shells.
type shell reach.Shell

// UnmarshalText takes one of reach.Shells.
func (s *shell) UnmarshalText(text []byte) error {
	return choose(s, text, shell(reach.Sh), shell(reach.Fish), shell(reach.PowerShell))
}

// Run prints the variables, once it has met an emulator behind the proxy that they name.
func (e *envCommand) Run(ctx context.Context, p *Program) error {
	variables := reach.Unset(p.LookupEnv)
	if !e.Unset {
		found, err := e.find(ctx, p)
		if err != nil {
			return fmt.Errorf("env: %w", err)
		}
		variables = found.Variables(p.LookupEnv)
	}
	if _, err := io.WriteString(p.Stdout, reach.Shell(e.Shell).Script(variables)); err != nil {
		return fmt.Errorf("print the variables: %w", err)
	}
	return nil
}

// find is the running emulator, with the files that its clients need.
func (e *envCommand) find(ctx context.Context, p *Program) (reach.Emulator, error) {
	proxyURL, err := e.proxyURL()
	if err != nil {
		return reach.Emulator{}, err
	}
	host, err := reachable(string(e.Listen))
	if err != nil {
		return reach.Emulator{}, err
	}
	ca, err := e.kept(p)
	if err == nil && ca == nil {
		err = errors.New("got no certificate authority that is kept, want that of the emulator; name its folder with --trust-dir, or start one: linkup-emulator serve --proxy " + string(e.Proxy))
	}
	if err == nil {
		err = e.ask(ctx, proxyURL, ca)
	}
	if err != nil {
		return reach.Emulator{}, err
	}
	folder, err := e.folder(p)
	if err != nil {
		return reach.Emulator{}, err
	}
	files, err := reach.Write(filepath.Join(folder, clientsFolder), ca, p.LookupEnv)
	return reach.Emulator{URL: e.scheme() + host, Proxy: proxyURL, Files: files}, err
}

func (e *envCommand) proxyURL() (string, error) {
	_, port, _ := net.SplitHostPort(string(e.Proxy))
	if e.Proxy == proxyOff || port == "0" {
		return "", fmt.Errorf("--proxy: got %s, want the address that serve --proxy has, such as %s", e.Proxy, defaultProxy)
	}
	host, err := reachable(string(e.Proxy))
	return "http://" + host, err
}

// ask goes the way that clients are about to be sent: through the proxy to an emulator that is ready, and that ca speaks
// for.
func (e *envCommand) ask(ctx context.Context, proxyURL string, ca []byte) error {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	address, err := url.Parse(proxyURL)
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	transport := &http.Transport{Proxy: http.ProxyURL(address), TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+emulator.VendorHost+"/_emulator/ready", nil)
	if err != nil {
		return err
	}
	response, err := (&http.Client{Transport: transport}).Do(request)
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(err, &unknown):
		return fmt.Errorf("the emulator at %s has another certificate authority than the one that is kept; name its folder with --trust-dir", proxyURL)
	case err != nil:
		return fmt.Errorf("got no emulator behind the proxy %s (%w); start one with linkup-emulator serve --proxy %s", proxyURL, errors.Unwrap(err), e.Proxy)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the emulator behind the proxy %s is not ready: %s", proxyURL, said(response))
	}
	return nil
}
