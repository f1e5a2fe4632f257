package authority

import (
	"fmt"
	"net"
	"regexp"
	"strings"
)

var hostName = regexp.MustCompile(`^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*$`)

// mostName is the length of the longest host name.
const mostName = 253

// Names are the host, this machine's names for itself, and more: what a server is to be reached by.
func Names(host string, more ...string) []string {
	names := []string{host, "localhost", "127.0.0.1", "::1"}
	for _, name := range more {
		names = append(names, Canonical(name))
	}
	return names
}

// Canonical is a name that CheckName takes as certificates have it: in small letters, an address in its shortest form.
func Canonical(name string) string {
	if ip := net.ParseIP(name); ip != nil {
		return ip.String()
	}
	return strings.ToLower(name)
}

// CheckName says what is wrong with the name of a server.
func CheckName(name string) error {
	if net.ParseIP(name) != nil {
		return nil
	}
	if len(name) > mostName || !hostName.MatchString(strings.ToLower(name)) {
		return fmt.Errorf("got %q, want a host name or an IP address as it stands in a URL, without port, such as emulator.internal or 192.168.1.5", name)
	}
	return nil
}
