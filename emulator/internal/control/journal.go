package control

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

type calls struct {
	Entries []journal.Entry `json:"entries"` // never null
	Dropped int64           `json:"dropped"`
}

// getJournal answers GET /journal?key=&cookie=&status=&scenario=&since=&limit=&bodies=: 200 with the entries that are kept and meet all that
// is given, oldest first, and how many were dropped for newer ones, of that key or of all. key and cookie are the secret
// or its fingerprint, status is that of the answer, scenario the name of the one that spoke, since the seq of an entry before them, limit how many at most: the
// newest or, with since, the next; bodies=false leaves out both bodies, which are null then. 400 that names what cannot be; 404 where no journal is kept.
func (t *Control) getJournal(c echo.Context) (reply, error) {
	f, err := journalFilter(c.QueryParams(), "key", "cookie", "status", "scenario", "since", "limit", "bodies")
	if err != nil {
		return reply{}, err
	}
	entries, dropped, err := t.actions.JournalOf(f)
	if err != nil {
		return reply{}, noJournal(err)
	}
	return reply{status: http.StatusOK, schema: schemas.Journal, body: calls{entries, dropped}}, nil
}

// getJournalEntry answers GET /journal/{request}: 200 with the entry of the request whose X-Request-Id that is, bodies and
// all; 404 where it is kept no longer or never was, or no journal is kept.
func (t *Control) getJournalEntry(c echo.Context) (reply, error) {
	id, err := pathParam(c, "request")
	if err != nil {
		return reply{}, err
	}
	entry, err := t.actions.JournalEntryOf(id)
	switch {
	case errors.Is(err, journal.ErrNoEntry):
		return reply{}, faultf(http.StatusNotFound, "%v: it is kept no longer, or there was none", err)
	case err != nil:
		return reply{}, noJournal(err)
	}
	return reply{status: http.StatusOK, schema: schemas.JournalEntry, body: entry}, nil
}

// deleteJournal answers DELETE /journal: every entry is forgotten, and how many were dropped; seq goes on. 200 with what is
// there then, which is nothing; 404 where no journal is kept.
func (t *Control) deleteJournal(echo.Context) (reply, error) {
	if err := t.actions.ClearJournal(); err != nil {
		return reply{}, noJournal(err)
	}
	return reply{status: http.StatusOK, schema: schemas.Journal, body: calls{Entries: []journal.Entry{}}}, nil
}

func noJournal(err error) error {
	return faultf(http.StatusNotFound, "%v: the setting journal is 0", err)
}

// journalFilter reads a filter, of which the parameters named are allowed.
func journalFilter(given url.Values, allowed ...string) (f journal.Filter, err error) {
	err = eachParam(given, allowed, func(name, value string) string { return setFilter(&f, name, value) })
	return f, err
}

// setFilter sets one field of f, or says why not.
func setFilter(f *journal.Filter, name, value string) (fault string) {
	var n int64
	switch name {
	case "key":
		f.Key = value
	case "cookie":
		f.Cookie = value
	case "scenario":
		f.Scenario = value
	case "bodies":
		f.NoBodies = value == "false"
		if value != "true" && value != "false" {
			fault = fmt.Sprintf("bodies must be true or false (got %.40q)", value)
		}
	case "status":
		n, fault = whole(name, value, 100, 599)
		f.Status = int(n)
	case "since":
		f.Since, fault = whole(name, value, 0, contract.MaxInteger)
	case "limit":
		n, fault = whole(name, value, 1, 1_000_000)
		f.Limit = int(n)
	}
	return fault
}

func whole(name, value string, least, most int64) (n int64, fault string) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < least || n > most {
		return 0, fmt.Sprintf("%s must be a whole number from %d to %d (got %.40q)", name, least, most, value)
	}
	return n, ""
}
