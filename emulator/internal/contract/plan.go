package contract

// ResultsPerPage is how many connections a page holds. Source: the vendor's page, results_per_page.
const ResultsPerPage = 10

// Mode is which of its two modes the endpoint works in for a request.
type Mode string

// The two modes of the endpoint.
const (
	ModePagination   Mode = "pagination"    // start_page and end_page say what to fetch
	ModeTotalResults Mode = "total_results" // total_results says how many connections to fetch
)

// Charge is what a request pays for: the setting `charge`.
type Charge string

// The values of the setting `charge`.
const (
	ChargeDelivered Charge = "delivered" // the pages that were delivered; the zero value means this too
	ChargeRequested Charge = "requested" // the pages that were asked for, whether they exist or not
)

// Query is a request that keeps every rule.
type Query struct {
	LoginToken   Cookie
	Country      string
	Mode         Mode
	StartPage    int64 // ModePagination: at least 1
	EndPage      int64 // ModePagination: at least StartPage
	TotalResults int64 // ModeTotalResults: at least 1
}

// Plan is what a Query means for a network of a certain size.
type Plan struct {
	First int   // index of the first connection delivered
	Count int   // connections delivered
	Pages int64 // pages delivered, each whole or the network's last
	Cost  int64 // credits
}

// Pages are the pages asked for, as the answer's pagination states them: as asked in ModePagination, and in
// ModeTotalResults the pages that hold that many connections.
func (q Query) Pages() (start, end int64) {
	if q.Mode == ModePagination {
		return q.StartPage, q.EndPage
	}
	return 1, pagesFor(q.TotalResults)
}

// Plan says what q delivers of a network of size connections (0 or more), and what it costs in credits.
// Source: the vendor's page, 1 credit a page or for 10 connections, rounded up; what of it is counted is the setting.
func (q Query) Plan(size int, charge Charge) Plan {
	n := int64(size)
	start, end := q.Pages()
	first := n
	if start <= pagesFor(n) {
		first = (start - 1) * ResultsPerPage
	}
	last := n
	if end < pagesFor(n) {
		last = end * ResultsPerPage
	}
	if q.Mode != ModePagination {
		last = min(q.TotalResults, n)
	}
	p := Plan{First: int(first), Count: int(last - first), Pages: pagesFor(last - first)}
	p.Cost = p.Pages
	if charge == ChargeRequested {
		p.Cost = end - start + 1
	}
	return p
}

// AtMost is the plan that delivers no more than n of its connections.
func (p Plan) AtMost(n int, charge Charge) Plan {
	p.Count = min(p.Count, n)
	p.Pages = pagesFor(int64(p.Count))
	if charge != ChargeRequested {
		p.Cost = p.Pages
	}
	return p
}

// Success is the answer to q without its connections, which are the p.Count ones from p.First of a network of size.
func (q Query) Success(p Plan, size int) Success {
	start, end := q.Pages()
	return Success{Status: StatusSuccess, Data: Data{
		TotalResults:          int64(p.Count),
		TotalAvailableResults: int64(size),
		Connections:           []Connection{},
		Pagination:            Pagination{StartPage: start, EndPage: end, ResultsPerPage: ResultsPerPage, PagesFetched: p.Pages},
	}}
}

// pagesFor is how many pages n connections fill.
func pagesFor(n int64) int64 { return n/ResultsPerPage + min(n%ResultsPerPage, 1) }
