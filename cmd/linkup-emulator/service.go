package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/console"
	"github.com/linkup-emulator/linkup-emulator/internal/proxy"
)

// service is an emulator that serves, and what the program has around it, as the settings say.
type service struct {
	settings     *settings
	emulator     *emulator.Emulator
	proxy        *proxy.Proxy // nil where there is none
	logger       *slog.Logger
	caFile       string // of whom clients over HTTPS are to trust; "" where there is none
	stopWatching func()
	saveLast     func() error
}

// open starts the service. What it opened is closed again where it fails.
func (s *settings) open(p *Program, given *sources, logger *slog.Logger) (*service, error) {
	e, caFile, err := s.emulator(p, given, logger)
	if err != nil {
		return nil, err
	}
	stopWatching, err := watchScenarios(e, s.ScenarioDir, logger)
	if err != nil {
		return nil, err
	}
	saveLast, err := keepState(e, s.State, time.Duration(s.StateEvery), logger)
	if err != nil {
		stopWatching()
		return nil, err
	}
	started := &service{settings: s, emulator: e, caFile: caFile, logger: logger, stopWatching: stopWatching, saveLast: saveLast}
	if err = e.Start(); err == nil {
		started.proxy, err = s.startProxy(e, logger)
	}
	if err != nil {
		stopWatching()
		return nil, errors.Join(listenFault(err), e.Close(), saveLast())
	}
	return started, nil
}

// emulator is the emulator that the settings describe, not started yet, and the file of whom its clients are to trust.
func (s *settings) emulator(p *Program, given *sources, logger *slog.Logger) (e *emulator.Emulator, caFile string, err error) {
	if err := s.proxyFault(); err != nil {
		return nil, "", err
	}
	scenarios, err := loadScenarios(s.Scenario)
	if err != nil {
		return nil, "", err
	}
	if err := given.file.readNetworks(); err != nil {
		return nil, "", err
	}
	cfg := s.config(given.file, scenarios, logger)
	if s.Proxy != proxyOff && len(cfg.ControlHosts) > 0 {
		cfg.ControlHosts = append(cfg.ControlHosts, emulator.VendorHost) // whom clients of the proxy call
	}
	counts := newMetrics()
	cfg.Observer, cfg.Metrics = counts, counts.handler(cfg.Logger)
	if s.Console {
		if cfg.Console, err = console.New(); err != nil {
			return nil, "", err
		}
	}
	if cfg, caFile, err = s.withCertificate(cfg, p); err != nil {
		return nil, "", err
	}
	if e, err = emulator.New(cfg); err != nil {
		return nil, "", given.file.locate(err)
	}
	counts.follow(e)
	return e, caFile, nil
}

// close stops the service, and says whether the run has kept its budget.
func (s *service) close(p *Program) error {
	defer s.stopWatching()
	s.drain(p)
	return errors.Join(s.saveLast(), s.settings.keep(s.emulator, s.logger))
}

// drain stops the servers: once their requests are answered, or drainTime is over, or p is to hurry. Requests that are
// cut off are no failure of the program, and it says so in the log alone.
func (s *service) drain(p *Program) {
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	if p.Hurry != nil {
		defer context.AfterFunc(p.Hurry, cancel)()
	}
	s.logger.Info("stopping", "within", drainTime)
	proxied := make(chan error, 1)
	go func() {
		if s.proxy == nil {
			proxied <- nil
			return
		}
		proxied <- s.proxy.Shutdown(ctx)
	}()
	if err := errors.Join(s.emulator.Shutdown(ctx), <-proxied); err != nil {
		s.logger.Warn("requests were cut off", "error", err)
	}
	s.logger.Info("stopped")
}

// tell logs where everything is.
func (s *service) tell() {
	proxyURL := ""
	if s.proxy != nil {
		proxyURL = s.proxy.URL
	}
	s.logger.Info("listening", "url", s.emulator.URL, "tls_url", orOff(s.emulator.TLSURL), "control_url", orOff(s.emulator.ControlURL),
		"proxy_url", orOff(proxyURL), "version", emulator.Built(version).Version)
}
