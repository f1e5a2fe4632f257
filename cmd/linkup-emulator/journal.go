package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// journalCommand is the command that tells what a running emulator was asked. It finds the emulator by the settings
// of serve.
type journalCommand struct {
	running
	Key    string        `placeholder:"KEY" help:"Only the calls of this API key, given as itself or as its fingerprint."`
	Follow bool          `help:"Go on as calls come, until the emulator stops."`
	Format journalFormat `default:"text" placeholder:"text|json" help:"A line to read for each call, or its entry as JSON."`
}

// Run prints the calls that the journal has and, where it is to follow, those to come.
func (j *journalCommand) Run(ctx context.Context, p *Program) error {
	client, err := j.client(p)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	tell := j.Format.printer(p.Stdout)
	if j.Follow {
		err = j.follow(ctx, client, tell)
	} else {
		err = j.list(ctx, client, tell)
	}
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// printer prints a call, given as its entry in JSON, or how many are missing.
type printer struct {
	call    func(entry []byte) error
	missing func(n int64) error
}

func (j *journalCommand) query() url.Values {
	query := url.Values{}
	if j.Key != "" {
		query.Set("key", j.Key)
	}
	return query
}

func (j *journalCommand) list(ctx context.Context, client *controlClient, tell printer) error {
	response, err := client.get(ctx, "/journal", j.query())
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var calls struct {
		Entries []json.RawMessage `json:"entries"`
		Dropped int64             `json:"dropped"`
	}
	if err := json.NewDecoder(response.Body).Decode(&calls); err != nil {
		return fmt.Errorf("read the journal: %w", err)
	}
	if err := tell.missing(calls.Dropped); err != nil {
		return err
	}
	for _, entry := range calls.Entries {
		if err := tell.call(entry); err != nil {
			return err
		}
	}
	return nil
}

// follow reads the stream of server-sent events until it ends.
func (j *journalCommand) follow(ctx context.Context, client *controlClient, tell printer) error {
	query := j.query()
	query.Set("since", "0")
	response, err := client.get(ctx, "/journal/stream", query)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	in := bufio.NewReader(response.Body)
	for {
		event, data, err := nextEvent(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = tell.event(event, data)
		}
		if err != nil {
			return err
		}
	}
}

func (t printer) event(event string, data []byte) error {
	switch event {
	case "call":
		return t.call(data)
	case "gap":
		var gap struct {
			Dropped int64 `json:"dropped"`
		}
		if err := json.Unmarshal(data, &gap); err != nil {
			return fmt.Errorf("read an event: %w", err)
		}
		return t.missing(gap.Dropped)
	}
	return nil
}

// nextEvent reads a server-sent event of one line of data; event is "" of a comment. The error is io.EOF at the end.
func nextEvent(in *bufio.Reader) (event string, data []byte, err error) {
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return "", nil, err
		}
		line = strings.TrimRight(line, "\n")
		field, value, _ := strings.Cut(line, ": ")
		switch field {
		case "event":
			event = value
		case "data":
			data = []byte(value)
		}
		if line == "" {
			return event, data, nil
		}
	}
}

// printer prints to out, in the format.
func (f journalFormat) printer(out io.Writer) printer {
	if f == "json" {
		return printer{
			call: func(entry []byte) error { return printed(fmt.Fprintf(out, "%s\n", entry)) },
			missing: func(n int64) error {
				if n == 0 {
					return nil
				}
				return printed(fmt.Fprintf(out, "{\"dropped\":%d}\n", n))
			},
		}
	}
	return printer{
		call: func(entry []byte) error {
			var e emulator.JournalEntry
			if err := json.Unmarshal(entry, &e); err != nil {
				return fmt.Errorf("read an entry: %w", err)
			}
			return printed(fmt.Fprintln(out, callLine(e)))
		},
		missing: func(n int64) error {
			if n == 0 {
				return nil
			}
			if n == 1 {
				return printed(fmt.Fprintln(out, "... 1 call is no longer kept"))
			}
			return printed(fmt.Fprintf(out, "... %d calls are no longer kept\n", n))
		},
	}
}

func printed(_ int, err error) error {
	if err != nil {
		return fmt.Errorf("print the journal: %w", err)
	}
	return nil
}

// callLine is a call as a person reads it.
func callLine(e emulator.JournalEntry) string {
	return e.At.Local().Format("15:04:05.000") + "  " + e.Line()
}
