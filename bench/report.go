package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// row is what the rounds of one case found. Round by round, bare and emulator stand at the same place.
type row struct {
	name, what     string
	length         int // bytes of the answer's body
	bare, emulator []sample
}

// spread is the median of some numbers, the least and the greatest.
type spread struct{ middle, least, most float64 }

func spreadOf(numbers []float64) spread {
	sorted := slices.Sorted(slices.Values(numbers))
	return spread{median(sorted), sorted[0], sorted[len(sorted)-1]}
}

// median is the middle of sorted values, which are at least one; of an even number of them, the mean of the middle two.
func median[T ~int64 | ~float64](sorted []T) T {
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// medianOf is the median of one figure over rounds.
func medianOf[T interface {
	~int64 | ~float64
	cmp.Ordered
}](rounds []sample, figure func(sample) T) T {
	values := make([]T, len(rounds))
	for i, s := range rounds {
		values[i] = figure(s)
	}
	slices.Sort(values)
	return median(values)
}

// ratio is emulator to bare in requests per second, each round with its neighbour.
func (r row) ratio() spread {
	return r.compare(func(s sample) float64 { return s.rate })
}

// tail is emulator to bare in p99.
func (r row) tail() spread {
	return r.compare(func(s sample) float64 { return float64(s.p99) })
}

func (r row) compare(figure func(sample) float64) spread {
	ratios := make([]float64, len(r.bare))
	for i := range r.bare {
		ratios[i] = figure(r.emulator[i]) / figure(r.bare[i])
	}
	return spreadOf(ratios)
}

// report is a whole run.
type report struct {
	settings
	began                 time.Time
	loadBefore, loadAfter string
	rows                  []row
	footprint             footprint
}

func newReport(b *bench) *report {
	return &report{settings: b.settings, began: time.Now(), loadBefore: loadAverage()}
}

// loadAverage is how busy the machine was in the last minute, as it says itself.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	average, _, _ := strings.Cut(string(text), " ")
	return average
}

// figures are the numbers that marks can be set for.
func (r *report) figures() map[string]figure {
	all := map[string]figure{
		startFigure: {value: milliseconds(median(r.footprint.firstAnswers)), unit: " ms"},
		idleFigure:  {value: r.footprint.idle, unit: " MB"},
	}
	if r.footprint.requests > 0 && r.footprint.requests == r.memory {
		all[memoryFigure] = figure{value: r.footprint.loaded, unit: " MB"}
	}
	for _, row := range r.rows {
		all[row.name] = figure{value: row.ratio().middle, atLeast: true}
		all[row.name+tailFigure] = figure{value: row.tail().middle}
	}
	return all
}

// String is the report as Markdown.
func (r *report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s %s/%s, %d cores, load average %s before and %s after.\n",
		r.began.Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), r.loadBefore, r.loadAfter)
	fmt.Fprintf(&b, "%d connections; rounds of %v of each server in turn: %d; medians, and least-most.\n",
		r.connections, r.roundTime, r.rounds)
	if r.rate > 0 {
		fmt.Fprintf(&b, "Each server is asked %d times a second.\n", r.rate)
	}
	if r.against != "" {
		fmt.Fprintf(&b, "In the place of the bare server stands %s.\n", r.against)
	}
	if len(r.arguments) > 0 {
		fmt.Fprintf(&b, "The emulator runs with %s.\n", strings.Join(r.arguments, " "))
	}
	b.WriteString("\n" + align(r.table()) + "\n")
	r.footprint.describe(&b)
	if r.rate == 0 && r.against == "" { // else the ratios are of something else than was promised
		b.WriteString("\n" + align(promised.table(r.figures())))
	}
	return b.String()
}

func (r *report) table() [][]string {
	table := [][]string{{"case", "answer", "bare/s", "emulator/s", "ratio",
		"p50 bare", "p50 emulator", "p99 bare", "p99 emulator", "p99 ratio", "CPU bare", "CPU emulator"}}
	for _, row := range r.rows {
		table = append(table, row.cells())
	}
	return table
}

func (r row) cells() []string {
	rate := func(s sample) float64 { return s.rate }
	p50 := func(s sample) time.Duration { return s.p50 }
	p99 := func(s sample) time.Duration { return s.p99 }
	cpu := func(s sample) time.Duration { return s.cpu }
	return []string{
		r.name + ": " + r.what,
		fmt.Sprintf("%d B", r.length),
		fmt.Sprintf("%.0f", medianOf(r.bare, rate)),
		fmt.Sprintf("%.0f", medianOf(r.emulator, rate)),
		r.ratio().String(),
		short(medianOf(r.bare, p50)), short(medianOf(r.emulator, p50)),
		short(medianOf(r.bare, p99)), short(medianOf(r.emulator, p99)),
		r.tail().String(),
		short(medianOf(r.bare, cpu)), short(medianOf(r.emulator, cpu)),
	}
}

func (s spread) String() string { return fmt.Sprintf("%.2f (%.2f-%.2f)", s.middle, s.least, s.most) }

func (f *footprint) describe(b *strings.Builder) {
	fmt.Fprintf(b, "First answer after exec: %s (%s-%s, %d starts).\n", short(median(f.firstAnswers)),
		short(f.firstAnswers[0]), short(f.firstAnswers[len(f.firstAnswers)-1]), len(f.firstAnswers))
	fmt.Fprintf(b, "Resident memory: %.1f MB after one answer", f.idle)
	if f.requests > 0 {
		fmt.Fprintf(b, ", %.1f MB (at most %.1f MB) after %d requests over as many cookies in %s", f.loaded, f.peak,
			f.requests, f.took.Round(time.Second))
	}
	b.WriteString(".\n")
}

// short is a time with about three digits.
func short(d time.Duration) string {
	switch {
	case d < 10*time.Microsecond:
		return d.Round(10 * time.Nanosecond).String()
	case d < time.Millisecond:
		return d.Round(time.Microsecond).String()
	default:
		return d.Round(10 * time.Microsecond).String()
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// align writes rows as a Markdown table, the first of them its head, with columns in line.
func align(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var b strings.Builder
	for i, row := range rows {
		writeRow(&b, row, widths)
		if i == 0 {
			writeRule(&b, widths)
		}
	}
	return b.String()
}

func writeRow(b *strings.Builder, row []string, widths []int) {
	for i, cell := range row {
		fmt.Fprintf(b, "| %-*s ", widths[i], cell)
	}
	b.WriteString("|\n")
}

func writeRule(b *strings.Builder, widths []int) {
	for _, w := range widths {
		b.WriteString("|" + strings.Repeat("-", w+2))
	}
	b.WriteString("|\n")
}
