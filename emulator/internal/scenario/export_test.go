package scenario

// Nearest is nearest, for tests.
func Nearest(word string, known []string) (string, bool) { return nearest(word, known) }
