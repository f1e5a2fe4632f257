package vendor_test

import (
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/vendor"
)

// told keeps what an observer is told.
type told struct{ ended []vendor.Observation }

func (*told) Began()                       {}
func (n *told) Ended(o vendor.Observation) { n.ended = append(n.ended, o) }

func TestObserverIsToldOfABreach(t *testing.T) {
	s, n := newStage(t, edited(t, "success.schema.json", `"const": 10`, `"const": 11`)), &told{}
	s.vendor.Observer = n
	s.ask(`{"login_token":"network-20","start_page":1,"end_page":2}`)
	s.ask(`{}`)
	if len(n.ended) != 2 || !n.ended[0].Breach || n.ended[0].Status != 500 || n.ended[0].Charged != 0 || n.ended[1].Breach {
		t.Errorf("got %+v, want a breach that cost nothing, and a fault that is none", n.ended)
	}
}
