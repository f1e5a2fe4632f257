package vendor

import (
	"encoding/json"
	"net/http"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// login answers POST /v1/auth/login: a cookie, or a code that the client has to send back. Source: E7.
func (v *Vendor) login(x *exchange) (answer, error) {
	credentials, err := v.credentials(x, contract.ParseLogin)
	if err != nil {
		return answer{}, err
	}
	switch email := credentials.Email; email.Outcome() {
	case contract.PasswordWrong:
		return answer{}, contract.ErrWrongPassword()
	case contract.MemberRestricted:
		return answer{}, contract.ErrRestrictedMember()
	case contract.CodeSent:
		v.Jar.SendCode(x.key, email)
		v.Logger.Info("verification code sent", "email", email.Fingerprint(), "code", email.Code(), "request_id", x.id)
		return v.tell(schemas.CodeSent, contract.CodeSentBody{
			Status: contract.StatusSuccess, Message: contract.MessageCodeSent, Email: string(email),
		})
	}
	return v.loggedIn(x, credentials.Email)
}

// verify answers POST /v1/auth/verify: a cookie for the code that was sent. Source: E7.
func (v *Vendor) verify(x *exchange) (answer, error) {
	credentials, err := v.credentials(x, contract.ParseVerify)
	if err != nil {
		return answer{}, err
	}
	if email := credentials.Email; credentials.Code != email.Code() || !v.Jar.Waits(x.key, email) {
		return answer{}, contract.ErrWrongCode()
	}
	return v.loggedIn(x, credentials.Email)
}

// credentials are the first steps of both, up to a body that keeps every rule.
func (v *Vendor) credentials(x *exchange, parse func([]byte) contract.Credentials) (contract.Credentials, error) {
	if err := v.authenticate(x); err != nil {
		return contract.Credentials{}, err
	}
	if err := v.limit(x); err != nil {
		return contract.Credentials{}, err
	}
	body, faults := x.content()
	if body == nil {
		return contract.Credentials{}, invalid(faults)
	}
	read := parse(body)
	x.warn(read.Warnings...)
	if faults = append(faults, read.Faults...); len(faults) > 0 {
		return contract.Credentials{}, invalid(faults)
	}
	return read, nil
}

// loggedIn hands out a cookie, and ends what lasted until a login.
func (v *Vendor) loggedIn(x *exchange, email contract.Email) (answer, error) {
	cookie := v.Jar.Login(x.key, email)
	v.Stage.LoggedIn(x.key)
	x.seen.LoggedIn = true
	return v.tell(schemas.LoggedIn, contract.LoggedInBody{
		Status: contract.StatusSuccess, LoginToken: string(cookie), Message: contract.MessageLoggedIn,
	})
}

// tell is the answer of a body that is no page.
func (v *Vendor) tell(schema schemas.Name, body any) (answer, error) {
	text, err := json.Marshal(body)
	return answer{status: http.StatusOK, schema: schema, body: text}, err
}
