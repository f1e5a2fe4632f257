package main

import (
	"log/slog"
	"net/http"
	"strconv"
	"sync"

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
	inFlight prometheus.Gauge
	charged  prometheus.Counter
	refused  prometheus.Counter
	breaches prometheus.Counter

	counters sync.Map // labels to prometheus.Counter: to find one there costs less than to ask requests for it
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
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "linkup_emulator_requests_in_flight", Help: "Requests to the vendor's routes that are under way.",
		}),
		charged: counter("linkup_emulator_credits_charged_total", "Credits that requests were charged."),
		refused: counter("linkup_emulator_credits_refused_total", "Credits that requests would have cost which were refused for want of them."),
		breaches: counter("linkup_emulator_schema_breaches_total",
			"Answers that broke their schema, in whose place 500 was sent; not what a scenario breaks on purpose."),
	}
	m.registry.MustRegister(m.requests, m.duration, m.inFlight, m.charged, m.refused, m.breaches,
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
func (m *metrics) Began() { m.inFlight.Inc() }

// Ended implements emulator.Observer.
func (m *metrics) Ended(o emulator.Observation) {
	m.inFlight.Dec()
	m.counter(labels{o.Route, o.Status, o.Mode, o.Scenario}).Inc()
	m.duration.WithLabelValues(o.Route).Observe(o.Duration.Seconds())
	m.charged.Add(float64(o.Charged))
	m.refused.Add(float64(o.Refused))
	if o.Breach {
		m.breaches.Inc()
	}
}

func (m *metrics) counter(l labels) prometheus.Counter {
	if known, ok := m.counters.Load(l); ok {
		return known.(prometheus.Counter)
	}
	c := m.requests.WithLabelValues(l.route, strconv.Itoa(l.status), l.mode, l.scenario)
	m.counters.Store(l, c)
	return c
}

// handler answers with all of them in the text format of Prometheus.
func (m *metrics) handler(logger *slog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelError),
	})
}
