package emulator

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/vendor"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// DrainTime is how long Close waits for requests under way.
const DrainTime = 5 * time.Second

// Emulator is the endpoint and its control routes. It may be used from many goroutines.
type Emulator struct {
	// URL is where it serves, such as http://127.0.0.1:8080; empty before Start.
	URL string

	config Config
	bank   *credits.Bank
	server *server
	phase  atomic.Value // control.Phase
	close  func() error
}

// New makes an emulator and opens nothing. The error says everything that is wrong with config.
func New(config Config) (*Emulator, error) {
	config = config.withDefaults()
	if err := config.validate(); err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	set, err := schemas.Default()
	if err != nil {
		return nil, err
	}
	e := &Emulator{config: config, bank: credits.NewBank(config.creditTerms())}
	e.phase.Store(control.Loading)
	e.close = sync.OnceValue(e.drain)
	routes, err := vendor.New(vendor.Parts{
		Terms:        config.terms(),
		Bank:         e.bank,
		Jar:          cookies.NewJar(config.cookies()),
		Schemas:      set,
		Logger:       config.Logger,
		DebugHeaders: !config.HideDebugHeaders,
	})
	if err != nil {
		return nil, err
	}
	e.server = newServer(config.Logger)
	routes.Register(e.server.echo)
	control.Register(e.server.echo, actions{e}, set, config.Logger)
	return e, nil
}

// Start binds the port and serves. It returns once the port is bound, and fails where it cannot be.
func (e *Emulator) Start() error {
	url, err := e.server.start(e.config.Listen)
	if err != nil {
		return err
	}
	e.URL = url
	e.phase.Store(control.Ready)
	return nil
}

// Close takes no more requests, waits up to DrainTime for those under way, and cuts off what is left. It may be called
// more than once, and before Start.
func (e *Emulator) Close() error { return e.close() }

func (e *Emulator) drain() error {
	ctx, cancel := context.WithTimeout(context.Background(), DrainTime)
	defer cancel()
	return e.Shutdown(ctx)
}

// Shutdown takes no more requests, waits for those under way until ctx ends, and then cuts off what is left.
func (e *Emulator) Shutdown(ctx context.Context) error {
	e.phase.Store(control.Draining)
	return e.server.stop(ctx)
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

func (c Config) creditTerms() credits.Terms {
	declared := make(map[contract.APIKey]int64, len(c.Accounts))
	for _, a := range c.Accounts {
		declared[contract.APIKey(a.Key)] = a.Credits
	}
	return credits.Terms{
		Opening:       c.Credits,
		Declared:      declared,
		RejectUnknown: c.UnknownKeys == RejectUnknownKeys,
		Now:           time.Now,
	}
}

func (c Config) cookies() map[contract.Cookie]cookies.Declared {
	declared := make(map[contract.Cookie]cookies.Declared, len(c.Cookies))
	for _, k := range c.Cookies {
		declared[contract.Cookie(k.LoginToken)] = cookies.Declared{State: k.State, Size: k.Size}
	}
	return declared
}
