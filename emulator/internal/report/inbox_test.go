package report_test

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
)

// Whether exchanges are taken in one by one or many at once, with keys that are forgotten in between, the report is the same.
func TestWhenExchangesAreTakenInCannotBeTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]int{0, 8 << 10, 32 << 10}).Draw(t, "most")
		atOnce, late := report.New(most), report.New(most)
		var clients [2][]*client
		for i, r := range []*report.Recorder{atOnce, late} {
			for k := range 5 {
				c := newClient(r)
				c.key = contract.APIKey(fmt.Sprint("key", k))
				clients[i] = append(clients[i], c)
			}
		}
		for range rapid.IntRange(1, 300).Draw(t, "calls") {
			who, page := rapid.IntRange(0, 4).Draw(t, "who"), rapid.Int64Range(1, 12).Draw(t, "page")
			what := rapid.IntRange(0, 9).Draw(t, "what")
			cookie := contract.Cookie(fmt.Sprint("c", rapid.IntRange(0, 3).Draw(t, "cookie")))
			for i := range clients {
				c := clients[i][who]
				c.cookie = cookie
				switch what {
				case 0:
					c.refused(contract.KindRateLimited, page, page)
				case 1:
					c.refused(contract.KindInvalidCookie, page, page)
				case 2:
					c.refused(contract.KindInvalidRequest, page, page)
				case 3:
					c.login()
				case 4:
					c.results(page * 10)
				case 5:
					c.now = c.now.Add(3 * time.Second)
				default:
					c.pages(page, page+page%3)
				}
			}
			atOnce.Spent()
			if what == 6 && page == 1 {
				atOnce.Rewind()
				late.Rewind()
			}
		}
		if got, want := late.Report(), atOnce.Report(); !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
	})
}

// Of many who observe and look at once nobody's exchange is lost, and each is there once it was observed.
func TestManyObserve(t *testing.T) {
	const keys, calls = 24, 200
	r := report.New(0)
	var wg sync.WaitGroup
	for k := range keys {
		wg.Go(func() {
			c := newClient(r)
			c.key = contract.APIKey(fmt.Sprint("key", k))
			for n := range int64(calls) {
				c.pages(1, 1)
				if n%16 != 0 {
					continue
				}
				if got := r.ReportOf(string(c.key)).Calls; got != n+1 {
					t.Errorf("key %d: got %d calls after %d", k, got, n+1)
				}
			}
		})
	}
	wg.Wait()
	credits, _ := r.Spent()
	if got := r.Report(); got.Calls != keys*calls || credits != keys*calls || got.Findings == nil {
		t.Errorf("got %d calls and %d credits, want %d of each, and findings", got.Calls, credits, keys*calls)
	}
}
