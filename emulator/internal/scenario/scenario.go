package scenario

import "github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"

// Per is what the steps of a scenario are counted for.
type Per string

// The values of Per.
const (
	PerCookie Per = "cookie" // each cookie of each key; the zero value means this too
	PerKey    Per = "key"    // each key
	PerServer Per = "server" // all requests together
)

// Charge is where the money of a request goes.
type Charge string

// The values of Charge; the zero value is what the contract and its settings say.
const (
	ChargeBefore Charge = "before" // what the ordinary answer costs, whatever becomes of it
	ChargeAfter  Charge = "after"  // what the ordinary answer costs, once the whole answer is sent
	ChargeNever  Charge = "never"
)

// Event is what ends a step that lasts until it.
type Event string

// Login is a login of the request's key.
const Login Event = "login"

// Scenario says which requests it speaks for and what they get. Its fields are the keys of the language, and a zero
// field is a key that is absent; its JSON is the language again. schemas/scenario.schema.json describes each key.
type Scenario struct {
	Name        string `json:"name"` // lower-case words joined by hyphens
	Description string `json:"description,omitempty"`
	Match       Match  `json:"match,omitzero"`
	Per         Per    `json:"per,omitempty"`
	Seed        int64  `json:"seed,omitempty"` // of delays that are drawn
	Steps       []Step `json:"steps"`
	Loop        bool   `json:"loop,omitempty"`
}

// Match is which requests a scenario speaks for: those that meet every field that is not zero.
type Match struct {
	LoginToken string        `json:"login_token,omitempty"` // glob: * is any text, ? any one character
	APIKey     string        `json:"api_key,omitempty"`     // glob
	Country    []string      `json:"country,omitempty"`     // any of these
	Mode       contract.Mode `json:"mode,omitempty"`
	Page       int64         `json:"page,omitempty"` // the range asked for contains it
}

// Step is what a request gets: at most one action, what is done to it, and at most one length.
type Step struct {
	Answer  *Answer  `json:"answer,omitempty"`
	Error   *Error   `json:"error,omitempty"`
	Respond *Respond `json:"respond,omitempty"`
	Reset   bool     `json:"reset,omitempty"` // TCP RST with no byte of an answer
	Close   bool     `json:"close,omitempty"` // after the headers of the ordinary answer
	Hang    bool     `json:"hang,omitempty"`  // until the client leaves

	Delay     *Delay          `json:"delay,omitempty"`
	Drip      *Drip           `json:"drip,omitempty"`
	Truncate  *float64        `json:"truncate,omitempty"` // fraction of the body that is sent, 0 up to but not 1
	Malformed bool            `json:"malformed,omitempty"`
	Omit      Fields          `json:"omit,omitempty"`
	Null      Fields          `json:"null,omitempty"`
	Retype    map[string]Type `json:"retype,omitempty"` // path of a field to its type
	Set       *Set            `json:"set,omitempty"`
	Add       *Change         `json:"add,omitempty"`
	Remove    *Change         `json:"remove,omitempty"`
	Charge    Charge          `json:"charge,omitempty"`

	Times   int      `json:"times,omitempty"` // zero is 1 where no other length is given
	Until   Event    `json:"until,omitempty"`
	For     Duration `json:"for,omitempty"`
	Forever bool     `json:"forever,omitempty"`
	Every   int      `json:"every,omitempty"` // zero is each request
}
