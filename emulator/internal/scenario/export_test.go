package scenario

// Glob is glob, for tests.
func Glob(pattern, text string) bool { return glob(pattern, text) }

// Nearest is nearest, for tests.
func Nearest(word string, known []string) (string, bool) { return nearest(word, known) }
