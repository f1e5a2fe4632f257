package contract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// encoded is a body as encoding/json writes it, without its HTML escapes.
func encoded(t rapid.TB, body any) string {
	t.Helper()
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(body); err != nil {
		t.Fatalf("encode: %v", err)
	}
	return strings.TrimSpace(out.String())
}

// appended is s as AppendSuccess writes it.
func appended(t rapid.TB, s contract.Success) string {
	t.Helper()
	return string(contract.AppendSuccess(nil, s, func(dst []byte, place int) []byte {
		return append(dst, encoded(t, s.Data.Connections[place])...)
	}))
}

// TestWireOrder compares the bodies with the examples of the vendor's page, byte for byte, order of keys included.
func TestWireOrder(t *testing.T) {
	success := answer(pages(1, 1), 1)
	success.Data.Connections[0].JobTitle = "Planhat - VP Customer Success"
	empty := answer(pages(9, 9), 0)
	const (
		wantSuccess = `{"status":"success","data":{"total_results":1,"total_available_results":1,"connections":[` +
			`{"name":"Linda Källqvist","job_title":"Planhat - VP Customer Success","profile_url":"https://www.linkedin.com/in/linda-0/","profile_picture":"N/A"}],` +
			`"pagination":{"start_page":1,"end_page":1,"results_per_page":10,"pages_fetched":1}}}`
		wantEmpty = `{"status":"success","data":{"total_results":0,"total_available_results":0,"connections":[],` +
			`"pagination":{"start_page":9,"end_page":9,"results_per_page":10,"pages_fetched":0}}}`
		wantFailure = `{"status":"error","message":"Insufficient credits available"}`
	)
	tests := []struct{ name, got, want string }{
		{"success, encoded", encoded(t, success), wantSuccess},
		{"success, appended", appended(t, success), wantSuccess},
		{"success without connections, encoded", encoded(t, empty), wantEmpty},
		{"success without connections, appended", appended(t, empty), wantEmpty},
		{"failure, encoded", encoded(t, contract.Failure{Status: contract.StatusError, Message: "Insufficient credits available"}), wantFailure},
		{"failure, appended", string(contract.AppendFailure(nil, "Insufficient credits available")), wantFailure},
		{"failure of letters that HTML escapes", string(contract.AppendFailure(nil, `Källqvist & "<Co>"`)), `{"status":"error","message":"Källqvist & \"<Co>\""}`},
		{"failure of text that is no UTF-8", string(contract.AppendFailure(nil, "a\xffb\xc3")), `{"status":"error","message":"a�b�"}`},
		{"after what is there already", string(contract.AppendFailure([]byte("x"), "y")), `x{"status":"error","message":"y"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", tt.got, tt.want)
			}
		})
	}
}

func TestAppendSuccessIsWhatEncodingGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, size := anyQuery(t), rapid.IntRange(0, 300).Draw(t, "size")
		s := answer(q, size)
		if got, want := appended(t, s), encoded(t, s); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func TestAppendFailureReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		message := string(rapid.SliceOf(rapid.Byte()).Draw(t, "message"))
		body := contract.AppendFailure(nil, message)
		var got contract.Failure
		if err := json.Unmarshal(body, &got); err != nil {
			t.Fatalf("AppendFailure(%q): got %s: %v", message, body, err)
		}
		// Each byte that is no UTF-8 becomes U+FFFD, as it does in a conversion to runes.
		if want := (contract.Failure{Status: "error", Message: string([]rune(message))}); got != want {
			t.Fatalf("AppendFailure(%q): got %+v, want %+v", message, got, want)
		}
	})
}
