package contract

// The bodies the vendor's page shows, in its words and its order of fields. Source: the vendor's Get Connections page.

// NotAvailable stands in job_title and profile_picture where a person has none.
const NotAvailable = "N/A"

// Connection is one person of a network, as the vendor's page shows one.
type Connection struct {
	Name           string `json:"name"`            // full name
	JobTitle       string `json:"job_title"`       // position or headline; "N/A" where there is none
	ProfileURL     string `json:"profile_url"`     // https://www.linkedin.com/in/<slug>/
	ProfilePicture string `json:"profile_picture"` // URL of the picture; "N/A" where there is none
}

// Success is the body of an answer that delivers connections.
type Success struct {
	Status string `json:"status"` // "success"
	Data   Data   `json:"data"`
}

// Data is what a Success delivers.
type Data struct {
	TotalResults          int64        `json:"total_results"`           // connections in this answer
	TotalAvailableResults int64        `json:"total_available_results"` // connections in the network
	Connections           []Connection `json:"connections"`             // never null
	Pagination            Pagination   `json:"pagination"`
}

// Pagination says which pages were asked for and how many of them exist.
type Pagination struct {
	StartPage      int64 `json:"start_page"`
	EndPage        int64 `json:"end_page"`
	ResultsPerPage int64 `json:"results_per_page"` // always 10
	PagesFetched   int64 `json:"pages_fetched"`
}

// Failure is the body of every answer that delivers nothing.
type Failure struct {
	Status  string `json:"status"` // "error"
	Message string `json:"message"`
}

// The two values of status.
const (
	StatusSuccess = "success"
	StatusError   = "error"
)
