package emulator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// SaveState writes State to the file at path, which only its owner can read. A crash at any moment leaves the file that
// was there or the new one, whole: it is written beside it, brought to the disk, and renamed. One emulator at a time may
// use a file.
func (e *Emulator) SaveState(path string) error {
	document, err := e.State()
	if err != nil {
		return err
	}
	if err := replaceFile(path, document); err != nil {
		return fmt.Errorf("save the state: %w", err)
	}
	return nil
}

// LoadState is PutState with the file at path, and says whether there is one. It clears away what a crash left of a save.
// Where there is an error the file is as it was, and nothing has changed.
func (e *Emulator) LoadState(path string) (found bool, err error) {
	document, err := os.ReadFile(path)
	switch found = err == nil; {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return false, fmt.Errorf("load the state: %w", err)
	default:
		if err := e.PutState(document); err != nil {
			return true, fmt.Errorf("%s: %w", path, err)
		}
	}
	for _, torn := range leftovers(path) {
		_ = os.Remove(torn) // whatever stays is in nobody's way
	}
	return found, nil
}

// beside is the pattern of what a save of path is written to first.
func beside(path string) string { return "." + filepath.Base(path) + ".*.tmp" }

// leftovers are the files of saves that a crash ended.
func leftovers(path string) []string {
	folder, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	var torn []string
	for _, entry := range folder {
		if match, _ := filepath.Match(beside(path), entry.Name()); match && entry.Type().IsRegular() {
			torn = append(torn, filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
	return torn
}

func replaceFile(path string, text []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), beside(path))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err = os.Rename(file.Name(), path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// syncFolder brings the new name to the disk, where the system can: the file is whole either way.
func syncFolder(path string) {
	if folder, err := os.Open(path); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
}
