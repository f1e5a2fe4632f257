//go:build !windows

package trust

import (
	"fmt"
	"io/fs"
)

// private refuses the file of a key that anybody but its owner can use: who has the key can speak for the emulator's
// names to everyone who trusts the authority.
func private(path string, info fs.FileInfo) error {
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("%s: has the permissions %#o, so that others can use the key, want %#o: if nobody has, chmod 600 it; "+
			"else remove it and %s to have a new authority made", path, mode, mode&0o700, CertificateFile)
	}
	return nil
}
