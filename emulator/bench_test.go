package emulator_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/lines"
)

// client takes an answer, and keeps no more of it than a benchmark needs.
type client struct {
	header http.Header
	status int
}

func (c *client) Header() http.Header { return c.header }

func (c *client) WriteHeader(status int) { c.status = status }

func (c *client) Write(p []byte) (int, error) { return len(p), nil }

// BenchmarkAnswer is the whole of a request but its connection, with all that is on by default.
func BenchmarkAnswer(b *testing.B) {
	const page = `{"login_token":"network-30000-%s","country":"FR","start_page":%d,"end_page":%[2]d}`
	hot := fmt.Sprintf(page, "hot", 1)
	for _, row := range []struct {
		name   string
		status int
		body   func(n int64) string
	}{
		{"hot", 200, func(int64) string { return hot }},
		{"cold", 200, func(n int64) string { return fmt.Sprintf(page, fmt.Sprint(n), n*1223%3000+1) }},
		{"hundred", 200, func(n int64) string {
			return fmt.Sprintf(`{"login_token":"network-30000-%d","country":"FR","total_results":100}`, n)
		}},
		{"error", 403, func(int64) string {
			return `{"login_token":"expired-bench","country":"FR","start_page":1,"end_page":1}`
		}},
		{"scripted", 200, func(int64) string { return hot }},
	} {
		b.Run(row.name, func(b *testing.B) {
			e := serving(b, row.name == "scripted")
			var asked atomic.Int64
			b.ReportAllocs()
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				c := &client{header: http.Header{}}
				request := httptest.NewRequest(http.MethodPost, "/v1/network/connections", http.NoBody)
				request.Header = http.Header{"Content-Type": {"application/json"}, "X-Api-Key": {fmt.Sprint("credits-9007199254740991-", asked.Add(1)%8)}}
				var body strings.Reader
				for pb.Next() {
					text := row.body(asked.Add(1))
					body.Reset(text)
					request.Body, request.ContentLength = io.NopCloser(&body), int64(len(text))
					clear(c.header)
					if emulator.Serve(e, c, request); c.status != row.status {
						b.Errorf("got status %d, want %d", c.status, row.status)
						return
					}
				}
			})
		})
	}
}

func serving(b *testing.B, scripted bool) *emulator.Emulator {
	b.Helper()
	e, err := emulator.New(emulator.Config{NoListener: true, Logger: slog.New(lines.NewHandler(lines.NewWriter(io.Discard), lines.Text, slog.LevelInfo))})
	if err != nil {
		b.Fatal(err)
	}
	if !scripted {
		return e
	}
	s, err := emulator.ParseScenario("steady.yaml", []byte("name: steady\nmatch:\n  login_token: network-*\nsteps:\n  - answer: {}\n    forever: true\n"))
	if err == nil {
		err = e.PutScenario(s)
	}
	if err != nil {
		b.Fatal(err)
	}
	return e
}
