package trust

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/linkup-emulator/linkup-emulator/internal/authority"
	"github.com/linkup-emulator/linkup-emulator/internal/wholefile"
)

// folder is where an authority is kept, and what it is to be.
type folder struct {
	dir   string
	names []string
	now   time.Time
}

func (f folder) key() string         { return filepath.Join(f.dir, KeyFile) }
func (f folder) certificate() string { return filepath.Join(f.dir, CertificateFile) }

// kept is what the folder has: neither, the key alone (as after a crash between the two), or an authority.
type kept struct {
	key *authority.Key
	own *authority.Authority
}

// open is the authority, and what was done to have it. It first looks without the lock, as for most there is nothing to
// write; all else, and what is wrong, is judged under the lock, when no other process is halfway.
func (f folder) open() (*authority.Authority, Change, error) {
	if k, err := f.read(); err == nil && f.does(k.own) {
		return k.own, Found, nil
	}
	unlock, err := f.lock()
	if err != nil {
		return f.orFault(err)
	}
	defer unlock()
	k, err := f.read()
	switch {
	case err != nil:
		return nil, "", err
	case k.own == nil:
		return f.make(k.key)
	case f.does(k.own):
		return k.own, Found, nil
	}
	return f.renew(k.own)
}

// does says whether an authority will do as it is.
func (f folder) does(own *authority.Authority) bool {
	return own != nil && own.Lasts(f.now) && own.Covers(f.names)
}

// orFault is why nothing can be written, unless there is more to say: of what is kept and cannot be used.
func (f folder) orFault(unwritable error) (*authority.Authority, Change, error) {
	k, err := f.read()
	switch {
	case err != nil && !errors.Is(err, fs.ErrPermission):
		return nil, "", err
	case k.own != nil:
		return nil, "", f.unrenewed(k.own, unwritable)
	case k.key != nil:
		return nil, "", fmt.Errorf("%s: is missing and cannot be made: %w", f.certificate(), unwritable)
	}
	return nil, "", &writeError{unwritable}
}

// unrenewed says why an authority that is kept has to be renewed, and that it cannot be. To go on with another would be
// to serve those who trust this one with what they do not trust.
func (f folder) unrenewed(own *authority.Authority, err error) error {
	why := "ends too soon"
	if !own.Covers(f.names) {
		why = "does not speak for all of " + strings.Join(f.names, ", ")
	}
	return fmt.Errorf("%s: %s, and cannot be renewed: %w", f.certificate(), why, err)
}

// lock keeps every other process from writing, once there is a folder.
func (f folder) lock() (unlock func(), err error) {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the certificate authority: %w", err)
	}
	unlock, err = lockedfile.MutexAt(filepath.Join(f.dir, lockFile)).Lock()
	if err != nil {
		return nil, fmt.Errorf("lock the folder of the certificate authority: %w", err)
	}
	return unlock, nil
}

// make makes an authority, of the key if there is one. The key is there before its certificate, so that no certificate
// is ever without its key.
func (f folder) make(key *authority.Key) (*authority.Authority, Change, error) {
	change := Renewed
	if key == nil {
		change = Made
		var err error
		if key, err = f.makeKey(); err != nil {
			return nil, "", err
		}
	}
	own, err := key.Certify(f.names, f.now)
	return f.keep(own, change, err)
}

func (f folder) makeKey() (*authority.Key, error) {
	key, err := authority.NewKey()
	if err != nil {
		return nil, err
	}
	secret, err := key.PEM()
	if err != nil {
		return nil, err
	}
	wholefile.ClearAway(f.key())
	if err := wholefile.Write(f.key(), secret, 0o600); err != nil {
		return nil, &writeError{fmt.Errorf("keep the key of the certificate authority: %w", err)}
	}
	return key, nil
}

func (f folder) renew(old *authority.Authority) (*authority.Authority, Change, error) {
	own, err := old.Renew(f.names, f.now)
	own, change, err := f.keep(own, Renewed, err)
	if err != nil {
		return nil, "", f.unrenewed(old, err)
	}
	return own, change, nil
}

// keep writes the certificate of an authority that was made without an error.
func (f folder) keep(own *authority.Authority, change Change, err error) (*authority.Authority, Change, error) {
	if err != nil {
		return nil, "", err
	}
	wholefile.ClearAway(f.certificate())
	if err := wholefile.Write(f.certificate(), own.PEM(), 0o644); err != nil {
		return nil, "", fmt.Errorf("keep the certificate of the certificate authority: %w", err)
	}
	return own, change, nil
}

// read is what is kept. The error says what is wrong with which file, and what to do.
func (f folder) read() (kept, error) {
	key, err := f.readKey()
	if err != nil {
		return kept{}, err
	}
	text, err := read(f.certificate(), anybody)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return kept{key: key}, nil
	case err != nil:
		return kept{}, err
	case key == nil:
		return kept{}, fmt.Errorf("%s: its key %s is missing; bring the key back, or remove %[1]s to have a new authority made, "+
			"which clients have to trust anew", f.certificate(), f.key())
	}
	own, err := key.Parse(text)
	switch {
	case errors.Is(err, authority.ErrNotItsKey):
		return kept{}, fmt.Errorf("%s: %w than %s; bring back the one that belongs to the other, or remove both to have a new authority made, "+
			"which clients have to trust anew", f.certificate(), err, f.key())
	case err != nil:
		return kept{}, fmt.Errorf("%s: %w; remove it to have it made anew, for the same key", f.certificate(), err)
	}
	return kept{key, own}, nil
}

// readKey is the key, or nil where there is none.
func (f folder) readKey() (*authority.Key, error) {
	text, err := read(f.key(), private)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	key, err := authority.ParseKey(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; bring back the key, or remove it and %s to have a new authority made, "+
			"which clients have to trust anew", f.key(), err, f.certificate())
	}
	return key, nil
}
