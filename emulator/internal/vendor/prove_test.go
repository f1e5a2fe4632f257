package vendor_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/vendor"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Whether bodies are proven the fast way or the slow one, the same requests get the same answers.
func TestBothValidationsAnswerTheSame(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	once, always := newStageThat(t, set, vendor.ValidateOnce), newStageThat(t, set, vendor.ValidateAlways)
	for _, s := range []*stage{once, always} {
		account, _ := s.bank.Account("k")
		account.Set(1_000_000)
		s.plays(t, scenario.Step{Set: &scenario.Set{Name: "Set \u00e9 \" & <x>"}, Every: 5, Forever: true})
	}
	cookie := rapid.OneOf(rapid.Just("network-25"), rapid.StringMatching(`network-[0-9]{1,3}`), rapid.StringMatching(`expired[0-9]`), rapid.String())
	number := rapid.OneOf(rapid.IntRange(-1, 4), rapid.IntRange(0, 300))
	rapid.Check(t, func(t *rapid.T) {
		body := fmt.Sprintf(`{"login_token":%q,"start_page":%d,"end_page":%d}`, cookie.Draw(t, "cookie"), number.Draw(t, "start"), number.Draw(t, "end"))
		if rapid.Bool().Draw(t, "by results") {
			body = fmt.Sprintf(`{"login_token":%q,"total_results":%d}`, cookie.Draw(t, "cookie"), number.Draw(t, "results"))
		}
		for range 3 { // the third time it is a page that was kept
			fast, slow := once.ask(body), always.ask(body)
			if fast.Code != slow.Code || fast.Body.String() != slow.Body.String() {
				t.Fatalf("%s: got %d %s proven once, %d %s proven always", body, fast.Code, fast.Body, slow.Code, slow.Body)
			}
		}
	})
	if once.vendor.Breaches() != 0 || always.vendor.Breaches() != 0 {
		t.Errorf("got %d and %d breaches, want none", once.vendor.Breaches(), always.vendor.Breaches())
	}
}

// A body that breaks its schema is found by both, and neither sends it, whatever it breaks.
func TestBothValidationsFindABreach(t *testing.T) {
	for name, row := range map[string]struct{ file, old, new, complaint string }{
		"envelope":    {"success.schema.json", `"const": 10`, `"const": 11`, "/data/pagination/results_per_page"},
		"connection":  {"success.schema.json", `"pattern": "^https://www\\.linkedin\\.com/in/`, `"pattern": "^https://www\\.linkedin\\.com/out/`, "/data/connections/0/profile_url"},
		"error":       {"error.schema.json", `^(Invalid parameter|`, `^(Wrong|`, "/message"},
		"new keyword": {"success.schema.json", `"const": "success"`, `"const": "success", "not": {"type": "string"}`, "/status"},
	} {
		t.Run(name, func(t *testing.T) {
			set := edited(t, row.file, row.old, row.new)
			for _, validate := range []vendor.Validation{vendor.ValidateOnce, vendor.ValidateAlways} {
				s, body := newStageThat(t, set, validate), `{"login_token":"network-20","start_page":1,"end_page":1}`
				if name == "error" {
					body = `{}`
				}
				for asked := range int64(3) {
					got := s.ask(body)
					if got.Code != 500 || s.vendor.Breaches() != asked+1 || !strings.Contains(s.log.String(), row.complaint) {
						t.Errorf("%s: got %d %s, %d breaches and the log %s; want 500, %d and %s",
							validate, got.Code, got.Body, s.vendor.Breaches(), &s.log, asked+1, row.complaint)
					}
				}
			}
		})
	}
}

// Always is anew each time: a page that was kept is proven again, by what the schema says then.
func TestAlwaysIsEachTime(t *testing.T) {
	for validate, want := range map[vendor.Validation]int{vendor.ValidateOnce: 200, vendor.ValidateAlways: 500} {
		set, err := schemas.Default()
		if err != nil {
			t.Fatal(err)
		}
		s := newStageThat(t, set, validate)
		body := `{"login_token":"network-20","start_page":1,"end_page":1}`
		for range 3 {
			if got := s.ask(body); got.Code != 200 {
				t.Fatalf("%s: got %d, want 200", validate, got.Code)
			}
		}
		s.vendor.Schemas = edited(t, "success.schema.json", `"const": 10`, `"const": 11`)
		if got := s.ask(body); got.Code != want {
			t.Errorf("%s: got %d of a page that was kept, want %d", validate, got.Code, want)
		}
	}
}
