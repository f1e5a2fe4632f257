package report

// WholePages is wholePages, for tests.
var WholePages = wholePages

// PageSet is pageSet, for tests.
type PageSet struct{ pageSet }

// Add is pageSet.add.
func (s *PageSet) Add(first, last int64) int64 { return s.add(first, last) }

// Weight is about how many bytes r keeps.
func (r *Recorder) Weight() int { return r.weight }
