package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

const perPage = 10 // connections, as the endpoint pages them

// network is the command that prints the network of a cookie, as an emulator with no configuration serves it.
type network struct {
	LoginToken string    `required:"" placeholder:"COOKIE" help:"The cookie that owns the network."`
	Page       *int64    `placeholder:"N" help:"Print page N, of 10 connections, from 1."`
	From       *int64    `placeholder:"INDEX" help:"Print from this connection on; the first is 0."`
	Count      *int64    `placeholder:"N" help:"Print at most N connections."`
	Format     rowFormat `default:"jsonl" placeholder:"jsonl|table" help:"JSON lines, or a table to read, which leaves the pictures out."`
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
	return nil
}

// Run prints the connections, or nothing and a note where the network ends before them.
func (n *network) Run(p *Program) error {
	if strings.TrimSpace(n.LoginToken) == "" {
		return errors.New("--login-token: got a blank string, want a cookie")
	}
	connections := emulator.NetworkOf(n.LoginToken)
	size := int64(connections.Size())
	first, last := n.window(size)
	if first == last {
		fmt.Fprintf(p.Stderr, "%s: nothing to print: the network has %d connections, in %d pages\n", programName, size, (size+perPage-1)/perPage)
		return nil
	}
	out := bufio.NewWriter(p.Stdout)
	print := printLines
	if n.Format == "table" {
		print = printTable
	}
	if err := errors.Join(print(out, connections, int(first), int(last)), out.Flush()); err != nil {
		return fmt.Errorf("print the network: %w", err)
	}
	return nil
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
