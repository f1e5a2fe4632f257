package report_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
)

// Whatever the calls, and however little room there is: all calls and credits are in the sums, once by key, once by
// route; a Verification of all counts no more than there were, and all of them where it says so.
func TestSumsAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]int{0, 1, 8_000, 40_000}).Draw(t, "most")
		c := newClient(report.New(most))
		var calls, credits, charged int64
		for range rapid.IntRange(0, 60).Draw(t, "calls") {
			c.key = contract.APIKey(rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e", "f", "g"}).Draw(t, "key"))
			c.cookie = contract.Cookie(rapid.SampledFrom([]string{"", "x", "y", strings.Repeat("z", 5_000)}).Draw(t, "cookie"))
			s := c.pagesSeen(rapid.Int64Range(1, 12).Draw(t, "start"), 12)
			if rapid.Bool().Draw(t, "scripted") {
				s.Entry.Scenario = rapid.SampledFrom([]string{"flaky", "slow"}).Draw(t, "scenario")
				s.Entry.Charged = rapid.Int64Range(0, 5).Draw(t, "charged")
			}
			calls, credits, charged = calls+1, credits+s.Entry.Delivered.Pages, charged+s.Entry.Charged
			c.see(s)
		}
		want := report.Sums{Calls: calls, Credits: charged, RealCredits: credits}
		r := c.r.Report()
		byKey, byRoute, wasted := r.Forgotten.Sums, report.Sums{}, int64(0)
		for _, k := range r.Keys {
			byKey = sum(byKey, k.Sums)
		}
		for _, route := range r.Routes {
			byRoute = sum(byRoute, route.Sums)
		}
		for _, f := range r.Findings {
			wasted += f.CreditsWasted
		}
		if r.Sums != want || byKey != want || byRoute != want {
			t.Fatalf("got %+v, by key %+v, by route %+v; want %+v", r.Sums, byKey, byRoute, want)
		}
		if r.CreditsWasted > wasted || r.CreditsWasted > charged {
			t.Fatalf("got %d wasted, want at most what all findings say, %d, and what was charged, %d", r.CreditsWasted, wasted, charged)
		}
		if spent, any := c.r.Spent(); spent != charged || any != (calls > 0) {
			t.Fatalf("got %d spent, %v; want %d", spent, any, charged)
		}
		v := c.r.Verify(report.Verification{Match: report.Match{Route: report.AnyRoute}, AtLeast: new(0)}, nil)
		if v.Calls > calls || v.Complete && (v.Calls != calls || v.Credits != charged) {
			t.Fatalf("got %+v of %d calls of %d credits", v, calls, charged)
		}
	})
}

func sum(a, b report.Sums) report.Sums {
	return report.Sums{Calls: a.Calls + b.Calls, Credits: a.Credits + b.Credits, RealCredits: a.RealCredits + b.RealCredits}
}

// A Recorder stays within its weight, whatever it is told: many keys, many cookies of one, long ones, many calls.
func TestWeight(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	for name, vary := range map[string]func(c *client, i int){
		"keys":         func(c *client, i int) { c.key = contract.APIKey(fmt.Sprint("key", i)) },
		"cookies":      func(c *client, i int) { c.cookie = contract.Cookie(fmt.Sprint("cookie", i)) },
		"long cookies": func(c *client, i int) { c.cookie = contract.Cookie(fmt.Sprint(i, strings.Repeat("c", 20_000))) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(report.New(most))
			const calls = 3_000
			for i := range int64(calls) {
				vary(c, int(i)/2)
				c.pages(i+1, i+1)
			}
			r := c.r.Report()
			if w := c.r.Weight(); w > most+most/8 {
				t.Errorf("got %d bytes, want about %d at most", w, most)
			}
			if v := c.r.Verify(report.Verification{AtMost: new(calls)}, nil); v.Complete || r.Calls != calls {
				t.Errorf("got %+v and %d calls, want it incomplete, of %d", v, r.Calls, calls)
			}
		})
	}
}

// Scenarios beyond those that are kept apart are one row.
func TestManyScenarios(t *testing.T) {
	t.Parallel()
	c := newClient(report.New(0))
	for i := range 200 {
		s := c.seen("x")
		s.Entry.Scenario = fmt.Sprintf("s%03d", i)
		c.see(s)
	}
	rows := c.r.Report().Scenarios
	if len(rows) != 129 || rows[0].Name != report.Others || rows[0].Calls != 72 {
		t.Errorf("got %d rows, the first %+v; want 129, the first of 72 others", len(rows), rows[0])
	}
}

func TestReportOf(t *testing.T) {
	t.Parallel()
	r := played()
	for name, key := range map[string]string{"itself": "k", "its fingerprint": contract.APIKey("k").Fingerprint()} {
		got := r.ReportOf(key)
		if got.Calls != 4 || got.Credits != 11 || len(got.Keys) != 1 || !got.Complete || got.Forgotten.Keys != 0 {
			t.Errorf("%s: got %+v, want 4 calls of 11 credits", name, got)
		}
	}
	if got := r.ReportOf("nobody"); got.Calls != 0 || got.Keys == nil || got.Findings == nil || !got.Complete {
		t.Errorf("nobody: got %+v, want an empty report", got)
	}
}

func TestClear(t *testing.T) {
	t.Parallel()
	r := played()
	r.Clear()
	if got := r.Report(); got.Calls != 0 || len(got.Keys)+len(got.Findings)+len(got.Routes) > 0 || got.CreditsWasted != 0 {
		t.Errorf("got %+v, want nothing", got)
	}
	if spent, any := r.Spent(); spent != 17 || !any {
		t.Errorf("got %d spent, want 17 for ever", spent)
	}
}

func TestPageSet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var s report.PageSet
		model := map[int64]bool{}
		for range rapid.IntRange(1, 10).Draw(t, "ranges") {
			first := rapid.Int64Range(1, 300).Draw(t, "first")
			last := rapid.Int64Range(first, 320).Draw(t, "last")
			want := int64(0)
			for p := first; p <= last; p++ {
				if model[p] {
					want++
				}
				model[p] = true
			}
			if got := s.Add(first, last); got != want {
				t.Fatalf("%d to %d: got %d that were there, want %d", first, last, got, want)
			}
		}
	})
}

func TestText(t *testing.T) {
	t.Parallel()
	c := newClient(report.New(0))
	c.pages(1, 4)
	c.pages(1, 4)
	s := c.refusedSeen(contract.KindInvalidCookie, 5, 8)
	s.Entry.Scenario = "cookie-expires"
	c.see(s)
	const want = `3 calls, 8 credits charged; on the real service: 8 credits
  (the real service charges 1 credit for each page it delivers, or for 10 connections, and nothing for errors or for empty answers; an answer that a scenario broke or lost on its way was delivered)

KEY         CALLS  CREDITS  REAL CREDITS
key:8254c3  3      8        8

ROUTE                    CALLS  CREDITS  REAL CREDITS
/v1/network/connections  3      8        8

SCENARIO        CALLS  CREDITS  REAL CREDITS
cookie-expires  1      0        0

1 finding, 4 credits wasted
  bought_twice: the client bought pages again that it had already
    by key:8254c3, 1 call, 4 credits and 1 call wasted; mend: keep what was delivered, and go on after the last page that you have
    requests r2
`
	is(t, "text", c.r.Report().Text(), want)
	if got := report.New(0).Report().Text(); !strings.HasPrefix(got, "0 calls, 0 credits charged") || !strings.HasSuffix(got, "no findings\n") {
		t.Errorf("empty: got %s", got)
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	got := played().Report().Markdown()
	for _, want := range []string{
		"\n8 calls, 17 credits charged; on the real service: 17 credits.\n",
		"\n| key | calls | credits | real credits |\n| --- | ---: | ---: | ---: |\n| key:8254c3 | 4 | 11 | 11 |\n| key:580843 | 4 | 6 | 6 |\n",
		"\n| `bought_twice` | bought pages again that it had already | key:580843, 2 calls, 4 credits and 2 calls wasted |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s\nwant %q in it", got, want)
		}
	}
	if got := report.New(0).Report().Markdown(); !strings.Contains(got, "## Findings\n\nNone.\n") {
		t.Errorf("empty: got %s", got)
	}
}

func TestJUnit(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		r      *report.Recorder
		budget *int64
		cases  int
		failed []string
	}{
		"findings":         {played(), nil, 9, []string{"bought_twice", "dead_cookie"}},
		"within budget":    {played(), new(int64(17)), 10, []string{"bought_twice", "dead_cookie"}},
		"over budget":      {played(), new(int64(16)), 10, []string{"spent at most 16 credits", "bought_twice", "dead_cookie"}},
		"empty":            {report.New(0), nil, 9, []string{"the run made calls"}},
		"empty, of budget": {report.New(0), new(int64(0)), 10, []string{"the run made calls", "spent at most 0 credits"}},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := row.r.Report().JUnit(row.budget)
			if err != nil {
				t.Fatal(err)
			}
			var suite struct {
				Tests    int `xml:"tests,attr"`
				Failures int `xml:"failures,attr"`
				Cases    []struct {
					Name    string    `xml:"name,attr"`
					Failure *struct{} `xml:"failure"`
				} `xml:"testcase"`
			}
			if err := xml.Unmarshal(text, &suite); err != nil {
				t.Fatal(err)
			}
			var failed []string
			for _, c := range suite.Cases {
				if c.Failure != nil {
					failed = append(failed, c.Name)
				}
			}
			is(t, "failed", strings.Join(failed, ","), strings.Join(row.failed, ","))
			is(t, "tests", suite.Tests, row.cases)
			is(t, "cases", len(suite.Cases), row.cases)
			is(t, "failures", suite.Failures, len(row.failed))
		})
	}
}

// wantedByJUnit is what the schemas of those who read JUnit's XML, Ant's and Jenkins's, want of an element: the attributes,
// and the elements in it, each in that order where it is there.
var wantedByJUnit = map[string]struct{ attributes, elements []string }{
	"testsuite": {[]string{"name", "tests", "failures", "errors", "time", "timestamp", "hostname"},
		[]string{"properties", "testcase", "system-out", "system-err"}},
	"property": {attributes: []string{"name", "value"}},
	"testcase": {[]string{"classname", "name", "time"}, []string{"failure"}},
	"failure":  {attributes: []string{"message", "type"}},
}

func TestJUnitHasWhatItsReadersWant(t *testing.T) {
	t.Parallel()
	text, err := played().Report().JUnit(new(int64(1)))
	if err != nil {
		t.Fatal(err)
	}
	type element struct {
		name  string
		inner []string
	}
	stack := []element{{}}
	for in := xml.NewDecoder(strings.NewReader(string(text))); ; {
		token, err := in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tag := token.(type) {
		case xml.StartElement:
			name := tag.Name.Local
			stack[len(stack)-1].inner = append(stack[len(stack)-1].inner, name)
			stack = append(stack, element{name: name})
			for _, want := range wantedByJUnit[name].attributes {
				if !slices.ContainsFunc(tag.Attr, func(a xml.Attr) bool { return a.Name.Local == want && a.Value != "" }) {
					t.Errorf("%s: got %v, want the attribute %s", name, tag.Attr, want)
				}
			}
		case xml.EndElement:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if got := slices.Compact(slices.Clone(top.inner)); top.name == "testsuite" && !slices.Equal(got, wantedByJUnit["testsuite"].elements) {
				t.Errorf("got the elements %v, want %v", got, wantedByJUnit["testsuite"].elements)
			}
			for _, inner := range top.inner {
				if wanted, known := wantedByJUnit[top.name]; known && !slices.Contains(wanted.elements, inner) {
					t.Errorf("got %s in %s, want %v", inner, top.name, wanted.elements)
				}
			}
		}
	}
	if got := regexp.MustCompile(`timestamp="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"`).FindAll(text, -1); len(got) != 1 {
		t.Errorf("got %s, want a time without a zone", text)
	}
	if got := stack[0].inner; len(got) != 1 {
		t.Errorf("got %v, want one testsuite", got)
	}
}

func TestBudget(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		r      *report.Recorder
		budget int64
		want   string
	}{
		"within": {played(), 17, ""},
		"over":   {played(), 15, "spent 17 credits, 2 more than the budget of 15"},
		"empty":  {report.New(0), 0, "no call was made: an empty run shows nothing (is the client under test pointed at the emulator?)"},
	} {
		err := row.r.Report().CheckBudget(row.budget)
		if got := fmt.Sprint(err); got != row.want && (err != nil || row.want != "") {
			t.Errorf("%s: got %v, want %q", name, err, row.want)
		}
	}
}

func BenchmarkObserve(b *testing.B) {
	c := newClient(report.New(0))
	c.size = 30_000
	s := c.pagesSeen(1, 1)
	b.ReportAllocs()
	for i := int64(0); b.Loop(); i++ {
		s.Entry.Query.StartPage, s.Entry.Query.EndPage = i%3000+1, i%3000+1
		c.see(s)
	}
}
