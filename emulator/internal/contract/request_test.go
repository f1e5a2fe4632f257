package contract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

const maxInteger = contract.MaxInteger

// pages is a valid query of pagination mode.
func pages(start, end int64) contract.Query {
	return contract.Query{LoginToken: "c", Country: "FR", Mode: contract.ModePagination, StartPage: start, EndPage: end}
}

// results is a valid query of total-results mode.
func results(n int64) contract.Query {
	return contract.Query{LoginToken: "c", Country: "FR", Mode: contract.ModeTotalResults, TotalResults: n}
}

func in(country string, q contract.Query) contract.Query {
	q.Country = country
	return q
}

func of(token contract.Cookie, q contract.Query) contract.Query {
	q.LoginToken = token
	return q
}

// both is for rows whose outcome does not depend on the setting lenient.
var both = []bool{false, true}

func TestParseTakes(t *testing.T) {
	tests := []struct {
		name     string
		body     string
		lenient  []bool
		want     contract.Query
		warnings []string
	}{
		{"the page's example", `{"login_token":"c","country":"FR","start_page":1,"end_page":2}`, both, pages(1, 2), nil},
		{"the token alone", `{"login_token":"c"}`, both, results(10), nil},
		{"total_results", `{"login_token":"c","total_results":25}`, both, results(25), nil},
		{"country", `{"login_token":"c","country":"IL"}`, both, in("IL", results(10)), nil},
		{"fields in another order", `{"end_page":4,"country":"US","start_page":3,"login_token":"c"}`, both, in("US", pages(3, 4)), nil},
		{"one page", `{"login_token":"c","start_page":7,"end_page":7}`, both, pages(7, 7), nil},
		{"every optional field null", `{"login_token":"c","country":null,"start_page":null,"end_page":null,"total_results":null}`, both, results(10), nil},
		{"a page alone beside a null one is alone", `{"login_token":"c","start_page":3,"end_page":null}`, []bool{true}, results(10),
			[]string{"start_page was not read: end_page is not given"}},
		{"start_page alone, lenient", `{"login_token":"c","start_page":3}`, []bool{true}, results(10),
			[]string{"start_page was not read: end_page is not given"}},
		{"end_page alone, lenient", `{"login_token":"c","end_page":3,"total_results":7}`, []bool{true}, results(7),
			[]string{"end_page was not read: start_page is not given"}},
		{"a page alone is not read at all, lenient", `{"login_token":"c","end_page":"x"}`, []bool{true}, results(10),
			[]string{"end_page was not read: start_page is not given"}},
		{"total_results beside pages is not read", `{"login_token":"c","start_page":1,"end_page":2,"total_results":"x"}`, both, pages(1, 2),
			[]string{"total_results was not read: start_page and end_page are both given"}},
		{"total_results null beside pages", `{"login_token":"c","start_page":1,"end_page":2,"total_results":null}`, both, pages(1, 2), nil},
		{"unknown fields of every type", `{"login_token":"c","a":1,"b":"x","c":null,"d":{"login_token":"x"},"e":[1,{"f":2}],"g":true}`, both, results(10), []string{
			`unknown field "a" was ignored`, `unknown field "b" was ignored`, `unknown field "c" was ignored`,
			`unknown field "d" was ignored`, `unknown field "e" was ignored`, `unknown field "g" was ignored`}},
		{"names are told apart by case", `{"login_token":"c","Country":"XX","START_PAGE":0}`, both, results(10),
			[]string{`unknown field "Country" was ignored`, `unknown field "START_PAGE" was ignored`}},
		{"a long unknown name is shortened", `{"login_token":"c","` + strings.Repeat("é", 50) + `":1}`, both, results(10),
			[]string{`unknown field "` + strings.Repeat("é", 20) + `..." was ignored`}},
		{"an escaped name is its field", `{"login\u005ftoken":"c","start\u005fpage":2,"end_p\u0061ge":3}`, both, pages(2, 3), nil},
		{"the largest pages", `{"login_token":"c","start_page":9007199254740991,"end_page":9007199254740991}`, both, pages(maxInteger, maxInteger), nil},
		{"the largest total_results", `{"login_token":"c","total_results":9007199254740991}`, both, results(maxInteger), nil},
		{"2.0 and 1e1 are integers", `{"login_token":"c","start_page":2.0,"end_page":1e1}`, both, pages(2, 10), nil},
		{"10e-1 is an integer", `{"login_token":"c","total_results":10e-1}`, both, results(1), nil},
		{"a token with space around is kept as it is", `{"login_token":" c\t"}`, both, of(" c\t", results(10)), nil},
		{"a token with an escaped NUL", `{"login_token":"a\u0000b"}`, both, of("a\x00b", results(10)), nil},
		{"a token of letters beyond ASCII", `{"login_token":"Källqvist \ud83d\ude00"}`, both, of("Källqvist 😀", results(10)), nil},
	}
	for _, tt := range tests {
		for _, lenient := range tt.lenient {
			t.Run(fmt.Sprintf("%s, lenient=%t", tt.name, lenient), func(t *testing.T) {
				got := contract.Parse([]byte(tt.body), lenient)
				if len(got.Faults) > 0 {
					t.Fatalf("faults: got %q, want none", got.Faults)
				}
				if got.Query != tt.want {
					t.Errorf("query: got %+v, want %+v", got.Query, tt.want)
				}
				if !slices.Equal(got.Warnings, tt.warnings) {
					t.Errorf("warnings: got %q, want %q", got.Warnings, tt.warnings)
				}
			})
		}
	}
}

const (
	tokenRequired = "login_token is required: a string that is not blank"
	tokenBlank    = "login_token must not be blank (got a blank string)"
	countries     = "country must be one of US, UK, FR, DE, NL, IT, IL, CA, BR, ES, IN"
	endMissing    = "end_page is missing: give both start_page and end_page, or neither (got start_page alone)"
	startMissing  = "start_page is missing: give both start_page and end_page, or neither (got end_page alone)"
)

func TestParseFaults(t *testing.T) {
	strict, lenient := []bool{false}, []bool{true}
	long := strings.Repeat("9", 60)
	tests := []struct {
		name    string
		body    string
		lenient []bool
		want    []string
	}{
		{"nothing", `{}`, both, []string{tokenRequired}},
		{"a blank token", `{"login_token":""}`, both, []string{tokenBlank}},
		{"a token of white space", `{"login_token":" \t\n\u00a0"}`, both, []string{tokenBlank}},
		{"a null token", `{"login_token":null}`, both, []string{"login_token must be a string that is not blank (got null)"}},
		{"a number for a token", `{"login_token":12345}`, both, []string{"login_token must be a string that is not blank (got a number)"}},
		{"a boolean for a token", `{"login_token":true}`, both, []string{"login_token must be a string that is not blank (got a boolean)"}},
		{"an array for a token", `{"login_token":["c"]}`, both, []string{"login_token must be a string that is not blank (got an array)"}},
		{"an object for a token", `{"login_token":{"c":1}}`, both, []string{"login_token must be a string that is not blank (got an object)"}},

		{"an unknown country", `{"login_token":"c","country":"XX"}`, both, []string{countries + ` (got the string "XX")`}},
		{"a country in lower case", `{"login_token":"c","country":"fr"}`, both, []string{countries + ` (got the string "fr")`}},
		{"GB", `{"login_token":"c","country":"GB"}`, both, []string{countries + ` (got the string "GB")`}},
		{"a country with space", `{"login_token":"c","country":"FR "}`, both, []string{countries + ` (got the string "FR ")`}},
		{"an empty country", `{"login_token":"c","country":""}`, both, []string{countries + ` (got the string "")`}},
		{"a number for a country", `{"login_token":"c","country":33}`, both, []string{countries + " (got the number 33)"}},
		{"a boolean for a country", `{"login_token":"c","country":false}`, both, []string{countries + " (got the boolean false)"}},
		{"an array for a country", `{"login_token":"c","country":["FR"]}`, both, []string{countries + " (got an array)"}},
		{"a long country may be a cookie and is not repeated", `{"login_token":"c","country":"` + long + `"}`, both, []string{countries + ` (got a string of 60 bytes)`}},
		{"a country of 16 bytes is repeated", `{"login_token":"c","country":"` + long[:16] + `"}`, both, []string{countries + ` (got the string "` + long[:16] + `")`}},
		{"a country of control characters", `{"login_token":"c","country":"\u0000\n"}`, both, []string{countries + ` (got the string "\x00\n")`}},

		{"start_page alone", `{"login_token":"c","start_page":1}`, strict, []string{endMissing}},
		{"end_page alone", `{"login_token":"c","end_page":1}`, strict, []string{startMissing}},
		{"end_page beside a null start_page", `{"login_token":"c","start_page":null,"end_page":1}`, strict, []string{startMissing}},
		{"start_page alone and wrong", `{"login_token":"c","start_page":0}`, strict,
			[]string{"start_page must be an integer of at least 1 (got the number 0)", endMissing}},
		{"end_page alone and wrong", `{"login_token":"c","end_page":"2"}`, strict,
			[]string{startMissing, `end_page must be an integer of at least 1 (got the string "2")`}},
		{"a page alone, and total_results wrong", `{"login_token":"c","end_page":1,"total_results":0}`, strict,
			[]string{startMissing, "total_results must be an integer of at least 1 (got the number 0)"}},
		{"a page alone, and total_results wrong", `{"login_token":"c","end_page":1,"total_results":0}`, lenient,
			[]string{"total_results must be an integer of at least 1 (got the number 0)"}},
		{"end before start", `{"login_token":"c","start_page":3,"end_page":2}`, both,
			[]string{"end_page must be at least start_page (got start_page 3 and end_page 2)"}},
		{"end before start, both large", `{"login_token":"c","start_page":9007199254740991,"end_page":9.007199254740990e15}`, both,
			[]string{"end_page must be at least start_page (got start_page 9007199254740991 and end_page 9007199254740990)"}},
		{"both pages wrong", `{"login_token":"c","start_page":0,"end_page":-1}`, both, []string{
			"start_page must be an integer of at least 1 (got the number 0)",
			"end_page must be an integer of at least 1 (got the number -1)"}},
		{"only the wrong page is named", `{"login_token":"c","start_page":5,"end_page":0}`, both,
			[]string{"end_page must be an integer of at least 1 (got the number 0)"}},

		{"everything at once, in field order", `{"total_results":[],"end_page":true,"start_page":"1","country":"FRA","login_token":" "}`, both, []string{
			tokenBlank,
			countries + ` (got the string "FRA")`,
			`start_page must be an integer of at least 1 (got the string "1")`,
			"end_page must be an integer of at least 1 (got the boolean true)"}},
		{"everything of total-results mode at once", `{"total_results":{},"country":1e2}`, both, []string{
			tokenRequired,
			countries + " (got the number 1e2)",
			"total_results must be an integer of at least 1 (got an object)"}},
	}
	for _, tt := range tests {
		for _, lenient := range tt.lenient {
			t.Run(fmt.Sprintf("%s, lenient=%t", tt.name, lenient), func(t *testing.T) {
				wantFaults(t, contract.Parse([]byte(tt.body), lenient), tt.want...)
			})
		}
	}
}

// wantFaults checks that r has these faults and no other.
func wantFaults(t *testing.T, r contract.Request, want ...string) {
	t.Helper()
	if !slices.Equal(r.Faults, want) {
		t.Errorf("faults: got\n  %s\nwant\n  %s", strings.Join(r.Faults, "\n  "), strings.Join(want, "\n  "))
	}
}

// TestParseNumbers gives each field of a number the same values: none is read in another way.
func TestParseNumbers(t *testing.T) {
	const (
		notInteger = "must be an integer of at least 1 (got the number "
		tooLarge   = "must be at most 9007199254740991 (got the number "
	)
	megabyte := strings.Repeat("9", 1<<20)
	zeros := strings.Repeat("0", 1<<19)
	tests := []struct {
		name, number string
		want         int64
		fault        string
	}{
		{name: "1", number: "1", want: 1},
		{name: "2.0", number: "2.0", want: 2},
		{name: "1e1", number: "1e1", want: 10},
		{name: "1E+1", number: "1E+1", want: 10},
		{name: "10e-1", number: "10e-1", want: 1},
		{name: "0.5e1", number: "0.5e1", want: 5},
		{name: "12.50e2", number: "12.50e2", want: 1250},
		{name: "the largest", number: "9007199254740991", want: maxInteger},
		{name: "the largest, in another way", number: "9007199254740.991e3", want: maxInteger},
		{name: "the largest with half a megabyte of zeros", number: "9007199254740991." + zeros, want: maxInteger},
		{name: "one, very small mantissa", number: "0." + zeros + "1e" + fmt.Sprint(1<<19+1), want: 1},
		{name: "0", number: "0", fault: notInteger + "0)"},
		{name: "-0", number: "-0", fault: notInteger + "-0)"},
		{name: "-0.0e5", number: "-0.0e5", fault: notInteger + "-0.0e5)"},
		{name: "0e999999999999", number: "0e999999999999", fault: notInteger + "0e999999999999)"},
		{name: "-1", number: "-1", fault: notInteger + "-1)"},
		{name: "1.5", number: "1.5", fault: notInteger + "1.5)"},
		{name: "15e-1", number: "15e-1", fault: notInteger + "15e-1)"},
		{name: "1e-1", number: "1e-1", fault: notInteger + "1e-1)"},
		{name: "one above the largest", number: "9007199254740992", fault: tooLarge + "9007199254740992)"},
		{name: "above int64", number: "9223372036854775808", fault: tooLarge + "9223372036854775808)"},
		{name: "above uint64", number: "18446744073709551617", fault: tooLarge + "18446744073709551617)"},
		{name: "a fraction above the largest", number: "9007199254740992.5", fault: notInteger + "9007199254740992.5)"},
		{name: "1e400", number: "1e400", fault: tooLarge + "1e400)"},
		{name: "-1e400", number: "-1e400", fault: notInteger + "-1e400)"},
		{name: "1E+999999999999", number: "1E+999999999999", fault: tooLarge + "1E+999999999999)"},
		{name: "1e-999999999999", number: "1e-999999999999", fault: notInteger + "1e-999999999999)"},
		{name: "an exponent beyond int64", number: "1e99999999999999999999", fault: tooLarge + "1e99999999999999999999)"},
		{name: "a negative exponent beyond int64", number: "1e-99999999999999999999", fault: notInteger + "1e-99999999999999999999)"},
		{name: "a tiny fraction", number: "0." + zeros + "1", fault: notInteger + "0." + zeros[:38] + "...)"},
		{name: "one and a tiny fraction", number: "1." + zeros + "1", fault: notInteger + "1." + zeros[:38] + "...)"},
		{name: "a megabyte of digits", number: megabyte, fault: tooLarge + megabyte[:40] + "...)"},
		{name: "a megabyte of digits, negative", number: "-" + megabyte, fault: notInteger + "-" + megabyte[:39] + "...)"},
		{name: "a megabyte of exponent", number: "1e" + megabyte, fault: tooLarge + "1e" + megabyte[:38] + "...)"},
	}
	fields := map[string]func(n int64) (body string, want contract.Query){
		"start_page":    func(n int64) (string, contract.Query) { return `"end_page":9007199254740991`, pages(n, maxInteger) },
		"end_page":      func(n int64) (string, contract.Query) { return `"start_page":1`, pages(1, n) },
		"total_results": func(n int64) (string, contract.Query) { return `"country":"FR"`, results(n) },
	}
	for _, tt := range tests {
		for field, with := range fields {
			t.Run(tt.name+" for "+field, func(t *testing.T) {
				rest, want := with(tt.want)
				got := contract.Parse([]byte(`{"login_token":"c",`+rest+`,"`+field+`":`+tt.number+`}`), false)
				if tt.fault != "" {
					wantFaults(t, got, field+" "+tt.fault)
					return
				}
				wantFaults(t, got)
				if got.Query != want {
					t.Errorf("query: got %+v, want %+v", got.Query, want)
				}
			})
		}
	}
}

func TestParseOtherTypesForNumbers(t *testing.T) {
	tests := []struct{ name, value, got string }{
		{"an integer as a string", `"2"`, `the string "2"`},
		{"an empty string", `""`, `the string ""`},
		{"a word", `"two"`, `the string "two"`},
		{"true", `true`, "the boolean true"},
		{"false", `false`, "the boolean false"},
		{"an array", `[1]`, "an array"},
		{"an object", `{"n":1}`, "an object"},
	}
	for _, tt := range tests {
		for _, field := range []string{"start_page", "end_page", "total_results"} {
			t.Run(tt.name+" for "+field, func(t *testing.T) {
				body := `{"login_token":"c","` + field + `":` + tt.value
				switch field {
				case "start_page":
					body += `,"end_page":3`
				case "end_page":
					body += `,"start_page":3`
				}
				wantFaults(t, contract.Parse([]byte(body+"}"), false), field+" must be an integer of at least 1 (got "+tt.got+")")
			})
		}
	}
}

func TestParseCountsUnknownFields(t *testing.T) {
	tests := []struct {
		name    string
		unknown int
		named   int
		last    string
	}{
		{"as many as are named", 8, 8, `unknown field "x7" was ignored`},
		{"one more", 9, 8, "9 unknown fields were ignored in all"},
		{"a thousand", 1000, 8, "1000 unknown fields were ignored in all"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := `{"login_token":"c"`
			for i := range tt.unknown {
				body += fmt.Sprintf(`,"x%d":0`, i)
			}
			got := contract.Parse([]byte(body+"}"), false).Warnings
			named := 0
			for _, w := range got {
				if strings.HasPrefix(w, "unknown field ") {
					named++
				}
			}
			if named != tt.named {
				t.Errorf("fields named: got %d, want %d", named, tt.named)
			}
			if last := got[len(got)-1]; last != tt.last {
				t.Errorf("last warning: got %q, want %q", last, tt.last)
			}
		})
	}
}
