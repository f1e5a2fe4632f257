package contract_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// The oracle reads a body in another way than Parse, with encoding/json and math/big, and says what Parse must make
// of it.

// other stands for an array or an object, of which only its type counts.
type other struct{}

var errRefused = errors.New("no body that the contract takes")

// strictly are the members of a body that is one JSON object by the contract's rules; an error if it is none.
func strictly(body []byte) (map[string]any, error) {
	if !utf8.Valid(body) || !json.Valid(body) || loneSurrogate(body) {
		return nil, errRefused
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return nil, errRefused
	}
	return members(d, 1)
}

// members reads the object whose brace was read, which is depth deep.
func members(d *json.Decoder, depth int) (map[string]any, error) {
	found := map[string]any{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		if _, twice := found[name.(string)]; twice {
			return nil, errRefused
		}
		if found[name.(string)], err = strictValue(d, depth); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return found, err
}

// strictValue reads a value inside of something that is depth deep.
func strictValue(d *json.Decoder, depth int) (any, error) {
	t, err := d.Token()
	if _, nests := t.(json.Delim); err != nil || !nests {
		return t, err
	}
	if depth++; depth > 64 {
		return nil, errRefused
	}
	if t == json.Delim('{') {
		_, err = members(d, depth)
		return other{}, err
	}
	for d.More() {
		if _, err := strictValue(d, depth); err != nil {
			return nil, err
		}
	}
	_, err = d.Token()
	return other{}, err
}

// loneSurrogate says that valid JSON escapes half of a surrogate pair, which encoding/json lets pass.
func loneSurrogate(body []byte) bool {
	escaped := func(i int) (unit uint64) {
		if i+6 <= len(body) && body[i] == '\\' && body[i+1] == 'u' {
			unit, _ = strconv.ParseUint(string(body[i+2:i+6]), 16, 16)
		}
		return unit
	}
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			continue
		}
		switch unit := escaped(i); {
		case unit >= 0xdc00 && unit <= 0xdfff:
			return true
		case unit >= 0xd800 && unit <= 0xdbff:
			if low := escaped(i + 6); low < 0xdc00 || low > 0xdfff {
				return true
			}
			i += 11
		default:
			i++ // what was escaped is no backslash that escapes
		}
	}
	return false
}

// expected is what the contract's table makes of the members of a body: a query, or the names of the fields at fault,
// in order. sure is false where a number's exponent is too large to tell.
func expected(body map[string]any, lenient bool) (q contract.Query, faulty []string, sure bool) {
	sure = true
	number := func(field string, absent int64) int64 {
		if body[field] == nil {
			return absent
		}
		n, whole, ok := int64(0), false, true
		if written, isNumber := body[field].(json.Number); isNumber {
			n, whole, ok = exactly(string(written))
		}
		sure = sure && ok
		if !whole || n < 1 || n > contract.MaxInteger {
			faulty = append(faulty, field)
		}
		return n
	}

	token, _ := body["login_token"].(string)
	q.LoginToken, q.Country = contract.Cookie(token), "FR"
	if strings.TrimSpace(token) == "" {
		faulty = append(faulty, "login_token")
	}
	if body["country"] != nil {
		q.Country, _ = body["country"].(string)
		if !slices.Contains(strings.Split("US UK FR DE NL IT IL CA BR ES IN", " "), q.Country) {
			faulty = append(faulty, "country")
		}
	}
	start, end := body["start_page"] != nil, body["end_page"] != nil
	if start && end {
		q.Mode = contract.ModePagination
		before := len(faulty)
		q.StartPage, q.EndPage = number("start_page", 0), number("end_page", 0)
		if len(faulty) == before && q.EndPage < q.StartPage {
			faulty = append(faulty, "end_page")
		}
		return q, faulty, sure
	}
	q.Mode = contract.ModeTotalResults
	if start != end && !lenient {
		for _, field := range []string{"start_page", "end_page"} {
			if body[field] == nil {
				faulty = append(faulty, field)
			} else {
				number(field, 0)
			}
		}
	}
	q.TotalResults = number("total_results", 10)
	return q, faulty, sure
}

// keepsRules says which rule of the contract a query breaks.
func keepsRules(q contract.Query) error {
	paged := q.Mode == contract.ModePagination
	switch {
	case strings.TrimSpace(string(q.LoginToken)) == "":
		return errors.New("login_token is blank")
	case !slices.Contains(contract.Fields[1].Values, q.Country):
		return fmt.Errorf("country is %q", q.Country)
	case !paged && q.Mode != contract.ModeTotalResults:
		return fmt.Errorf("mode is %q", q.Mode)
	case paged && (q.StartPage < 1 || q.EndPage < q.StartPage || q.EndPage > contract.MaxInteger || q.TotalResults != 0):
		return fmt.Errorf("pages are %d to %d, total_results %d", q.StartPage, q.EndPage, q.TotalResults)
	case !paged && (q.TotalResults < 1 || q.TotalResults > contract.MaxInteger || q.StartPage != 0 || q.EndPage != 0):
		return fmt.Errorf("total_results is %d, pages %d to %d", q.TotalResults, q.StartPage, q.EndPage)
	}
	return nil
}
