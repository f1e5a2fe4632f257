package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// controlClient asks the control routes of a running emulator. It goes there without any proxy of the environment.
type controlClient struct {
	base  string // its URL
	token string // what it has to carry, or ""
	http  *http.Client
}

// running is a running emulator, and how its control routes are called: by --url, or as serve would have them.
type running struct {
	place
	controlPlace
	URL string `name:"url" placeholder:"URL" help:"Where the emulator's control routes are; without it where serve would have them."`
}

// client is a client of the control routes.
func (r running) client() (*controlClient, error) {
	base := strings.TrimRight(r.URL, "/")
	if base == "" {
		address := string(r.Listen)
		switch r.ControlListen {
		case "":
		case emulator.ControlOff:
			return nil, errors.New("the control routes are turned off (control_listen)")
		default:
			address = string(r.ControlListen)
		}
		host, err := reachable(address)
		if err != nil {
			return nil, err
		}
		base = "http://" + host
	}
	if !strings.HasPrefix(base, "http://") && !strings.HasPrefix(base, "https://") {
		return nil, fmt.Errorf("--url: got %q, want http://HOST:PORT", base)
	}
	return &controlClient{base: base, token: string(r.ControlToken), http: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}, nil
}

// get asks for a path under /_emulator. The caller closes the body; the error says what an answer of another status said.
func (c *controlClient) get(ctx context.Context, path string, query url.Values) (*http.Response, error) {
	address := c.base + "/_emulator" + path
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.URL.RawQuery = query.Encode()
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, withoutQuery(err, address)
	}
	if response.StatusCode != http.StatusOK {
		defer response.Body.Close()
		return nil, fmt.Errorf("GET %s: %s", address, said(response))
	}
	return response, nil
}

// withoutQuery is err, of a request to address, without the query: a key may be in it.
func withoutQuery(err error, address string) error {
	if fault, ok := err.(*url.Error); ok {
		return fmt.Errorf("GET %s: %w", address, fault.Err)
	}
	return err
}

const mostSaid = 4 << 10 // bytes of an error's body that are read

// said is what the body of an error says, or its status.
func said(response *http.Response) string {
	var failure struct {
		Message string `json:"message"`
	}
	body, _ := io.ReadAll(io.LimitReader(response.Body, mostSaid))
	if json.Unmarshal(body, &failure) != nil || failure.Message == "" {
		return fmt.Sprintf("status %d and no word of an emulator; is another server there?", response.StatusCode)
	}
	return fmt.Sprintf("status %d: %s", response.StatusCode, failure.Message)
}
