// Package linkup is a client of LinkupAPI's Get Connections, and a job on top of it: it logs in, renews the cookie, and
// is patient where patience helps.
package linkup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Vendor is the base URL of the service itself.
const Vendor = "https://api.linkupapi.com/v1"

const (
	page        = 10 // connections
	mostRetries = 6
	firstWait   = 500 * time.Millisecond // doubled with each retry
)

// Client is one member's way to the service. It is not for more than one goroutine.
type Client struct {
	Base            string // such as Vendor
	Key             string
	Email, Password string
	Country         string       // empty: FR
	HTTP            *http.Client // nil: http.DefaultClient; give one with a Timeout

	// Sleep waits for d or until ctx ends, and may be replaced, so that a test need not wait. Nil: it waits.
	Sleep func(ctx context.Context, d time.Duration) error

	cookie string
}

// Person is one connection.
type Person struct {
	Name           string `json:"name"`
	JobTitle       string `json:"job_title"`
	ProfileURL     string `json:"profile_url"`
	ProfilePicture string `json:"profile_picture"`
}

// Data is what an answer delivers.
type Data struct {
	TotalAvailableResults int      `json:"total_available_results"`
	Connections           []Person `json:"connections"`
	Pagination            struct {
		StartPage int `json:"start_page"`
		EndPage   int `json:"end_page"`
	} `json:"pagination"`
}

// body is what any answer may hold.
type body struct {
	Status     string `json:"status"`
	Message    string `json:"message"`
	LoginToken string `json:"login_token"`
	Data       *Data  `json:"data"`
}

// Connections is what there is on pages start to end. It logs in where it must, and once more on a refused cookie; a
// second refusal in a row is an *Error of status 403. Where the credits are used up it is one of 402.
func (c *Client) Connections(ctx context.Context, start, end int) (*Data, error) {
	if c.cookie == "" {
		if err := c.login(ctx); err != nil {
			return nil, err
		}
	}
	data, err := c.pages(ctx, start, end)
	if !Is(err, http.StatusForbidden) {
		return data, err
	}
	if err := c.login(ctx); err != nil {
		return nil, err
	}
	return c.pages(ctx, start, end)
}

func (c *Client) pages(ctx context.Context, start, end int) (*Data, error) {
	answer, err := c.patiently(ctx, "/network/connections", map[string]any{
		"login_token": c.cookie, "country": c.country(), "start_page": start, "end_page": end,
	})
	if err != nil {
		return nil, err
	}
	return answer.Data, nil
}

func (c *Client) login(ctx context.Context) error {
	member := map[string]any{"email": c.Email, "password": c.Password, "country": c.country()}
	answer, err := c.patiently(ctx, "/auth/login", member)
	if err != nil {
		return fmt.Errorf("login: %w", loggingIn{err})
	}
	if answer.LoginToken == "" {
		return fmt.Errorf("login: got no cookie: %s", answer.Message)
	}
	c.cookie = answer.LoginToken
	return nil
}

func (c *Client) country() string {
	if c.Country == "" {
		return "FR"
	}
	return c.Country
}

// patiently asks again where that may help. A retry after a lost answer may be paid for twice: the service cannot tell
// it from a new request.
func (c *Client) patiently(ctx context.Context, path string, query any) (*body, error) {
	for wait := firstWait; ; wait *= 2 {
		answer, err := c.post(ctx, path, query)
		after, again := temporary(err, wait)
		if !again || wait == firstWait<<mostRetries {
			return answer, err
		}
		if err := c.sleep(ctx, after); err != nil {
			return nil, err
		}
	}
}

func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	if c.Sleep != nil {
		return c.Sleep(ctx, d)
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *Client) post(ctx context.Context, path string, query any) (*body, error) {
	text, err := json.Marshal(query)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Base+path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", c.Key)
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, garbled(ctx, err)
	}
	defer response.Body.Close()
	return read(ctx, response)
}

// read is the body of an answer that is a success, and whole.
func read(ctx context.Context, response *http.Response) (*body, error) {
	var answer body
	err := json.NewDecoder(response.Body).Decode(&answer)
	switch {
	case response.StatusCode != http.StatusOK, err == nil && answer.Status != "success":
		return nil, refusal(response, answer)
	case err != nil:
		return nil, garbled(ctx, err)
	case answer.Data.isShort():
		return nil, garbled(ctx, errors.New("fewer connections than there are"))
	}
	return &answer, nil
}

// isShort says whether there are fewer connections than the numbers beside them promise.
func (d *Data) isShort() bool {
	if d == nil { // a login's answer has none
		return false
	}
	asked := page * (d.Pagination.EndPage - d.Pagination.StartPage + 1)
	left := d.TotalAvailableResults - page*(d.Pagination.StartPage-1)
	return len(d.Connections) < min(left, asked)
}
