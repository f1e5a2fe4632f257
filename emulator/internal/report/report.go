package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// Assumption is what RealCredits rest on.
const Assumption = "the real service charges 1 credit for each page it delivers, or for 10 connections, and nothing for " +
	"errors or for empty answers; an answer that a scenario broke or lost on its way was delivered"

// Report is what the calls of a run cost, and what was wrong with them. It is a value: who has one may do with it as they
// like.
type Report struct {
	Sums
	CreditsWasted int64         `json:"credits_wasted"` // by all findings, each credit once
	Assumption    string        `json:"assumption"`     // that real_credits rest on
	Keys          []KeySums     `json:"keys"`           // by credits, the most first
	Routes        []NamedSums   `json:"routes"`         // in alphabetical order; "" is every path that is none
	Scenarios     []NamedSums   `json:"scenarios"`      // of the calls to which one spoke
	Findings      []Finding     `json:"findings"`       // in the order of Kinds, and of one kind the most wasteful first
	Complete      bool          `json:"complete"`       // no key was forgotten
	Forgotten     ForgottenKeys `json:"forgotten"`
	Budget        *Budget       `json:"budget"` // of the run, whichever calls are told; nil where there is none
}

// Budget is how many credits a run may spend, and how many it has spent since it began, whatever was reset or cleared since.
type Budget struct {
	Credits int64 `json:"credits"`
	Spent   int64 `json:"spent"`
	Kept    bool  `json:"kept"` // no more was spent
}

// KeySums are the sums of one API key.
type KeySums struct {
	Key string `json:"key"` // its fingerprint; "" for the calls without one
	Sums
}

// NamedSums are the sums of a route or a scenario.
type NamedSums struct {
	Name string `json:"name"`
	Sums
}

// ForgottenKeys are the keys that are not in Report.Keys for want of room. Their findings are in Report.Findings.
type ForgottenKeys struct {
	Keys int64 `json:"keys"`
	Sums
}

// Finding is a fault of the client, by one key.
type Finding struct {
	Name          Name     `json:"name"`
	Says          string   `json:"says"` // what the client did
	Mend          string   `json:"mend"` // what it should do
	Key           string   `json:"key"`  // its fingerprint; "" for calls without one, and for all keys that were forgotten
	Calls         int64    `json:"calls"`
	CallsWasted   int64    `json:"calls_wasted"`   // that need not have been made
	CreditsWasted int64    `json:"credits_wasted"` // as the emulator charged them
	Requests      []string `json:"requests"`       // ids of the first of the calls, at most 20
}

// Report is what is known of all calls.
func (r *Recorder) Report() Report {
	r.lock()
	defer r.mu.Unlock()
	all := Report{
		Sums: r.all.total, CreditsWasted: r.wasted, Assumption: Assumption,
		Keys: []KeySums{}, Routes: named(r.all.routes), Scenarios: named(r.all.scenarios),
		Findings:  findings("", r.past.findings),
		Complete:  r.past.keys == 0,
		Forgotten: ForgottenKeys{Keys: r.past.keys, Sums: r.past.total},
	}
	for _, t := range r.tenants {
		all.Keys = append(all.Keys, KeySums{t.key.Fingerprint(), t.book.total})
		all.Findings = append(all.Findings, findings(t.key.Fingerprint(), t.findings)...)
	}
	return all.sorted()
}

// ReportOf is what is known of the calls of one API key, given as itself or as its fingerprint.
func (r *Recorder) ReportOf(key string) Report {
	r.lock()
	defer r.mu.Unlock()
	one := Report{
		Assumption: Assumption, Keys: []KeySums{}, Routes: []NamedSums{}, Scenarios: []NamedSums{},
		Findings: []Finding{}, Complete: !r.past.knew(journal.KeyID(contract.APIKey(key))),
	}
	t := r.find(key)
	if t == nil {
		return one
	}
	one.Sums, one.CreditsWasted = t.book.total, t.wasted
	one.Keys = []KeySums{{t.key.Fingerprint(), t.book.total}}
	one.Routes, one.Scenarios = named(t.book.routes), named(t.book.scenarios)
	one.Findings = findings(t.key.Fingerprint(), t.findings)
	one.Complete = !r.past.knew(t.id)
	return one.sorted()
}

// find is the tenant of a key, given as itself or as its fingerprint, or nil.
func (r *Recorder) find(key string) *tenant {
	if t := r.tenants[journal.KeyID(contract.APIKey(key))]; t != nil {
		return t
	}
	for _, t := range r.tenants {
		if key != "" && t.key.Fingerprint() == key {
			return t
		}
	}
	return nil
}

func named(all map[string]*Sums) []NamedSums {
	list := make([]NamedSums, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, NamedSums{name, *all[name]})
	}
	return list
}

func findings(key string, all map[Name]*found) []Finding {
	list := []Finding{}
	for name, f := range all {
		kind, _ := KindOf(name)
		list = append(list, Finding{
			Name: name, Says: kind.Says, Mend: kind.Mend, Key: key,
			Calls: f.calls, CallsWasted: f.needless, CreditsWasted: f.wasted, Requests: slices.Clone(f.requests),
		})
	}
	return list
}

func (r Report) sorted() Report {
	slices.SortFunc(r.Keys, func(a, b KeySums) int {
		return cmp.Or(cmp.Compare(b.Credits, a.Credits), cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Key, b.Key))
	})
	slices.SortFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(placeOf(a.Name), placeOf(b.Name)),
			cmp.Compare(b.CreditsWasted, a.CreditsWasted), cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Key, b.Key))
	})
	return r
}

func placeOf(name Name) int {
	return slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name })
}

// Spending is a line for each kind of call by which a key spent credits, in the order in which they began, and at the end
// of what is not listed. There is none where it spent none.
func (r *Recorder) Spending(key contract.APIKey) []string {
	r.lock()
	defer r.mu.Unlock()
	t := r.tenants[journal.KeyID(key)]
	if t == nil {
		return nil
	}
	var lines []string
	rest := t.counted
	for _, c := range t.inOrder() {
		n := t.calls[c]
		if n.credits == 0 || len(lines) == mostSpending {
			continue
		}
		rest -= n.credits
		lines = append(lines, credits(n.credits)+" for "+t.line(c, n))
	}
	if rest > 0 {
		lines = append(lines, credits(rest)+" for others")
	}
	return lines
}

// mostSpending is how many kinds of calls Spending lists.
const mostSpending = 50

func (t *tenant) inOrder() []call {
	return slices.SortedFunc(maps.Keys(t.calls), func(a, b call) int { return cmp.Compare(t.calls[a].order, t.calls[b].order) })
}
