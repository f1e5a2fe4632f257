package contract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// MaxBody is the most bytes that the body of a request may have. Chosen.
const MaxBody = 1 << 20

// Request is a body that was read: a query that keeps every rule, or the reasons why there is none.
type Request struct {
	Query    Query
	Faults   []string // each names the field, what came and what is allowed; in field order; none: Query is valid
	Warnings []string // what was let pass, and would surprise whoever sent it
}

// Parse reads the body of a request. lenient is the setting of that name.
// Every fault of the fields is found, so that a person mends them in one go; a body that is no JSON object has one.
func Parse(body []byte, lenient bool) Request {
	r := reader{fields: Fields[:], lenient: lenient}
	if fault := r.decode(body); fault != "" {
		return Request{Faults: []string{fault}}
	}
	q := Query{
		LoginToken: Cookie(r.secret(loginToken)),
		Country:    r.country(country),
		Mode:       r.mode(),
	}
	if q.Mode == ModePagination {
		q.StartPage, q.EndPage = r.pages()
	} else {
		q.TotalResults = r.integer(totalResults, defaultTotalResults)
	}
	return Request{Query: q, Faults: r.faults, Warnings: r.warnings}
}

// reader holds what a body gives for each field of a route, and what is wrong with it.
type reader struct {
	fields   []Field
	values   [len(Fields)]value // by their place in fields, of which no route has more than this one
	lenient  bool
	unknown  int // fields that are none of these
	faults   []string
	warnings []string
}

func (r *reader) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

func (r *reader) warn(format string, args ...any) {
	r.warnings = append(r.warnings, fmt.Sprintf(format, args...))
}

// secret is a field that has to be a string that is not blank. No fault repeats what came: it may be somebody's cookie.
func (r *reader) secret(field int) string {
	v, name := r.values[field], r.fields[field].Name
	switch {
	case v.kind == kindAbsent:
		r.fault("%s is required: a string that is not blank", name)
	case v.kind != kindString:
		r.fault("%s must be a string that is not blank (got %s)", name, v.kind)
	case strings.TrimSpace(v.text) == "":
		r.fault("%s must not be blank (got a blank string)", name)
	}
	return v.text
}

func (r *reader) country(place int) string {
	v, field := r.values[place], r.fields[place]
	switch {
	case !v.given():
		return field.Default
	case v.kind != kindString || !slices.Contains(field.Values, v.text):
		r.fault("country must be one of %s (got %s)", strings.Join(field.Values, ", "), v)
	}
	return v.text
}

// mode is pagination where both pages are given. One alone is a fault, or is passed over where that is the setting.
func (r *reader) mode() Mode {
	start, end := r.values[startPage].given(), r.values[endPage].given()
	switch {
	case start && end:
		if r.values[totalResults].given() {
			r.warn("total_results was not read: start_page and end_page are both given")
		}
		return ModePagination
	case start || end:
		given, missing := startPage, endPage
		if end {
			given, missing = endPage, startPage
		}
		if r.lenient {
			r.warn("%s was not read: %s is not given", Fields[given].Name, Fields[missing].Name)
			break
		}
		r.onePageAlone(given, missing)
	}
	return ModeTotalResults
}

func (r *reader) onePageAlone(given, missing int) {
	alone := func() {
		r.fault("%s is missing: give both start_page and end_page, or neither (got %s alone)", Fields[missing].Name, Fields[given].Name)
	}
	if missing < given {
		alone()
	}
	r.integer(given, 1)
	if missing > given {
		alone()
	}
}

func (r *reader) pages() (start, end int64) {
	before := len(r.faults)
	start = r.integer(startPage, 1)
	end = r.integer(endPage, 1)
	if len(r.faults) == before && end < start {
		r.fault("end_page must be at least start_page (got start_page %d and end_page %d)", start, end)
	}
	return start, end
}

// integer is the field's value, or standIn where it is absent: an integer from 1 to MaxInteger.
func (r *reader) integer(field int, standIn int64) int64 {
	v := r.values[field]
	if !v.given() {
		return standIn
	}
	n, whole := int64(0), false
	if v.kind == kindNumber {
		n, whole = integer(v.text)
	}
	switch name := Fields[field].Name; {
	case !whole || n < 1:
		r.fault("%s must be an integer of at least 1 (got %s)", name, v)
	case n > MaxInteger:
		r.fault("%s must be at most %d (got %s)", name, int64(MaxInteger), v)
	}
	return n
}

// shorten keeps an echo of what came within a line.
func shorten(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// quote is s as a JSON-like string of at most a line.
func quote(s string) string { return strconv.Quote(shorten(s)) }
