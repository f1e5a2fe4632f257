package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const (
	healthcheckTime = 3 * time.Second
	mostReadyBytes  = 4 << 10
)

// healthcheck is the command that asks a running emulator whether it is ready. It finds the emulator by the settings
// that tell serve where to listen, so that in an image it needs none of its own.
type healthcheck struct {
	place
}

// Run exits well only if /_emulator/ready says ready within healthcheckTime.
func (h *healthcheck) Run(ctx context.Context, p *Program) error {
	host, err := reachable(string(h.Listen))
	if err != nil {
		return fmt.Errorf("healthcheck: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, healthcheckTime)
	defer cancel()
	url := h.scheme() + host + "/_emulator/ready"
	status, err := askReady(ctx, url)
	if err != nil {
		return fmt.Errorf("healthcheck: %w", err)
	}
	if status != "ready" {
		return fmt.Errorf("healthcheck: %s says %q, want \"ready\"", url, status)
	}
	fmt.Fprintln(p.Stdout, "ready")
	return nil
}

// reachable is where a server that listens on address is reached from its own machine.
func reachable(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("listen address %q: %w", address, err)
	}
	if port == "0" {
		return "", errors.New("port 0 is a free port that serve chose; say which with --listen")
	}
	ip := net.ParseIP(host)
	switch {
	case host == "" || ip.Equal(net.IPv4zero):
		host = "127.0.0.1"
	case ip.Equal(net.IPv6unspecified):
		host = "::1"
	}
	return net.JoinHostPort(host, port), nil
}

// askReady is the status that the emulator at url gives itself. It goes there without any proxy of the environment.
// Deliberately, as the kubelet does: over HTTPS it trusts whoever answers. It sends no secret, and an authority that is in
// the server's memory alone it cannot know.
func askReady(ctx context.Context, url string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var ready struct {
		Status string `json:"status"`
	}
	body, _ := io.ReadAll(io.LimitReader(response.Body, mostReadyBytes))
	if err := json.Unmarshal(body, &ready); err != nil {
		return "", fmt.Errorf("GET %s: status %d and no JSON of an emulator; %s", url, response.StatusCode, whoIsThere(body))
	}
	return ready.Status, nil
}
