package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

const (
	loginPath  = "/v1/auth/login"
	verifyPath = "/v1/auth/verify"
	checkPath  = "/v1/check"
)

// post sends a body to a route of the vendor's.
func post(t testing.TB, f *emulator.Fixture, path, key, body string) answer {
	t.Helper()
	return send(t, f, "POST", path, body, "x-api-key", key, "Content-Type", "application/json")
}

func login(t testing.TB, f *emulator.Fixture, key, email string) answer {
	t.Helper()
	return post(t, f, loginPath, key, fmt.Sprintf(`{"email":%q,"password":"correct horse","country":"FR"}`, email))
}

// loggedIn is the cookie that a login has handed out.
func loggedIn(t testing.TB, a answer) string {
	t.Helper()
	keeps(t, schemas.LoggedIn, a)
	var body struct {
		LoginToken string `json:"login_token"`
	}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || a.status != 200 || body.LoginToken == "" {
		t.Fatalf("got %d %s, want a cookie", a.status, a.body)
	}
	return body.LoginToken
}

// code is what the control API says of an address.
func code(t testing.TB, f *emulator.Fixture, email string) string {
	t.Helper()
	a := send(t, f, "GET", "/_emulator/codes/"+url.PathEscape(email), "")
	keeps(t, schemas.Code, a)
	var body struct{ Email, Code string }
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || a.status != 200 || body.Email != email {
		t.Fatalf("got %d %s, want the code of %s", a.status, a.body, email)
	}
	return body.Code
}

func verify(t testing.TB, f *emulator.Fixture, key, email, code string) answer {
	t.Helper()
	return post(t, f, verifyPath, key, fmt.Sprintf(`{"email":%q,"code":%q,"country":"FR"}`, email, code))
}

// networkOf is what a cookie opens for a key.
func networkOf(t testing.TB, f *emulator.Fixture, key, cookie string) string {
	t.Helper()
	query := fmt.Sprintf(`{"login_token":%q,"total_results":20}`, cookie)
	a := ask(t, f, key, query)
	delivered(t, a, query)
	return a.body
}

// Each login hands out another cookie, and all cookies of an address open one network, whatever the key and the process.
func TestLogin(t *testing.T) {
	t.Parallel()
	f, other := emulator.RunT(t), emulator.RunT(t)
	a := login(t, f, "k", "ada@example.com")
	first := loggedIn(t, a)
	if want := fmt.Sprintf(`{"status":"success","login_token":%q,"message":"Login successful"}`, first); a.body != want {
		t.Errorf("got %s, want %s", a.body, want)
	}
	second := loggedIn(t, login(t, f, "k", "ada@example.com"))
	if first == second {
		t.Error("got the same cookie twice, want another with each login")
	}
	want := networkOf(t, f, "k", first)
	for name, got := range map[string]string{
		"another cookie":  networkOf(t, f, "k", second),
		"another key":     networkOf(t, f, "k2", loggedIn(t, login(t, f, "k2", "ada@example.com"))),
		"another process": networkOf(t, other, "k", loggedIn(t, login(t, other, "k", "ada@example.com"))),
		"in capitals":     networkOf(t, f, "k", loggedIn(t, login(t, f, "k", "Ada@Example.com"))),
		"kept elsewhere":  networkOf(t, other, "k3", second),
	} {
		if got != want {
			t.Errorf("%s: got another network, want the one of the address", name)
		}
	}
	if networkOf(t, f, "k", loggedIn(t, login(t, f, "k", "bob@example.com"))) == want {
		t.Error("got the same network for another address")
	}
	if a, b := networkOf(t, f, "k", first), networkOf(t, f, "k", second); a != want || b != want {
		t.Error("got an earlier cookie changed by a later login")
	}
}

// An address in capitals is the same member: its cookies are numbered with the others', and its code is theirs.
func TestCapitalsOfAnAddress(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	seen := map[string]bool{}
	for _, email := range []string{"ada@example.com", "ADA@example.com", "Ada@Example.Com"} {
		cookie := loggedIn(t, login(t, f, "k", email))
		if seen[cookie] {
			t.Errorf("%s: got a cookie that was handed out before", email)
		}
		seen[cookie] = true
	}
	post(t, f, loginPath, "k", `{"email":"verify@EXAMPLE.com","password":"p"}`)
	loggedIn(t, verify(t, f, "k", "verify@example.com", code(t, f, "VERIFY@example.com")))
}

func TestLoginByCode(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	const email = "verify+1@example.com"
	const wrong = "Invalid or expired verification code"
	right := code(t, f, email)
	if right != emulator.VerificationCode(email) || right != code(t, emulator.RunT(t), email) {
		t.Errorf("got the code %s, want that of every process", right)
	}
	refused(t, verify(t, f, "k", email, right), 401, wrong) // no login came before
	a := login(t, f, "k", email)
	keeps(t, schemas.CodeSent, a)
	if want := `{"status":"success","message":"Check your email for verification code","email":"verify+1@example.com"}`; a.status != 200 || a.body != want {
		t.Errorf("got %d %s, want 200 %s", a.status, a.body, want)
	}
	refused(t, verify(t, f, "k", email, "no code"), 401, wrong)
	refused(t, verify(t, f, "k2", email, right), 401, wrong) // another key's login
	refused(t, verify(t, f, "k", "verify+2@example.com", code(t, f, "verify+2@example.com")), 401, wrong)
	cookie := loggedIn(t, verify(t, f, "k", email, right))
	refused(t, verify(t, f, "k", email, right), 401, wrong) // is used up
	login(t, f, "k", email)
	if again := loggedIn(t, verify(t, f, "k", email, right)); again == cookie || networkOf(t, f, "k", again) != networkOf(t, f, "k", cookie) {
		t.Error("got the same cookie or another network by a second login, want a new cookie of the same network")
	}
}

func TestLoginsThatFail(t *testing.T) {
	t.Parallel()
	for _, status := range []emulator.ErrorStatus{emulator.ErrorStatusHTTP, emulator.ErrorStatusOK} {
		f := emulator.RunT(t, emulator.Config{ErrorStatus: status})
		for name, row := range map[string]struct {
			path, body string
			status     int
			message    string
		}{
			"wrong password": {loginPath, `{"email":"wrong-password@example.com","password":"p"}`, 401, "Invalid email or password"},
			"restricted":     {loginPath, `{"email":"restricted@example.com","password":"p"}`, 403, "LinkedIn account restricted"},
			"wrong code":     {verifyPath, `{"email":"verify@example.com","code":"000000"}`, 401, "Invalid or expired verification code"},
			"all faults": {loginPath, `{"email":"ada","password":"","country":"XX"}`, 400, "Invalid parameter: " +
				"email must be an e-mail address, such as ada@example.com (got a string that is none); " +
				"password must not be blank (got a blank string); " +
				`country must be one of US, UK, FR, DE, NL, IT, IL, CA, BR, ES, IN (got the string "XX")`},
			"all faults of a code": {verifyPath, `{"email":1,"code":123456,"country":null}`, 400, "Invalid parameter: " +
				"email must be a string that is not blank (got a number); code must be a string that is not blank (got a number)"},
			"nothing": {loginPath, `{}`, 400, "Invalid parameter: " +
				"email is required: a string that is not blank; password is required: a string that is not blank"},
		} {
			a := post(t, f, row.path, "k", row.body)
			keeps(t, schemas.Error, a)
			want := row.status
			if status == emulator.ErrorStatusOK {
				want = 200
			}
			refused(t, a, want, row.message)
			if t.Failed() {
				t.Fatalf("%s, error_status %s", name, status)
			}
		}
		if spent(t, f, "k") != 0 {
			t.Errorf("got %d spent by logins, want nothing", spent(t, f, "k"))
		}
	}
}

func TestCountriesOfLogins(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	for _, country := range []string{`"US"`, `"UK"`, `"FR"`, `"DE"`, `"NL"`, `"IT"`, `"IL"`, `"CA"`, `"BR"`, `"ES"`, `"IN"`, `null`} {
		loggedIn(t, post(t, f, loginPath, "k", `{"email":"ada@example.com","password":"p","country":`+country+`}`))
	}
	loggedIn(t, post(t, f, loginPath, "k", `{"email":"ada@example.com","password":"p"}`))
	for _, country := range []string{`"fr"`, `"GB"`, `""`, `1`} {
		for _, path := range []string{loginPath, verifyPath} {
			a := post(t, f, path, "k", `{"email":"ada@example.com","password":"p","code":"c","country":`+country+`}`)
			if a.status != 400 || !strings.Contains(a.body, "country must be ") {
				t.Errorf("%s %s: got %d %s, want 400 that says so", path, country, a.status, a.body)
			}
		}
	}
}

func TestMethodsOfLogins(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	for path, right := range map[string]string{loginPath: "POST", verifyPath: "POST", checkPath: "GET"} {
		for _, method := range []string{"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
			if method == right {
				continue
			}
			a := send(t, f, method, path, "", "x-api-key", "k")
			refused(t, a, 405, "Method not allowed: use "+right)
			if a.header.Get("Allow") != right {
				t.Errorf("%s %s: got Allow %q, want %s", method, path, a.header.Get("Allow"), right)
			}
			keeps(t, schemas.Error, a)
		}
		if a := send(t, f, "HEAD", path, "", "x-api-key", "k"); a.status != 405 || a.body != "" {
			t.Errorf("HEAD %s: got %d %q, want 405 without a body", path, a.status, a.body)
		}
	}
}

func TestCheckOfAKey(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{UnknownKeys: emulator.RejectUnknownKeys, Accounts: []emulator.AccountConfig{{Key: "known"}}})
	check := func(headers ...string) answer { return send(t, f, "GET", checkPath, "", headers...) }
	a := check("x-api-key", "known")
	keeps(t, schemas.Check, a)
	if want := `{"status":"success","message":"API key is valid"}`; a.status != 200 || a.body != want {
		t.Errorf("got %d %s, want 200 %s", a.status, a.body, want)
	}
	refused(t, check("x-api-key", "unknown"), 401, "Invalid API key")
	refused(t, check(), 401, "Missing API key")
	refused(t, check("x-api-key", " "), 401, "Missing API key")
	refused(t, login(t, f, "unknown", "ada@example.com"), 401, "Invalid API key")
	refused(t, verify(t, f, "", "ada@example.com", "1"), 401, "Missing API key")
	if got, want := f.Account("known"), (emulator.Account{Key: "known", Requests: 1, Fingerprint: contract.APIKey("known").Fingerprint()}); got != want {
		t.Errorf("got %+v, want one request that cost nothing: %+v", got, want)
	}
}

// What a client sends to log in is nowhere in the log, however its request is made or broken; nor is its address.
func TestNoSecretsOfLoginsInTheLog(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	f := emulator.RunT(t, emulator.Config{Logger: log.debug()})
	const secret = "s3cr3t"
	bodies := []string{
		`{"email":"ada.s3cr3t@example.com","password":"s3cr3t"}`,
		`{"email":"verify.s3cr3t@example.com","password":"s3cr3t","code":"s3cr3t"}`,
		`{"email":"wrong-password.s3cr3t@example.com","password":"s3cr3t","code":"s3cr3t"}`,
		`{"email":"restricted.s3cr3t@example.com","password":"s3cr3t","code":"s3cr3t"}`,
		`{"email":"s3cr3t","password":["s3cr3t"],"code":{"s3cr3t":1}}`,
		`{"email":["s3cr3t"],"password":"s3cr3t` + "\n" + `"}`,
		`{"email":"ada@example.com","password":"s3cr3t\uD800","code":"s3cr3t\x"}`,
		`{"email":"ada@example.com","password":"s3cr3t","password":"s3cr3t"}`,
		`{"password":"s3cr3t"} s3cr3t`,
		`s3cr3t`,
		`email=ada@example.com&password=s3cr3t`,
	}
	for _, body := range bodies {
		for _, path := range []string{loginPath, verifyPath} {
			if a := post(t, f, path, "key-s3cr3t", body); a.status == 500 || a.status != 200 && strings.Contains(a.body, secret) {
				t.Errorf("%s %s: got %d %s, want an answer without the secret", path, body, a.status, a.body)
			}
			for line := log.line(t); ; line = log.line(t) {
				if strings.Contains(line, secret) {
					t.Errorf("%s %s: got the line %s, want no secret in it", path, body, line)
				}
				if strings.Contains(line, `"msg":"request"`) {
					break
				}
			}
		}
	}
}

// The code that was sent is in the log, for who has no other way to it.
func TestCodeInTheLog(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	f := emulator.RunT(t, emulator.Config{Logger: log.logger()})
	login(t, f, "k", "verify@example.com")
	if line := log.next(t); line["code"] != emulator.VerificationCode("verify@example.com") || !strings.HasPrefix(fmt.Sprint(line["email"]), "email:") {
		t.Errorf("got %v, want the code and the fingerprint of the address", line)
	}
}
