package vendor_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// watched is a client that looks into its account with each write, and may leave once it has so many bytes.
type watched struct {
	*httptest.ResponseRecorder
	look   func() int64
	before int64 // spent when any byte but the last came
	after  int64 // spent when the last came
	leaves int   // after so many bytes; 0: never
}

func (w *watched) Write(p []byte) (int, error) {
	if w.leaves > 0 && w.Body.Len()+len(p) > w.leaves {
		return 0, http.ErrHandlerTimeout
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, err := w.ResponseRecorder.Write(p)
	if strconv.Itoa(w.Body.Len()) == w.Header().Get("Content-Length") {
		w.after = w.look()
	} else {
		w.before = max(w.before, w.look())
	}
	return n, err
}

// What is paid afterwards is taken when all but the last byte of the answer is out: who has them all has paid.
func TestChargedAfterwards(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		step          scenario.Step
		leaves        int
		before, after int64
	}{
		"whole":            {scenario.Step{Charge: scenario.ChargeAfter}, 0, 0, 2},
		"in pieces":        {scenario.Step{Charge: scenario.ChargeAfter, Drip: &scenario.Drip{Chunks: 5, Over: 1}}, 0, 0, 2},
		"an error":         {scenario.Step{Charge: scenario.ChargeAfter, Error: &scenario.Error{Kind: contract.KindInternalError}}, 0, 0, 2},
		"left halfway":     {scenario.Step{Charge: scenario.ChargeAfter, Drip: &scenario.Drip{Chunks: 5, Over: 1}}, 2000, 0, 0},
		"left at once":     {scenario.Step{Charge: scenario.ChargeAfter}, 1, 0, 0},
		"before":           {scenario.Step{Charge: scenario.ChargeBefore, Drip: &scenario.Drip{Chunks: 5, Over: 1}}, 0, 2, 2},
		"before, and left": {scenario.Step{Charge: scenario.ChargeBefore}, 1, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, set)
			s.plays(t, row.step)
			account, _ := s.bank.Account("k")
			spent := func() int64 { return account.Statement().Spent }
			client := &watched{ResponseRecorder: httptest.NewRecorder(), look: spent, leaves: row.leaves}
			request := httptest.NewRequest(http.MethodPost, contract.GetConnections.Path, strings.NewReader(`{"login_token":"network-20","start_page":1,"end_page":2}`))
			request.Header.Set("x-api-key", "k")
			request.Header.Set("Content-Type", "application/json")
			s.echo.ServeHTTP(client, request)
			if client.before != row.before || row.leaves == 0 && client.after != row.after || spent() != row.after {
				t.Errorf("got %d, %d and %d spent before the last byte, with it and in the end; want %d and %d",
					client.before, client.after, spent(), row.before, row.after)
			}
		})
	}
}
