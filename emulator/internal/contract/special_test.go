package contract_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

func TestCookieState(t *testing.T) {
	tests := []struct {
		token contract.Cookie
		want  contract.CookieState
	}{
		{"expired", contract.CookieExpired}, {"expired-1", contract.CookieExpired}, {"expiredcookie", contract.CookieExpired},
		{"invalid", contract.CookieExpired}, {"invalid-network-5", contract.CookieExpired}, {"invalidate", contract.CookieExpired},
		{"EXPIRED", contract.CookieValid}, {"Invalid", contract.CookieValid}, {" expired", contract.CookieValid},
		{"not-expired", contract.CookieValid}, {"expire", contract.CookieValid}, {"network-5-expired", contract.CookieValid}, {"my-cookie", contract.CookieValid},
	}
	for _, tt := range tests {
		t.Run(string(tt.token), func(t *testing.T) {
			if got := tt.token.State(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// numbered are the values that begin with a prefix, and the N that each stands for.
var numbered = []struct {
	value string
	want  int64 // -1: it is no special value
}{
	{"", -1}, {"-", -1}, {"0", 0}, {"-0", -1}, {"1", 1}, {"839", 839}, {"839-my-test", 839}, {"839-", 839}, {"839--", 839}, {"839-840", 839},
	{"5x", -1}, {"x5", -1}, {"5 ", -1}, {" 5", -1}, {"5_000", -1}, {"5.0", -1}, {"5e1", -1}, {"0x5", -1}, {"+5", -1}, {"-5", -1}, {"٥", -1},
	{"05", 5}, {"00000000000000000000000005", 5}, {"5\x00", -1},
	{"9223372036854775808", -1}, {"18446744073709551617", -1}, {"99999999999999999999999999", -1},
}

func TestNetworkSize(t *testing.T) {
	tests := append(slices.Clone(numbered), []struct {
		value string
		want  int64
	}{{"29999", 29999}, {"30000", 30000}, {"30000-x", 30000}, {"30001", -1}, {"30001-x", -1}, {"4294967301", -1}}...)
	for _, tt := range tests {
		t.Run("network-"+tt.value, func(t *testing.T) {
			got, ok := contract.Cookie("network-" + tt.value).NetworkSize()
			if ok != (tt.want >= 0) || ok && int64(got) != tt.want {
				t.Errorf("got %d, %t, want %d", got, ok, tt.want)
			}
		})
	}
	for _, token := range []contract.Cookie{"network", "Network-5", "NETWORK-5", " network-5", "networks-5", "credits-5", "my-network-5", "expired-network-5"} {
		if got, ok := token.NetworkSize(); ok {
			t.Errorf("%s: got %d, want no size", string(token), got)
		}
	}
}

func TestOpening(t *testing.T) {
	tests := append(slices.Clone(numbered), []struct {
		value string
		want  int64
	}{{"30001", 30001}, {"9007199254740990", maxInteger - 1}, {"9007199254740991", maxInteger}, {"9007199254740991-x", maxInteger},
		{"9007199254740992", -1}, {"9007199254740992-x", -1}, {"9223372036854775807", -1}}...)
	for _, tt := range tests {
		t.Run("credits-"+tt.value, func(t *testing.T) {
			got, ok := contract.APIKey("credits-" + tt.value).Opening()
			if ok != (tt.want >= 0) || ok && got != tt.want {
				t.Errorf("got %d, %t, want %d", got, ok, tt.want)
			}
		})
	}
	for _, key := range []contract.APIKey{"credits", "Credits-5", "CREDITS-5", " credits-5", "credit-5", "network-5", "my-credits-5"} {
		if got, ok := key.Opening(); ok {
			t.Errorf("%s: got %d, want no opening", string(key), got)
		}
	}
}

func TestNumberedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, maxInteger).Draw(t, "n")
		after := rapid.OneOf(rapid.Just(""), rapid.StringMatching(`-.*`)).Draw(t, "after")
		if got, ok := contract.APIKey(fmt.Sprintf("credits-%d%s", n, after)).Opening(); !ok || got != n {
			t.Fatalf("credits-%d%s: got %d, %t, want %d", n, after, got, ok, n)
		}
		size := rapid.IntRange(0, contract.MaxNetwork).Draw(t, "size")
		if got, ok := contract.Cookie(fmt.Sprintf("network-%d%s", size, after)).NetworkSize(); !ok || got != size {
			t.Fatalf("network-%d%s: got %d, %t, want %d", size, after, got, ok, size)
		}
	})
}

// TestSpecialValues tries the example of each and finds that it does what its effect says, and nothing else.
func TestSpecialValues(t *testing.T) {
	type does struct {
		state   contract.CookieState
		size    string
		opening string
		login   contract.LoginOutcome
	}
	const ordinary = contract.LoggedIn
	tests := []struct {
		field, pattern, effect string
		want                   does
	}{
		{"login_token", "expired...", "the cookie error: Invalid or expired LinkedIn cookie", does{contract.CookieExpired, "", "", ordinary}},
		{"login_token", "invalid...", "the cookie error: Invalid or expired LinkedIn cookie", does{contract.CookieExpired, "", "", ordinary}},
		{"login_token", "network-N or network-N-anything", "a network of exactly N connections, N from 0 to 30000", does{contract.CookieValid, "839", "", ordinary}},
		{"login_token", "scenario-NAME or scenario-NAME-anything", "the shipped scenario NAME, for this cookie alone", does{contract.CookieValid, "", "", ordinary}},
		{"x-api-key", "credits-N or credits-N-anything", "an account that starts with N credits, N from 0 to 9007199254740991", does{contract.CookieValid, "", "5", ordinary}},
		{"x-api-key", "scenario-NAME or scenario-NAME-anything", "the shipped scenario NAME, for this key alone", does{contract.CookieValid, "", "", ordinary}},
		{"email", "verify...", "the login needs the code that is sent: GET /_emulator/codes/{email} tells it", does{contract.CookieValid, "", "", contract.CodeSent}},
		{"email", "wrong-password...", "the login is refused: Invalid email or password", does{contract.CookieValid, "", "", contract.PasswordWrong}},
		{"email", "restricted...", "the login is refused: LinkedIn account restricted", does{contract.CookieValid, "", "", contract.MemberRestricted}},
	}
	if got, want := len(contract.SpecialValues), len(tests); got != want {
		t.Fatalf("special values: got %d, want %d", got, want)
	}
	for i, tt := range tests {
		t.Run(tt.pattern, func(t *testing.T) {
			v := contract.SpecialValues[i]
			if v.Field != tt.field || v.Pattern != tt.pattern || v.Effect != tt.effect {
				t.Errorf("got %s %s: %s, want %s %s: %s", v.Field, v.Pattern, v.Effect, tt.field, tt.pattern, tt.effect)
			}
			got := does{state: contract.Cookie(v.Example).State(), login: contract.Email(v.Example).Outcome()}
			if size, ok := contract.Cookie(v.Example).NetworkSize(); ok {
				got.size = strconv.Itoa(size)
			}
			if opening, ok := contract.APIKey(v.Example).Opening(); ok {
				got.opening = strconv.FormatInt(opening, 10)
			}
			if got != tt.want {
				t.Errorf("%s: got %+v, want %+v", v.Example, got, tt.want)
			}
		})
	}
	if got, want := contract.ErrInvalidCookie().Message, "Invalid or expired LinkedIn cookie"; got != want {
		t.Errorf("the cookie error: got %q, want %q", got, want)
	}
}
