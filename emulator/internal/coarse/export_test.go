package coarse

// Over is closed once nothing is left to watch, and nothing will come.
func Over(l *Listener) <-chan struct{} { return l.over.Done() }
