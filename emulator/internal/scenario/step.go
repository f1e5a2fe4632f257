package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Duration is a time.Duration that is written as Go writes one: "200ms", "1.5s", "2m".
type Duration time.Duration

// String is the duration as short as Go reads it: 1h for Go's own 1h0m0s.
func (d Duration) String() string {
	s := time.Duration(d).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// MarshalText writes the duration.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a duration; the error says what came.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// Answer is the ordinary answer.
type Answer struct {
	Connections *int `json:"connections,omitempty"` // at most so many of those asked for; nil for all
}

// Error is an error of the catalogue. In the language one that only names its kind may be written as that name.
type Error struct {
	Kind       contract.Kind `json:"kind"`
	Message    string        `json:"message,omitempty"`     // in place of the catalogue's
	Status     int           `json:"status,omitempty"`      // in place of the catalogue's, whatever error_status says
	RetryAfter Duration      `json:"retry_after,omitempty"` // of a rate limit, in whole seconds; 1s without it
}

type errorObject Error

// MarshalJSON writes the kind alone where that is all.
func (e Error) MarshalJSON() ([]byte, error) {
	if e == (Error{Kind: e.Kind}) {
		return json.Marshal(e.Kind)
	}
	return json.Marshal(errorObject(e))
}

// UnmarshalJSON reads a kind or an object.
func (e *Error) UnmarshalJSON(text []byte) error {
	if isString(text) {
		*e = Error{}
		return json.Unmarshal(text, &e.Kind)
	}
	return json.Unmarshal(text, (*errorObject)(e))
}

// Respond is a raw response, checked against nothing.
type Respond struct {
	Status  int               `json:"status,omitempty"` // zero is 200
	Headers map[string]string `json:"headers,omitempty"`
	Body    string            `json:"body,omitempty"`
}

// Place is where a delay stands.
type Place string

// The values of Place.
const (
	AtHeaders Place = "headers" // before the headers; the zero value means this too
	AtChunks  Place = "chunks"  // between the pieces of the body
)

// Delay is a wait: exactly one of Fixed, Uniform, Normal and Lognormal. In the language one that is only Fixed may be
// written as its duration.
type Delay struct {
	Fixed     Duration     `json:"fixed,omitempty"`
	Uniform   *[2]Duration `json:"uniform,omitempty"` // from the first to the second
	Normal    *Normal      `json:"normal,omitempty"`
	Lognormal *Lognormal   `json:"lognormal,omitempty"`
	At        Place        `json:"at,omitempty"`
	Chunks    int          `json:"chunks,omitempty"` // AtChunks: pieces of the body; zero is 10
}

// Normal is a normal distribution, cut off at zero.
type Normal struct {
	Mean   Duration `json:"mean"`
	Stddev Duration `json:"stddev"`
}

// Lognormal is a log-normal distribution.
type Lognormal struct {
	Median Duration `json:"median"`
	Sigma  float64  `json:"sigma"` // standard deviation of the logarithm
}

type delayObject Delay

// MarshalJSON writes the duration alone where that is all.
func (d Delay) MarshalJSON() ([]byte, error) {
	if d.Fixed != 0 && d == (Delay{Fixed: d.Fixed}) {
		return json.Marshal(d.Fixed)
	}
	return json.Marshal(delayObject(d))
}

// UnmarshalJSON reads a duration or an object.
func (d *Delay) UnmarshalJSON(text []byte) error {
	if isString(text) {
		*d = Delay{}
		return json.Unmarshal(text, &d.Fixed)
	}
	return json.Unmarshal(text, (*delayObject)(d))
}

// Drip sends a body in equal pieces, the first at once and the last after Over.
type Drip struct {
	Chunks int      `json:"chunks"`
	Over   Duration `json:"over"`
}

// Fields are paths of fields of a body, such as data.pagination or data.connections[].name. In the language one alone
// may be written without a list.
type Fields []string

// UnmarshalJSON reads a path or a list of them.
func (f *Fields) UnmarshalJSON(text []byte) error {
	if !isString(text) {
		return json.Unmarshal(text, (*[]string)(f))
	}
	var one string
	if err := json.Unmarshal(text, &one); err != nil {
		return fmt.Errorf("read a field: %w", err)
	}
	*f = Fields{one}
	return nil
}

// Type is a JSON type that a field is sent as.
type Type string

// The values of Type.
const (
	String  Type = "string"
	Number  Type = "number"
	Boolean Type = "boolean"
	Object  Type = "object"
	Array   Type = "array"
)

// Set is what fields of every connection are sent as; an empty one is as the network has it.
type Set struct {
	Name           string `json:"name,omitempty"`
	JobTitle       string `json:"job_title,omitempty"`
	ProfilePicture string `json:"profile_picture,omitempty"` // contract.NotAvailable
}

// Change is how many connections come or go, and at which index of the network; one past the end is the end.
type Change struct {
	Count int `json:"count"`
	At    int `json:"at,omitempty"`
}

func isString(text []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(text), []byte(`"`)) }
