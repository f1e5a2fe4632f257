package emulator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/linkup-emulator/linkup-emulator/internal/wholefile"
)

// SaveState writes State to the file at path, which only its owner can read. A crash at any moment leaves the file that
// was there or the new one, whole. One emulator at a time may use a file.
func (e *Emulator) SaveState(path string) error {
	document, err := e.State()
	if err != nil {
		return err
	}
	if err := saveFile(path, document); err != nil {
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
	wholefile.ClearAway(path)
	return found, nil
}

// saveFile is how a state gets to the disk.
func saveFile(path string, document []byte) error { return wholefile.Write(path, document, 0o600) }
