package contract

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

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

// LoggedInBody is the body of a login that hands out a cookie. Source: E7.
type LoggedInBody struct {
	Status     string `json:"status"`      // "success"
	LoginToken string `json:"login_token"` // the cookie itself
	Message    string `json:"message"`     // "Login successful"
}

// CodeSentBody is the body of a login that needs the code that was sent. Source: E7.
type CodeSentBody struct {
	Status  string `json:"status"`  // "success"
	Message string `json:"message"` // "Check your email for verification code"
	Email   string `json:"email"`   // as it was given
}

// CheckedBody is the body that tells that an API key is one. Chosen; E5 shows the route alone.
type CheckedBody struct {
	Status  string `json:"status"`  // "success"
	Message string `json:"message"` // "API key is valid"
}

// The messages of successes.
const (
	MessageLoggedIn = "Login successful"
	MessageCodeSent = "Check your email for verification code"
	MessageChecked  = "API key is valid"
)

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

// AppendSuccess appends s as compact JSON, its fields in the page's order. Its connections are not those of s but the
// s.Data.TotalResults ones that connection appends, by their place from 0, each as a JSON object.
func AppendSuccess(dst []byte, s Success, connection func(dst []byte, place int) []byte) []byte {
	dst = append(dst, `{"status":"success","data":{"total_results":`...)
	dst = strconv.AppendInt(dst, s.Data.TotalResults, 10)
	dst = append(dst, `,"total_available_results":`...)
	dst = strconv.AppendInt(dst, s.Data.TotalAvailableResults, 10)
	dst = append(dst, `,"connections":[`...)
	for place := range int(s.Data.TotalResults) {
		if place > 0 {
			dst = append(dst, ',')
		}
		dst = connection(dst, place)
	}
	p := s.Data.Pagination
	dst = append(dst, `],"pagination":{"start_page":`...)
	dst = strconv.AppendInt(dst, p.StartPage, 10)
	dst = append(dst, `,"end_page":`...)
	dst = strconv.AppendInt(dst, p.EndPage, 10)
	dst = append(dst, `,"results_per_page":`...)
	dst = strconv.AppendInt(dst, p.ResultsPerPage, 10)
	dst = append(dst, `,"pages_fetched":`...)
	dst = strconv.AppendInt(dst, p.PagesFetched, 10)
	return append(dst, `}}}`...)
}

// AppendConnection appends c as compact JSON, its fields in the page's order.
func AppendConnection(dst []byte, c Connection) []byte {
	dst = appendString(append(dst, `{"name":`...), c.Name)
	dst = appendString(append(dst, `,"job_title":`...), c.JobTitle)
	dst = appendString(append(dst, `,"profile_url":`...), c.ProfileURL)
	dst = appendString(append(dst, `,"profile_picture":`...), c.ProfilePicture)
	return append(dst, '}')
}

// AppendFailure appends the body of an error as compact JSON.
func AppendFailure(dst []byte, message string) []byte {
	dst = append(dst, `{"status":"error","message":`...)
	return append(appendString(dst, message), '}')
}

// appendString appends s as a JSON string, escaped no more than JSON wants; bytes that are no UTF-8 become U+FFFD.
func appendString(dst []byte, s string) []byte {
	quoted, _ := jsontext.AppendQuote(dst, s) // fails only of such bytes, and has written the string then
	return quoted
}
