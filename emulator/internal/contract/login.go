package contract

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
)

// The routes by which a client gets a cookie. Source: E7.
var (
	Login = Route{
		Method: "POST", Path: "/v1/auth/login",
		Does:   "log a member in: a login_token, or a code sent by e-mail",
		Fields: LoginFields, Evidence: Evidence{"E7"},
	}
	Verify = Route{
		Method: "POST", Path: "/v1/auth/verify",
		Does:   "end a login with the code that was sent: a login_token",
		Fields: VerifyFields, Evidence: Evidence{"E7"},
	}
	CheckKey = Route{
		Method: "GET", Path: "/v1/check",
		Does: "tell whether the API key is one", Evidence: Evidence{"E5", "C"},
	}
)

// Email is a member's e-mail address. It may be somebody's, so however it is printed, logged or marshalled it shows its
// Fingerprint; string(email) is the one way to its value.
type Email string

// Fingerprint is a short name for the address, the same in every process: "email:" and six hexadecimal digits.
func (e Email) Fingerprint() string { return fingerprint("email:", string(e)) }

// Format shows the fingerprint, whatever the verb.
func (e Email) Format(f fmt.State, _ rune) { fmt.Fprint(f, e.Fingerprint()) }

// String is the fingerprint.
func (e Email) String() string { return e.Fingerprint() }

// MarshalText is the fingerprint, so that JSON shows no value either.
func (e Email) MarshalText() ([]byte, error) { return []byte(e.Fingerprint()), nil }

// LogValue is the fingerprint.
func (e Email) LogValue() slog.Value { return slog.StringValue(e.Fingerprint()) }

// member is a name for the member that nobody can turn back into the address.
func (e Email) member() [sha256.Size]byte {
	return sha256.Sum256([]byte("linkup-emulator member\x00" + strings.ToLower(string(e))))
}

// Code is the code that is sent to the address: six digits, the same in every process, so that none is kept.
func (e Email) Code() string {
	m := e.member()
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(m[28:])%1_000_000)
}

// memberPrefix begins every cookie that a login hands out; what follows names the member, and counts.
const memberPrefix = "member-"

// memberDigits is how many hexadecimal digits name a member.
const memberDigits = 24

// Cookie is the cookie that the member's n-th login hands out.
func (e Email) Cookie(n int) Cookie {
	m := e.member()
	return Cookie(memberPrefix + hex.EncodeToString(m[:memberDigits/2]) + "-" + strconv.Itoa(n))
}

// Owner is what the cookie's network is drawn from: the cookie itself or, of one that a login handed out, the member.
func (c Cookie) Owner() Cookie {
	rest, ok := strings.CutPrefix(string(c), memberPrefix)
	if !ok || len(rest) <= memberDigits || rest[memberDigits] != '-' {
		return c
	}
	return c[:len(memberPrefix)+memberDigits]
}

// LoginOutcome is what becomes of a login.
type LoginOutcome string

// The outcomes of a login.
const (
	LoggedIn         LoginOutcome = "logged in"
	CodeSent         LoginOutcome = "code sent"
	PasswordWrong    LoginOutcome = "password wrong"
	MemberRestricted LoginOutcome = "member restricted"
)

// Outcome is what a login of the address comes to, by its own text; any password is right otherwise.
func (e Email) Outcome() LoginOutcome {
	switch address := strings.ToLower(string(e)); {
	case verifyEmail.begins(address):
		return CodeSent
	case wrongPasswordEmail.begins(address):
		return PasswordWrong
	case restrictedEmail.begins(address):
		return MemberRestricted
	}
	return LoggedIn
}

// Credentials is a body of a login or of its verification.
type Credentials struct {
	Email    Email
	Code     string   // of a verification
	Faults   []string // as in Request
	Warnings []string
}

// The places of the fields in LoginFields and VerifyFields.
const (
	email = iota
	passwordOrCode
	loginCountry
)

var emailField = Field{Name: "email", Type: "string", Required: true, Rule: "an e-mail address", Evidence: Evidence{"E7"}}

// LoginFields are the fields of a login's body. Source: E7.
var LoginFields = []Field{
	email:          emailField,
	passwordOrCode: {Name: "password", Type: "string", Required: true, Rule: "a string that is not blank", Evidence: Evidence{"E7"}},
	loginCountry:   Fields[country],
}

// VerifyFields are the fields of a verification's body. Source: E7.
var VerifyFields = []Field{
	email:          emailField,
	passwordOrCode: {Name: "code", Type: "string", Required: true, Rule: "a string that is not blank", Evidence: Evidence{"E7"}},
	loginCountry:   Fields[country],
}

// ParseLogin reads the body of a login. The password is not kept: any is right, but for addresses that say otherwise.
func ParseLogin(body []byte) Credentials {
	c := parseCredentials(body, LoginFields)
	c.Code = ""
	return c
}

// ParseVerify reads the body of a verification.
func ParseVerify(body []byte) Credentials { return parseCredentials(body, VerifyFields) }

func parseCredentials(body []byte, fields []Field) Credentials {
	r := reader{fields: fields}
	if fault := r.decode(body); fault != "" {
		return Credentials{Faults: []string{fault}}
	}
	c := Credentials{Email: r.email(), Code: r.secret(passwordOrCode)}
	r.country(loginCountry)
	c.Faults, c.Warnings = r.faults, r.warnings
	return c
}

// email has to look like an address: something, an @, and something. No fault repeats it.
func (r *reader) email() Email {
	before := len(r.faults)
	address := r.secret(email)
	name, host, _ := strings.Cut(address, "@")
	if len(r.faults) == before && (strings.TrimSpace(name) == "" || strings.TrimSpace(host) == "") {
		r.fault("email must be an e-mail address, such as ada@example.com (got a string that is none)")
	}
	return Email(address)
}
