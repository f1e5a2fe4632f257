package contract_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// bodyFault is how each fault of a body begins that is no JSON object; it stands alone.
const bodyFault = "the body "

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"login_token":"my-cookie","country":"FR","start_page":1,"end_page":2}`,
		`{"login_token":"my-cookie","total_results":25.0}`,
		`{"login_token":"my-cookie","start_page":null,"end_page":3,"x":[{"y":[]},1e400]}`,
		`{"login_token":"\u0063\ud83d\ude00","countr\u0079":"US","total_results":1E+999999999999}`,
		`{"login_token":"my-cookie","country":"XX","start_page":"1","end_page":true}`,
		`{"login_token":"my-cookie","start_page":9007199254740992,"end_page":10e-1}`,
		`{"login_token":"my-cookie","x":"\ud800"}`, `{"login_token":"my-\qcookie"}`, `{"x":1,"\u0078":1}`, `{"x":"\\u0078","\\":1}`,
		`{"login_token":"my-cookie"} {}`, `{"login_token":"my-cookie",}`, `{"login_token":"my-coo`, "{\"login_token\":\"\xff\"}",
		nested(64, "[", "]"), nested(65, "[", "]"), nested(65, `{"y":`, "}"), "", " ", "[]", "null", "\ufeff{}", "{}\x00",
	} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, body []byte, lenient bool) {
		got := contract.Parse(body, lenient)
		agrees(t, body, lenient, got)
		saysLines(t, got)
		saysNothingOfTheToken(t, body, lenient, got)
		if len(got.Faults) > 0 {
			return
		}
		if err := keepsRules(got.Query); err != nil {
			t.Errorf("Parse(%q) gives no fault: %v", body, err)
		}
	})
}

// agrees checks that Parse and the oracle say the same of a body.
func agrees(t *testing.T, body []byte, lenient bool, got contract.Request) {
	t.Helper()
	object, err := strictly(body)
	if refused := len(got.Faults) == 1 && strings.HasPrefix(got.Faults[0], bodyFault); refused || err != nil {
		if !refused || err == nil {
			t.Errorf("Parse(%q): got faults %q, want by encoding/json: %v", body, got.Faults, err)
		}
		return
	}
	want, faulty, sure := expected(object, lenient)
	if !sure {
		return
	}
	var named []string
	for _, fault := range got.Faults {
		field, _, _ := strings.Cut(fault, " ")
		named = append(named, field)
	}
	if !slices.Equal(named, faulty) {
		t.Errorf("Parse(%q): got faults %q, want faults of %q", body, got.Faults, faulty)
	}
	if len(faulty) == 0 && got.Query != want {
		t.Errorf("Parse(%q): got %+v of token %q, want %+v of token %q",
			body, got.Query, string(got.Query.LoginToken), want, string(want.LoginToken))
	}
}

// saysLines checks that what is said of a body is a few lines that can be shown anywhere.
func saysLines(t *testing.T, got contract.Request) {
	t.Helper()
	if len(got.Faults) > len(contract.Fields) || len(got.Warnings) > 10 {
		t.Errorf("got %d faults and %d warnings, want at most 5 and 10", len(got.Faults), len(got.Warnings))
	}
	for _, said := range slices.Concat(got.Faults, got.Warnings) {
		if len(said) > 600 || !utf8.ValidString(said) || strings.ContainsFunc(said, unicode.IsControl) {
			t.Errorf("got %q, want a line of UTF-8", said)
		}
	}
}

var tokenInBody = regexp.MustCompile(`"login_token"\s*:\s*"([!#-\[\]-~][ !#-\[\]-~]*)`)

// saysNothingOfTheToken checks that another login_token of the same length would have got the same said.
func saysNothingOfTheToken(t *testing.T, body []byte, lenient bool, got contract.Request) {
	t.Helper()
	at := tokenInBody.FindSubmatchIndex(body)
	if at == nil {
		return
	}
	changed := slices.Concat(body[:at[2]], bytes.Repeat([]byte("z"), at[3]-at[2]), body[at[3]:])
	other := contract.Parse(changed, lenient)
	if !slices.Equal(got.Faults, other.Faults) || !slices.Equal(got.Warnings, other.Warnings) {
		t.Errorf("what is said depends on the login_token: got %q %q for %q, and %q %q for %q",
			got.Faults, got.Warnings, body, other.Faults, other.Warnings, changed)
	}
}
