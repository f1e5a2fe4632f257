package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/authority"
)

// The types of the flags' values. Each takes its text in one way, whether a flag, the environment or the configuration
// file gave it, and says of any other what came and what is wanted.
type (
	address string // host:port

	optionalAddress string // the same, or ""
	hostToSign      string // what a certificate may be for
	folderPath      string // not empty

	credits       int64 // 0 to emulator.MaxCredits
	charge        string
	errorStatus   string
	validation    string
	pictures      string
	rateLimit     string
	lifetime      time.Duration // 0 is for ever
	controlListen string        // an address, or off
	hostName      string
	controlToken  string // never shown
	journalSize   int64  // 0 to emulator.MaxJournal
	budget        string // a number of credits; "" is none
	logFormat     string
	logLevel      string
	rowFormat     string
	journalFormat string
	reportFormat  string
)

// UnmarshalText takes host:port; the host may be empty, the port is a number up to 65535.
func (a *address) UnmarshalText(text []byte) error {
	_, port, err := net.SplitHostPort(string(text))
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("got %q, want host:port such as %s, with a port from 0 to 65535", text, emulator.DefaultListen)
	}
	*a = address(text)
	return nil
}

// UnmarshalText takes what address takes.
func (a *optionalAddress) UnmarshalText(text []byte) error {
	var listen address
	if err := listen.UnmarshalText(text); err != nil {
		return err
	}
	*a = optionalAddress(text)
	return nil
}

// UnmarshalText takes any path: an empty one may be a variable that nobody filled in, and is not the default.
func (f *folderPath) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return errors.New("got an empty string, want the path of a folder")
	}
	*f = folderPath(text)
	return nil
}

// UnmarshalText takes a host name or an IP address.
func (h *hostToSign) UnmarshalText(text []byte) error {
	if err := authority.CheckName(string(text)); err != nil {
		return err
	}
	*h = hostToSign(text)
	return nil
}

// UnmarshalText takes a whole number of credits.
func (c *credits) UnmarshalText(text []byte) error {
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || n < 0 || n > emulator.MaxCredits {
		return fmt.Errorf("got %q, want a whole number from 0 to %d", text, int64(emulator.MaxCredits))
	}
	*c = credits(n)
	return nil
}

// UnmarshalText takes a whole number of calls.
func (j *journalSize) UnmarshalText(text []byte) error {
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || n < 0 || n > emulator.MaxJournal {
		return fmt.Errorf("got %q, want a whole number from 0 to %d", text, emulator.MaxJournal)
	}
	*j = journalSize(n)
	return nil
}

// UnmarshalText takes a whole number of credits.
func (b *budget) UnmarshalText(text []byte) error {
	var n credits
	if err := n.UnmarshalText(text); err != nil {
		return err
	}
	*b = budget(text)
	return nil
}

// UnmarshalText takes one of the values of emulator.Charge.
func (c *charge) UnmarshalText(text []byte) error {
	return choose(c, text, charge(emulator.ChargeDelivered), charge(emulator.ChargeRequested))
}

// UnmarshalText takes one of the values of emulator.Pictures.
func (p *pictures) UnmarshalText(text []byte) error {
	return choose(p, text, pictures(emulator.PicturesVendor), pictures(emulator.PicturesLocal))
}

// UnmarshalText takes one of the values of emulator.ErrorStatus.
func (s *errorStatus) UnmarshalText(text []byte) error {
	return choose(s, text, errorStatus(emulator.ErrorStatusHTTP), errorStatus(emulator.ErrorStatusOK))
}

// UnmarshalText takes one of the values of emulator.Validation.
func (v *validation) UnmarshalText(text []byte) error {
	return choose(v, text, validation(emulator.ValidateOnce), validation(emulator.ValidateAlways))
}

// UnmarshalText takes what emulator.Config.RateLimit takes.
func (r *rateLimit) UnmarshalText(text []byte) error {
	if err := emulator.CheckRateLimit(string(text)); err != nil {
		return err
	}
	*r = rateLimit(text)
	return nil
}

// UnmarshalText takes a duration of 0 or more, as Go writes one.
func (l *lifetime) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil || d < 0 {
		return fmt.Errorf("got %q, want a duration of 0s or more, such as 90s, 15m or 24h", text)
	}
	*l = lifetime(d)
	return nil
}

// UnmarshalText takes an address, or off.
func (l *controlListen) UnmarshalText(text []byte) error {
	var a address
	if string(text) != emulator.ControlOff && a.UnmarshalText(text) != nil {
		return fmt.Errorf("got %q, want off or host:port such as 127.0.0.1:8081, with a port from 0 to 65535", text)
	}
	*l = controlListen(text)
	return nil
}

// UnmarshalText takes what emulator.Config.ControlHosts takes.
func (h *hostName) UnmarshalText(text []byte) error {
	if err := emulator.CheckControlHost(string(text)); err != nil {
		return err
	}
	*h = hostName(text)
	return nil
}

func hostNames(hosts []hostName) []string {
	var names []string
	for _, host := range hosts {
		names = append(names, string(host))
	}
	return names
}

// UnmarshalText takes what closes the control routes; its error does not show it.
func (t *controlToken) UnmarshalText(text []byte) error {
	if err := emulator.CheckControlToken(string(text)); err != nil {
		return err
	}
	*t = controlToken(text)
	return nil
}

// String is no more than that there is a token.
func (t controlToken) String() string { return "***" }

// UnmarshalText takes text or json.
func (f *logFormat) UnmarshalText(text []byte) error { return choose(f, text, "text", "json") }

// UnmarshalText takes debug, info, warn or error.
func (l *logLevel) UnmarshalText(text []byte) error {
	return choose(l, text, "debug", "info", "warn", "error")
}

// UnmarshalText takes jsonl, table, json or csv.
func (f *rowFormat) UnmarshalText(text []byte) error {
	return choose(f, text, "jsonl", "table", "json", "csv")
}

// UnmarshalText takes text or json.
func (f *journalFormat) UnmarshalText(text []byte) error { return choose(f, text, "text", "json") }

// UnmarshalText takes text, json, markdown or junit.
func (f *reportFormat) UnmarshalText(text []byte) error {
	return choose(f, text, "text", "json", "markdown", "junit")
}

// slog is the level as the log knows it.
func (l logLevel) slog() slog.Level {
	levels := map[logLevel]slog.Level{"debug": slog.LevelDebug, "warn": slog.LevelWarn, "error": slog.LevelError}
	return levels[l] // info is the zero level
}

func choose[T ~string](to *T, text []byte, allowed ...T) error {
	if !slices.Contains(allowed, T(text)) {
		return fmt.Errorf("got %q, want %s", text, alternatives(allowed))
	}
	*to = T(text)
	return nil
}

// alternatives are the words as a person lists them: a, b or c.
func alternatives[T ~string](words []T) string {
	var b strings.Builder
	for i, word := range words {
		switch i {
		case 0:
		case len(words) - 1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(string(word))
	}
	return b.String()
}
