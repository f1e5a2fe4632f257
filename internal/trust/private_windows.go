package trust

import "io/fs"

// private takes any file: on Windows the permissions that Go knows say nothing of others. The user's configuration
// folder, which the key is kept in by default, keeps them out by its access list, which files in it inherit.
func private(string, fs.FileInfo) error { return nil }
