package report

import (
	"fmt"
	"strings"
)

// Markdown is the report as a page, such as the summary of a CI job.
func (r Report) Markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "## What the run cost\n\n%s.\n\nAssumption: %s.\n", r.headline(), r.Assumption)
	for _, part := range r.parts() {
		fmt.Fprintf(&out, "\n| %s | calls | credits | real credits |\n| --- | ---: | ---: | ---: |\n", part.what)
		for _, row := range part.rows {
			fmt.Fprintf(&out, "| %s | %d | %d | %d |\n", cell(row.Name), row.Calls, row.Credits, row.RealCredits)
		}
	}
	out.WriteString("\n## Findings\n\n")
	if len(r.Findings) == 0 {
		out.WriteString("None.\n")
		return out.String()
	}
	fmt.Fprintf(&out, "%s wasted.\n\n| finding | what the client did | by | how to mend it | requests |\n| --- | --- | --- | --- | --- |\n", credits(r.CreditsWasted))
	for _, f := range r.Findings {
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s | %s |\n", f.Name, cell(f.Says), cell(f.by()), cell(f.Mend), f.shown())
	}
	return out.String()
}

// cell is text that stays within its cell.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
