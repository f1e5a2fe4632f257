package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// controlClient asks the control routes of a running emulator. It goes there without any proxy of the environment.
type controlClient struct {
	base string // its URL
	http *http.Client
}

// controlAt is a client of the emulator at url or, where that is empty, of the one that serve would start at place.
func controlAt(url string, at place) (*controlClient, error) {
	if url == "" {
		host, err := reachable(string(at.Listen))
		if err != nil {
			return nil, err
		}
		url = "http://" + host
	}
	url = strings.TrimRight(url, "/")
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return nil, fmt.Errorf("--url: got %q, want http://HOST:PORT", url)
	}
	return &controlClient{base: url, http: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}, nil
}

// get asks for a path under /_emulator. The caller closes the body; the error says what an answer of another status said.
func (c *controlClient) get(ctx context.Context, path string, query url.Values) (*http.Response, error) {
	address := c.base + "/_emulator" + path
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.URL.RawQuery = query.Encode()
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
