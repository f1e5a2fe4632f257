package linkup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
)

// Saved is what a job has fetched so far, as its file holds it.
type Saved struct {
	NextPage    int      `json:"next_page"`
	Complete    bool     `json:"complete"`
	Connections []Person `json:"connections"`
}

// Sync fetches what is missing in file, a range of pages at a time, and saves after each, so that a run that breaks off
// loses nothing it has paid for. Complete is false, and there is no error, where the credits were used up: the next run
// goes on from NextPage.
func Sync(ctx context.Context, c *Client, file string, pagesPerCall int) (*Saved, error) {
	saved, err := load(file)
	for err == nil && !saved.Complete {
		start, end := saved.NextPage, saved.NextPage+pagesPerCall-1
		var data *Data
		data, err = c.Connections(ctx, start, end)
		if Is(err, http.StatusPaymentRequired) {
			return saved, nil
		}
		if err != nil {
			return nil, fmt.Errorf("pages %d to %d: %w", start, end, err)
		}
		saved.add(data.Connections)
		saved.NextPage, saved.Complete = end+1, end*page >= data.TotalAvailableResults
		err = saved.save(file)
	}
	return saved, err
}

// add keeps one of each person: whoever is new comes to the front of the network, and pushes others to a later page.
func (s *Saved) add(more []Person) {
	known := map[string]bool{}
	for _, p := range s.Connections {
		known[p.ProfileURL] = true
	}
	for _, p := range more {
		if !known[p.ProfileURL] {
			s.Connections = append(s.Connections, p)
		}
	}
}

func load(file string) (*Saved, error) {
	saved := &Saved{NextPage: 1, Connections: []Person{}}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return saved, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, saved); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return saved, nil
}

func (s *Saved) save(file string) error {
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file) // so that the file is whole at any time
}
