package contract_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

func TestPlan(t *testing.T) {
	tests := []struct {
		name      string
		query     contract.Query
		size      int
		want      contract.Plan // its Cost under charge: delivered
		requested int64         // its cost under charge: requested
	}{
		{"the page's example", pages(1, 2), 839, contract.Plan{First: 0, Count: 20, Pages: 2, Cost: 2}, 2},
		{"a page in the middle", pages(42, 42), 839, contract.Plan{First: 410, Count: 10, Pages: 1, Cost: 1}, 1},
		{"the last page, short", pages(84, 84), 839, contract.Plan{First: 830, Count: 9, Pages: 1, Cost: 1}, 1},
		{"the last page, whole", pages(84, 84), 840, contract.Plan{First: 830, Count: 10, Pages: 1, Cost: 1}, 1},
		{"across the end", pages(83, 90), 839, contract.Plan{First: 820, Count: 19, Pages: 2, Cost: 2}, 8},
		{"the first page past the end", pages(85, 85), 839, contract.Plan{First: 839}, 1},
		{"the first page past a whole last one", pages(85, 85), 840, contract.Plan{First: 840}, 1},
		{"ten pages past the end", pages(100, 109), 839, contract.Plan{First: 839}, 10},
		{"every page and more", pages(1, maxInteger), 839, contract.Plan{Count: 839, Pages: 84, Cost: 84}, maxInteger},
		{"the largest page", pages(maxInteger, maxInteger), 30_000, contract.Plan{First: 30_000}, 1},
		{"no connections, one page", pages(1, 1), 0, contract.Plan{}, 1},
		{"no connections, every page", pages(1, maxInteger), 0, contract.Plan{}, maxInteger},
		{"one connection", pages(1, 1), 1, contract.Plan{Count: 1, Pages: 1, Cost: 1}, 1},
		{"the largest network", pages(3000, 3001), 30_000, contract.Plan{First: 29_990, Count: 10, Pages: 1, Cost: 1}, 2},
		{"the most pages of the largest size there is", pages(1, maxInteger), math.MaxInt,
			contract.Plan{Count: maxInteger * 10, Pages: maxInteger, Cost: maxInteger}, maxInteger},
		{"the most results of the largest size there is", results(maxInteger), math.MaxInt,
			contract.Plan{Count: maxInteger, Pages: maxInteger/10 + 1, Cost: maxInteger/10 + 1}, maxInteger/10 + 1},

		{"the default total_results", results(10), 839, contract.Plan{Count: 10, Pages: 1, Cost: 1}, 1},
		{"one result", results(1), 839, contract.Plan{Count: 1, Pages: 1, Cost: 1}, 1},
		{"eleven results", results(11), 839, contract.Plan{Count: 11, Pages: 2, Cost: 2}, 2},
		{"as many results as there are", results(839), 839, contract.Plan{Count: 839, Pages: 84, Cost: 84}, 84},
		{"more results than there are", results(1000), 839, contract.Plan{Count: 839, Pages: 84, Cost: 84}, 100},
		{"results of no connections", results(25), 0, contract.Plan{}, 3},
		{"the most results", results(maxInteger), 839, contract.Plan{Count: 839, Pages: 84, Cost: 84}, maxInteger/10 + 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			requested := tt.want
			requested.Cost = tt.requested
			for charge, want := range map[contract.Charge]contract.Plan{
				"": tt.want, contract.ChargeDelivered: tt.want, contract.ChargeRequested: requested,
			} {
				if got := tt.query.Plan(tt.size, charge); got != want {
					t.Errorf("charge %q: got %+v, want %+v", charge, got, want)
				}
			}
		})
	}
}

func TestSuccess(t *testing.T) {
	tests := []struct {
		name  string
		query contract.Query
		size  int
		total int64
		want  contract.Pagination
	}{
		{"the page's example", pages(1, 2), 839, 20, contract.Pagination{StartPage: 1, EndPage: 2, ResultsPerPage: 10, PagesFetched: 2}},
		{"across the end", pages(84, 90), 839, 9, contract.Pagination{StartPage: 84, EndPage: 90, ResultsPerPage: 10, PagesFetched: 1}},
		{"past the end", pages(100, 200), 839, 0, contract.Pagination{StartPage: 100, EndPage: 200, ResultsPerPage: 10}},
		{"fifteen results", results(15), 839, 15, contract.Pagination{StartPage: 1, EndPage: 2, ResultsPerPage: 10, PagesFetched: 2}},
		{"more results than there are", results(95), 12, 12, contract.Pagination{StartPage: 1, EndPage: 10, ResultsPerPage: 10, PagesFetched: 2}},
		{"results of no connections", results(10), 0, 0, contract.Pagination{StartPage: 1, EndPage: 1, ResultsPerPage: 10}},
	}
	for _, tt := range tests {
		for _, charge := range []contract.Charge{contract.ChargeDelivered, contract.ChargeRequested} {
			t.Run(fmt.Sprintf("%s, charge %s", tt.name, charge), func(t *testing.T) {
				got := tt.query.Success(tt.query.Plan(tt.size, charge), tt.size)
				if got.Status != "success" || got.Data.Pagination != tt.want {
					t.Errorf("got %s %+v, want success %+v", got.Status, got.Data.Pagination, tt.want)
				}
				if got.Data.TotalResults != tt.total || got.Data.TotalAvailableResults != int64(tt.size) {
					t.Errorf("got %d of %d, want %d of %d", got.Data.TotalResults, got.Data.TotalAvailableResults, tt.total, tt.size)
				}
				if got.Data.Connections == nil || len(got.Data.Connections) != 0 {
					t.Errorf("connections: got %#v, want a list to fill", got.Data.Connections)
				}
			})
		}
	}
}

// anyQuery draws a query whose numbers lie about those of a network, and now and then far beyond.
func anyQuery(t *rapid.T) contract.Query {
	number := func(least int64, name string) int64 {
		near := rapid.Int64Range(least, max(least, 3100))
		return rapid.OneOf(near, near, rapid.Int64Range(least, maxInteger)).Draw(t, name)
	}
	if rapid.Bool().Draw(t, "paged") {
		start := number(1, "start_page")
		return pages(start, number(start, "end_page"))
	}
	return results(number(1, "total_results"))
}

// delivered slices a list of all the connections of a network as the contract says, page by page, and counts the
// pages of it that were delivered.
func delivered(q contract.Query, size int) (indices []int, pagesFetched int64) {
	var network []int
	for i := range size {
		network = append(network, i)
	}
	if q.Mode == contract.ModeTotalResults {
		for int64(len(indices)) < q.TotalResults && len(network) > 0 {
			if len(indices)%10 == 0 {
				pagesFetched++
			}
			indices, network = append(indices, network[0]), network[1:]
		}
		return indices, pagesFetched
	}
	for page := int64(1); page <= q.EndPage && len(network) > 0; page++ {
		on := network[:min(10, len(network))]
		network = network[len(on):]
		if page >= q.StartPage {
			indices, pagesFetched = append(indices, on...), pagesFetched+1
		}
	}
	return indices, pagesFetched
}

func TestPlanDeliversWhatSlicingAListGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, size := anyQuery(t), rapid.IntRange(0, 30_000).Draw(t, "size")
		indices, pagesFetched := delivered(q, size)
		plan := q.Plan(size, contract.ChargeDelivered)
		if plan.Count != len(indices) || plan.Pages != pagesFetched {
			t.Fatalf("%+v of %d: got %+v, want %d connections on %d pages", q, size, plan, len(indices), pagesFetched)
		}
		for i, index := range indices {
			if plan.First+i != index {
				t.Fatalf("%+v of %d: got connection %d as number %d, want %d", q, size, plan.First+i, i, index)
			}
		}
		if plan.First < 0 || plan.First+plan.Count > size {
			t.Fatalf("%+v of %d: got %+v, which is beyond the network", q, size, plan)
		}
	})
}

func TestPlanCosts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, size := anyQuery(t), rapid.IntRange(0, 30_000).Draw(t, "size")
		byDelivery, byRequest := q.Plan(size, contract.ChargeDelivered), q.Plan(size, contract.ChargeRequested)

		if got := q.Success(byDelivery, size).Data.Pagination.PagesFetched; byDelivery.Cost != got {
			t.Fatalf("%+v of %d: delivered costs %d, want pages_fetched, which is %d", q, size, byDelivery.Cost, got)
		}
		asked := q.EndPage - q.StartPage + 1
		if q.Mode == contract.ModeTotalResults {
			asked = int64(math.Ceil(float64(q.TotalResults) / 10))
		}
		if byRequest.Cost != asked {
			t.Fatalf("%+v of %d: requested costs %d, want the pages asked for, which are %d", q, size, byRequest.Cost, asked)
		}
		byRequest.Cost = byDelivery.Cost
		if byRequest != byDelivery {
			t.Fatalf("%+v of %d: got %+v by request, want what delivery gives but the cost, %+v", q, size, byRequest, byDelivery)
		}
	})
}

// TestPagesCoverTheNetwork reads a network page by page, as a client does, until a page is empty.
func TestPagesCoverTheNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(0, 30_000).Draw(t, "size")
		stride := rapid.Int64Range(1, 50).Draw(t, "pages at a time")
		next, paid := 0, int64(0)
		for start := int64(1); ; start += stride {
			plan := pages(start, start+stride-1).Plan(size, contract.ChargeDelivered)
			if plan.Count == 0 {
				break
			}
			if plan.First != next {
				t.Fatalf("page %d of %d connections: got them from %d, want from %d", start, size, plan.First, next)
			}
			next, paid = plan.First+plan.Count, paid+plan.Cost
		}
		if next != size || paid != int64((size+9)/10) {
			t.Fatalf("all pages of %d connections: got %d for %d credits, want all for %d", size, next, paid, (size+9)/10)
		}
	})
}
