package contract_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// nested is a body that is depth levels deep, with opening and closing inside an unknown field.
func nested(depth int, opening, closing string) string {
	return `{"login_token":"c","x":` + strings.Repeat(opening, depth-1) + "0" + strings.Repeat(closing, depth-1) + `}`
}

func TestParseBody(t *testing.T) {
	object := func(got string) string { return "the body must be one JSON object (" + got + ")" }
	tests := []struct{ name, body, want string }{
		{"empty", "", object("got an empty body")},
		{"white space", " \t\r\n", object("got an empty body")},
		{"null", "null", object("got null")},
		{"a boolean", "false", object("got a boolean")},
		{"a number", " 12 ", object("got a number")},
		{"a string", `"login_token"`, object("got a string")},
		{"an array", `[{"login_token":"c"}]`, object("got an array")},
		{"an empty array", "[]", object("got an array")},
		{"a form", "login_token=c", object("at byte 0: invalid character 'l' at start of value")},
		{"a closing brace", "}", object("at byte 0: invalid character '}' at start of value")},
		{"a comment", `/* c */{"login_token":"c"}`, object("at byte 0: invalid character '/' at start of value")},
		{"a byte order mark", "\ufeff" + `{"login_token":"c"}`, object(`at byte 0: invalid character '\ufeff' at start of value`)},
		{"a raw NUL before", "\x00{}", object(`at byte 0: invalid character '\x00' at start of value`)},
		{"a raw NUL in a string", "{\"login_token\":\"c\x00\"}", object(`at byte 17: invalid character '\x00' in string (expecting non-control character)`)},
		{"a raw line feed in a string", "{\"login_token\":\"c\n\"}", object(`at byte 17: invalid character '\n' in string (expecting non-control character)`)},
		{"a vertical tab before", "\v{}", object(`at byte 0: invalid character '\v' at start of value`)},

		{"a field twice", `{"login_token":"c","country":"FR","country":"FR"}`, `the body names a field twice, "country"; give each once`},
		{"login_token twice", `{"login_token":"c","login_token":"d"}`, `the body names a field twice, "login_token"; give each once`},
		{"a field twice, escaped", `{"login_token":"c","country":"FR","countr\u0079":"US"}`, `the body names a field twice, "country"; give each once`},
		{"a field twice, null first", `{"login_token":"c","country":null,"country":"US"}`, `the body names a field twice, "country"; give each once`},
		{"an unknown field twice", `{"login_token":"c","x":1,"x":1}`, `the body names a field twice, "x"; give each once`},
		{"an empty name twice", `{"login_token":"c","":1,"":1}`, `the body names a field twice, ""; give each once`},
		{"a name twice deep inside", `{"login_token":"c","x":[{"y":1},{"z":{"a/b~":1,"a\/b\u007e":2}}]}`, `the body names a field twice, "a/b~"; give each once`},
		{"a long name twice", `{"` + strings.Repeat("x", 60) + `":1,"` + strings.Repeat("x", 60) + `":1}`,
			`the body names a field twice, "` + strings.Repeat("x", 40) + `..."; give each once`},

		{"another object after", `{"login_token":"c"} {"login_token":"c"}`, object("at byte 19: something follows the object")},
		{"a value after", `{"login_token":"c"}"c"`, object("at byte 19: something follows the object")},
		{"a comma after", `{"login_token":"c"},`, object("at byte 19: something follows the object")},
		{"a brace after", `{"login_token":"c"}}`, object("at byte 19: something follows the object")},
		{"a raw NUL after", "{\"login_token\":\"c\"}\x00", object("at byte 19: something follows the object")},
		{"a no-break space after", "{\"login_token\":\"c\"}\u00a0", object("at byte 19: something follows the object")},
		{"a broken value after", `{"login_token":"c"} "`, object("at byte 19: something follows the object")},

		{"a raw byte that is no UTF-8 in a value", "{\"login_token\":\"c\xff\"}", object("at byte 17: invalid UTF-8")},
		{"a raw byte that is no UTF-8 in a name", "{\"\xff\":1}", object("at byte 2: invalid UTF-8")},
		{"a raw byte that is no UTF-8 outside", "{\xff}", object(`at byte 1: invalid character '\xff' at start of value`)},
		{"a UTF-8 letter cut short", "{\"login_token\":\"\xc3\"}", object("at byte 16: invalid UTF-8")},
		{"an overlong letter", "{\"login_token\":\"\xc0\xaf\"}", object("at byte 16: invalid UTF-8")},
		{"a raw surrogate", "{\"login_token\":\"\xed\xa0\x80\"}", object("at byte 16: invalid UTF-8")},
		{"latin-1", "{\"login_token\":\"K\xe4llqvist\"}", object("at byte 17: invalid UTF-8")},
		{"UTF-16", "{\x00}\x00", object(`at byte 1: invalid character '\x00' at start of value`)},
		{"a high surrogate alone", `{"login_token":"\ud800"}`, object("at byte 16: invalid surrogate pair in string")},
		{"a high surrogate before a letter", `{"login_token":"\ud800secret"}`, object("at byte 16: invalid surrogate pair in string")},
		{"two high surrogates", `{"login_token":"\ud800\ud800"}`, object("at byte 16: invalid surrogate pair in string")},
		{"a low surrogate alone", `{"login_token":"\udc00secret"}`, object("at byte 16: invalid surrogate pair in string")},
		{"an unknown escape", `{"login_token":"\q"}`, object("at byte 16: invalid escape sequence in string")},
		{"an escape of no hexadecimal digits", `{"login_token":"\usecret"}`, object("at byte 16: invalid escape sequence in string")},

		{"a comma before the brace", `{"login_token":"c",}`, object("at byte 18: invalid character ',' at start of value")},
		{"no comma", `{"login_token":"c" "country":"FR"}`, object("at byte 19: invalid character '\"' after object value (expecting ',' or '}')")},
		{"no colon", `{"login_token" "c"}`, object("at byte 15: invalid character '\"' after object name (expecting ':')")},
		{"a name that is no string", `{null:1}`, object("at byte 1: object member name must be a string")},
		{"a name without quotes", `{login_token:"c"}`, object("at byte 1: invalid character 'l' at start of value")},
		{"single quotes", `{'login_token':'c'}`, object(`at byte 1: invalid character '\'' at start of value`)},
		{"a number with a leading zero", `{"start_page":01}`, object("at byte 15: invalid character '1' after object value (expecting ',' or '}')")},
		{"a number with a plus", `{"start_page":+1}`, object("at byte 14: invalid character '+' at start of value")},
		{"a number in hexadecimal", `{"start_page":0x1}`, object("at byte 15: invalid character 'x' after object value (expecting ',' or '}')")},
		{"a number that ends in a dot", `{"start_page":1.}`, object("at byte 16: invalid character '}' in number (expecting digit)")},
		{"a number without an exponent", `{"start_page":1e}`, object("at byte 16: invalid character '}' in number (expecting digit)")},
		{"NaN", `{"start_page":NaN}`, object("at byte 14: invalid character 'N' at start of value")},
		{"brackets crossed", `{"x":[}]`, object("at byte 6: invalid character '}' at start of value")},

		{"65 arrays deep", nested(65, "[", "]"), object("at byte 87: it nests deeper than 64 levels")},
		{"65 objects deep", nested(65, `{"y":`, "}"), object("at byte 339: it nests deeper than 64 levels")},
		{"half a million deep", nested(1<<19, "[", "]"), object("at byte 87: it nests deeper than 64 levels")},
		{"half a million deep and cut short", strings.Repeat("[", 1<<19), object("got an array")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := contract.Parse([]byte(tt.body), false)
			wantFaults(t, got, tt.want)
			if got.Query != (contract.Query{}) {
				t.Errorf("query of a body that is no object: got %+v, want none", got.Query)
			}
		})
	}
}

func TestParseBodyTaken(t *testing.T) {
	tests := []struct{ name, body string }{
		{"white space around everything", " \t\r\n{ \"login_token\" : \"c\" , \"x\" : [ ] } \t\r\n"},
		{"64 levels of arrays", nested(64, "[", "]")},
		{"64 levels of objects", nested(64, `{"y":`, "}")},
		{"the same name in objects beside each other", `{"login_token":"c","x":[{"y":1},{"y":1}],"z":{"login_token":"d"}}`},
		{"a surrogate pair", `{"login_token":"c","x":"\ud83d\ude00"}`},
		{"letters beyond ASCII", `{"login_token":"c","é":"日本\u00e9"}`},
		{"a number that no float holds", `{"login_token":"c","x":1e999999}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := contract.Parse([]byte(tt.body), false)
			wantFaults(t, got)
			if want := results(10); got.Query != want {
				t.Errorf("query: got %+v, want %+v", got.Query, want)
			}
		})
	}
}

// TestParseTruncated cuts a body everywhere: each piece is refused as one that ends too early, where it ends.
func TestParseTruncated(t *testing.T) {
	const body = `{"login_token":"c\u00e9","country":"FR","start_page":12,"end_page":1.5e1,"x":[true,{"y":null}]}`
	for n := 1; n < len(body); n++ {
		got := contract.Parse([]byte(body[:n]), false)
		wantFaults(t, got, fmt.Sprintf("the body must be one JSON object (it ends too early, after byte %d)", n))
	}
	wantFaults(t, contract.Parse([]byte(body), false))
}

// TestParseKeepsNothing parses bodies one after the other: none sees what was left of the one before.
func TestParseKeepsNothing(t *testing.T) {
	good := []byte(`{"login_token":"c","start_page":1,"end_page":2}`)
	for _, bad := range []string{`{"start_page":`, `{"login_token":"d"}}`, nested(70, "[", "]"), `{"x":1,"x":2}`, "{\"\xff"} {
		if got := contract.Parse([]byte(bad), false); len(got.Faults) == 0 {
			t.Errorf("Parse(%.40q): got no fault, want one", bad)
		}
		got := contract.Parse(good, false)
		wantFaults(t, got)
		if want := pages(1, 2); got.Query != want {
			t.Errorf("query after %.40q: got %+v, want %+v", bad, got.Query, want)
		}
	}
}

// TestParseOwnsWhatItReturns overwrites the body that was read: a server reads the next one into the same bytes.
func TestParseOwnsWhatItReturns(t *testing.T) {
	body := []byte(`{"login_token":"cookie","country":"DE","unknown":1,"total_results":3}`)
	got := contract.Parse(body, false)
	clear(body)
	if want := of("cookie", in("DE", results(3))); got.Query != want {
		t.Errorf("query: got %+v, want %+v", got.Query, want)
	}
	if want := `unknown field "unknown" was ignored`; len(got.Warnings) != 1 || got.Warnings[0] != want {
		t.Errorf("warnings: got %q, want %q", got.Warnings, want)
	}
}

// TestFaultsKeepTheToken breaks a request around a random login_token, and the token itself: what is said of it
// never repeats it. The token is of letters that no message has.
func TestFaultsKeepTheToken(t *testing.T) {
	rests := []string{
		``, `}`, `,`, `,}`, `} x`, `} {"login_token":"c"}`, `,"login_token":"d"}`, `,"country":"YY","start_page":0,"total_results":"1"}`,
		`,"end_page":1}`, `,"start_page":2,"end_page":1}`, `,"x":"\ud800"}`, `,"x":` + strings.Repeat("[", 80), "\x00}", "\xff}", `:1}`, ` "country":1}`,
	}
	breaks := []string{``, `\q`, `\u12`, `\ud800`, `\udc00`, "\x00", "\xff", `"`, `",`, "\n"}
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[QWXZ]{12,60}`).Draw(t, "secret")
		broken := rapid.SampledFrom(breaks).Draw(t, "break")
		at := rapid.IntRange(0, len(secret)).Draw(t, "at")
		rest := rapid.SampledFrom(rests).Draw(t, "rest")
		quote := rapid.SampledFrom([]string{`"`, ``, `["`, `{"`}).Draw(t, "quote")
		body := `{"login_token":` + quote + secret[:at] + broken + secret[at:] + `"` + rest

		got := contract.Parse([]byte(body), rapid.Bool().Draw(t, "lenient"))
		for _, said := range append(got.Faults, got.Warnings...) {
			if part := shared(said, secret); part != "" {
				t.Fatalf("Parse(%q) says %q, which repeats %q of the token", body, said, part)
			}
			if len(said) > 400 || !utf8.ValidString(said) {
				t.Fatalf("Parse(%q) says %q, want a line of UTF-8", body, said)
			}
		}
	})
}

// shared is a part of the secret that text repeats: two characters, as a decoder may well name the one it stopped at.
func shared(text, secret string) string {
	for i := range len(secret) - 1 {
		if strings.Contains(text, secret[i:i+2]) {
			return secret[i : i+2]
		}
	}
	return ""
}

func TestUnknownFields(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`{"login_token":"c"}`: false,
		`{"login_token":"c","start_page":1,"end_page":1,"total_results":1}`: false, // another warning
		`{"login_token":"c","page":1}`:                                      true,
		`{"page":1}`:                                                        true, // beside a fault
		`{"login_token":"c","start_page":1,"end_page":1,"total_results":1,"Country":"FR"}`: true,
	} {
		if got := contract.UnknownFields(contract.Parse([]byte(body), false).Warnings); got != want {
			t.Errorf("%s: got %v, want %v", body, got, want)
		}
	}
}
