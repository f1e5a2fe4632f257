// Package wholefile writes files that are whole whatever happens meanwhile.
package wholefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Write makes text the file at path, with the permissions. A crash at any moment leaves the file that was there or the
// new one, whole: it is written beside it, brought to the disk, and renamed. One process at a time may write a path.
func Write(path string, text []byte, permissions fs.FileMode) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), beside(path))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	if err = errors.Join(fill(file, text, permissions), file.Close()); err != nil {
		return err
	}
	if err = os.Rename(file.Name(), path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

func fill(file *os.File, text []byte, permissions fs.FileMode) error {
	if permissions != 0o600 { // which a temporary file has; not every file system lets them be changed
		if err := file.Chmod(permissions); err != nil {
			return err
		}
	}
	if _, err := file.Write(text); err != nil {
		return err
	}
	return file.Sync()
}

// ClearAway removes what a crash left of a Write to path, if nobody is at one. Whatever stays is in nobody's way.
func ClearAway(path string) {
	folder, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, entry := range folder {
		if match, _ := filepath.Match(beside(path), entry.Name()); match && entry.Type().IsRegular() {
			_ = os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}

// beside is the pattern of what a Write to path is written to first.
func beside(path string) string { return "." + filepath.Base(path) + ".*.tmp" }

// syncFolder brings the new name to the disk, where the system can: the file is whole either way.
func syncFolder(path string) {
	if folder, err := os.Open(path); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
}
