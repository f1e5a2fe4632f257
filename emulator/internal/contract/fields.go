package contract

// Field is a field of the request's body, and its rule.
type Field struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"` // in JSON Schema's words: string or integer
	Required bool     `json:"required"`
	Default  string   `json:"default,omitempty"` // what an absent field stands for, where it stands for something
	Values   []string `json:"values,omitempty"`  // all that are allowed, where they can be listed
	Rule     string   `json:"rule"`
	Evidence Evidence `json:"evidence"`
}

// The places of the fields in Fields.
const (
	loginToken = iota
	country
	startPage
	endPage
	totalResults
)

// Fields are the fields of the request's body, in the page's order. Source: the vendor's page.
var Fields = [...]Field{
	loginToken: {
		Name: "login_token", Type: "string", Required: true,
		Rule: "a string that is not blank", Evidence: documented,
	},
	country: {
		Name: "country", Type: "string", Default: "FR",
		Values: []string{"US", "UK", "FR", "DE", "NL", "IT", "IL", "CA", "BR", "ES", "IN"},
		Rule:   "one of the countries listed", Evidence: documented,
	},
	startPage: {
		Name: "start_page", Type: "integer",
		Rule: "an integer of at least 1, together with end_page", Evidence: documented,
	},
	endPage: {
		Name: "end_page", Type: "integer",
		Rule: "an integer of at least start_page, together with it", Evidence: documented,
	},
	totalResults: {
		Name: "total_results", Type: "integer", Default: "10",
		Rule: "an integer of at least 1; read only when start_page and end_page are not both given", Evidence: documented,
	},
}

const defaultTotalResults = 10
