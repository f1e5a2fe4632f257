package contract

import (
	"errors"
	"fmt"
	"math"
)

// CheckSuccess says in what an answer to q breaks the contract beyond what a schema can say: the sums, the pages and
// the people each there once. It is for tests and for clients of a conformance run.
func CheckSuccess(q Query, got Success) error {
	size := got.Data.TotalAvailableResults
	if size < 0 || size > math.MaxInt32 {
		return fmt.Errorf("total_available_results: got %d, want 0 to %d", size, math.MaxInt32)
	}
	plan := q.Plan(int(size), ChargeDelivered)
	want := q.Success(plan, int(size)).Data
	return errors.Join(
		same("status", got.Status, StatusSuccess),
		same("len(connections)", int64(len(got.Data.Connections)), want.TotalResults),
		same("total_results", got.Data.TotalResults, want.TotalResults),
		same("pagination", got.Data.Pagination, want.Pagination),
		eachOnce(got.Data.Connections),
	)
}

func same[T comparable](field string, got, want T) error {
	if got == want {
		return nil
	}
	return fmt.Errorf("%s: got %v, want %v", field, got, want)
}

func eachOnce(people []Connection) error {
	seen := make(map[string]int, len(people))
	for i, p := range people {
		if j, twice := seen[p.ProfileURL]; twice {
			return fmt.Errorf("connections[%d].profile_url: got %s, which is connections[%d]'s too", i, p.ProfileURL, j)
		}
		seen[p.ProfileURL] = i
	}
	return nil
}
