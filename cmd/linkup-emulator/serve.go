package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// drainTime is how long stopping waits for the requests under way: within the 5 s that were promised, with time left to
// end the process, and half of what Docker gives before it kills.
const drainTime = 4500 * time.Millisecond

// serve is the command that runs the emulator.
type serve struct {
	settings
}

// Run serves until ctx is done, then drains.
func (s *serve) Run(ctx context.Context, p *Program, given *sources) error {
	logger, flush := s.logger(p.Stderr)
	defer flush()
	started, err := s.open(p, given, logger)
	if err != nil {
		return err
	}
	started.announce(p.Stdout)
	started.tell()
	<-ctx.Done()
	return started.close(p)
}

// announce prints the URL as the first line, for scripts, that of HTTPS beside it as the second, and on a terminal a call
// to try and where to watch it. A program that cannot print them serves all the same.
func (s *service) announce(stdout io.Writer) {
	e := s.emulator
	fmt.Fprintln(stdout, e.URL)
	if e.TLSURL != "" {
		fmt.Fprintln(stdout, e.TLSURL)
	}
	if file, ok := stdout.(*os.File); !ok || !isatty.IsTerminal(file.Fd()) {
		return
	}
	fmt.Fprintf(stdout, "\nTry it:\n%s\n", exampleCall(e.URL, s.caFile))
	if s.settings.Console && e.ControlURL != "" {
		fmt.Fprintf(stdout, "\nWatch it in a browser:\n%s/_emulator/\n", e.ControlURL)
	}
}

// orOff is where something is that may be turned off, as the log says it.
func orOff(url string) string {
	if url == "" {
		return emulator.ControlOff
	}
	return url
}

// exampleCall is a first call, as a shell takes it.
func exampleCall(url, caFile string) string {
	return "curl -X POST " + url + "/v1/network/connections" + trusting(url, caFile) + ` \
  -H 'Content-Type: application/json' -H 'x-api-key: my-first-key' \
  -d '{"login_token":"my-cookie","country":"FR","start_page":1,"end_page":2}'`
}

// trusting is how curl is told whom to trust, if it has to be: the file or, where there is none, whoever answers.
func trusting(url, caFile string) string {
	switch {
	case !strings.HasPrefix(url, "https://"):
		return ""
	case caFile == "":
		return " \\\n  --insecure"
	}
	return " \\\n  --cacert '" + strings.ReplaceAll(caFile, "'", `'\''`) + "'"
}

// listenFault says what a person does about an address that cannot be listened on.
func listenFault(err error) error {
	var refused *emulator.ListenError
	if !errors.As(err, &refused) {
		return err
	}
	flag := strings.ReplaceAll(refused.Setting, "_", "-")
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%s %s: address already in use (stop what listens there, or choose another with --%[1]s; port 0 takes a free one)", flag, refused.Address)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("%s %s: permission denied (choose a port from 1024 up with --%[1]s)", flag, refused.Address)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("%s %s: this machine has no such address (listen on 127.0.0.1, or with an empty host on all of its addresses)", flag, refused.Address)
	default:
		return err
	}
}
