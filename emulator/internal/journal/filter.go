package journal

import "github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"

// Filter says which entries are meant: those that meet all of its fields that are not zero.
type Filter struct {
	Key    string // an API key, or its fingerprint
	Cookie string // a cookie, or its fingerprint
	Status int    // of the answer
	Since  int64  // entries after the one of this Seq
	Limit  int    // at most so many: the newest or, with Since, the next

	Scenario string // the name of the one that spoke
	NoBodies bool   // leave out both bodies
}

// matcher is a Filter made ready to be asked often.
type matcher struct {
	Filter
	tenant, owner ID
}

func (f Filter) ready() matcher {
	return matcher{f, KeyID(contract.APIKey(f.Key)), CookieID(contract.Cookie(f.Cookie))}
}

func (m *matcher) meets(e *Entry) bool {
	return e.Seq > m.Since && (m.Status == 0 || m.Status == e.Status) &&
		(m.Scenario == "" || m.Scenario == e.Scenario) &&
		(m.Key == "" || m.tenant == e.tenant || m.Key == e.Key) &&
		(m.Cookie == "" || m.owner == e.owner || m.Cookie == e.Cookie)
}

// cut is seqs, ascending, within the limit.
func (m *matcher) cut(seqs []int64) []int64 {
	switch {
	case m.Limit == 0 || len(seqs) <= m.Limit:
		return seqs
	case m.Since > 0:
		return seqs[:m.Limit]
	}
	return seqs[len(seqs)-m.Limit:]
}
