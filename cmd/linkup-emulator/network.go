package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/wholefile"
)

const perPage = 10 // connections, as the endpoint pages them

// network is the command that prints the network of a cookie, as an emulator with no configuration serves it, or writes it
// as a file that is taken as a network of one's own.
type network struct {
	LoginToken string    `required:"" placeholder:"COOKIE" help:"The cookie that owns the network."`
	Page       *int64    `placeholder:"N" help:"Print page N, of 10 connections, from 1."`
	From       *int64    `placeholder:"INDEX" help:"Print from this connection on; the first is 0."`
	Count      *int64    `placeholder:"N" help:"Print at most N connections."`
	Format     rowFormat `placeholder:"jsonl|table|json|csv" help:"JSON lines, the default; a table to read, which leaves the pictures out; or a network of one's own, as JSON or CSV, to start one from."`
	Output     string    `short:"o" placeholder:"FILE" help:"Write to a file; the ending of its name, .json or .csv, is the format where none is given."`
}

// Validate refuses what contradicts itself or means nothing.
func (n *network) Validate() error {
	switch {
	case n.Page != nil && (n.From != nil || n.Count != nil):
		return errors.New("--page contradicts --from and --count: give a page, or where to begin and how many")
	case n.Page != nil && *n.Page < 1:
		return fmt.Errorf("--page: got %d, want at least 1", *n.Page)
	case n.From != nil && *n.From < 0:
		return fmt.Errorf("--from: got %d, want at least 0", *n.From)
	case n.Count != nil && *n.Count < 1:
		return fmt.Errorf("--count: got %d, want at least 1", *n.Count)
	}
	return n.validateOutput()
}

// validateOutput finds out the format, too.
func (n *network) validateOutput() error {
	if n.Format != "" {
		return nil
	}
	switch ending := strings.ToLower(filepath.Ext(n.Output)); {
	case n.Output == "", ending == ".jsonl":
		n.Format = "jsonl"
	case ending == ".json", ending == ".csv":
		n.Format = rowFormat(ending[1:])
	default:
		return fmt.Errorf("--output: got %q, want a name that ends in .json or .csv, or --format beside it", n.Output)
	}
	return nil
}

// Run prints or writes the connections. Where the network ends before them there is a note, and of what is for readers
// nothing else.
func (n *network) Run(p *Program) error {
	if strings.TrimSpace(n.LoginToken) == "" {
		return errors.New("--login-token: got a blank string, want a cookie")
	}
	connections := emulator.NetworkOf(n.LoginToken)
	size := int64(connections.Size())
	first, last := n.window(size)
	isFile := n.Format == "json" || n.Format == "csv"
	if first == last && !isFile {
		fmt.Fprintf(p.Stderr, "%s: nothing to print: the network has %d connections, in %d pages\n", programName, size, (size+perPage-1)/perPage)
		return nil
	}
	if isFile && n.Count != nil && last-first < *n.Count {
		fmt.Fprintf(p.Stderr, "%s: %d connections and not %d: the network has %d; the cookie network-N has N\n", programName, last-first, *n.Count, size)
	}
	var text bytes.Buffer
	if err := n.print(&text, connections, int(first), int(last)); err != nil {
		return fmt.Errorf("print the network: %w", err)
	}
	if n.Output != "" {
		if err := wholefile.Write(n.Output, text.Bytes(), 0o644); err != nil {
			return fmt.Errorf("--output: %w", err)
		}
		return nil
	}
	if _, err := text.WriteTo(p.Stdout); err != nil {
		return fmt.Errorf("print the network: %w", err)
	}
	return nil
}

func (n *network) print(out io.Writer, connections emulator.Network, first, last int) error {
	switch n.Format {
	case "jsonl":
		return printLines(out, connections, first, last)
	case "table":
		return printTable(out, connections, first, last)
	}
	var list []emulator.Connection
	for i := first; i < last; i++ {
		list = append(list, connections.Connection(i))
	}
	text, err := emulator.FormatNetwork(emulator.NetworkFormat(n.Format), list)
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}

// window is which connections of a network of size are asked for: those from first up to, but without, last.
func (n *network) window(size int64) (first, last int64) {
	last = size
	switch {
	case n.Page != nil:
		first = min(*n.Page-1, size/perPage+1) * perPage // no page is so far that it overflows
		last = first + perPage
	case n.From != nil:
		first = *n.From
	}
	first = min(first, size)
	if n.Count != nil && *n.Count < size-first {
		last = first + *n.Count
	}
	return first, min(last, size)
}

func printLines(out io.Writer, connections emulator.Network, first, last int) error {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for i := first; i < last; i++ {
		if err := lines.Encode(connections.Connection(i)); err != nil {
			return err
		}
	}
	return nil
}

func printTable(out io.Writer, connections emulator.Network, first, last int) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "INDEX\tNAME\tJOB TITLE\tPROFILE")
	for i := first; i < last; i++ {
		c := connections.Connection(i)
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", i, c.Name, c.JobTitle, c.ProfileURL)
	}
	return table.Flush()
}
