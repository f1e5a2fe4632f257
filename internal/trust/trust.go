// Package trust keeps the authority of HTTPS in a folder: made on first use, then the same for every process of its
// owner, so that it has to be trusted once.
//
// The folder has ca-key.pem, which is a secret and never changes, and ca.pem, the certificate, which is for everyone and
// is written anew when it ends soon or has to speak for more names. Clients that trust an older ca.pem trust what is
// signed later, as far as its names are among those that theirs has.
package trust

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/linkup-emulator/linkup-emulator/internal/authority"
)

// The files of the folder.
const (
	KeyFile         = "ca-key.pem"
	CertificateFile = "ca.pem"
	lockFile        = "lock" // held by who writes the others
)

// Change is what Open has done to what is kept.
type Change string

// The changes.
const (
	Found   Change = "found"
	Made    Change = "made"
	Renewed Change = "renewed" // the same key with a new certificate
)

// Authority is an authority for the names that it was opened with. It may be used from many goroutines.
type Authority struct {
	own    *authority.Authority
	names  []string
	now    time.Time
	path   string
	change Change
}

// Open is the authority that is kept in dir. It makes one on first use, folder and all, and renews its certificate where
// that ends within the life of a leaf or does not speak for all of the names. Any number of processes may open a folder
// at once. What is there and cannot be used is an error that says what to do, and stays as it is. A folder that is
// complete is only read, and need not be writable.
func Open(dir string, names []string, now time.Time) (*Authority, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder of the certificate authority: %w", err)
	}
	f := folder{dir: dir, names: names, now: now}
	own, change, err := f.open()
	if err != nil {
		return nil, err
	}
	return &Authority{own, names, now, f.certificate(), change}, nil
}

// Fleeting is an authority that is kept nowhere, for a program that has no folder.
func Fleeting(names []string, now time.Time) (*Authority, error) {
	own, err := authority.New(names, now)
	if err != nil {
		return nil, err
	}
	return &Authority{own, names, now, "", Made}, nil
}

// PEM is the certificate of the authority, for who is to trust it.
func (a *Authority) PEM() []byte { return a.own.PEM() }

// Path is the file of the certificate, absolute; "" of a fleeting authority.
func (a *Authority) Path() string { return a.path }

// Change is what was done to open it.
func (a *Authority) Change() Change { return a.change }

// Leaf is a certificate for all of the names, with the authority's own last in its chain.
func (a *Authority) Leaf() (*tls.Certificate, error) { return a.own.Leaf(a.names, a.now) }

// Certificate is the certificate that is kept in dir, for a client: it makes nothing. The error is fs.ErrNotExist where
// there is none.
func Certificate(dir string) ([]byte, error) {
	return read(filepath.Join(dir, CertificateFile), anybody)
}

// Unwritable says of an error of Open that nothing is kept in the folder, as it cannot be made or written.
func Unwritable(err error) bool {
	var fault *writeError
	return errors.As(err, &fault) && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS))
}

// writeError is why the folder of an authority that is to be made cannot be made or written.
type writeError struct{ error }

func (e *writeError) Unwrap() error { return e.error }

const mostBytes = 64 << 10 // of a file; ours have less than 2 KB

// read is the file at path, if its information passes the check.
func read(path string, check func(path string, info fs.FileInfo) error) ([]byte, error) {
	info, err := os.Stat(path) // before it is opened, as to open a pipe may wait for ever
	if err != nil {
		return nil, err
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is no file", path)
	case info.Size() > mostBytes:
		return nil, fmt.Errorf("%s: has %d bytes, more than any key or certificate", path, info.Size())
	}
	if err := check(path, info); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

func anybody(string, fs.FileInfo) error { return nil }
