package scenario

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// answerFields and errorFields are the fields of the bodies that are sent, and their types; [] is every entry of a
// list. Source: the vendor's page.
var (
	answerFields = map[string]Type{
		"status":                             String,
		"data":                               Object,
		"data.total_results":                 Number,
		"data.total_available_results":       Number,
		"data.connections":                   Array,
		"data.connections[]":                 Object,
		"data.connections[].name":            String,
		"data.connections[].job_title":       String,
		"data.connections[].profile_url":     String,
		"data.connections[].profile_picture": String,
		"data.pagination":                    Object,
		"data.pagination.start_page":         Number,
		"data.pagination.end_page":           Number,
		"data.pagination.results_per_page":   Number,
		"data.pagination.pages_fetched":      Number,
	}
	errorFields = map[string]Type{"status": String, "message": String}
)

var index = regexp.MustCompile(`\[[0-9]+\]`)

// named is a field that a step names, and where.
type named struct {
	at   keys
	spot position
	path string
}

// fields finds the names of omit, null and retype that are no field of the step's body, or that get in each other's
// way.
func (l *linter) fields(k keys, s *Step) {
	known, body := answerFields, "an answer"
	if s.Error != nil {
		known, body = errorFields, "an error"
	}
	var seen []named
	for _, n := range l.names(k, s) {
		of, ok := known[index.ReplaceAllString(n.path, "[]")]
		if !ok {
			l.found = append(l.found, l.unknown(n.spot, n.at, "field of "+body, n.path, words(known)))
			continue
		}
		if s.Retype[n.path] == of {
			l.say(n.at, "%s is of type %s as it is, want another", n.path, of)
		}
		for _, other := range seen {
			if overlap(n.path, other.path) {
				l.found = append(l.found, l.about(n.spot, n.at, "%s gets in the way of %s, want fields apart", n.path, other.path))
			}
		}
		seen = append(seen, n)
	}
}

// names are the fields that a step names, in the order of the file.
func (l *linter) names(k keys, s *Step) []named {
	var all []named
	for word, fields := range map[string]Fields{"omit": s.Omit, "null": s.Null} {
		for i, path := range fields {
			at := k.with(word)
			if _, several := l.get(at).([]any); several {
				at = at.with(i)
			}
			all = append(all, named{at, l.at(at).value, path})
		}
	}
	for path := range s.Retype {
		at := k.with("retype").with(path)
		all = append(all, named{at, l.at(at).key, path})
	}
	slices.SortFunc(all, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.spot.line, b.spot.line), cmp.Compare(a.spot.column, b.spot.column))
	})
	return all
}

// segment is a part of a path: a name, or the entries of a list.
type segment struct {
	name  string // "" for an entry
	entry int    // -1 for every entry
}

// overlap says that one path is the other or lies within it.
func overlap(a, b string) bool {
	x, y := segments(a), segments(b)
	for i := range min(len(x), len(y)) {
		if !x[i].meets(y[i]) {
			return false
		}
	}
	return true
}

func (s segment) meets(t segment) bool {
	return s.name == t.name && (s.entry == t.entry || s.entry < 0 || t.entry < 0)
}

// segments takes a path apart: data, connections, every entry, name.
func segments(path string) []segment {
	var parts []segment
	for _, part := range strings.Split(path, ".") {
		name, entry, list := strings.Cut(part, "[")
		parts = append(parts, segment{name: name})
		if list {
			n, err := strconv.Atoi(strings.TrimSuffix(entry, "]"))
			if err != nil {
				n = -1
			}
			parts = append(parts, segment{entry: n})
		}
	}
	return parts
}
