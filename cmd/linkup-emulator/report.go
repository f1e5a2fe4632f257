package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// spendingLimit is the setting by which a run that spends too much fails: serve at its end, report at once.
type spendingLimit struct {
	Budget budget `setting:"" placeholder:"N" help:"Credits that a run may spend: one that spends more ends with exit status 1, and so does one without any call."`
}

// reportCommand is the command that tells what the calls of a running emulator cost, and what was wrong with them.
type reportCommand struct {
	running
	spendingLimit
	Key    string       `placeholder:"KEY" help:"Only the calls of this API key, given as itself or as its fingerprint."`
	Format reportFormat `default:"text" placeholder:"text|json|markdown|junit" help:"To read, as JSON, as a page, or as a suite of tests."`
}

// Run prints the report. It fails where there was no call, as an empty run shows nothing, and where the budget was not kept:
// not for findings, which are for whoever reads them.
func (r *reportCommand) Run(ctx context.Context, p *Program) error {
	told, err := r.ask(ctx, p)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	text, err := r.Format.write(told, r.Budget)
	if err == nil {
		_, err = p.Stdout.Write(text)
	}
	if err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	if err := r.judge(told); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func (r *reportCommand) ask(ctx context.Context, p *Program) (told emulator.Report, err error) {
	client, err := r.client(p)
	if err != nil {
		return told, err
	}
	query := url.Values{}
	if r.Key != "" {
		query.Set("key", r.Key)
	}
	response, err := client.get(ctx, "/report", query)
	if err != nil {
		return told, err
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&told); err != nil {
		return told, fmt.Errorf("read the report: %w", err)
	}
	return told, nil
}

// write is the report in the format.
func (f reportFormat) write(told emulator.Report, b budget) ([]byte, error) {
	switch f {
	case "json":
		text, err := json.MarshalIndent(told, "", "  ")
		return append(text, '\n'), err
	case "markdown":
		return []byte(told.Markdown()), nil
	case "junit":
		return told.JUnit(b.limit())
	}
	return []byte(told.Text()), nil
}

func (r *reportCommand) judge(told emulator.Report) error {
	if limit := r.Budget.limit(); limit != nil {
		return told.CheckBudget(*limit)
	}
	return told.CheckCalls()
}

// limit is the budget, or nil where there is none.
func (b budget) limit() *int64 {
	if b == "" {
		return nil
	}
	n, _ := strconv.ParseInt(string(b), 10, 64) // UnmarshalText took it
	return &n
}

// keep says whether a run that has ended kept the budget, in the log and by its error.
func (s spendingLimit) keep(e *emulator.Emulator, logger *slog.Logger) error {
	limit := s.Budget.limit()
	if limit == nil {
		return nil
	}
	spent, _ := e.Spent()
	if err := e.CheckBudget(*limit); err != nil {
		logger.Error("budget not kept", "budget", *limit, "spent", spent, "error", err)
		return fmt.Errorf("budget: %w", err)
	}
	logger.Info("budget kept", "budget", *limit, "spent", spent)
	return nil
}
