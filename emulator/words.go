package emulator

import (
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// Mode is which of its two modes the endpoint works in for a request.
type Mode = contract.Mode

// The values of Mode.
const (
	ModePagination   = contract.ModePagination   // start_page and end_page say what to fetch
	ModeTotalResults = contract.ModeTotalResults // total_results says how many connections to fetch
)

// ErrorKind names an error of the catalogue.
type ErrorKind = contract.Kind

// The errors of the catalogue.
const (
	KindMissingAPIKey       = contract.KindMissingAPIKey
	KindInvalidAPIKey       = contract.KindInvalidAPIKey
	KindRateLimited         = contract.KindRateLimited
	KindInvalidRequest      = contract.KindInvalidRequest
	KindInsufficientCredits = contract.KindInsufficientCredits
	KindInvalidCookie       = contract.KindInvalidCookie
	KindWrongPassword       = contract.KindWrongPassword
	KindWrongCode           = contract.KindWrongCode
	KindRestrictedMember    = contract.KindRestrictedMember
	KindInternalError       = contract.KindInternalError
	KindNotFound            = contract.KindNotFound
	KindMethodNotAllowed    = contract.KindMethodNotAllowed
)

// EntryKind is why a balance moved.
type EntryKind = credits.EntryKind

// The values of EntryKind.
const (
	EntryOpening        = credits.Opening        // what the account opened with
	EntryCharge         = credits.Charge         // what a request cost
	EntryRefund         = credits.Refund         // a charge given back, as its answer could not be made
	EntryAdjustment     = credits.Adjustment     // the credits were set
	EntryCarriedForward = credits.CarriedForward // the sum of the oldest entries, up to and including seq
)

// Per is what the steps of a Scenario are counted for.
type Per = scenario.Per

// The values of Per.
const (
	PerCookie = scenario.PerCookie // each cookie of each key; the zero value means this too
	PerKey    = scenario.PerKey    // each key
	PerServer = scenario.PerServer // all requests together
)

// StepCharge is where the money of a request goes that a Step speaks for.
type StepCharge = scenario.Charge

// The values of StepCharge; the zero value is what the contract and its settings say.
const (
	ChargeBefore = scenario.ChargeBefore // what the ordinary answer costs, whatever becomes of it
	ChargeAfter  = scenario.ChargeAfter  // what the ordinary answer costs, once the whole answer is sent
	ChargeNever  = scenario.ChargeNever
)

// Event is what ends a Step that lasts until it.
type Event = scenario.Event

// Login is a login of the request's key.
const Login = scenario.Login

// Place is where a Delay stands.
type Place = scenario.Place

// The values of Place.
const (
	AtHeaders = scenario.AtHeaders // before the headers; the zero value means this too
	AtChunks  = scenario.AtChunks  // between the pieces of the body
)

// FieldType is a JSON type that a field is sent as.
type FieldType = scenario.Type

// The values of FieldType.
const (
	TypeString  = scenario.String
	TypeNumber  = scenario.Number
	TypeBoolean = scenario.Boolean
	TypeObject  = scenario.Object
	TypeArray   = scenario.Array
)
