package vendor_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// plays makes a scenario of one step speak.
func (s *stage) plays(t *testing.T, step scenario.Step) {
	t.Helper()
	if err := s.scenarios.Activate(&scenario.Scenario{Name: "test", Steps: []scenario.Step{step}}); err != nil {
		t.Fatal(err)
	}
}

// What breaks the contract on purpose is marked so, and is no breach of our own.
func TestDeliberateBreaches(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	half := 0.5
	for name, row := range map[string]struct {
		step       scenario.Step
		deliberate bool
	}{
		"omit":           {scenario.Step{Omit: scenario.Fields{"data"}}, true},
		"null":           {scenario.Step{Null: scenario.Fields{"data"}}, true},
		"retype":         {scenario.Step{Retype: map[string]scenario.Type{"data": scenario.String}}, true},
		"malformed":      {scenario.Step{Malformed: true}, true},
		"truncate":       {scenario.Step{Truncate: &half}, true},
		"respond":        {scenario.Step{Respond: &scenario.Respond{Body: "{}"}}, true},
		"other message":  {scenario.Step{Error: &scenario.Error{Kind: contract.KindInvalidCookie, Message: "no"}}, true},
		"answer":         {scenario.Step{Answer: &scenario.Answer{}}, false},
		"error":          {scenario.Step{Error: &scenario.Error{Kind: contract.KindInvalidCookie}}, false},
		"another status": {scenario.Step{Error: &scenario.Error{Kind: contract.KindInvalidCookie, Status: 200}}, false},
		"set":            {scenario.Step{Set: &scenario.Set{Name: "X"}}, false},
		"add":            {scenario.Step{Add: &scenario.Change{Count: 3}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, set)
			s.plays(t, row.step)
			s.ask(`{"login_token":"network-20"}`)
			if !strings.Contains(s.log.String(), " scenario=test step=1") || row.deliberate != strings.Contains(s.log.String(), " deliberate=true") {
				t.Errorf("got the log %s, want it to say deliberate: %v", &s.log, row.deliberate)
			}
			if s.vendor.Breaches() != 0 {
				t.Errorf("got %d breaches of our own, want none", s.vendor.Breaches())
			}
		})
	}
}

// What a scenario sends, raw responses aside, is proven like any other body: one that breaks its schema is not sent,
// and not paid for, whatever the scenario says of the money and the fields.
func TestBreachUnderAScenario(t *testing.T) {
	set := edited(t, "success.schema.json", `"const": 10`, `"const": 11`)
	for _, charge := range []scenario.Charge{"", scenario.ChargeBefore, scenario.ChargeAfter, scenario.ChargeNever} {
		for name, step := range map[string]scenario.Step{
			"answer": {Charge: charge, Answer: &scenario.Answer{}},
			"omit":   {Charge: charge, Omit: scenario.Fields{"data.pagination.results_per_page"}},
			"set":    {Charge: charge, Set: &scenario.Set{Name: "X"}},
		} {
			s := newStage(t, set)
			s.plays(t, step)
			got := s.ask(`{"login_token":"network-20"}`)
			if want := `{"status":"error","message":"Internal server error"}`; got.Code != 500 || got.Body.String() != want {
				t.Errorf("%s, charge %q: got %d %s, want 500 %s", name, charge, got.Code, got.Body, want)
			}
			account, _ := s.bank.Account("k")
			if spent := account.Statement().Spent; spent != 0 || got.Header().Get("X-Emulator-Charged") != "0" || s.vendor.Breaches() != 1 {
				t.Errorf("%s, charge %q: got %d spent, %s by the header, %d breaches; want 0, 0 and 1",
					name, charge, spent, got.Header().Get("X-Emulator-Charged"), s.vendor.Breaches())
			}
		}
	}
}

// An error of a scenario is proven too.
func TestBreachOfAScenariosError(t *testing.T) {
	s := newStage(t, edited(t, "error-custom.schema.json", `"minLength": 1`, `"minLength": 5`))
	s.plays(t, scenario.Step{Error: &scenario.Error{Kind: contract.KindInvalidCookie, Message: "no"}})
	if got := s.ask(`{"login_token":"network-20"}`); got.Code != 500 || s.vendor.Breaches() != 1 {
		t.Errorf("got %d %s and %d breaches, want 500 and 1", got.Code, got.Body, s.vendor.Breaches())
	}
}

// Under TLS too a reset is one of TCP, with no word of TLS before it.
func TestResetUnderTLS(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t, set)
	s.plays(t, scenario.Step{Reset: true})
	server := httptest.NewTLSServer(s.echo)
	defer server.Close()
	request, err := http.NewRequest(http.MethodPost, server.URL+contract.GetConnections.Path, strings.NewReader(`{"login_token":"network-20"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("x-api-key", "k")
	request.Header.Set("Content-Type", "application/json")
	response, err := server.Client().Do(request)
	if err == nil {
		response.Body.Close()
	}
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset", err)
	}
}
