package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// readNetworks reads the files that the configuration names as networks of its cookies, each relative to the folder of the
// configuration file. Its errors are everything that is wrong with any of them.
func (f *configFile) readNetworks() error {
	var faults []error
	for i, name := range f.networks {
		if name == "" {
			continue
		}
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(f.places.file), name)
		}
		pointer := fmt.Sprintf("/cookies/%d/network", i)
		text, err := os.ReadFile(name)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %s%w", f.places.origin(pointer), label(pointer), err))
			continue
		}
		f.cookies[i].Network, err = emulator.ParseNetwork(name, emulator.NetworkFormatOf(name, text), text)
		if err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
