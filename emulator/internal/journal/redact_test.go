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
		"a secret, null":    {contract.Fields[:], `{"login_token":null}`, `{"login_token":null}`},
		"a name, escaped":   {contract.Fields[:], `{"\u0070age":"x","\u002e":"y"}`, `{"page":"a string of 1 bytes","a name of 1 bytes":"a string of 1 bytes"}`},
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

// Whatever a body is, what is kept of it is JSON; and where it has a secret in a field of secrets, or as any value that the
// contract does not know, or outside of every value, what is kept does not have it.
func FuzzObject(f *testing.F) {
	for _, seed := range []string{
		`{"login_token":SECRET,"country":"FR","start_page":1,"end_page":2}`, `{"email":SECRET,"password":SECRET}`, `{"code":SECRET}`,
		`{"a":{"login_token":SECRET}}`, `[SECRET]`, `SECRET`, `{"login_token":SECRET}SECRET`, `{"country":SECRET}`, `{"start_page":SECRET}`,
		`{"login_token":"a","login_token":SECRET}`, `{"login_token":SECRET`, `{SECRET:1}`, `{"password":[1,SECRET,{"x":SECRET}]}`,
		`{"\u006cogin_token":SECRET}`, `{"Login_Token":SECRET}`, `{"login_token ":SECRET}`, "\ufeff{\"code\":SECRET}",
	} {
		f.Add(seed, uint64(7))
	}
	f.Fuzz(func(t *testing.T, shape string, n uint64) {
		secret := fmt.Sprintf("hush%xhush", n) // with a digit, so that no name has it
		if strings.Trim(secret, "abcdefhus") == "" || strings.Contains(shape, "hush") {
			t.Skip()
		}
		body := []byte(strings.ReplaceAll(shape, "SECRET", `"`+secret+`"`))
		for _, fields := range [][]contract.Field{contract.Fields[:], contract.LoginFields, contract.VerifyFields, nil} {
			got := []byte(journal.Object(nil, body, fields))
			if len(body) > 0 && !json.Valid(got) {
				t.Fatalf("got %q of %q, want JSON", got, body)
			}
			if bytes.Contains(got, []byte(secret)) {
				t.Errorf("got %s of %q, want it without the secret", got, body)
			}
		}
		if got := journal.Answer(nil, body); bytes.Contains(got, []byte(secret)) {
			t.Errorf("got %s of the answer %q, want it without the secret", got, body)
		}
	})
}

// A body of somebody else is shown as it is, or described, and never more than strict JSON.
func FuzzForeign(f *testing.F) {
	for _, seed := range []string{`{"a":[1]}`, `<h1>`, `{}{}`, ` [1] `, `1`, `"x"`, `{"a":1,"a":2}`, "\"\xff\"", `[`, ``, strings.Repeat("[", 40) + strings.Repeat("]", 40), strings.Repeat("9", 200)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got := journal.Foreign(body)
		if len(bytes.TrimSpace(body)) > 0 && !json.Valid(got) {
			t.Errorf("got %q of %q, want JSON", got, body)
		}
		if !bytes.Equal(got, body) && !strings.HasPrefix(string(got), `"a body of `) {
			t.Errorf("got %q of %q, want it as it is or described", got, body)
		}
	})
}

func TestForeign(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		body  string
		shown bool
	}{
		"an object":      {`{"a":[1,{"b":null}]}`, true},
		"space around":   {" [1] ", true},
		"a word":         {`"x"`, true},
		"HTML":           {"<h1>Bad gateway</h1>", false},
		"a name twice":   {`{"a":1,"a":2}`, false},
		"two values":     {"{} {}", false},
		"broken off":     {`{"a":`, false},
		"no UTF-8":       {"\"\xff\"", false},
		"as deep as may": {strings.Repeat("[", 32) + strings.Repeat("]", 32), true},
		"deeper":         {strings.Repeat("[", 33) + strings.Repeat("]", 33), false},
		"a long number":  {strings.Repeat("9", 101), false},
		"space alone":    {"  ", false},
	} {
		t.Run(name, func(t *testing.T) {
			want := row.body
			if !row.shown {
				want = fmt.Sprintf(`"a body of %d bytes that is no JSON object"`, len(row.body))
			}
			if got := string(journal.Foreign([]byte(row.body))); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}
