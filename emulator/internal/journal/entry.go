package journal

import (
	"encoding/json"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Entry is one exchange on a route of the vendor's. It is a value: who has one may do with it as they like.
type Entry struct {
	Seq       int64     `json:"seq"` // from 1, in the order in which exchanges ended; 0 where no journal is kept
	At        time.Time `json:"at"`  // when the request came, by the emulator's clock
	RequestID string    `json:"request_id"`

	Method string `json:"method"`
	Path   string `json:"path"`   // as it came, at most MaxPath bytes of it
	Route  string `json:"route"`  // the path of the route, "" where there is none
	Key    string `json:"key"`    // its fingerprint; "" where there is none
	Cookie string `json:"cookie"` // its fingerprint; "" where there is none

	Query *Query        `json:"query"` // nil where there is none that keeps every rule
	Fault string        `json:"fault"` // the message of the error, "" for a success
	Error contract.Kind `json:"error"` // the kind of the error, "" for a success

	// RetryAfter is how many seconds the client was told to wait, 0 where it was not.
	RetryAfter int64 `json:"retry_after"`

	Scenario   string `json:"scenario"`   // the name of the one that spoke, or ""
	Step       int    `json:"step"`       // of the scenario, from 1; 0 after its last
	Deliberate bool   `json:"deliberate"` // the answer breaks the contract on purpose

	Delivered *Delivered `json:"delivered"` // nil where no connections were
	Charged   int64      `json:"charged"`   // credits
	Left      *int64     `json:"left"`      // the balance; nil where there is no account

	Status        int   `json:"status"` // 0 where none was sent
	RequestBytes  int64 `json:"request_bytes"`
	ResponseBytes int64 `json:"response_bytes"` // of the body, that were sent
	DurationUS    int64 `json:"duration_us"`    // microseconds of the machine's time

	Warnings []string `json:"warnings"` // never nil in what a Journal gives
	Secret   bool     `json:"secret"`   // the key or the cookie looks like somebody's real one
	Schema   string   `json:"schema"`   // Proven, or what the answer that was not sent broke; "" of what has none

	// The bodies as JSON: redacted ones as they were, and a string that describes one that is not shown. Nil where there
	// was none.
	RequestBody  json.RawMessage `json:"request_body"`
	ResponseBody json.RawMessage `json:"response_body"`

	// Epoch is that of the Journal when the request was decided: one of an epoch that is over is not recorded.
	Epoch int64 `json:"-"`

	tenant, owner ID
}

// Proven is the Schema of an Entry whose answer was proven by its schema.
const Proven = "proven"

// Query is what was asked for, without the cookie.
type Query struct {
	Country      string        `json:"country"`
	Mode         contract.Mode `json:"mode"`
	StartPage    int64         `json:"start_page,omitempty"` // in pagination mode
	EndPage      int64         `json:"end_page,omitempty"`   // in pagination mode
	TotalResults int64         `json:"total_results,omitempty"`
}

// Delivered is what an answer with connections had, before a scenario broke it.
type Delivered struct {
	Connections int   `json:"connections"`
	Pages       int64 `json:"pages"`     // that exist, of those asked for
	Available   int   `json:"available"` // connections in the network
}

// Of says whose the exchange was: it sets Key and Cookie, and what a Filter compares exactly.
func (e *Entry) Of(key, cookie Name) {
	e.Key, e.tenant = key.Fingerprint, key.id
	e.Cookie, e.owner = cookie.Fingerprint, cookie.id
}

// KeyID is the identity of the API key.
func (e Entry) KeyID() ID { return e.tenant }

// CookieID is the identity of the cookie.
func (e Entry) CookieID() ID { return e.owner }
