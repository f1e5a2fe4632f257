package reach

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"

	"github.com/linkup-emulator/linkup-emulator/internal/wholefile"
)

// What clients are given beside variables, as their own ways to a proxy have gaps.
var (
	//go:embed clients/linkup-emulator-proxy.cjs
	nodeText []byte
	//go:embed clients/linkup-emulator-python/sitecustomize.py
	pythonText []byte
)

// The names of the files. By nodeFile and pythonFolder what is ours is known in a variable.
const (
	nodeFile     = "linkup-emulator-proxy.cjs"
	pythonFolder = "linkup-emulator-python"
	pythonFile   = "sitecustomize.py" // which Python imports at its start
	caFile       = "authority.pem"
	bundleFile   = "authorities.pem"
)

const listSeparator = string(os.PathListSeparator)

// Files are the paths, absolute, of what variables name.
type Files struct {
	CA     string // the certificate of the emulator's authority
	Bundle string // that, and those of the system
	Node   string // loaded by Node
	Python string // the folder that is loaded by Python
}

// Write writes the files into a folder, for clients that are to trust ca. In the bundle the system's authorities stand
// before it, as SSL_CERT_FILE and REQUESTS_CA_BUNDLE replace them, and a program may have to do with others than the
// emulator: by a proxy that lets them through, or without any.
func Write(folder string, ca []byte, now Lookup) (Files, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return Files{}, fmt.Errorf("write what clients need: %w", err)
	}
	f := Files{
		CA:     filepath.Join(folder, caFile),
		Bundle: filepath.Join(folder, bundleFile),
		Node:   filepath.Join(folder, nodeFile),
		Python: filepath.Join(folder, pythonFolder),
	}
	if err := os.MkdirAll(f.Python, 0o700); err != nil {
		return f, fmt.Errorf("write what clients need: %w", err)
	}
	for path, text := range map[string][]byte{
		f.CA:                                ca,
		f.Bundle:                            bundle(f.Bundle, ca, now),
		f.Node:                              nodeText,
		filepath.Join(f.Python, pythonFile): pythonText,
	} {
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, text) {
			continue // as another program may read it just now
		}
		if err := wholefile.Write(path, text, 0o644); err != nil {
			return f, fmt.Errorf("write what clients need: %w", err)
		}
	}
	return f, nil
}

// systemFiles is where systems have the authorities that they trust: Debian, Fedora, SUSE, Alpine, macOS and BSD.
var systemFiles = []string{
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	"/etc/ssl/cert.pem",
}

// bundle is the text of the bundle at path: what the environment names or else the system has, and ca.
func bundle(path string, ca []byte, now Lookup) []byte {
	files := systemFiles
	if given, _ := now("SSL_CERT_FILE"); given != "" && !isOurs(given, path) {
		files = []string{given}
	}
	var text []byte
	for _, file := range files {
		if found, err := os.ReadFile(file); err == nil {
			text = found
			break
		} // what cannot be read is as good as none, to a client too
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return append(text, ca...)
}

// isOurs says whether the file that the environment names is a bundle of ours, as within eval or another run.
func isOurs(given, path string) bool {
	return filepath.Base(given) == filepath.Base(path)
}
