package load

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// patience is how long the last answers may take after the time is up.
const patience = 10 * time.Second

// Traffic is what is asked, over how many connections, and what answers are right. The functions are called from many
// goroutines, one for each connection.
type Traffic struct {
	Connections int
	Request     func(dst []byte, connection int) []byte // appends the next request, connections counting from 0
	Check       func(Answer) error                      // says what is wrong with an answer
	Rate        int                                     // requests a second, of all connections in turn; 0: as many as are answered
}

// due is when a connection sends the n-th of its requests, counting from 0, in a run that began then.
func (t Traffic) due(began time.Time, connection, n int) time.Time {
	return began.Add(time.Duration(connection+n*t.Connections) * time.Second / time.Duration(t.Rate))
}

// Limit ends a run, when the first of its bounds is reached.
type Limit struct {
	Time     time.Duration
	Requests int // 0: no bound
}

// Result is what a run found.
type Result struct {
	Took      time.Duration
	Latencies []time.Duration // of each answer that came in time or was its connection's first, shortest first
}

// Rate is how many answers came in a second.
func (r Result) Rate() float64 { return float64(len(r.Latencies)) / r.Took.Seconds() }

// Quantile is the latency that a share q of the answers, from 0 to 1, did not pass; 0 where there were none.
func (r Result) Quantile(q float64) time.Duration {
	if len(r.Latencies) == 0 {
		return 0
	}
	return r.Latencies[min(int(q*float64(len(r.Latencies))), len(r.Latencies)-1)]
}

// Run asks the server at address, host:port, each connection as soon as it has its answer and is due again, until the limit
// is reached. The first exchange that fails, or answer that is wrong, ends the run with an error.
func Run(ctx context.Context, address string, traffic Traffic, limit Limit) (Result, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	conns, err := dial(ctx, address, traffic.Connections)
	defer closeAll(conns)
	if err != nil {
		return Result{}, err
	}
	defer context.AfterFunc(ctx, func() { closeAll(conns) })()
	r := newRun(limit)
	latencies := make([][]time.Duration, len(conns))
	var asking sync.WaitGroup
	for i, c := range conns {
		asking.Go(func() {
			var err error
			if latencies[i], err = r.ask(c, traffic, i); err != nil {
				fail(err)
			}
		})
	}
	asking.Wait()
	result := Result{Took: r.took(), Latencies: slices.Concat(latencies...)}
	slices.Sort(result.Latencies)
	return result, context.Cause(ctx)
}

func dial(ctx context.Context, address string, n int) (conns []*Conn, err error) {
	for range n {
		c, err := Dial(ctx, address)
		if err != nil {
			return conns, err
		}
		conns = append(conns, c)
	}
	return conns, nil
}

func closeAll(conns []*Conn) {
	for _, c := range conns {
		c.Close()
	}
}

// run is the time and the requests that the connections of one run share.
type run struct {
	began, ends time.Time
	bounded     bool
	left        atomic.Int64 // requests, where they are bounded
	late        atomic.Bool  // an answer counts that came after the time was up
}

func newRun(limit Limit) *run {
	r := &run{began: time.Now(), bounded: limit.Requests > 0}
	r.ends = r.began.Add(limit.Time)
	r.left.Store(int64(limit.Requests))
	return r
}

// took is the time in which the answers came that count.
func (r *run) took() time.Duration {
	if r.late.Load() {
		return time.Since(r.began)
	}
	return min(time.Since(r.began), r.ends.Sub(r.began))
}

// ask sends the requests of one connection, and returns how long each answer took that came in time. The first counts
// in any case, so that there is one. A latency holds what it takes to make the next request and check the answer, which
// is little and the same for every server.
func (r *run) ask(c *Conn, traffic Traffic, connection int) (latencies []time.Duration, err error) {
	if err := c.SetDeadline(r.ends.Add(patience)); err != nil {
		return nil, fmt.Errorf("set the deadline of a connection: %w", err)
	}
	var request []byte
	for sent := time.Now(); !r.bounded || r.left.Add(-1) >= 0; {
		if traffic.Rate > 0 {
			time.Sleep(time.Until(traffic.due(r.began, connection, len(latencies))))
			sent = time.Now()
		}
		request = traffic.Request(request[:0], connection)
		answer, err := c.Exchange(request)
		if err == nil {
			err = traffic.Check(answer)
		}
		if err != nil {
			return latencies, fmt.Errorf("request %d of connection %d: %w", len(latencies)+1, connection+1, err)
		}
		now := time.Now()
		late := now.After(r.ends)
		if late && len(latencies) > 0 {
			break
		}
		latencies = append(latencies, now.Sub(sent))
		sent = now
		if late {
			r.late.Store(true)
			break
		}
	}
	return latencies, nil
}
