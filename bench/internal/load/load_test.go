package load_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/bench/internal/load"
)

// serve answers everything with {} and counts it.
func serve(t *testing.T) (address string, answered *atomic.Int64) {
	t.Helper()
	answered = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answered.Add(1)
		w.Header().Set("Content-Length", "2")
		io.WriteString(w, "{}")
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://"), answered
}

func request(dst []byte, _ int) []byte {
	return append(dst, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"...)
}

func right(load.Answer) error { return nil }

func TestRunSendsAsManyAsItMay(t *testing.T) {
	address, answered := serve(t)
	traffic := load.Traffic{Connections: 7, Request: request, Check: right}
	result, err := load.Run(t.Context(), address, traffic, load.Limit{Time: time.Hour, Requests: 1000})
	if err != nil || len(result.Latencies) != 1000 || answered.Load() != 1000 {
		t.Fatalf("got %d latencies, %d answers and error %v, want 1000 of each", len(result.Latencies), answered.Load(), err)
	}
	if !slices.IsSorted(result.Latencies) || result.Latencies[0] <= 0 {
		t.Errorf("got latencies from %v that are sorted: %v, want some above 0, shortest first", result.Latencies[0], slices.IsSorted(result.Latencies))
	}
}

func TestRunEndsWhenTheTimeIsUp(t *testing.T) {
	address, answered := serve(t)
	traffic := load.Traffic{Connections: 2, Request: request, Check: right}
	limit := load.Limit{Time: 50 * time.Millisecond}
	result, err := load.Run(t.Context(), address, traffic, limit)
	if err != nil || result.Took < limit.Time || len(result.Latencies) < traffic.Connections {
		t.Fatalf("got a run of %v, %d answers and error %v, want at least %v and one of each connection", result.Took, len(result.Latencies), err, limit.Time)
	}
	if late := answered.Load() - int64(len(result.Latencies)); late < 0 || late > 2 {
		t.Errorf("got %d answers that were not counted, want at most the last of each connection", late)
	}
}

func TestRunKeepsARate(t *testing.T) {
	address, _ := serve(t)
	traffic := load.Traffic{Connections: 3, Request: request, Check: right, Rate: 300}
	limit := load.Limit{Time: time.Hour, Requests: 90}
	result, err := load.Run(t.Context(), address, traffic, limit)
	if least := 89 * time.Second / 300; err != nil || len(result.Latencies) != 90 || result.Took < least {
		t.Errorf("got %d answers in %v and error %v, want 90 in at least %v", len(result.Latencies), result.Took, err, least)
	}
}

func TestRunCountsAFirstAnswerThatIsLate(t *testing.T) {
	address, _ := serve(t)
	traffic := load.Traffic{Connections: 3, Request: request, Check: right}
	result, err := load.Run(t.Context(), address, traffic, load.Limit{Time: time.Nanosecond})
	if err != nil || len(result.Latencies) != 3 || result.Took < result.Latencies[2] {
		t.Errorf("got latencies %v in %v and error %v, want one of each of 3 connections, in as much time", result.Latencies, result.Took, err)
	}
}

func TestRunFails(t *testing.T) {
	address, _ := serve(t)
	errWrong := errors.New("not what was wanted")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	cases := []struct {
		name    string
		ctx     context.Context
		address string
		check   func(load.Answer) error
		want    error
	}{
		{"a wrong answer", t.Context(), address, func(load.Answer) error { return errWrong }, errWrong},
		{"nobody there", t.Context(), "127.0.0.1:0", right, nil},
		{"cancelled", cancelled, address, right, context.Canceled},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			traffic := load.Traffic{Connections: 3, Request: request, Check: c.check}
			_, err := load.Run(c.ctx, c.address, traffic, load.Limit{Time: time.Hour})
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got error %v, want %v", err, c.want)
			}
		})
	}
}

func TestRunIsCutOff(t *testing.T) {
	address, _ := serve(t)
	ctx, cancel := context.WithCancel(t.Context())
	var seen atomic.Int64
	traffic := load.Traffic{Connections: 3, Request: request, Check: func(load.Answer) error {
		if seen.Add(1) == 20 {
			cancel()
		}
		return nil
	}}
	if _, err := load.Run(ctx, address, traffic, load.Limit{Time: time.Hour}); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want %v", err, context.Canceled)
	}
}

func TestResult(t *testing.T) {
	some := load.Result{Took: 2 * time.Second, Latencies: []time.Duration{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}
	cases := []struct {
		name   string
		result load.Result
		q      float64
		want   time.Duration
	}{
		{"the shortest", some, 0, 1},
		{"the middle", some, 0.5, 6},
		{"nearly all", some, 0.99, 10},
		{"the longest", some, 1, 10},
		{"of none", load.Result{Took: 1}, 0.5, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.result.Quantile(c.q); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
	if got := some.Rate(); got != 5 {
		t.Errorf("rate: got %v, want 5", got)
	}
}
