package emulator

import (
	"context"
	"errors"
	"net"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
)

// ListenError is why Start could not listen.
type ListenError struct {
	Setting string // "listen" or "control_listen"
	Address string // as the setting has it
	Err     error
}

// Error is the setting and what is wrong with its address.
func (e *ListenError) Error() string { return e.Setting + ": " + e.Err.Error() }

// Unwrap is what is wrong with the address.
func (e *ListenError) Unwrap() error { return e.Err }

// mount puts the control routes where the configuration has them.
func (e *Emulator) mount(routes *control.Control) {
	switch e.config.ControlListen {
	case "":
		routes.Register(e.server.echo)
	case ControlOff:
		routes.RegisterOpen(e.server.echo, "turned off (control_listen is off)")
	default:
		routes.RegisterOpen(e.server.echo, "on a listener of their own (control_listen)")
		e.aside = newServer(e.config)
		routes.RegisterAlone(e.aside.echo)
	}
}

// Start binds the ports, unless the configuration is NoListener, and serves. It returns once they are bound. The error
// is a *ListenError where one cannot be, and then the other is free again.
func (e *Emulator) Start() error {
	controlURL := ""
	if e.aside != nil {
		url, err := e.aside.start(e.config.ControlListen)
		if err != nil {
			return listenError("control_listen", e.config.ControlListen, err)
		}
		controlURL = url
	}
	url, err := e.server.start(e.config.Listen)
	if err != nil {
		if e.aside != nil {
			_ = e.aside.stop(context.Background()) // nobody was told of it yet
		}
		return listenError("listen", e.config.Listen, err)
	}
	if e.config.ControlListen == "" {
		controlURL = url
	}
	e.URL, e.ControlURL = url, controlURL
	e.phase.Store(control.Ready)
	return nil
}

func listenError(setting, address string, err error) error {
	var refused *net.OpError
	if errors.As(err, &refused) {
		return &ListenError{setting, address, err}
	}
	return err
}

// Shutdown takes no more requests, waits for those under way until ctx ends, and then cuts off what is left. The control
// routes go last where they have a listener of their own.
func (e *Emulator) Shutdown(ctx context.Context) error {
	e.phase.Store(control.Draining)
	e.drain()
	if e.book != nil {
		e.book.Close() // or a stream of it would never end
	}
	err := e.server.stop(ctx)
	if e.aside != nil {
		err = errors.Join(err, e.aside.stop(ctx))
	}
	return err
}
