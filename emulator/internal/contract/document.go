package contract

// Document is the contract as the emulator tells it: the tables that it runs on.
type Document struct {
	Routes        []Route        `json:"routes"`
	Checks        []Check        `json:"checks"`
	Rules         []Rule         `json:"rules"`
	Settings      []InForce      `json:"settings"`
	SpecialValues []SpecialValue `json:"special_values"`
	Errors        []ErrorKind    `json:"errors"`
	Sources       []Source       `json:"sources"`
}

// InForce is a setting, and the value it has at this moment.
type InForce struct {
	Setting
	Value string `json:"value"`
}

// Check is a step of a request that may end it.
type Check struct {
	Name string `json:"name"`
	Ends []Kind `json:"ends"` // the errors it may end it with; a scenario, with any
}

// Checks are the steps of a request that may end it, in their order. Source: chosen; the cookie comes after the
// credits because its state is known only by asking LinkedIn.
var Checks = []Check{
	{Name: "API key", Ends: []Kind{KindMissingAPIKey, KindInvalidAPIKey}},
	{Name: "rate limit", Ends: []Kind{KindRateLimited}},
	{Name: "request", Ends: []Kind{KindInvalidRequest}},
	{Name: "scenario", Ends: []Kind{}},
	{Name: "credits", Ends: []Kind{KindInsufficientCredits}},
	{Name: "cookie", Ends: []Kind{KindInvalidCookie}},
	{Name: "fetch", Ends: []Kind{KindInternalError}},
}

// Rule is a rule of the contract that is no row of another table.
type Rule struct {
	ID       string   `json:"id"`
	Rule     string   `json:"rule"`
	Evidence Evidence `json:"evidence"`
	Setting  string   `json:"setting,omitempty"` // what changes it
}

// Rules are the rules that are no row of another table.
var Rules = []Rule{
	{"body", "the body is one JSON object of at most 1 MiB and 64 levels, in UTF-8, with Content-Type application/json; no field twice, nothing after the object", Evidence{"E1", "C"}, ""},
	{"faults", "all faults of a request are told in one message, in the order of the fields", chosen, ""},
	{"null", "null for an optional field is as if it were absent", chosen, ""},
	{"integers", "2.0 and 1e1 are integers; a string, a boolean, 1.5 and anything above 9007199254740991 is refused", chosen, ""},
	{"unknown_fields", "fields that the page does not name are ignored", chosen, ""},
	{"modes", "start_page and end_page together are pagination mode, without them it is total-results mode", documented, "lenient"},
	{"page", "page p holds connections 10(p-1) to 10p-1 of the network, in a fixed order", Evidence{"D", "C"}, ""},
	{"past_the_end", "a range past the end is a success with an empty list and pages_fetched 0", Evidence{"E4"}, ""},
	{"pages_of_total_results", "in total-results mode start_page is 1, end_page is the total_results asked for divided by 10, rounded up, and pages_fetched is what was delivered divided by 10, rounded up", chosen, ""},
	{"not_available", "job_title and profile_picture are N/A where there is none", documented, ""},
	{"pictures", "profile_picture is a URL at LinkedIn's image host, where nothing is; --pictures local has one of an avatar that the emulator draws in its place, which the service never does", Evidence{"D", "C"}, ""},
	{"price", "1 credit a page in pagination mode, 1 credit for 10 connections, rounded up, in total-results mode", documented, ""},
	{"what_counts", "what was delivered is what is paid for", chosen, "charge"},
	{"whole_or_nothing", "too few credits for the whole request: nothing is delivered and nothing charged", chosen, ""},
	{"errors_cost", "an error costs nothing", Evidence{"C", "E6", "E2"}, "charge_errors"},
	{"error_body", "an error is an object of status and message, and nothing else", documented, ""},
	{"error_status", "an error is sent with the status of its kind", Evidence{"E4", "E6", "E3"}, "error_status"},
	{"one_network", "a cookie owns one network, the same in every process, on every platform and with every key", chosen, ""},
	{"accounts", "every API key that is not blank is an account of its own", chosen, "unknown_keys"},
}

// Source is what an evidence id stands for.
type Source struct {
	ID   string `json:"id"`
	Says string `json:"says"`
}

// Sources are what the evidence ids stand for.
var Sources = []Source{
	{"D", "the vendor's Get Connections page, as of 2026-11-23"},
	{"E1", "the vendor's older copy of that page: POST /v1/network/connections, a JSON body, the header x-api-key"},
	{"E2", "the vendor's V1 introduction: 300 requests a minute per key; errors 400, 401, 403, 404, 429, 500; every status but 500 consumes credits"},
	{"E3", "the vendor's V1-to-V2 migration guide: V1 answered HTTP 200 for most errors, V2 uses 400, 402, 403, 404, 429, 500"},
	{"E4", "a public Rust client, asimov-linkup-module: stops at an empty list, takes 403 as an expired cookie, also accepts an error body on 200"},
	{"E5", "the vendor's n8n node, n8n-nodes-linkupapi: leaves unset fields out, tests a key with GET /v1/check"},
	{"E6", "the vendor's V2 error page: 402 INSUFFICIENT_CREDITS, 403 INVALID_API_KEY, 429 RATE_LIMITED, 400 INVALID_PARAMS; errors never cost credits"},
	{"E7", "E4 and the vendor's V1 pages: POST /v1/auth/login and /v1/auth/verify"},
	{"E8", "the vendor's V2 page of the same list: the same connection objects in another envelope"},
	{"C", "a choice of this project, where nobody says anything"},
}

// DocumentUnder is the whole contract, with the settings that are in force.
func DocumentUnder(t Terms) Document {
	d := Document{
		Routes: Routes, Checks: Checks, Rules: Rules,
		SpecialValues: SpecialValues, Errors: Catalogue, Sources: Sources,
	}
	for _, s := range Settings {
		d.Settings = append(d.Settings, InForce{s, t.Value(s.Name)})
	}
	return d
}
