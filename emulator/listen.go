package emulator

import (
	"context"
	"errors"
	"net"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/control"
)

// ListenError is why Start could not listen.
type ListenError struct {
	Setting string // "listen", "tls_listen" or "control_listen"
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
// is a *ListenError where one cannot be, and then the others are free again.
func (e *Emulator) Start() error {
	urls := map[string]string{}
	for _, p := range e.ports() {
		url, err := p.server.bind(p.address, p.secure)
		if err != nil {
			for _, p := range e.ports() {
				p.server.unbind()
			}
			return listenError(p.setting, p.address, err)
		}
		urls[p.setting] = url
	}
	e.URL, e.TLSURL, e.ControlURL = urls["listen"], urls["tls_listen"], urls["control_listen"]
	if e.config.ControlListen == "" {
		e.ControlURL = e.URL
	}
	if e.aside != nil {
		e.aside.start()
	}
	e.server.start()
	e.phase.Store(control.Ready)
	return nil
}

// port is an address that a server of the emulator's is to listen on.
type port struct {
	setting string
	address string
	secure  bool
	server  *server
}

func (e *Emulator) ports() []port {
	ports := []port{{"listen", e.config.Listen, e.config.TLS, e.server}}
	if e.config.TLSListen != "" {
		ports = append(ports, port{"tls_listen", e.config.TLSListen, true, e.server})
	}
	if e.aside != nil {
		ports = append(ports, port{"control_listen", e.config.ControlListen, e.config.TLS, e.aside})
	}
	return ports
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
