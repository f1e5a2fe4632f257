package report

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
)

// CheckBudget says that more credits were spent than budget, or that there was no call at all: who means to keep a budget
// means to make some.
func (r Report) CheckBudget(budget int64) error { return checkBudget(r.Credits, r.Calls > 0, budget) }

// CheckCalls says that there was no call.
func (r Report) CheckCalls() error {
	if r.Calls == 0 {
		return errEmpty
	}
	return nil
}

// CheckBudget is Report.CheckBudget of all that was spent since the process began.
func (r *Recorder) CheckBudget(budget int64) error {
	spent, called := r.Spent()
	return checkBudget(spent, called, budget)
}

func checkBudget(spent int64, called bool, budget int64) error {
	switch {
	case !called:
		return errEmpty
	case spent > budget:
		return fmt.Errorf("spent %s, %d more than the budget of %d", credits(spent), spent-budget, budget)
	}
	return nil
}

var errEmpty = errors.New("no call was made: an empty run shows nothing (is the client under test pointed at the emulator?)")

// headline is the sums in a line.
func (r Report) headline() string {
	return fmt.Sprintf("%s, %s charged; on the real service: %s", counted(r.Calls, "call"), credits(r.Credits), credits(r.RealCredits))
}

// Text is the report to be read in a terminal.
func (r Report) Text() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n  (%s)\n", r.headline(), r.Assumption)
	tab := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	for _, part := range r.parts() {
		fmt.Fprintf(tab, "\n%s\tCALLS\tCREDITS\tREAL CREDITS\n", strings.ToUpper(part.what))
		for _, row := range part.rows {
			fmt.Fprintf(tab, "%s\t%d\t%d\t%d\n", row.Name, row.Calls, row.Credits, row.RealCredits)
		}
	}
	_ = tab.Flush() // into memory
	out.WriteString("\n" + r.FindingsText())
	if !r.Complete {
		fmt.Fprintf(&out, "\n%s: there were more than are kept\n", r.forgotten())
	}
	return out.String()
}

// FindingsText is the findings alone, as Text has them.
func (r Report) FindingsText() string {
	if len(r.Findings) == 0 {
		return "no findings\n"
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%s, %s wasted\n", counted(int64(len(r.Findings)), "finding"), credits(r.CreditsWasted))
	for _, f := range r.Findings {
		fmt.Fprintf(&out, "  %s: the client %s\n", f.Name, f.Says)
		fmt.Fprintf(&out, "    by %s; mend: %s\n", f.by(), f.Mend)
		fmt.Fprintf(&out, "    requests %s\n", f.shown())
	}
	return out.String()
}

// by is whose the finding is, and what it cost.
func (f Finding) by() string {
	return fmt.Sprintf("%s, %s, %s and %s wasted", keyOr(f.Key, "no key, or keys no longer kept apart"), counted(f.Calls, "call"), credits(f.CreditsWasted), counted(f.CallsWasted, "call"))
}

// shown is the requests that are listed, and how many are not.
func (f Finding) shown() string {
	list := strings.Join(f.Requests, ", ")
	if more := f.Calls - int64(len(f.Requests)); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// part is a table of sums.
type part struct {
	what string
	rows []NamedSums
}

// parts are the tables that have rows.
func (r Report) parts() []part {
	keys := make([]NamedSums, 0, len(r.Keys)+1)
	for _, k := range r.Keys {
		keys = append(keys, NamedSums{keyOr(k.Key, "(no key)"), k.Sums})
	}
	if r.Forgotten.Keys > 0 {
		keys = append(keys, NamedSums{"(" + r.forgotten() + ")", r.Forgotten.Sums})
	}
	routes := make([]NamedSums, len(r.Routes))
	for i, row := range r.Routes {
		routes[i] = NamedSums{keyOr(row.Name, "(no route)"), row.Sums}
	}
	var parts []part
	for _, p := range []part{{"key", keys}, {"route", routes}, {"scenario", r.Scenarios}} {
		if len(p.rows) > 0 {
			parts = append(parts, p)
		}
	}
	return parts
}

func (r Report) forgotten() string {
	return counted(r.Forgotten.Keys, "key") + " no longer kept apart"
}

func keyOr(name, standIn string) string {
	if name == "" {
		return standIn
	}
	return name
}

// counted is so many things in words.
func counted(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
