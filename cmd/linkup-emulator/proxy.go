package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/proxy"
)

const (
	proxyOff     = "off"            // of an emulator without a proxy
	defaultProxy = "127.0.0.1:8888" // where env looks for one, and what messages propose
)

// proxyPlace is where the proxy is: the setting that env shares with serve.
type proxyPlace struct {
	Proxy proxyListen `setting:"" default:"off" placeholder:"HOST:PORT|off" help:"Address of a proxy, for clients whose base URL is hard-coded; without a host that of the loopback interface, and port 0 takes a free one."`
}

// proxyListen is an address that always has a host, or off.
type proxyListen string

// UnmarshalText takes an address, or off. Deliberately: without a host it is the loopback interface, and not all of them
// as with listen, so that nobody else on the network is let in unasked.
func (l *proxyListen) UnmarshalText(text []byte) error {
	if string(text) == proxyOff {
		*l = proxyOff
		return nil
	}
	var a address
	if a.UnmarshalText(text) != nil {
		return fmt.Errorf("got %q, want off or host:port such as %s, with a port from 0 to 65535", text, defaultProxy)
	}
	host, port, _ := net.SplitHostPort(string(a))
	if host == "" {
		host = "127.0.0.1"
	}
	*l = proxyListen(net.JoinHostPort(host, port))
	return nil
}

// startProxy starts the proxy of an emulator that serves; nil where there is none.
func (s *settings) startProxy(e *emulator.Emulator, logger *slog.Logger) (*proxy.Proxy, error) {
	if s.Proxy == proxyOff {
		return nil, nil
	}
	listener, err := net.Listen("tcp", string(s.Proxy))
	if err != nil {
		return nil, &emulator.ListenError{Setting: "proxy", Address: string(s.Proxy), Err: fmt.Errorf("listen on %s: %w", s.Proxy, err)}
	}
	if s.ProxyPassthrough && !listener.Addr().(*net.TCPAddr).IP.IsLoopback() {
		logger.Warn("the proxy lets everybody who can reach this address out to the network", "proxy", string(s.Proxy))
	}
	return proxy.Start(listener, proxy.Config{Host: emulator.VendorHost, Emulator: e, Logger: logger, Passthrough: s.ProxyPassthrough}), nil
}

// proxyFault is what is wrong with the settings of the proxy as a whole.
func (s *settings) proxyFault() error {
	if s.ProxyPassthrough && s.Proxy == proxyOff {
		return errors.New("--proxy-passthrough: got it without --proxy, want a proxy that lets calls through")
	}
	return nil
}
