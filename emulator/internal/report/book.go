package report

import "github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"

// Sums are what calls came to.
type Sums struct {
	Calls       int64 `json:"calls"`
	Credits     int64 `json:"credits"`      // that the emulator charged, by its settings and scenarios
	RealCredits int64 `json:"real_credits"` // that the pages it delivered cost on the real service, by Assumption
}

func (s *Sums) add(e *journal.Entry) {
	s.Calls++
	s.Credits += e.Charged
	if e.Delivered != nil {
		s.RealCredits += e.Delivered.Pages
	}
}

func (s *Sums) merge(other Sums) {
	s.Calls += other.Calls
	s.Credits += other.Credits
	s.RealCredits += other.RealCredits
}

// Others stands for the scenarios beyond maxScenarios, whose sums are kept as one.
const Others = "(others)"

// maxScenarios is how many scenarios a book keeps apart.
const maxScenarios = 128

// book is the sums of calls: of all, and by route and scenario.
type book struct {
	total     Sums
	routes    map[string]*Sums
	scenarios map[string]*Sums
}

func newBook() book { return book{routes: map[string]*Sums{}, scenarios: map[string]*Sums{}} }

func (b *book) add(e *journal.Entry) {
	b.total.add(e)
	sumsOf(b.routes, e.Route).add(e)
	if e.Scenario == "" {
		return
	}
	name := e.Scenario
	if b.scenarios[name] == nil && len(b.scenarios) >= maxScenarios {
		name = Others
	}
	sumsOf(b.scenarios, name).add(e)
}

func sumsOf(all map[string]*Sums, name string) *Sums {
	s := all[name]
	if s == nil {
		s = &Sums{}
		all[name] = s
	}
	return s
}
