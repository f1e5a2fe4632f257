package contract_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// answer is a right answer to q of a network of size.
func answer(q contract.Query, size int) contract.Success {
	plan := q.Plan(size, contract.ChargeDelivered)
	s := q.Success(plan, size)
	for i := range plan.Count {
		s.Data.Connections = append(s.Data.Connections, contract.Connection{
			Name:           "Linda Källqvist", // names may be the same, people not
			JobTitle:       contract.NotAvailable,
			ProfileURL:     fmt.Sprintf("https://www.linkedin.com/in/linda-%d/", plan.First+i),
			ProfilePicture: contract.NotAvailable,
		})
	}
	return s
}

func TestCheckSuccessTakes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, size := anyQuery(t), rapid.IntRange(0, 3000).Draw(t, "size")
		if err := contract.CheckSuccess(q, answer(q, size)); err != nil {
			t.Fatalf("%+v of %d: got %v, want no complaint", q, size, err)
		}
	})
}

func TestCheckSuccessRefuses(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*contract.Success)
		want  string
	}{
		{"another status", func(s *contract.Success) { s.Status = "error" }, "status: got error, want success"},
		{"too few connections", func(s *contract.Success) { s.Data.Connections = s.Data.Connections[1:] }, "len(connections): got 18, want 19"},
		{"no connections", func(s *contract.Success) { s.Data.Connections = nil }, "len(connections): got 0, want 19"},
		{"too many connections", func(s *contract.Success) {
			s.Data.Connections = append(s.Data.Connections, contract.Connection{ProfileURL: "https://www.linkedin.com/in/x/"})
		}, "len(connections): got 20, want 19"},
		{"somebody twice", func(s *contract.Success) { s.Data.Connections[4] = s.Data.Connections[2] },
			"connections[4].profile_url: got https://www.linkedin.com/in/linda-822/, which is connections[2]'s too"},
		{"total_results too small", func(s *contract.Success) { s.Data.TotalResults-- }, "total_results: got 18, want 19"},
		{"total_results too large", func(s *contract.Success) { s.Data.TotalResults++ }, "total_results: got 20, want 19"},
		{"total_available_results below 0", func(s *contract.Success) { s.Data.TotalAvailableResults = -1 }, "total_available_results: got -1, want 0 to 2147483647"},
		{"total_available_results beyond any network", func(s *contract.Success) { s.Data.TotalAvailableResults = 1 << 40 },
			"total_available_results: got 1099511627776, want 0 to 2147483647"},
		{"total_available_results of fewer connections", func(s *contract.Success) { s.Data.TotalAvailableResults-- },
			"len(connections): got 19, want 18\ntotal_results: got 19, want 18"},
		{"another start_page", func(s *contract.Success) { s.Data.Pagination.StartPage = 1 }, "pagination: got {1 90 10 2}, want {83 90 10 2}"},
		{"another end_page", func(s *contract.Success) { s.Data.Pagination.EndPage = 84 }, "pagination: got {83 84 10 2}, want {83 90 10 2}"},
		{"another results_per_page", func(s *contract.Success) { s.Data.Pagination.ResultsPerPage = 20 }, "pagination: got {83 90 20 2}, want {83 90 10 2}"},
		{"pages_fetched of the pages asked for", func(s *contract.Success) { s.Data.Pagination.PagesFetched = 8 }, "pagination: got {83 90 10 8}, want {83 90 10 2}"},
		{"two things", func(s *contract.Success) { s.Status, s.Data.TotalResults = "", 0 }, "status: got , want success\ntotal_results: got 0, want 19"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := answer(pages(83, 90), 839)
			s.Data.Connections = slices.Clone(s.Data.Connections)
			tt.spoil(&s)
			err := contract.CheckSuccess(pages(83, 90), s)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestCheckSuccessOfAnotherQuery(t *testing.T) {
	tests := []struct {
		name         string
		asked, given contract.Query
	}{
		{"other pages", pages(1, 2), pages(2, 3)},
		{"fewer results", results(20), results(19)},
		{"another end_page past the end", pages(1, 90), pages(1, 91)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := contract.CheckSuccess(tt.asked, answer(tt.given, 839)); err == nil {
				t.Errorf("an answer to %+v for %+v: got no complaint, want one", tt.given, tt.asked)
			}
		})
	}
}
