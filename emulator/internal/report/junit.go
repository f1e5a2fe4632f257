package report

import (
	"encoding/xml"
	"fmt"
	"time"
)

// junitSuite has all that the schemas of Ant and of Jenkins want, in the order of the first.
type junitSuite struct {
	XMLName    xml.Name        `xml:"testsuite"`
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Time       string          `xml:"time,attr"`      // seconds; a report takes none
	Timestamp  string          `xml:"timestamp,attr"` // UTC, without a zone
	Host       string          `xml:"hostname,attr"`
	Properties []junitProperty `xml:"properties>property"`
	Cases      []junitCase     `xml:"testcase"`
	Out        string          `xml:"system-out"`
	Err        string          `xml:"system-err"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value int64  `xml:"value,attr"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitFailure `xml:"failure"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// The types of failures.
const (
	junitEmpty   = "empty_run"
	junitBudget  = "budget"
	junitFinding = "finding"
)

func (r Report) junitSuite() junitSuite {
	return junitSuite{
		Name: "linkup-emulator", Time: "0", Timestamp: time.Now().UTC().Format("2006-01-02T15:04:05"), Host: "localhost",
		Properties: []junitProperty{
			{"calls", r.Calls}, {"credits", r.Credits}, {"real_credits", r.RealCredits}, {"credits_wasted", r.CreditsWasted},
		},
		Out: r.Text(),
	}
}

// JUnit is the report as a suite of tests in JUnit's XML: that there was a call, that the budget was kept where there is
// one, and that there is no finding of each kind.
func (r Report) JUnit(budget *int64) ([]byte, error) {
	suite := r.junitSuite()
	suite.add("the run made calls", junitEmpty, r.CheckCalls(), r.headline())
	if budget != nil {
		suite.add(fmt.Sprintf("spent at most %s", credits(*budget)), junitBudget, r.CheckBudget(*budget), r.headline())
	}
	for _, kind := range Kinds {
		only := r
		only.Findings, only.CreditsWasted = nil, 0
		for _, f := range r.Findings {
			if f.Name == kind.Name {
				only.Findings = append(only.Findings, f)
				only.CreditsWasted += f.CreditsWasted
			}
		}
		var found error
		if len(only.Findings) > 0 {
			found = fmt.Errorf("the client %s", kind.Says)
		}
		suite.add(string(kind.Name), junitFinding, found, only.FindingsText())
	}
	text, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write JUnit's XML: %w", err)
	}
	return append([]byte(xml.Header), append(text, '\n')...), nil
}

func (s *junitSuite) add(name, kind string, failure error, text string) {
	c := junitCase{Class: s.Name, Name: name, Time: "0"}
	if failure != nil {
		c.Failure = &junitFailure{Message: failure.Error(), Type: kind, Text: text}
		s.Failures++
	}
	s.Tests++
	s.Cases = append(s.Cases, c)
}
