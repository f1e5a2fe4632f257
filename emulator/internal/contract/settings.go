package contract

import (
	"cmp"
	"strconv"
)

// MaxInteger is the largest integer taken or given anywhere: 2^53-1, the largest that every JSON client reads back
// exactly. Chosen: the vendor's page names no largest page.
const MaxInteger = 1<<53 - 1

// ErrorStatus is which HTTP status an error is sent with: the setting `error_status`.
type ErrorStatus string

// The values of the setting `error_status`.
const (
	ErrorStatusHTTP ErrorStatus = "http" // the catalogue's
	ErrorStatusOK   ErrorStatus = "ok"   // 200 for every error but those that are Always sent as they are
)

// CookieState is what LinkedIn says to a cookie.
type CookieState string

// The states of a cookie.
const (
	CookieValid      CookieState = "valid"
	CookieExpired    CookieState = "expired"
	CookieRestricted CookieState = "restricted" // LinkedIn has restricted the member; the answer is the same
)

// Terms are the settings of the contract: where nobody knows what the vendor does, one of these decides.
type Terms struct {
	Charge       Charge
	ChargeErrors bool
	ErrorStatus  ErrorStatus
	Lenient      bool

	RejectUnknownKeys bool
}

// Value is the value that the setting called name has; where t leaves it unset, its default.
func (t Terms) Value(name string) string {
	switch name {
	case "charge":
		return string(cmp.Or(t.Charge, ChargeDelivered))
	case "charge_errors":
		return strconv.FormatBool(t.ChargeErrors)
	case "error_status":
		return string(cmp.Or(t.ErrorStatus, ErrorStatusHTTP))
	case "lenient":
		return strconv.FormatBool(t.Lenient)
	case "unknown_keys":
		if t.RejectUnknownKeys {
			return RejectUnknownKeys
		}
		return AcceptUnknownKeys
	}
	return ""
}

// The values of the setting `unknown_keys`.
const (
	AcceptUnknownKeys = "accept" // any key that is not blank is an account
	RejectUnknownKeys = "reject" // only the accounts declared are
)

// Status is the HTTP status that k is sent with.
func (t Terms) Status(k ErrorKind) int {
	if t.ErrorStatus == ErrorStatusOK && !k.Always {
		return 200
	}
	return k.Status
}

// Cost is the credits that k costs an account that has them.
func (t Terms) Cost(k ErrorKind) int64 {
	if t.ChargeErrors && !k.Free {
		return 1
	}
	return 0
}

// Setting is a behaviour that nobody documents, and the values it can take here.
type Setting struct {
	Name     string   `json:"name"`     // as the configuration file names it; the flag has hyphens for underscores
	Values   []string `json:"values"`   // all there are
	Default  string   `json:"default"`  // one of Values
	Decides  string   `json:"decides"`  // what each value does
	Why      string   `json:"why"`      // why the default is the default
	Evidence Evidence `json:"evidence"` // what the default rests on
}

// Settings are the settings of the contract.
var Settings = []Setting{
	{
		Name: "charge", Values: []string{string(ChargeDelivered), string(ChargeRequested)}, Default: string(ChargeDelivered),
		Decides:  "what a success pays for: the pages delivered (pages_fetched), or the pages asked for, whether they exist or not",
		Why:      "the page prices a page and ten connections, not the asking for them; an empty answer costs nothing",
		Evidence: chosen,
	},
	{
		Name: "charge_errors", Values: []string{"false", "true"}, Default: "false",
		Decides:  "whether each error costs 1 credit while the balance lasts (401, 404, 405 and 500 never do)",
		Why:      "the vendor's V2 never charges an error; its V1 introduction says every status but 500 is charged",
		Evidence: Evidence{"C", "E6", "E2"},
	},
	{
		Name: "error_status", Values: []string{string(ErrorStatusHTTP), string(ErrorStatusOK)}, Default: string(ErrorStatusHTTP),
		Decides:  "whether errors come with their own HTTP status, or with 200 and the same body (404, 405, 429 and 500 always come as they are)",
		Why:      "public clients read 403 as an expired cookie; the vendor's migration guide says that V1 answered 200 for most errors",
		Evidence: Evidence{"E4", "E3"},
	},
	{
		Name: "lenient", Values: []string{"false", "true"}, Default: "false",
		Decides:  "whether start_page or end_page alone is a fault, or is ignored and the request is in total-results mode",
		Why:      "the page says to specify both",
		Evidence: Evidence{"C", "D"},
	},
	{
		Name: "unknown_keys", Values: []string{AcceptUnknownKeys, RejectUnknownKeys}, Default: AcceptUnknownKeys,
		Decides:  "whether a key that the configuration file does not name is an account of its own, or is refused with Invalid API key",
		Why:      "a first call needs no set-up",
		Evidence: chosen,
	},
}
