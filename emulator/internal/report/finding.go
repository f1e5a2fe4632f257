package report

// Name is the name of a kind of finding.
type Name string

// The kinds of findings.
const (
	PastTheEnd        Name = "past_the_end"
	BoughtTwice       Name = "bought_twice"
	SinglePages       Name = "single_pages"
	IgnoredRetryAfter Name = "ignored_retry_after"
	HopelessRetry     Name = "hopeless_retry"
	UnknownFields     Name = "unknown_fields"
	DeadCookie        Name = "dead_cookie"
	ErrorAsSuccess    Name = "error_as_success"
)

// Kind is what a finding of a name means.
type Kind struct {
	Name Name
	Says string // what the client does
	Mend string // what it should do
}

// Kinds are the kinds of findings, in the order in which a report tells them.
var Kinds = []Kind{
	{BoughtTwice,
		"bought pages again that it had already",
		"keep what was delivered, and go on after the last page that you have"},
	{PastTheEnd,
		"asked past the last page more than once",
		"stop at the page that holds total_available_results, or at the first empty list"},
	{SinglePages,
		"asked for single pages, one after the other, where one range costs the same",
		"give a range: start_page and end_page of one call may be as far apart as the credits reach"},
	{IgnoredRetryAfter,
		"asked again before the time that Retry-After said was over",
		"wait as many seconds as Retry-After says, in all that use the key"},
	{HopelessRetry,
		"repeated a request whose refusal says that it cannot succeed",
		"repeat what failed with 429 or 500; of any other refusal mend the request, the key or the credits first"},
	{UnknownFields,
		"sent fields that the endpoint does not know, which are ignored",
		"compare the names with login_token, country, start_page, end_page and total_results"},
	{DeadCookie,
		"kept using a cookie after it was refused",
		"log in again and use the new login_token, or stop"},
	{ErrorAsSuccess,
		"went on to the next page after an error that came with HTTP 200",
		`look at status in the body, not at the HTTP status alone: "error" delivers nothing`},
}

// KindOf is the kind of that name.
func KindOf(name Name) (Kind, bool) {
	for _, k := range Kinds {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// maxRequests is how many requests a finding lists.
const maxRequests = 20

// foundWeight is about how many bytes found takes.
const foundWeight = 1024

// found is what was found of one kind.
type found struct {
	calls    int64
	wasted   int64    // credits
	needless int64    // calls that need not have been made
	requests []string // ids of the first of them
}

func (f *found) add(v verdict, requestID string) {
	f.calls++
	f.wasted += v.wasted
	f.needless += v.needless
	if len(f.requests) < maxRequests {
		f.requests = append(f.requests, requestID)
	}
}

func (f *found) merge(other *found) {
	f.calls += other.calls
	f.wasted += other.wasted
	f.needless += other.needless
	free := maxRequests - len(f.requests)
	f.requests = append(f.requests, other.requests[:min(free, len(other.requests))]...)
}

func findingIn(all map[Name]*found, name Name) *found {
	f := all[name]
	if f == nil {
		f = &found{}
		all[name] = f
	}
	return f
}
