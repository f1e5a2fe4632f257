package schemas_test

import (
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

func TestPlainFormats(t *testing.T) {
	tests := []struct {
		format, text string
		want         bool
	}{
		{"uri", "https://www.linkedin.com/in/lindakallqvist/", true},
		{"uri", "https://www.linkedin.com/in/%d7%90%D7%91/", true},
		{"uri", "https://x/?a=b&c=[d]", true},
		{"uri", "https://x/%zz", false},
		{"uri", "https://x/%a", false},
		{"uri", "https://x/%az", false},
		{"uri", "https://x/a b", false},
		{"uri", "https://x/é", false},
		{"uri", "https://x/\x7f", false},
		{"uri", "https://x", false},
		{"uri", "https:///x", false},
		{"uri", "https://X/", false},
		{"uri", "https://x:80/", true},
		{"uri", "https://x:/", true},
		{"uri", "https://:80/", false},
		{"uri", "https://x:80", false},
		{"uri", "https://x:8o/", false},
		{"uri", "https://x:80:80/", false},
		{"uri", "https://", false},
		{"uri", "http://x/", true},
		{"uri", "http://x:8080/a", true},
		{"uri", "http://", false},
		{"uri", "http:///", false},
		{"uri", "ftp://xxx/", false},
		{"date-time", "2026-11-23T10:00:00Z", true},
		{"date-time", "2026-02-28T23:59:59.123456789Z", true},
		{"date-time", "0000-01-01T00:00:00Z", true},
		{"date-time", "2024-02-29T00:00:00Z", false}, // not every year has it
		{"date-time", "2026-02-30T00:00:00Z", false},
		{"date-time", "2026-13-01T00:00:00Z", false},
		{"date-time", "2026-00-01T00:00:00Z", false},
		{"date-time", "2026-01-00T00:00:00Z", false},
		{"date-time", "2026-01-01T24:00:00Z", false},
		{"date-time", "2026-01-01T00:00:60Z", false},
		{"date-time", "2026-01-01T00:00:00.Z", false},
		{"date-time", "2026-01-01T00:00:00.1", false},
		{"date-time", "2026-01-01T00:00:00,1Z", false},
		{"date-time", "2026-01-01 00:00:00Z", false},
		{"date-time", "2026-01-01T00:00:00", false},
		{"date-time", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.format+" "+tt.text, func(t *testing.T) {
			if got := schemas.Plain(tt.format, []byte(tt.text)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func provesOnlyWhatTheLibraryTakes(t interface{ Errorf(string, ...any) }, text string) {
	for _, format := range []string{"uri", "date-time"} {
		if schemas.Plain(format, []byte(text)) && !jsonschema.Formats[format](text) {
			t.Errorf("%q: got a plain %s, want none: the library refuses it", text, format)
		}
	}
}

func TestPlainFormatsProveOnlyWhatTheLibraryTakes(t *testing.T) {
	uri := rapid.StringMatching(`https?://[a-z.0-9-]{1,5}(:[0-9]{0,6})?/([!-~]|%[0-9a-fA-F]{2}){0,12}`)
	dateTime := rapid.StringMatching(`[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,9})?Z`)
	rapid.Check(t, func(t *rapid.T) {
		provesOnlyWhatTheLibraryTakes(t, rapid.OneOf(uri, dateTime).Draw(t, "text"))
	})
}

func FuzzPlainFormatsProveOnlyWhatTheLibraryTakes(f *testing.F) {
	f.Add("https://www.linkedin.com/in/%d7%90/?a=b")
	f.Add("2026-02-28T23:59:59.123456789Z")
	f.Fuzz(func(t *testing.T, text string) { provesOnlyWhatTheLibraryTakes(t, text) })
}
