package emulator

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/limit"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/vendor"
)

// Charge is what a request pays for.
type Charge = contract.Charge

// The values of Config.Charge.
const (
	ChargeDelivered = contract.ChargeDelivered // the pages that were delivered; an empty answer costs nothing
	ChargeRequested = contract.ChargeRequested // the pages that were asked for, whether they exist or not
)

// ErrorStatus is which HTTP status an error is sent with.
type ErrorStatus = contract.ErrorStatus

// The values of Config.ErrorStatus.
const (
	ErrorStatusHTTP = contract.ErrorStatusHTTP // the status of the catalogue: 400, 401, 402, 403, ...
	ErrorStatusOK   = contract.ErrorStatusOK   // 200 with the same body, for every error but 404, 405, 429 and 500
)

// Validation is how often the body of an answer is proven by its JSON Schema before it is sent.
type Validation = vendor.Validation

// The values of Config.Validate.
const (
	ValidateOnce   = vendor.ValidateOnce   // each body, but the same bytes once
	ValidateAlways = vendor.ValidateAlways // each body anew, whole and by the schema library alone: slow
)

// UnknownKeys is what becomes of an API key that Config.Accounts does not name.
type UnknownKeys string

// The values of Config.UnknownKeys.
const (
	AcceptUnknownKeys UnknownKeys = contract.AcceptUnknownKeys // it is an account of its own with Config.Credits
	RejectUnknownKeys UnknownKeys = contract.RejectUnknownKeys // 401 Invalid API key
)

// CookieState is what LinkedIn says to a cookie.
type CookieState = contract.CookieState

// The states of a cookie.
const (
	CookieValid   = contract.CookieValid   // it opens its network
	CookieExpired = contract.CookieExpired // Invalid or expired LinkedIn cookie
	// CookieRestricted is of a member whom LinkedIn has restricted; the answer is the same.
	CookieRestricted = contract.CookieRestricted
)

// Pictures is where the URLs of profile pictures point.
type Pictures string

// The values of Config.Pictures.
const (
	PicturesVendor Pictures = "vendor" // at the vendor's host, where nothing is
	PicturesLocal  Pictures = "local"  // at the emulator's avatars, by the name that the request called it by
)

// Defaults that a zero Config stands for.
const (
	DefaultListen  = "127.0.0.1:8080"
	DefaultCredits = 1000
	DefaultJournal = journal.DefaultSize
)

// ControlOff is the Config.ControlListen of an emulator without control routes.
const ControlOff = "off"

// MaxJournal is the largest Config.Journal.
const MaxJournal = 1_000_000

// MaxCredits is the largest balance: the largest integer that every JSON client reads back exactly.
const MaxCredits = contract.MaxInteger

// Config is everything an Emulator can be told. The zero value is the emulator with no configuration at all.
// A Config may be copied; the Emulator keeps none of its slices.
type Config struct {
	// Listen is the address of the server, host:port; port 0 takes a free one. Zero: 127.0.0.1:8080.
	Listen string

	// NoListener opens no socket: the emulator is reached by Transport alone, and URL is NoListenerURL. Zero: it listens.
	NoListener bool

	// TLS serves HTTPS in the place of HTTP, at Listen and at ControlListen. Zero: HTTP.
	TLS bool

	// TLSListen is the address of one more listener of all that is at Listen, host:port, which serves HTTPS; port 0 takes a
	// free one. Not together with TLS. Zero: there is none.
	TLSListen string

	// Certificate is what HTTPS is served with, and last in its chain the authority that signed it, which clients are to
	// trust. Zero: with TLS or TLSListen one is made in New, for VendorHost, localhost, 127.0.0.1 and ::1, by an authority of its own.
	Certificate *tls.Certificate

	// Credits is what an account opens with that Accounts does not name. Zero: 1,000, or 0 with OpenEmpty.
	Credits int64

	// OpenEmpty says that Credits is meant when it is 0. Zero: accounts open with credits.
	OpenEmpty bool

	// Charge is what a request pays for. Zero: ChargeDelivered.
	Charge Charge

	// ChargeErrors makes each error but 401, 404, 405 and 500 cost 1 credit while the balance lasts. Zero: errors cost nothing.
	ChargeErrors bool

	// ErrorStatus is the HTTP status that errors are sent with. Zero: ErrorStatusHTTP.
	ErrorStatus ErrorStatus

	// Lenient takes start_page or end_page alone as total-results mode. Zero: it is a fault.
	Lenient bool

	// RateLimit is how many requests a key may make in any window, such as "300/m" (per s, m or h). Zero: no limit.
	RateLimit string

	// CookieTTL is how long a cookie is valid, from its login or else from its first use with a key. Zero: for ever.
	CookieTTL time.Duration

	// Scenarios are active from the start, for every key; the last of them that matches a request speaks.
	Scenarios []*Scenario

	// Journal is how many exchanges the journal keeps. Zero: 1,000, or no journal at all with NoJournal.
	Journal int

	// NoJournal keeps no journal. Zero: one is kept.
	NoJournal bool

	// Budget is how many credits the run may spend, 0 to MaxCredits, which a Report tells beside what it has spent; to fail for
	// it is CheckBudget. Nil: it has none.
	Budget *int64

	// HideDebugHeaders leaves X-Request-Id, X-Emulator-Charged and X-Emulator-Credits-Left out of the answers.
	HideDebugHeaders bool

	// Validate is how often a body is proven before it is sent. Zero: ValidateOnce.
	Validate Validation

	// Pictures is where the URLs of profile pictures point, where there are any. PicturesLocal lets an app under development
	// show faces. Deliberately: the real service does no such thing. Zero: PicturesVendor.
	Pictures Pictures

	// UnknownKeys is what becomes of keys that Accounts does not name. Zero: AcceptUnknownKeys.
	UnknownKeys UnknownKeys

	// Accounts are the accounts that exist from the start.
	Accounts []AccountConfig

	// Cookies are the cookies whose state or network is not the one drawn from the cookie.
	Cookies []CookieConfig

	// ControlListen is the address of a listener of the control routes' own, host:port, or ControlOff for none at all; health
	// and ready are on Listen all the same. Zero: they are on Listen.
	ControlListen string

	// ControlHosts are names and addresses, without a port, by which the control routes may be called beside localhost, the
	// loopback addresses and that of their listener. Zero: those alone where the listener is of the loopback interface, and
	// any where it is not.
	ControlHosts []string

	// ControlToken is what a call of a control route has to carry, as Authorization: Bearer TOKEN or X-Emulator-Token:
	// TOKEN; health, ready, avatars and the console's files need none. Printable ASCII without spaces. Zero: no call needs one.
	ControlToken string

	// Observer is told of each request to the vendor's routes. Zero: nobody is.
	Observer Observer

	// Metrics answers GET /_emulator/metrics, and GET /metrics where the control routes have a listener of their own. Zero:
	// there is no such route.
	Metrics http.Handler

	// Console answers GET /_emulator/ and GET /_emulator/console/..., which it is given as / and as /console/...: a page for
	// the browser, which does what it does through the control routes. It is guarded as they are, but for the token. Zero:
	// there are no such routes.
	Console http.Handler

	// Version is what GET /_emulator/version says. Zero: the version of the module as it was built.
	Version string

	// Logger gets one record a request and whatever goes wrong. Zero: nothing is logged.
	Logger *slog.Logger
}

// AccountConfig is an account that exists from the start.
type AccountConfig struct {
	Key     string // the x-api-key; not blank
	Credits int64  // what it opens with: 0 to MaxCredits
}

// CookieConfig is a cookie whose state or network is not the one drawn from it.
type CookieConfig struct {
	LoginToken string       // the cookie; not blank
	State      CookieState  // zero: CookieValid
	Size       *int         // connections in its network, 0 to 30,000; nil: drawn from the cookie
	Network    []Connection // of one's own, in its order, not together with Size; nil: drawn from the cookie
}

// CheckRateLimit says what is wrong with a value of Config.RateLimit.
func CheckRateLimit(rate string) error {
	_, err := limit.ParseRate(rate)
	return err
}

// withDefaults is c with what its zero values stand for.
func (c Config) withDefaults() Config {
	if c.Budget != nil {
		c.Budget = new(*c.Budget)
	}
	if !c.NoListener {
		c.Listen = orElse(c.Listen, DefaultListen)
	}
	if !c.OpenEmpty {
		c.Credits = orElse(c.Credits, DefaultCredits)
	}
	if !c.NoJournal {
		c.Journal = orElse(c.Journal, DefaultJournal)
	}
	c.Charge = orElse(c.Charge, ChargeDelivered)
	c.ErrorStatus = orElse(c.ErrorStatus, ErrorStatusHTTP)
	c.Validate = orElse(c.Validate, ValidateOnce)
	c.Pictures = orElse(c.Pictures, PicturesVendor)
	c.UnknownKeys = orElse(c.UnknownKeys, AcceptUnknownKeys)
	c.RateLimit = orElse(c.RateLimit, limit.Off)
	c.Version = orElse(c.Version, builtVersion())
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

// validate says everything that is wrong with c at once: the field, the value that came and what is allowed.
func (c Config) validate() error {
	faults := []error{
		c.listenable(),
		within("credits", c.Credits, MaxCredits),
		c.emptyOrNot(),
		c.secured(),
		within("journal", int64(c.Journal), MaxJournal),
		c.journalOrNot(),
		oneOf("charge", c.Charge, ChargeDelivered, ChargeRequested),
		oneOf("error_status", c.ErrorStatus, ErrorStatusHTTP, ErrorStatusOK),
		oneOf("validate", c.Validate, ValidateOnce, ValidateAlways),
		oneOf("pictures", c.Pictures, PicturesVendor, PicturesLocal),
		oneOf("unknown_keys", c.UnknownKeys, AcceptUnknownKeys, RejectUnknownKeys),
	}
	if c.Budget != nil {
		faults = append(faults, within("budget", *c.Budget, MaxCredits))
	}
	if err := CheckRateLimit(c.RateLimit); err != nil {
		faults = append(faults, fmt.Errorf("rate_limit: %w", err))
	}
	if c.CookieTTL < 0 {
		faults = append(faults, fmt.Errorf("cookie_ttl: got %v, want a duration of 0 or more", c.CookieTTL))
	}
	faults = append(faults, c.validateControl()...)
	return errors.Join(append(faults, c.validateSecrets()...)...)
}

// validateSecrets says what is wrong with the accounts and the cookies.
func (c Config) validateSecrets() (faults []error) {
	seen := map[string]bool{}
	for i, a := range c.Accounts {
		field := fmt.Sprintf("accounts[%d]", i)
		faults = append(faults,
			given(field+".key", a.Key, seen),
			within(field+".credits", a.Credits, MaxCredits))
	}
	seen = map[string]bool{}
	owned := map[cookies.Place]bool{}
	for i, k := range c.Cookies {
		field := fmt.Sprintf("cookies[%d]", i)
		faults = append(faults,
			given(field+".login_token", k.LoginToken, seen),
			oneOf(field+".state", orElse(k.State, CookieValid), CookieValid, CookieExpired, CookieRestricted))
		if k.Size != nil {
			faults = append(faults, within(field+".size", int64(*k.Size), contract.MaxNetwork))
		}
		faults = append(faults, k.validateNetwork(field, owned))
	}
	return faults
}

func (c Config) emptyOrNot() error {
	if c.OpenEmpty && c.Credits != 0 {
		return fmt.Errorf("credits: got %d together with OpenEmpty, want one of the two", c.Credits)
	}
	return nil
}

func (c Config) journalOrNot() error {
	if c.NoJournal && c.Journal != 0 {
		return fmt.Errorf("journal: got %d together with NoJournal, want one of the two", c.Journal)
	}
	return nil
}

func orElse[T comparable](v, standIn T) T {
	var zero T
	if v == zero {
		return standIn
	}
	return v
}

func (c Config) listenable() error {
	if c.NoListener {
		if c.Listen != "" {
			return fmt.Errorf("listen: got %q together with NoListener, want one of the two", c.Listen)
		}
		return nil
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return fmt.Errorf("listen: got %q, want host:port, such as %s", c.Listen, DefaultListen)
	}
	return nil
}

func within(field string, got, most int64) error {
	if got < 0 || got > most {
		return fmt.Errorf("%s: got %d, want 0 to %d", field, got, most)
	}
	return nil
}

func oneOf[T ~string](field string, got T, allowed ...T) error {
	if slices.Contains(allowed, got) {
		return nil
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		words[i] = string(a)
	}
	return fmt.Errorf("%s: got %q, want %s", field, got, strings.Join(words, " or "))
}

// given says that a secret is blank or came twice, without saying the secret.
func given(field, secret string, seen map[string]bool) error {
	if strings.TrimSpace(secret) == "" {
		return fmt.Errorf("%s: got a blank string, want one that is not blank", field)
	}
	if seen[secret] {
		return fmt.Errorf("%s: is the same as one before it; name each once", field)
	}
	seen[secret] = true
	return nil
}
