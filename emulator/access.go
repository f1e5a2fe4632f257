package emulator

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
)

// CheckControlHost says what is wrong with one of Config.ControlHosts.
func CheckControlHost(host string) error {
	if net.ParseIP(host) == nil && (host == "" || strings.ContainsAny(host, ":/[]@?# \t\r\n\v\f")) {
		return fmt.Errorf("got %q, want a name or an address as it stands in a URL, without scheme and port, such as emulator.local", host)
	}
	return nil
}

// CheckControlToken says what is wrong with a Config.ControlToken that is to close the control routes; it never says the
// token.
func CheckControlToken(token string) error {
	if token == "" {
		return errors.New("got an empty string, want a token of one character or more")
	}
	for _, r := range token {
		if r <= ' ' || r > '~' {
			return errors.New("got a character that a header cannot carry as it is, want printable ASCII without spaces")
		}
	}
	return nil
}

// validateControl says what is wrong with the settings of the control routes.
func (c Config) validateControl() (faults []error) {
	if err := c.validateControlListen(); err != nil {
		faults = append(faults, fmt.Errorf("control_listen: %w", err))
	}
	for i, host := range c.ControlHosts {
		if err := CheckControlHost(host); err != nil {
			faults = append(faults, fmt.Errorf("control_host[%d]: %w", i, err))
		}
	}
	if c.ControlToken != "" {
		if err := CheckControlToken(c.ControlToken); err != nil {
			faults = append(faults, fmt.Errorf("control_token: %w", err))
		}
	}
	return faults
}

func (c Config) validateControlListen() error {
	if c.ControlListen == "" || c.ControlListen == ControlOff {
		return nil
	}
	_, port, err := net.SplitHostPort(c.ControlListen)
	switch {
	case err != nil:
		return fmt.Errorf("got %q, want host:port, such as 127.0.0.1:8081, or %s", c.ControlListen, ControlOff)
	case c.NoListener:
		return fmt.Errorf("got %q together with NoListener, want one of the two, or %s", c.ControlListen, ControlOff)
	case c.ControlListen == c.Listen && port != "0":
		return fmt.Errorf("got %q, which listen has too; leave it out to have all routes there", c.ControlListen)
	}
	return nil
}

// access is who may use the control routes: under a name of the listener's own too, where it has one.
func (c Config) access() control.Access {
	a := control.Access{Token: c.ControlToken, Hosts: c.ControlHosts, CheckHost: len(c.ControlHosts) > 0}
	for _, address := range []string{c.Listen, c.TLSListen, c.ControlListen} {
		if host, _, err := net.SplitHostPort(address); err == nil && host != "" {
			a.Hosts = append(a.Hosts[:len(a.Hosts):len(a.Hosts)], host)
		}
	}
	return a
}
