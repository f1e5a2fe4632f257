package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// memoryTime is how often the resident memory is looked at.
const memoryTime = 50 * time.Millisecond

// memory is the resident memory as the requests went on.
type memory struct {
	seen []resident
	peak float64 // MB, by the kernel's own account
}

// resident is how much memory was resident after so many requests.
type resident struct {
	requests float64
	mb       float64
}

// look adds what is resident now.
func (m *memory) look(p *process, requests int64) error {
	now, peak, err := p.memory()
	if err != nil {
		return err
	}
	m.seen = append(m.seen, resident{float64(requests), now})
	m.peak = peak
	return nil
}

// after is what was resident once a share q of the requests was made.
func (m memory) after(q float64) float64 {
	last := m.seen[len(m.seen)-1]
	at, _ := slices.BinarySearchFunc(m.seen, q*last.requests, func(r resident, requests float64) int { return cmp.Compare(r.requests, requests) })
	return m.seen[min(at, len(m.seen)-1)].mb
}

// leastLooks is how many looks at the second half say anything of it.
const leastLooks = 10

// line is the straight line through the looks at the second half, by least squares: where it begins and ends, and how much
// it rises for each million requests. By then every bounded store is full, and what still rises would rise for ever.
func (m memory) line() (first, last, slope float64, ok bool) {
	end := m.seen[len(m.seen)-1].requests
	half := slices.DeleteFunc(slices.Clone(m.seen), func(r resident) bool { return r.requests < end/2 })
	n := float64(len(half))
	var sumX, sumY, sumXY, sumXX float64
	for _, r := range half {
		x := r.requests - end/2
		sumX, sumY, sumXY, sumXX = sumX+x, sumY+r.mb, sumXY+x*r.mb, sumXX+x*x
	}
	spread := n*sumXX - sumX*sumX
	if len(half) < leastLooks || spread <= 0 {
		return 0, 0, 0, false
	}
	rise := (n*sumXY - sumX*sumY) / spread
	first = (sumY - rise*sumX) / n
	return first, first + rise*end/2, rise * 1e6, true
}

// flat fails where the line through the second half rises by more than so many percent.
func (m memory) flat(percent float64) error {
	first, last, _, ok := m.line()
	if !ok {
		return fmt.Errorf("memory: got %d looks at it, want %d in the second half: go on for longer", len(m.seen), leastLooks)
	}
	if last > first*(1+percent/100) {
		return fmt.Errorf("memory: it grew from %.1f to %.1f MB in the second half, want at most %v %% more", first, last, percent)
	}
	return nil
}

func (m memory) String() string {
	text := fmt.Sprintf("Resident memory: %.1f MB after a tenth of the requests, %.1f after a half, %.1f at the end, at most %.1f.",
		m.after(0.1), m.after(0.5), m.after(1), m.peak)
	if first, last, slope, ok := m.line(); ok {
		text += fmt.Sprintf(" In the second half the line through it goes from %.1f to %.1f MB: %+.2f MB for each million requests.", first, last, slope)
	}
	return text
}
