package contract_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// withField is a body that is right but for what it gives the field; value is as JSON writes it, or empty for none.
func withField(field, value string) []byte {
	body := map[string]string{"login_token": `"c"`}
	switch field {
	case "start_page":
		body["end_page"] = "9007199254740991"
	case "end_page":
		body["start_page"] = "1"
	}
	body[field] = value
	var members []string
	for name, v := range body {
		if v != "" {
			members = append(members, strconv.Quote(name)+":"+v)
		}
	}
	return []byte("{" + strings.Join(members, ",") + "}")
}

// written is a value of a field as JSON writes it.
func written(f contract.Field, value string) string {
	if f.Type == "string" {
		return strconv.Quote(value)
	}
	return value
}

// TestFieldsAgreeWithParse does to each field what its row says, and finds that Parse does too.
func TestFieldsAgreeWithParse(t *testing.T) {
	names := []string{"login_token", "country", "start_page", "end_page", "total_results"}
	for i, f := range contract.Fields {
		t.Run(f.Name, func(t *testing.T) {
			if f.Name != names[i] {
				t.Errorf("name: got %s, want %s, as on the page", f.Name, names[i])
			}
			takes(t, f)
			refuses(t, f)
			absent := contract.Parse(withField(f.Name, ""), true)
			if missing := len(absent.Faults) > 0; missing != f.Required {
				t.Errorf("absent: got faults %q, want some: %t", absent.Faults, f.Required)
			}
			hasEvidence(t, f.Name, f.Evidence)
			if f.Default == "" {
				return
			}
			if given := contract.Parse(withField(f.Name, written(f, f.Default)), true); given.Query != absent.Query {
				t.Errorf("default %s: got %+v where it is given and %+v where it is absent", f.Default, given.Query, absent.Query)
			}
		})
	}
}

// takes gives the field each of its values, or some of its type.
func takes(t *testing.T, f contract.Field) {
	t.Helper()
	values := map[string][]string{"string": {"x", "a b"}, "integer": {"1", "2", "9007199254740991"}}[f.Type]
	if f.Values != nil {
		values = f.Values
	}
	seen := map[contract.Query]string{}
	for _, value := range values {
		got := contract.Parse(withField(f.Name, written(f, value)), false)
		if len(got.Faults) > 0 {
			t.Errorf("%s: got faults %q, want none", value, got.Faults)
		}
		if twin, twice := seen[got.Query]; twice {
			t.Errorf("%s: got the same query as for %s, want another", value, twin)
		}
		seen[got.Query] = value
	}
}

// refuses gives the field values of other types, and one that its rule does not allow.
func refuses(t *testing.T, f contract.Field) {
	t.Helper()
	values := map[string][]string{
		"string":  {`" "`, `1`, `true`, `[]`, `{}`},
		"integer": {`0`, `-1`, `1.5`, `9007199254740992`, `"1"`, `true`, `[]`, `{}`},
	}[f.Type]
	if f.Required {
		values = append(values, `null`)
	}
	for _, value := range values {
		if got := contract.Parse(withField(f.Name, value), true); len(got.Faults) != 1 {
			t.Errorf("%s: got faults %q, want one", value, got.Faults)
		}
	}
}

// under is what the contract does in a few telling cases under terms.
func under(terms contract.Terms) string {
	alone := contract.Parse([]byte(`{"login_token":"c","start_page":1}`), terms.Lenient)
	cookie := contract.ErrInvalidCookie().ErrorKind
	cost := pages(5, 7).Plan(45, terms.Charge).Cost
	return fmt.Sprint(cost, terms.Cost(cookie), terms.Status(cookie), len(alone.Faults), terms.RejectUnknownKeys)
}

// TestSettingsAgreeWithTerms sets each setting to each of its values: every one does something else, and the default
// does what no setting at all does.
func TestSettingsAgreeWithTerms(t *testing.T) {
	set := map[string]func(*contract.Terms, string){
		"charge":        func(terms *contract.Terms, v string) { terms.Charge = contract.Charge(v) },
		"charge_errors": func(terms *contract.Terms, v string) { terms.ChargeErrors, _ = strconv.ParseBool(v) },
		"error_status":  func(terms *contract.Terms, v string) { terms.ErrorStatus = contract.ErrorStatus(v) },
		"lenient":       func(terms *contract.Terms, v string) { terms.Lenient, _ = strconv.ParseBool(v) },
		"unknown_keys":  func(terms *contract.Terms, v string) { terms.RejectUnknownKeys = v == contract.RejectUnknownKeys },
	}
	want := map[string]string{ // of a range of three pages of which one exists; of the cookie error; of a page alone; of a key
		"charge: delivered": "1 0 403 1 false", "charge: requested": "3 0 403 1 false",
		"charge_errors: false": "1 0 403 1 false", "charge_errors: true": "1 1 403 1 false",
		"error_status: http": "1 0 403 1 false", "error_status: ok": "1 0 200 1 false",
		"lenient: false": "1 0 403 1 false", "lenient: true": "1 0 403 0 false",
		"unknown_keys: accept": "1 0 403 1 false", "unknown_keys: reject": "1 0 403 1 true",
	}
	tried := 0
	for _, s := range contract.Settings {
		t.Run(s.Name, func(t *testing.T) {
			if !slices.Contains(s.Values, s.Default) {
				t.Errorf("default: got %s, want one of %v", s.Default, s.Values)
			}
			if got := (contract.Terms{}).Value(s.Name); got != s.Default {
				t.Errorf("value where nothing is set: got %q, want %s", got, s.Default)
			}
			for _, value := range s.Values {
				var terms contract.Terms
				set[s.Name](&terms, value)
				if got := terms.Value(s.Name); got != value {
					t.Errorf("%s: got the value %q, want it as it was set", value, got)
				}
				got := under(terms)
				if got != want[s.Name+": "+value] {
					t.Errorf("%s: got %s, want %s", value, got, want[s.Name+": "+value])
				}
				if asDefault := got == under(contract.Terms{}); asDefault != (value == s.Default) {
					t.Errorf("%s: got what no setting does: %t, want it of %s alone", value, asDefault, s.Default)
				}
				tried++
			}
			hasEvidence(t, s.Name, s.Evidence)
		})
	}
	if tried != len(want) {
		t.Errorf("values: got %d, want %d", tried, len(want))
	}
}

// TestDocument finds that each table of the contract speaks of what the others have.
func TestDocument(t *testing.T) {
	d := contract.DocumentUnder(contract.Terms{Charge: contract.ChargeRequested, Lenient: true})
	values := map[string]string{}
	for _, s := range d.Settings {
		values[s.Name] = s.Value
	}
	want := map[string]string{"charge": "requested", "charge_errors": "false", "error_status": "http", "lenient": "true", "unknown_keys": "accept"}
	if !maps.Equal(values, want) {
		t.Errorf("settings in force: got %v, want %v", values, want)
	}
	for _, r := range d.Rules {
		hasEvidence(t, r.ID, r.Evidence)
		if _, known := values[r.Setting]; r.Setting != "" && !known {
			t.Errorf("rule %s: got the setting %s, want one of %v", r.ID, r.Setting, values)
		}
	}
	for _, r := range d.Routes {
		hasEvidence(t, r.Path, r.Evidence)
	}
	var ends []contract.Kind
	for _, c := range d.Checks {
		ends = append(ends, c.Ends...)
	}
	inOrder := slices.DeleteFunc(kinds(), func(k contract.Kind) bool { return !slices.Contains(ends, k) })
	if !slices.Equal(ends, inOrder) {
		t.Errorf("errors by the order of the checks: got %v, want %v, as in the catalogue", ends, inOrder)
	}
}
