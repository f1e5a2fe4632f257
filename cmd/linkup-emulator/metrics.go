package main

import (
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// durationBuckets are the limits of the histogram, in seconds: from what an ordinary answer takes to what scenarios do.
var durationBuckets = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 120}

// metrics counts requests for Prometheus. No label tells whose a request was, and each has a bounded number of values.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight atomic.Int64
	charged  prometheus.Counter
	refused  prometheus.Counter
	breaches prometheus.Counter

	counters table[labels, prometheus.Counter]
	timers   table[string, prometheus.Observer] // by route
}

type labels struct {
	route          string
	status         int
	mode, scenario string
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "linkup_emulator_requests_total",
			Help: "Requests to the vendor's routes; status 0 is a connection that broke before one was sent.",
		}, []string{"route", "status", "mode", "scenario"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "linkup_emulator_request_duration_seconds",
			Help: "How long requests to the vendor's routes took, with what a scenario delayed them.", Buckets: durationBuckets,
		}, []string{"route"}),
		charged: counter("linkup_emulator_credits_charged_total", "Credits that requests were charged."),
		refused: counter("linkup_emulator_credits_refused_total", "Credits that requests would have cost which were refused for want of them."),
		breaches: counter("linkup_emulator_schema_breaches_total",
			"Answers that broke their schema, in whose place 500 was sent; not what a scenario breaks on purpose."),
	}
	inFlight := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "linkup_emulator_requests_in_flight", Help: "Requests to the vendor's routes that are under way.",
	}, func() float64 { return float64(m.inFlight.Load()) })
	m.registry.MustRegister(m.requests, m.duration, inFlight, m.charged, m.refused, m.breaches,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

// follow adds what e knows of itself.
func (m *metrics) follow(e *emulator.Emulator) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "linkup_emulator_journal_dropped", Help: "Entries of the journal that have given way to newer ones since it was cleared.",
	}, func() float64 {
		_, dropped, _ := e.JournalOf(emulator.JournalFilter{Limit: 1}) // 0 where none is kept
		return float64(dropped)
	}))
}

// Began implements emulator.Observer.
func (m *metrics) Began() { m.inFlight.Add(1) }

// Ended implements emulator.Observer.
func (m *metrics) Ended(o emulator.Observation) {
	m.inFlight.Add(-1)
	m.counter(labels{o.Route, o.Status, o.Mode, o.Scenario}).Inc()
	m.timer(o.Route).Observe(o.Duration.Seconds())
	if o.Charged > 0 {
		m.charged.Add(float64(o.Charged))
	}
	if o.Refused > 0 {
		m.refused.Add(float64(o.Refused))
	}
	if o.Breach {
		m.breaches.Inc()
	}
}

func (m *metrics) counter(l labels) prometheus.Counter {
	if known, ok := m.counters.find(l); ok {
		return known
	}
	return m.counters.add(l, m.requests.WithLabelValues(l.route, strconv.Itoa(l.status), l.mode, l.scenario))
}

func (m *metrics) timer(route string) prometheus.Observer {
	if known, ok := m.timers.find(route); ok {
		return known
	}
	return m.timers.add(route, m.duration.WithLabelValues(route))
}

// table is what labels stand for, of which there are few: to find it there costs less than to ask Prometheus, and waits
// for nobody. The zero table is empty.
type table[K comparable, V any] struct {
	mu    sync.Mutex // is held while known is replaced
	known atomic.Pointer[map[K]V]
}

func (t *table[K, V]) find(key K) (V, bool) {
	known := t.known.Load()
	if known == nil {
		var none V
		return none, false
	}
	v, ok := (*known)[key]
	return v, ok
}

func (t *table[K, V]) add(key K, v V) V {
	t.mu.Lock()
	defer t.mu.Unlock()
	next := map[K]V{}
	if known := t.known.Load(); known != nil {
		next = maps.Clone(*known)
	}
	next[key] = v
	t.known.Store(&next)
	return v
}

// handler answers with all of them in the text format of Prometheus.
func (m *metrics) handler(logger *slog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelError),
	})
}
