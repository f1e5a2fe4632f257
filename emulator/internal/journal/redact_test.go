package journal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// digits stand for those of a fingerprint that differs from process to process.
var digits = regexp.MustCompile(`(password|code):[0-9a-f]{6}`)

func TestObject(t *testing.T) {
	t.Parallel()
	cookie, email := contract.Cookie("c").Fingerprint(), contract.Email("a@b").Fingerprint()
	for name, row := range map[string]struct {
		fields     []contract.Field
		body, want string
	}{
		"a query":           {contract.Fields[:], `{"login_token":"c", "country":"FR","start_page":1,"end_page":2.0}`, `{"login_token":"` + cookie + `","country":"FR","start_page":1,"end_page":2.0}`},
		"an escape":         {contract.Fields[:], `{"login\u005ftoken":"\u0063"}`, `{"login_token":"` + cookie + `"}`},
		"a login":           {contract.LoginFields, `{"email":"a@b","password":"p","country":"DE"}`, `{"email":"` + email + `","password":"password:","country":"DE"}`},
		"a verification":    {contract.VerifyFields, `{"email":"a@b","code":"123456"}`, `{"email":"` + email + `","code":"code:"}`},
		"a code, a number":  {contract.VerifyFields, `{"code":123456}`, `{"code":"code:"}`},
		"a secret inside":   {contract.VerifyFields, `{"password":{"is":"p"}}`, `{"password":"password:"}`},
		"another country":   {contract.Fields[:], `{"country":"hunter2"}`, `{"country":"a string of 7 bytes"}`},
		"other types":       {contract.Fields[:], `{"start_page":"x","end_page":[1],"total_results":{"a":1},"country":true}`, `{"start_page":"a string of 1 bytes","end_page":"an array","total_results":"an object","country":"a boolean"}`},
		"null":              {contract.Fields[:], `{"start_page":null}`, `{"start_page":null}`},
		"a long number":     {contract.Fields[:], `{"start_page":1234567890123456789012345}`, `{"start_page":"a number"}`},
		"other fields":      {contract.Fields[:], `{"li_at":"AQEDAR","page":7}`, `{"li_at":"a string of 6 bytes","page":"a number"}`},
		"names of no field": {contract.Fields[:], `{"AQEDAR1":1,"":2,"an-uncommonly-long-name-of-a-field":3}`, `{"a name of 7 bytes":"a number","a name of 0 bytes":"a number","a name of 34 bytes":"a number"}`},
		"a secret twice":    {contract.Fields[:], `{"login_token":"c","login_token":"c"}`, `"a body of 37 bytes that is no JSON object"`},
		"an array":          {contract.Fields[:], `["c"]`, `"a body of 5 bytes that is no JSON object"`},
		"more after it":     {contract.Fields[:], `{} c`, `"a body of 4 bytes that is no JSON object"`},
		"an end":            {contract.Fields[:], `{"login_token":"c`, `"a body of 17 bytes that is no JSON object"`},
		"no UTF-8":          {contract.Fields[:], "{\"login_token\":\"\xff\"}", `"a body of 19 bytes that is no JSON object"`},
		"nothing":           {contract.Fields[:], ``, ``},
		"an empty object":   {contract.Fields[:], ` {} `, `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			got := digits.ReplaceAllString(string(journal.Object(nil, []byte(row.body), row.fields)), "$1:")
			if got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	got := string(journal.Answer(nil, []byte(`{"status":"success","login_token":"c","message":"Login successful"}`)))
	want := fmt.Sprintf(`{"status":"success","login_token":%q,"message":"Login successful"}`, contract.Cookie("c").Fingerprint())
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A fingerprint of what is short tells equal from unequal.
func TestGuardedFingerprints(t *testing.T) {
	t.Parallel()
	of := func(body string) string { return string(journal.Object(nil, []byte(body), contract.VerifyFields)) }
	if of(`{"code":"000001"}`) != of(`{"code": "000001"}`) || of(`{"code":"000001"}`) == of(`{"code":"000002"}`) {
		t.Errorf("got %s and %s, want two that are what their codes are", of(`{"code":"000001"}`), of(`{"code":"000002"}`))
	}
}

// Whatever a body is, what is kept of it is JSON, and has no string of it that is a secret.
func FuzzObject(f *testing.F) {
	for _, seed := range []string{
		`{"login_token":%q,"country":"FR","start_page":1,"end_page":2}`, `{"email":%q,"password":%[1]q}`, `{"code":%q}`, `{"a":{"login_token":%q}}`,
		`[%q]`, `%s`, `{"login_token":%q}%[1]s`, `{"country":%q}`, `{"login_token":"a","login_token":%q}`,
	} {
		f.Add(seed, "s3cr3t-AQEDAR9xyz")
	}
	f.Fuzz(func(t *testing.T, shape, secret string) {
		if len(secret) < 8 || strings.Trim(secret, "0123456789abcdef") == "" || strings.Contains(text, secret) {
			t.Skip("a secret that a body may have by chance")
		}
		quoted, _ := json.Marshal(secret)
		body := []byte(strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(shape, "%[1]q", string(quoted)), "%q", string(quoted)), "%s", secret))
		for _, fields := range [][]contract.Field{contract.Fields[:], contract.LoginFields, contract.VerifyFields} {
			got := []byte(journal.Object(nil, body, fields))
			if len(body) > 0 && !json.Valid(got) {
				t.Fatalf("got %q of %q, want JSON", got, body)
			}
			plain := text + strings.Trim(shape, secret)
			if bytes.Contains(got, []byte(secret)) && !strings.Contains(plain, secret) {
				t.Errorf("got %s of %q, which has the secret %q", got, body, secret)
			}
		}
	})
}

// text is all the words that a redacted body may have.
const text = `{"login_token":"email":"password":"code":"country":"start_page":"end_page":"total_results":` +
	`a body of bytes that is no JSON object, of which none are kept: the most is, a string of, a number, a boolean, an array, an object, a name of`
