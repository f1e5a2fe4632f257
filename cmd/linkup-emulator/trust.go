package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/authority"
	"github.com/linkup-emulator/linkup-emulator/internal/trust"
)

// configName is the program's folder in the user's configuration folder.
const configName = programName

// trustFolder is where the certificate authority is kept: the setting that all share who make it or trust it.
type trustFolder struct {
	TrustDir folderPath `setting:"" placeholder:"DIR" help:"Folder that the certificate authority is kept in; without it linkup-emulator in the user's configuration folder."`
}

// trusted is the certificate authority, and what it speaks for beside the vendor's host and this machine.
type trusted struct {
	TLSName []hostToSign `name:"tls-name" setting:"" placeholder:"NAME" help:"Host or IP address that HTTPS is to be trusted for, beside api.linkupapi.com, localhost and the loopback addresses; may be given more than once."`
	trustFolder
	fleeting bool // keep none where no folder was named
}

// errNoFolder says that the user has no configuration folder.
var errNoFolder = errors.New("no configuration folder is known")

// folder is where the authority is, whether it is there yet or not.
func (t trustFolder) folder(p *Program) (string, error) {
	if t.TrustDir != "" {
		return string(t.TrustDir), nil
	}
	if p.ConfigDir == nil {
		return "", errNoFolder
	}
	config, err := p.ConfigDir()
	if err != nil {
		return "", fmt.Errorf("%w: %w", errNoFolder, err)
	}
	return filepath.Join(config, configName), nil
}

// names are what the authority is to speak for.
func (t trusted) names(hosts []string) []string {
	for _, name := range t.TLSName {
		hosts = append(hosts, string(name))
	}
	return authority.Names(emulator.VendorHost, hosts...)
}

// open is the authority that is kept, made or renewed where it has to be. It speaks for the hosts too.
func (t trusted) open(p *Program, hosts ...string) (*trust.Authority, error) {
	dir, err := t.folder(p)
	if err != nil {
		return nil, fmt.Errorf("certificate authority: %w; name a folder to keep it in with --trust-dir", err)
	}
	kept, err := trust.Open(dir, t.names(hosts), time.Now())
	switch {
	case trust.Unwritable(err):
		return nil, fmt.Errorf("certificate authority: %w; name a folder that can be written with --trust-dir", err)
	case err != nil:
		return nil, fmt.Errorf("certificate authority: %w", err)
	}
	return kept, nil
}

// openOrFleeting is open for a server. Chosen: where nobody has said where to keep the authority, and there is no place to
// keep it, as in a container whose root is read-only, the server has one in memory alone, and says so: HTTPS without any
// set-up is what is wanted there, and GET /_emulator/ca.pem tells whom to trust.
func (t trusted) openOrFleeting(p *Program, logger *slog.Logger, hosts ...string) (*trust.Authority, error) {
	if t.fleeting && t.TrustDir == "" {
		return trust.Fleeting(t.names(hosts), time.Now())
	}
	kept, err := t.open(p, hosts...)
	switch {
	case err == nil:
		logger.Info("certificate authority", "file", kept.Path(), "was", kept.Change())
		return kept, nil
	case t.TrustDir == "" && (trust.Unwritable(err) || errors.Is(err, errNoFolder)):
		logger.Warn("certificate authority in memory alone: it ends with this process, and GET /_emulator/ca.pem tells it", "error", err)
		return trust.Fleeting(t.names(hosts), time.Now())
	}
	return nil, err
}

// secured is where HTTPS is served beside HTTP, and by whose word.
type secured struct {
	TLSListen optionalAddress `name:"tls-listen" setting:"" placeholder:"HOST:PORT" help:"Address of one more listener, which serves HTTPS beside HTTP; port 0 takes a free one."`
	trusted
}

// authority is who signs for HTTPS, or nil where none is served.
func (s settings) authority(p *Program, logger *slog.Logger) (*trust.Authority, error) {
	if !s.TLS && s.TLSListen == "" && s.Proxy == proxyOff {
		if len(s.TLSName) > 0 {
			return nil, fmt.Errorf("--tls-name: got %q without HTTPS, want --tls, --tls-listen or --proxy too", s.TLSName[0])
		}
		return nil, nil
	}
	served := []string{string(s.TLSListen)}
	if s.TLS {
		served = []string{string(s.Listen), string(s.ControlListen)}
	}
	return s.openOrFleeting(p, logger, hostsOf(served)...)
}

// hostsOf are the hosts of addresses that name one.
func hostsOf(addresses []string) (hosts []string) {
	for _, address := range addresses {
		host, _, err := net.SplitHostPort(address)
		if err == nil && authority.CheckName(host) == nil && !net.ParseIP(host).IsUnspecified() {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// withCertificate is cfg with what HTTPS is served with, if it is, and the file of who signed it, if that is kept.
func (s settings) withCertificate(cfg emulator.Config, p *Program) (_ emulator.Config, caFile string, err error) {
	signer, err := s.authority(p, cfg.Logger)
	if err != nil || signer == nil {
		return cfg, "", err
	}
	cfg.Certificate, err = signer.Leaf()
	return cfg, signer.Path(), err
}

// caCommand is the command that tells whom to trust.
type caCommand struct {
	configured
	trusted
	Path bool `help:"Print the path of its file in the place of the certificate, for SSL_CERT_FILE, NODE_EXTRA_CA_CERTS or curl --cacert."`
}

// Run prints the certificate of the authority, which it makes on first use.
func (c *caCommand) Run(p *Program) error {
	kept, err := c.open(p)
	if err != nil {
		return err
	}
	if kept.Change() != trust.Found {
		fmt.Fprintf(p.Stderr, "%s: %s the certificate authority in %s\n", programName, kept.Change(), filepath.Dir(kept.Path()))
	}
	text := kept.PEM()
	if c.Path {
		text = []byte(kept.Path() + "\n")
	}
	if _, err := p.Stdout.Write(text); err != nil {
		return fmt.Errorf("print the certificate: %w", err)
	}
	return nil
}

// kept is the certificate of the authority that is kept, nil where none is, for a client.
func (t trustFolder) kept(p *Program) ([]byte, error) {
	dir, err := t.folder(p)
	if errors.Is(err, errNoFolder) {
		return nil, nil
	}
	ca, err := trust.Certificate(dir)
	if errors.Is(err, os.ErrNotExist) && t.TrustDir == "" {
		return nil, nil
	}
	return ca, err
}
