package contract_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

const (
	secret = "AQEDARsecretQ"
	cookie = contract.Cookie(secret)
	apiKey = contract.APIKey(secret)
)

type holder struct {
	Cookie  contract.Cookie
	Key     contract.APIKey
	Pointer *contract.Cookie
	Any     any
}

// holding are values of every shape that hold secrets.
func holding() map[string]any {
	c, k := cookie, apiKey
	whole := holder{c, k, &c, k}
	return map[string]any{
		"a cookie":             c,
		"a key":                k,
		"an address":           contract.Email(secret),
		"a pointer to one":     &c,
		"a struct":             whole,
		"a pointer to it":      &whole,
		"a struct in a struct": struct{ Holder holder }{whole},
		"an embedded one":      struct{ contract.APIKey }{k},
		"a slice":              []contract.Cookie{c, c},
		"an array":             [1]contract.APIKey{k},
		"a slice of anything":  []any{c, &k, whole},
		"a map's value":        map[string]contract.Cookie{"c": c},
		"a map of structs":     map[int]holder{1: whole},
		"a query":              contract.Query{LoginToken: c, Country: "FR"},
		"a request":            contract.Request{Query: contract.Query{LoginToken: c}},
	}
}

// hides checks that text does not show the secret, in letters or in any other base.
func hides(t *testing.T, text string) {
	t.Helper()
	for _, shown := range []string{
		secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), fmt.Sprintf("% x", secret), fmt.Sprintf("%d", []byte(secret)),
		strings.Trim(fmt.Sprintf("%#v", []byte(secret)), "[]byte{}"),
	} {
		if strings.Contains(text, shown) {
			t.Errorf("got %s, which shows the secret as %s", text, shown)
		}
	}
}

func TestSecretsHideInFmt(t *testing.T) {
	verbs := []string{
		"%v", "%+v", "%#v", "%s", "%+s", "%q", "%+q", "%#q", "%x", "% x", "%#x", "%X", "%d", "%o", "%b", "%c", "%U", "%e", "%g", "%t", "%z",
		"%40s", "%-40v", "%.3s", "%[1]*[1]v", "no verb",
	}
	values := holding()
	values["a map's key"] = map[contract.Cookie]contract.APIKey{cookie: apiKey}
	for name, value := range values {
		for _, verb := range verbs {
			t.Run(name+" as "+verb, func(t *testing.T) {
				hides(t, fmt.Sprintf(verb, value))
			})
		}
	}
	hides(t, fmt.Sprint(cookie, apiKey, holder{Cookie: cookie}))
	hides(t, fmt.Errorf("cookie %v of key %s: %w", cookie, apiKey, errors.Join(fmt.Errorf("inner %q", cookie))).Error())
	hides(t, cookie.String()+apiKey.String())
}

func TestSecretsHideInSlog(t *testing.T) {
	for name, value := range holding() {
		for format, handler := range map[string]func(*bytes.Buffer) slog.Handler{
			"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
			"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
		} {
			t.Run(name+" as "+format, func(t *testing.T) {
				var out bytes.Buffer
				log := slog.New(handler(&out))
				log.With("with", value).WithGroup("group").Error("said", "arg", value, slog.Any("any", value), slog.Group("in", "arg", value))
				if !strings.Contains(out.String(), "said") {
					t.Fatalf("got %q, want a line", out.String())
				}
				hides(t, out.String())
			})
		}
	}
}

var fingerprinted = regexp.MustCompile(`"(cookie|key|email):[0-9a-f]{6}"`)

func TestSecretsHideInJSON(t *testing.T) {
	for name, value := range holding() {
		t.Run(name, func(t *testing.T) {
			out, err := json.Marshal(value)
			if err != nil {
				t.Fatalf("marshal: %v", err)
			}
			hides(t, string(out))
			if !fingerprinted.Match(out) {
				t.Errorf("got %s, want a fingerprint in it", out)
			}
		})
	}
}

// TestSecretsHideFromHandlers is for handlers of other people, which may ask for nothing but the value resolved.
func TestSecretsHideFromHandlers(t *testing.T) {
	tests := []struct {
		name  string
		value any
		want  string
	}{
		{"a cookie", cookie, cookie.Fingerprint()},
		{"a key", apiKey, apiKey.Fingerprint()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := slog.AnyValue(tt.value).Resolve()
			if got.Kind() != slog.KindString || got.String() != tt.want {
				t.Errorf("got the %s %s, want the string %s", got.Kind(), got, tt.want)
			}
		})
	}
}

// TestSecretsKnownLimits is the doc comment of APIKey on where no method of the type is asked. If one of these begins
// to hide its secret, the comment is to lose it.
func TestSecretsKnownLimits(t *testing.T) {
	keys, err := json.Marshal(map[contract.APIKey]int{apiKey: 1})
	if err != nil {
		t.Fatalf("marshal: %v", err)
	}
	tests := []struct{ name, text string }{
		{"an unexported field that fmt prints", fmt.Sprintf("%v", struct{ key contract.APIKey }{apiKey})},
		{"a key of a map that encoding/json writes", string(keys)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.text, secret) {
				t.Errorf("got %s, want the value itself: it hides now, so correct the comment of APIKey", tt.text)
			}
		})
	}
}

func TestFingerprint(t *testing.T) {
	tests := []struct{ name, got, want string }{
		{"a cookie", contract.Cookie("my-cookie").Fingerprint(), "cookie:6cbabd"},
		{"a key", contract.APIKey("my-first-key").Fingerprint(), "key:77bec7"},
		{"no cookie", contract.Cookie("").Fingerprint(), ""},
		{"no key", contract.APIKey("").Fingerprint(), ""},
		{"printed", fmt.Sprintf("%v %s", contract.Cookie("my-cookie"), contract.APIKey("my-first-key")), "cookie:6cbabd key:77bec7"},
		{"the value, asked for", string(cookie) + string(apiKey), secret + secret},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
}
