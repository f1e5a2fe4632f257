package emulator

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/gate"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/limit"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/vendor"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// DrainTime is how long Close waits for requests under way.
const DrainTime = 5 * time.Second

// Emulator is the endpoint and its control routes. It may be used from many goroutines.
type Emulator struct {
	// URL is where it serves, such as http://127.0.0.1:8080, or NoListenerURL; empty before Start.
	URL string

	// TLSURL is where it serves HTTPS beside URL, by Config.TLSListen; else, and before Start, it is empty.
	TLSURL string

	// ControlURL is where the control routes are, as clients of this machine reach them: URL too unless Config.ControlListen
	// says otherwise, and empty before Start and where they are turned off.
	ControlURL string

	config   Config
	instance string     // tells this emulator apart from every other
	gate     *gate.Gate // parts requests from what replaces the parts below as a whole
	clock    *clock.Clock
	bank     *credits.Bank
	limiter  *limit.Limiter
	jar      *cookies.Jar
	stage    *scenario.Stage
	recorder *report.Recorder
	book     *journal.Journal // nil where none is kept
	server   *server
	aside    *server      // of the control routes, where they have a listener of their own
	phase    atomic.Value // control.Phase
	drain    func()       // makes scripted delays end
	close    func() error

	tenants atomic.Int64 // how many there were; each is numbered
}

// New makes an emulator and opens nothing. The error says everything that is wrong with config.
func New(config Config) (*Emulator, error) {
	config = config.withDefaults()
	if err := config.validate(); err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	config, err := config.withCertificate()
	if err != nil {
		return nil, err
	}
	tables := make(chan error, 1)
	go func() { tables <- network.Verify() }() // makes the tables meanwhile, the first time in a process
	set, err := schemas.Default()
	if err != nil {
		return nil, err
	}
	if err := <-tables; err != nil {
		config.Logger.Warn("networks differ from those of every other build", "error", err)
	}
	e, err := assemble(config)
	if err != nil {
		return nil, err
	}
	for _, s := range config.Scenarios {
		if err := e.stage.Configure(s); err != nil {
			return nil, fmt.Errorf("configuration: %w", err)
		}
	}
	routes, err := vendor.New(vendor.Parts{
		Terms:         config.terms(),
		Bank:          e.bank,
		Jar:           e.jar,
		Stage:         e.stage,
		Limiter:       e.limiter,
		Clock:         e.clock,
		Schemas:       set,
		Validate:      config.Validate,
		Logger:        config.Logger,
		Recorder:      e.recorder,
		Journal:       e.book,
		DebugHeaders:  !config.HideDebugHeaders,
		Observer:      config.Observer,
		LocalPictures: config.Pictures == PicturesLocal,
		Gate:          e.gate,
	})
	if err != nil {
		return nil, err
	}
	e.instance = routes.Instance()
	routes.Register(e.server.echo)
	e.mount(control.New(control.Wiring{Actions: actions{e}, Schemas: routes.Schemas, Logger: config.Logger, Access: config.access(), Metrics: config.Metrics, Console: config.Console}))
	return e, nil
}

// assemble makes the parts that hold state.
func assemble(config Config) (*Emulator, error) {
	rate, err := limit.ParseRate(config.RateLimit)
	if err != nil {
		return nil, fmt.Errorf("configuration: rate_limit: %w", err)
	}
	draining, drain := context.WithCancel(context.Background())
	time := clock.New()
	e := &Emulator{
		config:   config,
		gate:     gate.New(draining),
		clock:    time,
		bank:     credits.NewBank(config.creditTerms(time.Now)),
		limiter:  limit.New(rate, time.Now),
		jar:      cookies.NewJar(config.cookieTerms(time.Now)),
		stage:    scenario.NewStage(time.Now),
		recorder: report.New(0),
		book:     config.journal(),
		server:   newServer(config),
		drain:    drain,
	}
	e.phase.Store(control.Loading)
	e.close = sync.OnceValue(e.closeInTime)
	return e, nil
}

// Close takes no more requests, waits up to DrainTime for those under way, and cuts off what is left. It may be called
// more than once, and before Start.
func (e *Emulator) Close() error { return e.close() }

func (e *Emulator) closeInTime() error {
	ctx, cancel := context.WithTimeout(context.Background(), DrainTime)
	defer cancel()
	return e.Shutdown(ctx)
}

// terms are the settings of the contract.
func (c Config) terms() contract.Terms {
	return contract.Terms{
		Charge:            c.Charge,
		ChargeErrors:      c.ChargeErrors,
		ErrorStatus:       c.ErrorStatus,
		Lenient:           c.Lenient,
		RejectUnknownKeys: c.UnknownKeys == RejectUnknownKeys,
	}
}

func (c Config) creditTerms(now func() time.Time) credits.Terms {
	declared := make(map[contract.APIKey]int64, len(c.Accounts))
	for _, a := range c.Accounts {
		declared[contract.APIKey(a.Key)] = a.Credits
	}
	return credits.Terms{
		Opening:       c.Credits,
		Declared:      declared,
		RejectUnknown: c.UnknownKeys == RejectUnknownKeys,
		Now:           now,
	}
}

func (c Config) cookieTerms(now func() time.Time) cookies.Terms {
	declared := make(map[contract.Cookie]cookies.Declared, len(c.Cookies))
	for _, k := range c.Cookies {
		d := cookies.Declared{State: k.State, Size: k.Size}
		if k.Network != nil {
			d.Network = network.NewList(k.Network)
		}
		declared[contract.Cookie(k.LoginToken)] = d
	}
	return cookies.Terms{Declared: declared, TTL: c.CookieTTL, Now: now}
}
