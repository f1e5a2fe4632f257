package contract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

func TestParseLogin(t *testing.T) {
	for name, row := range map[string]struct {
		body   string
		faults []string
	}{
		"whole":      {`{"email":"ada@example.com","password":"x","country":"DE"}`, nil},
		"no country": {`{"email":"ada@example.com","password":"x"}`, nil},
		"nothing":    {`{}`, []string{"email is required: a string that is not blank", "password is required: a string that is not blank"}},
		"all wrong": {`{"country":"XX","password":5,"email":"ada"}`, []string{
			"email must be an e-mail address, such as ada@example.com (got a string that is none)",
			"password must be a string that is not blank (got a number)",
			`country must be one of US, UK, FR, DE, NL, IT, IL, CA, BR, ES, IN (got the string "XX")`,
		}},
		"no name":        {`{"email":" @example.com","password":"x"}`, []string{"email must be an e-mail address, such as ada@example.com (got a string that is none)"}},
		"no host":        {`{"email":"ada@","password":"x"}`, []string{"email must be an e-mail address, such as ada@example.com (got a string that is none)"}},
		"blank password": {`{"email":"ada@example.com","password":" "}`, []string{"password must not be blank (got a blank string)"}},
		"null password":  {`{"email":"ada@example.com","password":null}`, []string{"password must be a string that is not blank (got null)"}},
		"no object":      {`[]`, []string{"the body must be one JSON object (got an array)"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := contract.ParseLogin([]byte(row.body))
			if !slices.Equal(got.Faults, row.faults) {
				t.Errorf("got %q, want %q", got.Faults, row.faults)
			}
			if got.Code != "" {
				t.Error("got the password kept, want it forgotten")
			}
			verify := contract.ParseVerify([]byte(strings.ReplaceAll(row.body, "password", "code")))
			for i, f := range row.faults {
				if want := strings.ReplaceAll(f, "password", "code"); verify.Faults[i] != want {
					t.Errorf("verify: got %q, want %q", verify.Faults[i], want)
				}
			}
		})
	}
	if got := contract.ParseVerify([]byte(`{"email":"ada@example.com","code":"123456","sms":1}`)); string(got.Email) != "ada@example.com" || got.Code != "123456" || len(got.Warnings) != 1 {
		t.Errorf("got %q %q %q, want the address, the code and a warning of sms", string(got.Email), got.Code, got.Warnings)
	}
}

// Whatever a login's body holds, no fault repeats a password.
func TestFaultsOfALoginHideThePassword(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		password := rapid.StringMatching(`[g-z]{12,20}`).Draw(t, "password")
		body := fmt.Sprintf(`{"email":%q,"password":[%q],"country":1}`, password, password)
		for _, fault := range contract.ParseLogin([]byte(body)).Faults {
			if strings.Contains(fault, password) {
				t.Fatalf("got %s", fault)
			}
		}
	})
}

func TestCookiesOfAMember(t *testing.T) {
	ada, bob := contract.Email("ada@example.com"), contract.Email("bob@example.com")
	first, second := ada.Cookie(1), ada.Cookie(2)
	if first == second || first.Owner() != second.Owner() || first.Owner() == bob.Cookie(1).Owner() {
		t.Errorf("got %q, %q and %q, want two cookies of one owner and one of another", string(first), string(second), string(bob.Cookie(1)))
	}
	if upper := contract.Email("Ada@Example.com"); upper.Cookie(1) != first || upper.Code() != ada.Code() {
		t.Error("got another member for other letters' case, want the same")
	}
	if got := contract.Email("Verify@example.com").Outcome(); got != contract.CodeSent {
		t.Errorf("Verify@: got %s, want the code sent, as in any case", got)
	}
	for _, cookie := range []contract.Cookie{"c", "member-", "member-123-1", "member-0123456789abcdef01234567", "network-5"} {
		if got := cookie.Owner(); got != cookie {
			t.Errorf("owner of %q: got %q, want itself", string(cookie), string(got))
		}
	}
	if ada.Code() == bob.Code() || len(ada.Code()) != 6 || strings.Trim(ada.Code(), "0123456789") != "" {
		t.Errorf("codes: got %s and %s, want six digits, and others for another", ada.Code(), bob.Code())
	}
}

func TestBeyond(t *testing.T) {
	for value, want := range map[string]bool{
		"network-30000": false, "network-30001": true, "network-30001-x": true, "network-99999999999999999999": true,
		"network-": false, "network-5x": false, "network-x": false, "networks-30001": false, "c": false,
	} {
		if got := contract.Cookie(value).Beyond(); (got != "") != want {
			t.Errorf("%s: got the warning %q, want one %v", value, got, want)
		}
	}
	if got, want := contract.APIKey("credits-9007199254740992").Beyond(), "x-api-key looks like credits-N, but its N is more than 9007199254740991: it is taken as an ordinary one"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := contract.APIKey("network-30001").Beyond(); got != "" {
		t.Errorf("a key: got %q, want no warning of networks", got)
	}
}
