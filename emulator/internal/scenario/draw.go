package scenario

import (
	"math"
	"math/rand/v2"
	"time"
)

// draw is what a wait is drawn from: nothing but these, so that it repeats.
type draw struct {
	seed    int64
	step    int
	request int64
}

// defaultChunks is how many pieces a delay between chunks makes.
const defaultChunks = 10

// waits are the waits of one request: before the headers, and before each piece of the body.
func (s *Step) waits(d draw) (headers time.Duration, chunks []time.Duration) {
	if s.Drip != nil {
		chunks = s.Drip.waits()
	}
	if s.Delay == nil {
		return 0, chunks
	}
	if s.Delay.At != AtChunks {
		return s.Delay.wait(d.source(0)), chunks
	}
	pieces := s.Delay.Chunks
	if pieces == 0 {
		pieces = defaultChunks
	}
	chunks = make([]time.Duration, pieces)
	for i := 1; i < pieces; i++ {
		chunks[i] = s.Delay.wait(d.source(i))
	}
	return 0, chunks
}

// waits are those of equal pieces: the first at once, the last after exactly Over.
func (d *Drip) waits() []time.Duration {
	waits := make([]time.Duration, d.Chunks)
	over, gaps := time.Duration(d.Over), time.Duration(d.Chunks-1)
	for i := 1; i < d.Chunks; i++ {
		n := time.Duration(i)
		waits[i] = over*n/gaps - over*(n-1)/gaps
	}
	return waits
}

// source is the randomness of one wait.
func (d draw) source(piece int) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(d.seed), uint64(d.request)<<24^uint64(d.step)<<12^uint64(piece)))
}

// wait is one wait of the delay, from 0 to an hour. A drawn one is in whole microseconds, so that the last digits of
// floating point, which differ between machines, do not show.
func (d *Delay) wait(r *rand.Rand) time.Duration {
	switch {
	case d.Uniform != nil:
		from, to := time.Duration(d.Uniform[0]), time.Duration(d.Uniform[1])
		return from + time.Duration(r.Int64N(int64(to-from)+1))
	case d.Normal != nil:
		return bounded(float64(d.Normal.Mean) + r.NormFloat64()*float64(d.Normal.Stddev))
	case d.Lognormal != nil:
		return bounded(float64(d.Lognormal.Median) * math.Exp(r.NormFloat64()*d.Lognormal.Sigma))
	}
	return time.Duration(d.Fixed)
}

func bounded(nanoseconds float64) time.Duration {
	return time.Duration(min(max(nanoseconds, 0), float64(maxDelay))).Round(time.Microsecond)
}
