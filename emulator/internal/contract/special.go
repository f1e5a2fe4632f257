package contract

import (
	"fmt"
	"strconv"
	"strings"
)

// SpecialValue is a login_token, an x-api-key or an e-mail address that means something here, so that a test in any language needs no
// set-up to get it.
type SpecialValue struct {
	Field   string `json:"field"`   // where it is given
	Pattern string `json:"pattern"` // what it looks like, for a reader
	Example string `json:"example"` // one to copy
	Effect  string `json:"effect"`  // what it does

	prefix string
	most   int64 // the largest N of a numbered value
}

var (
	expiredCookie = SpecialValue{
		Field: "login_token", Pattern: "expired...", Example: "expired-1", prefix: "expired",
		Effect: "the cookie error: Invalid or expired LinkedIn cookie",
	}
	invalidCookie = SpecialValue{
		Field: "login_token", Pattern: "invalid...", Example: "invalid-1", prefix: "invalid",
		Effect: "the cookie error: Invalid or expired LinkedIn cookie",
	}
	sizedNetwork = SpecialValue{
		Field: "login_token", Pattern: "network-N or network-N-anything", Example: "network-839", prefix: "network-", most: MaxNetwork,
		Effect: "a network of exactly N connections, N from 0 to 30000",
	}
	verifyEmail = SpecialValue{
		Field: "email", Pattern: "verify...", Example: "verify@example.com", prefix: "verify",
		Effect: "the login needs the code that is sent: GET /_emulator/codes/{email} tells it",
	}
	wrongPasswordEmail = SpecialValue{
		Field: "email", Pattern: "wrong-password...", Example: "wrong-password@example.com", prefix: "wrong-password",
		Effect: "the login is refused: Invalid email or password",
	}
	restrictedEmail = SpecialValue{
		Field: "email", Pattern: "restricted...", Example: "restricted@example.com", prefix: "restricted",
		Effect: "the login is refused: LinkedIn account restricted",
	}
	shippedScenario = SpecialValue{
		Field: "login_token", Pattern: "scenario-NAME or scenario-NAME-anything", Example: "scenario-rate-limited-test42",
		Effect: "the shipped scenario NAME, for this cookie alone",
	}
	shippedScenarioKey = SpecialValue{
		Field: "x-api-key", Pattern: "scenario-NAME or scenario-NAME-anything", Example: "scenario-rate-limited-test42",
		Effect: "the shipped scenario NAME, for this key alone",
	}
	openingCredits = SpecialValue{
		Field: "x-api-key", Pattern: "credits-N or credits-N-anything", Example: "credits-5-my-test", prefix: "credits-", most: MaxInteger,
		Effect: "an account that starts with N credits, N from 0 to 9007199254740991",
	}
)

// SpecialValues are all the special values there are.
var SpecialValues = []SpecialValue{
	expiredCookie, invalidCookie, sizedNetwork, shippedScenario, openingCredits, shippedScenarioKey,
	verifyEmail, wrongPasswordEmail, restrictedEmail,
}

// MaxNetwork is how many connections the largest network has: LinkedIn's own limit.
const MaxNetwork = 30_000

// State is the state that the cookie's own text gives it.
func (c Cookie) State() CookieState {
	if expiredCookie.begins(string(c)) || invalidCookie.begins(string(c)) {
		return CookieExpired
	}
	return CookieValid
}

// NetworkSize is how many connections the cookie's own text asks for, if it does.
func (c Cookie) NetworkSize() (int, bool) {
	n, ok := sizedNetwork.number(string(c))
	return int(n), ok
}

// Opening is how many credits the key's own text asks for, if it does.
func (k APIKey) Opening() (int64, bool) { return openingCredits.number(string(k)) }

func (v SpecialValue) begins(s string) bool { return strings.HasPrefix(s, v.prefix) }

// number is the N of a value that is the prefix, N, and nothing more or a hyphen and anything.
func (v SpecialValue) number(s string) (int64, bool) {
	rest, ok := strings.CutPrefix(s, v.prefix)
	if !ok {
		return 0, false
	}
	digits, _, _ := strings.Cut(rest, "-")
	n, err := strconv.ParseUint(digits, 10, 63)
	return int64(n), err == nil && int64(n) <= v.most
}

// beyond says that s is meant to be numbered but is not: its N is more than there can be.
func (v SpecialValue) beyond(s string) bool {
	rest, ok := strings.CutPrefix(s, v.prefix)
	digits, _, _ := strings.Cut(rest, "-")
	if _, special := v.number(s); special || !ok || digits == "" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// Beyond is a warning about a key whose N is more credits than there can be, which makes it an ordinary key; else "".
func (k APIKey) Beyond() string { return openingCredits.beyondWarning(string(k)) }

// Beyond is a warning about a cookie whose N is more connections than there can be, which makes it an ordinary cookie;
// else "".
func (c Cookie) Beyond() string { return sizedNetwork.beyondWarning(string(c)) }

func (v SpecialValue) beyondWarning(s string) string {
	if !v.beyond(s) {
		return ""
	}
	return fmt.Sprintf("%s looks like %sN, but its N is more than %d: it is taken as an ordinary one", v.Field, v.prefix, v.most)
}
